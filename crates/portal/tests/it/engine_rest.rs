//! The interface for programs of an office: deploy, start, fetch, give back, correlate, look, mend; on both databases.

use crate::harness::{Database, Interface, Portal, shared};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

const BOTH: [Database; 2] = [Database::Sqlite, Database::Postgres];

/// A process with this id and these parts, in a file.
pub(crate) fn bpmn(key: &str, inside: &str) -> String {
    bpmn_with(key, "", inside)
}

pub(crate) fn bpmn_with(key: &str, beside: &str, inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" \
         xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         targetNamespace=\"test\">\n{beside}<bpmn:process id=\"{key}\" name=\"{key}\" isExecutable=\"true\">\n{inside}\n\
         </bpmn:process>\n</bpmn:definitions>"
    )
}

/// Start, the parts one after the other, end: `(tag, id, attributes, inside)`.
pub(crate) fn line(parts: &[(&str, &str, &str, &str)]) -> String {
    let mut text = "<bpmn:startEvent id=\"begin\"/>\n".to_owned();
    let mut before = "begin";
    for (tag, id, attributes, inside) in parts {
        text.push_str(&format!("<bpmn:{tag} id=\"{id}\" {attributes}>{inside}</bpmn:{tag}>\n{}\n", flow(before, id)));
        before = id;
    }
    text.push_str(&format!("<bpmn:endEvent id=\"end\"/>\n{}", flow(before, "end")));
    text
}

fn flow(from: &str, to: &str) -> String {
    format!("<bpmn:sequenceFlow id=\"{from}-{to}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>")
}

pub(crate) fn service<'a>(id: &'a str, attributes: &'a str) -> (&'a str, &'a str, &'a str, &'a str) {
    ("serviceTask", id, attributes, "")
}

/// A name that no other test on the same portal uses.
pub(crate) fn unique(name: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    format!("{name}-{}", NUMBER.fetch_add(1, Ordering::SeqCst))
}

/// A portal, a program at Aarau, a process that asks for work of its own topic: portal, program, key, topic.
fn begin(database: Database, name: &str) -> (Arc<Portal>, Interface, String, String) {
    let portal = shared(database);
    let key = unique(name);
    let office = Interface::new(&portal, "aarau", &key);
    let topic = format!("topic-{key}");
    let attributes = format!("camunda:type=\"external\" camunda:topic=\"{topic}\"");
    office.deploy(&[(&format!("{key}.bpmn"), &bpmn(&key, &line(&[service("work", &attributes)])))]).expect(200);
    (portal, office, key, topic)
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(30), "never: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn deployed_started_fetched_completed_and_waiting_for_a_person() {
    for database in BOTH {
        let portal = shared(database);
        let key = unique("walk");
        let office = Interface::new(&portal, "aarau", &key);
        let attributes = format!("camunda:type=\"external\" camunda:topic=\"t-{key}\" name=\"Betrag prüfen\"");
        let parts = [service("work", &attributes), ("userTask", "look", "camunda:candidateGroups=\"tax\"", "")];
        let file = bpmn(&key, &line(&parts));
        let deployed = office.deploy(&[("walk.bpmn", &file)]).expect(200);
        let definitions = deployed["deployedProcessDefinitions"].as_object().expect("definitions").clone();
        let (id, about) = definitions.iter().next().expect("one definition");
        assert!(id.starts_with(&format!("{key}:1:")), "{id}");
        assert_eq!(
            (&about["key"], &about["version"], &about["resource"]),
            (&json!(key), &json!(1), &json!("walk.bpmn"))
        );
        let again = office.deploy(&[("walk.bpmn", &file)]).expect(200);
        assert_eq!(
            again["deployedProcessDefinitions"][id]["version"],
            json!(1),
            "the same content is the same version"
        );

        let variables = json!({ "betrag": { "value": 120, "type": "Integer" }, "name": { "value": "Muster" },
            "liste": { "value": "[1,2]", "type": "Json" } });
        let body = json!({ "variables": variables, "businessKey": "A-1" });
        let started = office.post(&format!("/process-definition/key/{key}/start"), &body).expect(200);
        assert_eq!((&started["businessKey"], &started["tenantId"]), (&json!("A-1"), &json!("aarau")));
        assert_eq!((&started["ended"], &started["definitionId"]), (&json!(false), &json!(id)));
        let instance = started["id"].as_str().expect("an id").to_owned();

        let fetched = office.fetch("w1", &format!("t-{key}"), 10, 60_000);
        assert_eq!(fetched.len(), 1);
        let task = &fetched[0];
        assert_eq!((&task["activityId"], &task["processInstanceId"]), (&json!("work"), &json!(instance)));
        assert_eq!((&task["processDefinitionKey"], &task["businessKey"]), (&json!(key), &json!("A-1")));
        assert_eq!((&task["retries"], &task["workerId"]), (&Value::Null, &json!("w1")));
        assert_eq!(task["variables"]["betrag"], json!({ "type": "Integer", "value": 120, "valueInfo": {} }));
        assert_eq!(task["variables"]["liste"], json!({ "type": "Json", "value": "[1,2]", "valueInfo": {} }));
        let result = json!({ "workerId": "w1", "variables": { "gut": { "value": true, "type": "boolean" } } });
        office.with_task(task, "complete", &result).expect(204);
        assert_eq!(office.variable(&instance, "gut"), json!(true));
        assert!(office.runs(&instance), "it waits for a person");
        office.with_task(task, "complete", &result).expect(404);

        let list =
            office.get(&format!("/process-instance?processDefinitionKey={key}&variables=betrag_eq_120")).expect(200);
        assert_eq!(list.as_array().map(Vec::len), Some(1));
        let none =
            office.get(&format!("/process-instance?processDefinitionKey={key}&variables=betrag_eq_121")).expect(200);
        assert_eq!(none, json!([]));
        let count =
            office.post("/process-instance/count", &json!({ "businessKey": "A-1", "processDefinitionKey": key }));
        assert_eq!(count.expect(200), json!({ "count": 1 }));
    }
}

