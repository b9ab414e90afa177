//! A service whose process works together with deployed ones: it calls one, sends a message that starts another, and waits
//! for a signal.

use crate::engine_rest::{bpmn_with, line, service};
use crate::harness::{Browser, Database, Interface, Portal};
use crate::records::Records;
use crate::walk::{case_of, reference, register_dog};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

/// The dog's registration; before the clerk sees it, a program looks at it and the bookkeeping gives its sign.
fn write_services(folder: &Path) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
    std::fs::create_dir_all(folder).expect("a folder");
    std::fs::copy(source.join("life-situations.toml"), folder.join("life-situations.toml")).expect("copied");
    copy(&source.join("hund-anmelden"), &folder.join("hund-anmelden"));
    let process = folder.join("hund-anmelden/process.bpmn");
    let text = std::fs::read_to_string(&process).expect("a process");
    let before = r#"sourceRef="start" targetRef="to_review" />"#;
    assert!(text.contains(before));
    let text = text.replace(before, r#"sourceRef="look" targetRef="hear" />"#).replacen(
        "<bpmn:outgoing>flow_start_to_review</bpmn:outgoing>",
        "<bpmn:outgoing>to_look</bpmn:outgoing>",
        1,
    );
    let text = text.replacen(
        "<bpmn:incoming>flow_start_to_review</bpmn:incoming>",
        "<bpmn:incoming>to_gateway</bpmn:incoming>",
        1,
    );
    let parts = r#"<bpmn:sequenceFlow id="to_look" sourceRef="start" targetRef="look"/>
        <bpmn:callActivity id="look" calledElement="look-at-dog">
          <bpmn:extensionElements><camunda:in variables="all"/><camunda:out source="seen" target="seen"/></bpmn:extensionElements>
        </bpmn:callActivity>
        <bpmn:intermediateThrowEvent id="hear">
          <bpmn:messageEventDefinition messageRef="message_dog"/>
        </bpmn:intermediateThrowEvent>
        <bpmn:sequenceFlow id="to_sign" sourceRef="hear" targetRef="sign"/>
        <bpmn:intermediateCatchEvent id="sign"><bpmn:signalEventDefinition signalRef="signal_go"/></bpmn:intermediateCatchEvent>
        <bpmn:sequenceFlow id="to_known" sourceRef="sign" targetRef="known"/>
        <bpmn:intermediateCatchEvent id="known"><bpmn:messageEventDefinition messageRef="message_known"/></bpmn:intermediateCatchEvent>
        <bpmn:sequenceFlow id="to_gateway" sourceRef="known" targetRef="to_review"/>
        <bpmn:exclusiveGateway id="to_review">"#;
    let text = text.replacen(r#"<bpmn:exclusiveGateway id="to_review">"#, parts, 1);
    let beside = r#"<bpmn:message id="message_dog" name="dog.told"/><bpmn:message id="message_known" name="dog.known"/><bpmn:signal id="signal_go" name="books.go"/><bpmn:process "#;
    std::fs::write(&process, text.replacen("<bpmn:process ", beside, 1)).expect("written");
    // The service's own examples know nothing of the new parts; one of them does now.
    let scenarios = folder.join("hund-anmelden/scenarios");
    let example = std::fs::read_to_string(scenarios.join("abgelehnt.toml")).expect("an example");
    let (about, _) = example.split_once("[[do]]").expect("steps");
    std::fs::remove_dir_all(&scenarios).expect("removed");
    std::fs::create_dir(&scenarios).expect("a folder");
    let steps =
        "[[do]]\nwaits = \"look\"\nvariables = { seen = true }\n\n[expect]\nfee = \"0.00\"\nwaiting = \"sign\"\n";
    std::fs::write(scenarios.join("looked-at.toml"), format!("{about}{steps}")).expect("written");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("copied");
        }
    }
}

