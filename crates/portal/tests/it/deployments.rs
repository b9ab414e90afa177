//! What a deployment makes of its files.

use crate::engine_rest::{bpmn, line, service, unique};
use crate::harness::{Database, Interface, shared};
use serde_json::json;

#[test]
fn every_executable_process_of_a_file_is_a_definition_of_its_own() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = shared(database);
        let (one, two) = (unique("one"), unique("two"));
        let office = Interface::new(&portal, "aarau", &one);
        let work = |key: &str| {
            line(&[service(&format!("w-{key}"), &format!("camunda:type=\"external\" camunda:topic=\"{key}\""))])
        };
        // Ids are unique in a file.
        let second = work(&two).replace("begin", "begin2").replace("\"end\"", "\"end2\"").replace("-end\"", "-end2\"");
        let both = bpmn(
            &one,
            &format!(
                "{}</bpmn:process><bpmn:process id=\"{two}\" name=\"{two}\" isExecutable=\"true\">{second}</bpmn:process>\
             <bpmn:process id=\"drawn\" isExecutable=\"false\"><bpmn:task id=\"t\"/>",
                work(&one)
            ),
        );
        let deployed = office.deploy(&[("both.bpmn", &both)]).expect(200);
        let definitions = deployed["deployedProcessDefinitions"].as_object().expect("definitions");
        let mut keys: Vec<&str> = definitions.values().filter_map(|it| it["key"].as_str()).collect();
        keys.sort_unstable();
        assert_eq!(keys, [one.as_str(), two.as_str()]);
        for key in [&one, &two] {
            office.start(key, &json!({}));
            let task = office.fetch("w", key, 5, 60_000);
            assert_eq!(task.len(), 1, "each runs its own process");
            assert_eq!(task[0]["activityId"], json!(format!("w-{key}")));
        }
        let again = office.deploy(&[("both.bpmn", &both)]).expect(200);
        assert_eq!(again["deployedProcessDefinitions"], deployed["deployedProcessDefinitions"], "nothing new");
    }
}