#[test]
fn a_process_without_more_to_do_has_ended_and_its_variables_can_still_be_read() {
    for database in BOTH {
        let (_portal, office, key, topic) = begin(database, "end");
        let instance = office.start(&key, &json!({ "variables": {} }));
        let task = &office.fetch("w", &topic, 1, 60_000)[0];
        let result = json!({ "workerId": "w", "variables": { "nummer": { "value": "A-7", "type": "String" } } });
        office.with_task(task, "complete", &result).expect(204);
        assert!(!office.runs(&instance));
        assert_eq!(office.variable(&instance, "nummer"), json!("A-7"));
        let all = office.get(&format!("/process-instance/{instance}/variables")).expect(200);
        assert_eq!(all["nummer"]["type"], json!("String"));
    }
}

#[test]
fn a_worker_whose_lock_was_taken_over_changes_nothing() {
    for database in BOTH {
        let (_portal, office, key, topic) = begin(database, "fence");
        let instance = office.start(&key, &json!({}));
        let first = office.fetch("first", &topic, 1, 150);
        assert_eq!(first.len(), 1);
        std::thread::sleep(Duration::from_millis(200));
        let second = office.fetch("second", &topic, 1, 60_000);
        assert_eq!(second.len(), 1, "a lock that ran out holds nobody back");
        assert_eq!(first[0]["id"], second[0]["id"]);
        for (verb, body) in [
            ("complete", json!({ "workerId": "first" })),
            ("failure", json!({ "workerId": "first", "errorMessage": "late", "retries": 0 })),
            ("bpmnError", json!({ "workerId": "first", "errorCode": "late" })),
            ("extendLock", json!({ "workerId": "first", "newDuration": 1000 })),
            ("lock", json!({ "workerId": "first", "lockDuration": 1000 })),
        ] {
            let refused = office.with_task(&first[0], verb, &body).expect(400);
            assert!(refused["message"].as_str().is_some_and(|text| text.contains("lock")), "{verb}: {refused}");
        }
        office.with_task(&second[0], "extendLock", &json!({ "workerId": "second", "newDuration": 60_000 })).expect(204);
        office.with_task(&second[0], "unlock", &json!({})).expect(204);
        office.with_task(&second[0], "lock", &json!({ "workerId": "second", "lockDuration": 60_000 })).expect(204);
        assert!(office.runs(&instance));
        office.with_task(&second[0], "complete", &json!({ "workerId": "second" })).expect(204);
        assert!(!office.runs(&instance));
    }
}