#[test]
fn a_service_calls_a_deployed_process_tells_another_and_hears_its_signal() {
    let place = tempfile::tempdir().expect("a folder");
    write_services(place.path());
    for database in [Database::Sqlite, Database::Postgres] {
        let services = place.path().to_string_lossy().into_owned();
        let portal = Portal::start_with(database, &[("SERVICES", &services)]);
        let office = Interface::new(&portal, "aarau", "books");
        let look =
            bpmn_with("look-at-dog", "", &line(&[service("work", r#"camunda:type="external" camunda:topic="look""#)]));
        let signal = r#"<bpmn:signal id="go" name="books.go"/><bpmn:message id="told" name="dog.told"/>
            <bpmn:message id="known" name="dog.known"/>"#;
        let books = r#"<bpmn:startEvent id="begin"><bpmn:messageEventDefinition messageRef="told"/></bpmn:startEvent>
            <bpmn:sequenceFlow id="f0" sourceRef="begin" targetRef="known_early"/>
            <bpmn:intermediateThrowEvent id="known_early"><bpmn:messageEventDefinition messageRef="known"/></bpmn:intermediateThrowEvent>
            <bpmn:sequenceFlow id="f1" sourceRef="known_early" targetRef="enter"/>
            <bpmn:serviceTask id="enter" camunda:type="external" camunda:topic="enter"/>
            <bpmn:sequenceFlow id="f2" sourceRef="enter" targetRef="end"/>
            <bpmn:endEvent id="end"><bpmn:signalEventDefinition signalRef="go"/></bpmn:endEvent>"#;
        office.deploy(&[("look.bpmn", &look), ("books.bpmn", &bpmn_with("books", signal, books))]).expect(200);

        let mut anna = Browser::new(&portal);
        let receipt = register_dog(&mut anna, &portal, "aarau", "anna.muster");
        let number = reference(&receipt);
        let mut clerk = Browser::new(&portal);
        clerk.sign_in_at(&portal, "aarau", "timo.taxe", "/arbeit");
        let mut is_on_list = || clerk.open(&portal.at("aarau", "/arbeit?welche=")).text().contains(&number);

        let work = fetch(&office, "look");
        let answers = work["variables"]["answers"]["value"].as_str().unwrap_or_default();
        assert!(answers.contains("Bello"), "{work}");
        assert!(!is_on_list(), "nobody is asked before the program has looked");
        let done = json!({ "workerId": "w", "variables": { "seen": { "value": true, "type": "Boolean" } } });
        office.with_task(&work, "complete", &done).expect(204);

        let entry = fetch(&office, "enter");
        // Said before the case waits for it: kept, and handed over by the step that begins to wait.
        let mut records = Records::of(&portal);
        let kept = "SELECT COUNT(*) FROM arrival WHERE message = 'dog.known' AND taken IS NULL";
        wait(&portal, || records.count(kept) == 1);
        assert!(!is_on_list(), "nobody is asked before the bookkeeping has given its sign");
        office.with_task(&entry, "complete", &json!({ "workerId": "w" })).expect(204);
        wait(&portal, &mut is_on_list);
        let handed = "portikus_jobs_total{kind=\"process/hand-over\",ok=\"true\"}";
        // Not by the sweep that looks for what was missed.
        wait(&portal, || portal.metric(handed) == Some(1.0));
        anna.open(&case_of(&receipt));

        let paid = office.post("/message", &json!({ "messageName": "payment.paid", "all": true })).expect(400);
        assert!(paid["message"].as_str().is_some_and(|message| message.contains("portal alone")), "{paid}");
    }
}

fn wait(portal: &Portal, mut until: impl FnMut() -> bool) {
    let began = Instant::now();
    while !until() {
        assert!(began.elapsed() < Duration::from_secs(30), "it never comes: {}", portal.log());
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn fetch(office: &Interface, topic: &str) -> serde_json::Value {
    let began = Instant::now();
    loop {
        if let Some(task) = office.fetch("w", topic, 1, 60_000).pop() {
            return task;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "no work of {topic}");
    }
}