#[test]
fn failures_use_up_retries_then_there_is_an_incident_and_new_retries_mend_it() {
    for database in BOTH {
        let (_portal, office, key, topic) = begin(database, "fail");
        let instance = office.start(&key, &json!({}));
        let task = office.fetch("w", &topic, 1, 60_000).remove(0);
        let told = json!({ "workerId": "w", "errorMessage": "Das Register antwortet nicht", "errorDetails": "Zeile 1\nZeile 2",
            "retries": 1, "retryTimeout": 300 });
        let began = Instant::now();
        office.with_task(&task, "failure", &told).expect(204);
        let task = office.fetch("w", &topic, 1, 60_000).remove(0);
        assert!(began.elapsed() >= Duration::from_millis(300), "not before its time");
        assert_eq!((&task["retries"], &task["errorMessage"]), (&json!(1), &json!("Das Register antwortet nicht")));
        assert_eq!(task["errorDetails"], json!("Zeile 1\nZeile 2"));
        let told = json!({ "workerId": "w", "errorMessage": "Immer noch nicht", "retries": 0, "retryTimeout": 0 });
        office.with_task(&task, "failure", &told).expect(204);
        let none = json!({ "workerId": "w", "maxTasks": 1, "topics": [{ "topicName": topic, "lockDuration": 1000 }] });
        assert!(office.ask_for(none).is_empty(), "without retries nobody gets it");
        let jobs = office.get(&format!("/job?processInstanceId={instance}&noRetriesLeft=true")).expect(200);
        assert_eq!(jobs.as_array().map(Vec::len), Some(1), "{jobs}");
        assert_eq!((&jobs[0]["retries"], &jobs[0]["exceptionMessage"]), (&json!(0), &json!("Immer noch nicht")));
        let job = jobs[0]["id"].as_str().expect("an id").to_owned();
        office.put(&format!("/job/{job}/retries"), &json!({ "retries": 2 })).expect(204);
        let task = office.fetch("w", &topic, 1, 60_000).remove(0);
        assert_eq!(task["retries"], json!(2));
        office.with_task(&task, "complete", &json!({ "workerId": "w" })).expect(204);
        assert!(!office.runs(&instance));
        office.put(&format!("/job/{job}/retries"), &json!({ "retries": 2 })).expect(404);
    }
}

#[test]
fn a_bpmn_error_goes_to_its_boundary_event() {
    for database in BOTH {
        let portal = shared(database);
        let key = unique("error");
        let office = Interface::new(&portal, "aarau", &key);
        let inside = format!(
            "<bpmn:startEvent id=\"begin\"/>{}\
             <bpmn:serviceTask id=\"work\" camunda:type=\"external\" camunda:topic=\"t-{key}\"/>{}<bpmn:endEvent id=\"end\"/>\
             <bpmn:boundaryEvent id=\"caught\" attachedToRef=\"work\"><bpmn:errorEventDefinition errorRef=\"e\"/></bpmn:boundaryEvent>{}\
             <bpmn:serviceTask id=\"other\" camunda:type=\"external\" camunda:topic=\"o-{key}\"/>{}<bpmn:endEvent id=\"end2\"/>",
            flow("begin", "work"),
            flow("work", "end"),
            flow("caught", "other"),
            flow("other", "end2"),
        );
        let beside = "<bpmn:error id=\"e\" name=\"unknown\" errorCode=\"UNKNOWN\"/>\n";
        office.deploy(&[("error.bpmn", &bpmn_with(&key, beside, &inside))]).expect(200);
        let instance = office.start(&key, &json!({}));
        let task = office.fetch("w", &format!("t-{key}"), 1, 60_000).remove(0);
        let thrown = json!({ "workerId": "w", "errorCode": "UNKNOWN", "errorMessage": "nobody of this name",
            "variables": { "grund": { "value": "unbekannt" } } });
        office.with_task(&task, "bpmnError", &thrown).expect(204);
        let other = office.fetch("w", &format!("o-{key}"), 1, 60_000).remove(0);
        assert_eq!((&other["activityId"], &other["processInstanceId"]), (&json!("other"), &json!(instance)));
        assert_eq!(other["variables"]["grund"]["value"], json!("unbekannt"));
        office.with_task(&other, "complete", &json!({ "workerId": "w" })).expect(204);
        assert!(!office.runs(&instance));
    }
}

#[test]
fn two_workers_never_get_the_same_work() {
    const MANY: usize = 40;
    for database in BOTH {
        let (_portal, office, key, topic) = begin(database, "share");
        for _ in 0..MANY {
            office.start(&key, &json!({}));
        }
        let work = |worker: &'static str| {
            let (office, topic) = (office.clone(), topic.clone());
            std::thread::spawn(move || {
                let mut mine = Vec::new();
                for _ in 0..MANY {
                    let asked = json!({ "workerId": worker, "maxTasks": 3, "topics": [{ "topicName": topic, "lockDuration": 60_000 }] });
                    let found = office.ask_for(asked);
                    if found.is_empty() {
                        break;
                    }
                    mine.extend(found.iter().filter_map(|task| task["id"].as_str().map(str::to_owned)));
                }
                mine
            })
        };
        let hands: Vec<_> = ["w1", "w2", "w2"].into_iter().map(work).collect();
        let all: Vec<String> = hands.into_iter().flat_map(|hand| hand.join().expect("a worker")).collect();
        let different: BTreeSet<&String> = all.iter().collect();
        assert_eq!((all.len(), different.len()), (MANY, MANY), "on {database:?}");
    }
}

#[test]
fn a_waiting_worker_gets_work_as_soon_as_there_is_some() {
    for database in BOTH {
        let (_portal, office, key, topic) = begin(database, "wait");
        let began = Instant::now();
        let waiting = {
            let (office, topic) = (office.clone(), topic.clone());
            std::thread::spawn(move || (office.fetch("w", &topic, 1, 60_000).len(), Instant::now()))
        };
        std::thread::sleep(Duration::from_millis(700));
        let started = Instant::now();
        office.start(&key, &json!({}));
        let (found, at) = waiting.join().expect("a worker");
        assert_eq!(found, 1);
        assert!(at >= started && began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        let asked = json!({ "workerId": "w", "maxTasks": 1, "asyncResponseTimeout": 400,
            "topics": [{ "topicName": topic, "lockDuration": 1000 }] });
        let began = Instant::now();
        assert!(office.ask_for(asked).is_empty());
        assert!(began.elapsed() >= Duration::from_millis(400), "it waits as long as it says");
    }
}

#[test]
fn work_is_chosen_by_business_key_definition_and_variables() {
    for database in BOTH {
        let (_portal, office, key, topic) = begin(database, "choose");
        let place = |name: &str| json!({ "variables": { "ort": { "value": name }, "geheim": { "value": 1 } }, "businessKey": name });
        for name in ["Aarau", "Buchs", "Suhr"] {
            office.start(&key, &place(name));
        }
        let ask = |extra: Value| {
            let mut topic = json!({ "topicName": topic, "lockDuration": 60_000 });
            topic.as_object_mut().expect("an object").extend(extra.as_object().cloned().unwrap_or_default());
            let found = office.ask_for(json!({ "workerId": "w", "maxTasks": 5, "topics": [topic] }));
            found.iter().map(|task| task["businessKey"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        assert!(ask(json!({ "processDefinitionKey": "something-else" })).is_empty());
        assert_eq!(ask(json!({ "businessKey": "Buchs", "processDefinitionKey": key })), ["Buchs"]);
        assert_eq!(ask(json!({ "processVariables": { "ort": "Suhr" } })), ["Suhr"]);
        let found = office.ask_for(json!({ "workerId": "w", "maxTasks": 5,
            "topics": [{ "topicName": topic, "lockDuration": 60_000, "variables": ["ort"] }] }));
        assert_eq!(found[0]["variables"], json!({ "ort": { "type": "String", "value": "Aarau", "valueInfo": {} } }));
    }
}

#[test]
fn messages_find_who_waits_start_processes_and_wait_themselves() {
    for database in BOTH {
        let portal = shared(database);
        let (key, name) = (unique("message"), unique("Zahlung"));
        let office = Interface::new(&portal, "aarau", &key);
        let beside =
            format!("<bpmn:message id=\"m\" name=\"{name}\"/>\n<bpmn:message id=\"b\" name=\"begin-{name}\"/>\n");
        let waits = line(&[("receiveTask", "wait", "messageRef=\"m\"", "")]);
        office.deploy(&[("m.bpmn", &bpmn_with(&key, &beside, &waits))]).expect(200);
        let body = |key: &str| {
            json!({ "messageName": name, "businessKey": key, "resultEnabled": true,
            "processVariables": { "betrag": { "value": 5, "type": "Integer" } } })
        };

        let nobody = office.post("/message", &body("X-1")).expect(400);
        assert_eq!(nobody["type"], json!("MismatchingMessageCorrelationException"));
        let (one, two) = (
            office.start(&key, &json!({ "businessKey": "X-1" })),
            office.start(&key, &json!({ "businessKey": "X-2" })),
        );
        office.post("/message", &json!({ "messageName": name })).expect(400);
        let taken = office.post("/message", &body("X-2")).expect(200);
        assert_eq!(taken[0]["execution"]["processInstanceId"], json!(two));
        assert!(office.runs(&one) && !office.runs(&two));
        assert_eq!(office.variable(&two, "betrag"), json!(5));
        office.post("/message", &json!({ "messageName": name, "processInstanceId": one })).expect(204);
        assert!(!office.runs(&one));

        // Kept until somebody waits; the same one is heard once.
        let kept = json!({ "messageName": name, "deduplicationKey": key, "timeToLive": 600_000 });
        office.post("/message", &kept).expect(204);
        office.post("/message", &kept).expect(204);
        let three = office.start(&key, &json!({}));
        until("the kept message is taken", || !office.runs(&three));
        let four = office.start(&key, &json!({}));
        office.post("/message", &kept).expect(204);
        assert!(office.runs(&four), "what came twice is heard once");

        let begun = unique("begun");
        let starts = "<bpmn:startEvent id=\"begin\"><bpmn:messageEventDefinition messageRef=\"b\"/></bpmn:startEvent>";
        let waits =
            line(&[("receiveTask", "wait", "messageRef=\"m\"", "")]).replace("<bpmn:startEvent id=\"begin\"/>", starts);
        office.deploy(&[("b.bpmn", &bpmn_with(&begun, &beside, &waits))]).expect(200);
        let start = json!({ "messageName": format!("begin-{name}"), "businessKey": "N-1", "resultEnabled": true });
        let started = office.post("/message", &start).expect(200);
        assert_eq!(started[0]["resultType"], json!("ProcessDefinition"));
        assert_eq!(started[0]["processInstance"]["businessKey"], json!("N-1"));
    }
}

#[test]
fn timers_fire_without_a_case() {
    for database in BOTH {
        let portal = shared(database);
        let key = unique("timer");
        let office = Interface::new(&portal, "aarau", &key);
        let after = "<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">PT1S</bpmn:timeDuration>\
                     </bpmn:timerEventDefinition>";
        office.deploy(&[("t.bpmn", &bpmn(&key, &line(&[("intermediateCatchEvent", "later", "", after)])))]).expect(200);
        let instance = office.start(&key, &json!({}));
        let jobs = office.get(&format!("/job?processInstanceId={instance}")).expect(200);
        assert_eq!(jobs[0]["topicName"], json!("timer"));
        assert!(office.runs(&instance));
        until("the timer fires", || !office.runs(&instance));
    }
}

#[test]
fn processes_call_each_other_and_hear_signals() {
    for database in BOTH {
        let portal = shared(database);
        let (caller, called, signal) = (unique("caller"), unique("called"), unique("Signal"));
        let office = Interface::new(&portal, "aarau", &caller);
        let beside = format!("<bpmn:signal id=\"s\" name=\"{signal}\"/>\n");
        let call = (
            "callActivity",
            "call",
            &*format!("calledElement=\"{called}\""),
            "<bpmn:extensionElements><camunda:in variables=\"all\"/><camunda:out variables=\"all\"/></bpmn:extensionElements>",
        );
        let throw = ("intermediateThrowEvent", "throw", "", "<bpmn:signalEventDefinition signalRef=\"s\"/>");
        office.deploy(&[("caller.bpmn", &bpmn_with(&caller, &beside, &line(&[call, throw])))]).expect(200);
        let lost = office.start(&caller, &json!({}));
        until("a call of nothing is an incident", || {
            let page = portal_incidents(&portal);
            page.contains(&called)
        });
        assert!(office.runs(&lost));

        let attributes = format!("camunda:type=\"external\" camunda:topic=\"t-{called}\"");
        office.deploy(&[("called.bpmn", &bpmn(&called, &line(&[service("work", &attributes)])))]).expect(200);
        let listens = unique("listens");
        let catch = ("intermediateCatchEvent", "catch", "", "<bpmn:signalEventDefinition signalRef=\"s\"/>");
        office.deploy(&[("listens.bpmn", &bpmn_with(&listens, &beside, &line(&[catch])))]).expect(200);
        let listener = office.start(&listens, &json!({}));
        let instance = office.start(&caller, &json!({ "variables": { "frage": { "value": 6, "type": "Integer" } } }));
        let task = office.fetch("w", &format!("t-{called}"), 1, 60_000).remove(0);
        assert_ne!(task["processInstanceId"], json!(instance));
        assert_eq!(task["variables"]["frage"]["value"], json!(6));
        let answer = json!({ "workerId": "w", "variables": { "antwort": { "value": 42, "type": "Integer" } } });
        office.with_task(&task, "complete", &answer).expect(204);
        until("the caller goes on", || !office.runs(&instance));
        assert_eq!(office.variable(&instance, "antwort"), json!(42));
        until("the signal is heard", || !office.runs(&listener));
    }
}

/// What an operator of the canton sees.
fn portal_incidents(portal: &Portal) -> String {
    let mut operator = crate::harness::Browser::new(portal);
    operator.sign_in_at(portal, "aargau", "otto.operator", "/betrieb").text()
}

#[test]
fn keys_open_their_own_authority_alone() {
    for database in BOTH {
        let (portal, office, key, topic) = begin(database, "tenant");
        let instance = office.start(&key, &json!({}));
        office.at(&portal, "baden").get("/process-instance").expect(401);
        let neighbour = Interface::new(&portal, "baden", &unique("neighbour"));
        neighbour.get(&format!("/process-instance/{instance}/variables")).expect(404);
        assert_eq!(neighbour.get(&format!("/process-instance?processInstanceIds={instance}")).expect(200), json!([]));
        assert_eq!(neighbour.get("/job").expect(200), json!([]));
        let asked = json!({ "workerId": "w", "maxTasks": 9, "topics": [{ "topicName": topic, "lockDuration": 1000 }] });
        assert!(neighbour.ask_for(asked).is_empty());
        let task = office.fetch("w", &topic, 1, 60_000).remove(0);
        for (verb, body) in [
            ("complete", json!({ "workerId": "w" })),
            ("failure", json!({ "workerId": "w", "retries": 0 })),
            ("bpmnError", json!({ "workerId": "w", "errorCode": "x" })),
            ("lock", json!({ "workerId": "w", "lockDuration": 10 })),
            ("extendLock", json!({ "workerId": "w", "newDuration": 10 })),
            ("unlock", json!({})),
        ] {
            neighbour.with_task(&task, verb, &body).expect(404);
        }
        neighbour
            .put(&format!("/job/{}/retries", task["id"].as_str().unwrap_or_default()), &json!({ "retries": 1 }))
            .expect(404);
        neighbour.post(&format!("/process-definition/key/{key}/start"), &json!({})).expect(404);
        office.post(&format!("/process-definition/key/{key}/tenant-id/baden/start"), &json!({})).expect(404);
        office.post(&format!("/process-definition/key/{key}/tenant-id/aarau/start"), &json!({})).expect(200);
        let nobody = office.with_secret("pk_0");
        assert_eq!(nobody.get("/job").expect(401)["type"], json!("AuthenticationException"));
    }
}

#[test]
fn a_key_may_do_what_it_was_made_for_alone() {
    let portal = shared(Database::Sqlite);
    let may = |rights: &str| Interface::with_rights(&portal, "aarau", &unique("right"), rights);
    let (worker, operator) = (may("work"), may("operate"));
    worker.post("/process-definition/key/any/start", &json!({})).expect(403);
    worker.get("/process-instance").expect(403);
    worker.get("/job").expect(403);
    worker.post("/message", &json!({ "messageName": "x" })).expect(403);
    assert_eq!(worker.deploy(&[("x.bpmn", "<x/>")]).expect(403)["type"], json!("AuthorizationException"));
    operator.post("/external-task/fetchAndLock", &json!({ "workerId": "w", "maxTasks": 1, "topics": [] })).expect(403);
    operator.get("/job").expect(200);
}

#[test]
fn what_cannot_be_read_is_refused_with_a_sentence() {
    let portal = shared(Database::Sqlite);
    let office = Interface::new(&portal, "aarau", &unique("bad"));
    let deep = "[".repeat(100_000);
    for body in [
        "{",
        "[]",
        "\"x\"",
        "{\"topics\": 7}",
        "{\"workerId\": \"w\"}",
        &deep,
        "{\"workerId\": \"w\", \"maxTasks\": 1, \"topics\": [{}]}",
    ] {
        let refused =
            office.send("POST", "/external-task/fetchAndLock", "application/json", body.as_bytes()).expect(400);
        assert!(refused["message"].as_str().is_some_and(|text| text.len() > 10), "{body:.40}: {refused}");
    }
    let too_long = json!({ "workerId": "w", "maxTasks": 1, "asyncResponseTimeout": 1_800_001, "topics": [] });
    office.post("/external-task/fetchAndLock", &too_long).expect(400);
    let big = format!("{{\"workerId\": \"{}\"}}", "x".repeat(5_000_000));
    office.send("POST", "/external-task/fetchAndLock", "application/json", big.as_bytes()).expect(413);
    office.post("/external-task/no-id/complete", &json!({ "workerId": "w" })).expect(404);
    office.get("/process-instance?businessKeyLike=x").expect(400);
    office.get("/no-such-thing").expect(404);
    let file = json!({ "variables": { "x": { "value": "aGFsbG8=", "type": "File" } } });
    office.post("/process-definition/key/any/start", &file).expect(400);

    let laughs =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>".to_owned();
    let nested = format!("{}{}", "<a>".repeat(50_000), "</a>".repeat(50_000));
    let java = bpmn("java", &line(&[service("run", "camunda:class=\"org.example.Run\"")]));
    let script =
        bpmn("script", &line(&[("scriptTask", "run", "scriptFormat=\"groovy\"", "<bpmn:script>1</bpmn:script>")]));
    for hostile in [&laughs, &nested, &java, &script, &"no xml".to_owned(), &String::new()] {
        let refused = office.deploy(&[("hostile.bpmn", hostile)]).expect(400);
        assert_eq!(refused["type"], json!("ParseException"), "{refused}");
        assert!(refused["details"]["hostile.bpmn"]["errors"][0]["message"].as_str().is_some(), "{refused}");
    }
    let good = bpmn(&unique("good"), &line(&[]));
    let both = office.deploy(&[("good.bpmn", &good), ("bad.bpmn", &java)]).expect(400);
    assert!(
        both["message"].as_str().is_some_and(|text| text.contains("bad.bpmn") && text.contains("nothing of it")),
        "{both}"
    );
    office.deploy(&[("form.html", "<form/>")]).expect(400);
    office.send("POST", "/deployment/create", "application/json", b"{}").expect(400);
}
