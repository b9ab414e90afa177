//! Two public workers, unmodified, against the running program. Where their packages cannot be fetched the tests say so.

use crate::engine_rest::{bpmn, unique};
use crate::harness::{Database, Interface, Portal, shared};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const CLIENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients");

/// A process with an error path: work, and beside it what is done when the work meets the error.
fn process(office: &Interface, key: &str, topic: &str, message: &str) {
    let flow = |from: &str, to: &str| {
        format!("<bpmn:sequenceFlow id=\"{from}-{to}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>")
    };
    let inside = format!(
        "<bpmn:startEvent id=\"begin\"/><bpmn:serviceTask id=\"work\" camunda:type=\"external\" camunda:topic=\"{topic}\"/>\
         <bpmn:boundaryEvent id=\"caught\" attachedToRef=\"work\"><bpmn:errorEventDefinition errorRef=\"e\"/></bpmn:boundaryEvent>\
         <bpmn:receiveTask id=\"told\" messageRef=\"m\"/><bpmn:endEvent id=\"end\"/><bpmn:endEvent id=\"failed\"/>{}{}{}{}",
        flow("begin", "work"),
        flow("work", "told"),
        flow("told", "end"),
        flow("caught", "failed"),
    );
    let beside = format!("<bpmn:error id=\"e\" errorCode=\"UNKNOWN\"/><bpmn:message id=\"m\" name=\"{message}\"/>");
    let file = bpmn(key, &inside).replace("<bpmn:process ", &format!("{beside}<bpmn:process "));
    office.deploy(&[("client.bpmn", &file)]).expect(200);
}

/// A folder below the target folder with a client's files in it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients").join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    for file in std::fs::read_dir(format!("{CLIENTS}/{name}")).expect("the client's files").flatten() {
        if file.path().is_file() {
            std::fs::copy(file.path(), folder.join(file.file_name())).expect("a copy");
        }
    }
    folder
}

/// Runs a command that fetches packages. False, and said why, when it cannot.
fn fetched(what: &str, command: &mut Command) -> bool {
    let why = match command.stdin(Stdio::null()).output() {
        Ok(done) if done.status.success() => return true,
        Ok(done) => String::from_utf8_lossy(&done.stderr).lines().last().unwrap_or_default().to_owned(),
        Err(fault) => fault.to_string(),
    };
    println!("SKIPPED: the packages of the {what} client could not be fetched: {why}");
    false
}

/// Reads a worker's lines until one is as wanted.
fn read_until(worker: &mut Child, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    let (began, mut lines) = (Instant::now(), Vec::new());
    let mut said = BufReader::new(worker.stdout.take().expect("piped"));
    while !wanted(&lines) {
        let mut line = String::new();
        let read = said.read_line(&mut line).expect("a worker speaks UTF-8");
        assert!(read > 0 && began.elapsed() < Duration::from_secs(60), "it stopped after {lines:#?}");
        lines.push(serde_json::from_str(&line).unwrap_or_else(|_| json!({ "said": line })));
    }
    lines
}

fn count(lines: &[Value], event: &str) -> usize {
    lines.iter().filter(|line| line["event"] == json!(event)).count()
}

fn start(office: &Interface, key: &str, wish: &str) -> String {
    let variables = json!({ "wunsch": { "value": wish }, "zahl": { "value": 1, "type": "Integer" } });
    office.start(key, &json!({ "variables": variables, "businessKey": wish }))
}

#[test]
fn the_public_node_worker_runs_unmodified() {
    let folder = folder("node");
    let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    let there = folder.join("node_modules/camunda-external-task-client-js/package.json").exists();
    if !there && !fetched("Node.js", Command::new("npm").args(install).current_dir(&folder)) {
        return;
    }
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = shared(database);
        let key = unique("node");
        let office = Interface::new(&portal, "aarau", &key);
        let topic = format!("t-{key}");
        process(&office, &key, &topic, &format!("m-{key}"));
        let [good, fail, error] = ["good", "fail", "error"].map(|wish| start(&office, &key, wish));
        let host = portal.at("aarau", "").replace("http://", "");
        let mut worker = Command::new("node")
            .arg("worker.mjs")
            .current_dir(&folder)
            .envs([("BASE", format!("http://{}/engine-rest", portal.listen())), ("HOST", host)])
            .envs([("NAME", &office.name), ("SECRET", &office.secret), ("TOPIC", &topic)])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let lines =
            read_until(&mut worker, |lines| count(lines, "complete") == 2 && count(lines, "handleBpmnError") == 1);
        drop(worker.stdin.take());
        let _ = worker.wait();
        assert_eq!(count(&lines, "handleFailure"), 1, "{lines:#?}");
        assert!(lines.iter().all(|line| !line["event"].as_str().unwrap_or("error").ends_with("error")), "{lines:#?}");
        assert_eq!(lines[0]["all"]["zahl"], json!(1));
        for id in [&good, &fail] {
            assert_eq!(office.variable(id, "summe"), json!(42));
            assert_eq!(office.variable(id, "text"), json!("grüezi"));
            assert_eq!(office.variable(id, "liste"), json!("[1,{\"a\":null}]"));
            assert_eq!(office.variable(id, "wann"), json!("2026-01-02T03:04:05.000+00:00"));
            assert!(office.runs(id), "it waits for its message");
        }
        assert!(!office.runs(&error), "the error path ended it");
        assert_eq!(office.variable(&error, "grund"), json!("node"));
    }
}

#[test]
fn the_public_python_worker_runs_unmodified() {
    let folder = folder("python");
    let python = folder.join("venv/bin/python");
    let there = python.exists()
        && Command::new(&python)
            .args(["-c", "import camunda.client.engine_client"])
            .output()
            .is_ok_and(|o| o.status.success());
    if !there {
        let made = fetched("Python", Command::new("python3").args(["-m", "venv", "venv"]).current_dir(&folder));
        let install = ["-m", "pip", "install", "--quiet", "--requirement", "requirements.txt"];
        if !made || !fetched("Python", Command::new(&python).args(install).current_dir(&folder)) {
            return;
        }
    }
    for database in [Database::Sqlite, Database::Postgres] {
        run_python(&shared(database), &python, &folder);
    }
}

fn run_python(portal: &Portal, python: &Path, folder: &Path) {
    let key = unique("python");
    let office = Interface::new(portal, "aarau", &key);
    let (topic, message) = (format!("t-{key}"), format!("m-{key}"));
    process(&office, &key, &topic, &message);
    // The host name of the authority leads nowhere on a test machine: the portal itself stands in as a proxy.
    let mut worker = Command::new(python)
        .arg("worker.py")
        .current_dir(folder)
        .envs([("BASE", portal.at("aarau", "/engine-rest")), ("http_proxy", format!("http://{}", portal.listen()))])
        .envs([
            ("NAME", &office.name),
            ("SECRET", &office.secret),
            ("TOPIC", &topic),
            ("KEY", &key),
            ("MESSAGE", &message),
        ])
        .env_remove("no_proxy")
        .env_remove("NO_PROXY")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python starts");
    let lines = read_until(&mut worker, |lines| count(lines, "done") == 1);
    assert!(worker.wait().expect("it ends").success());
    let started = |wish: &str| {
        let line = lines.iter().find(|line| line["event"] == json!("started") && line["wish"] == json!(wish));
        line.and_then(|line| line["id"].as_str()).unwrap_or_default().to_owned()
    };
    assert_eq!(count(&lines, "task"), 4, "{lines:#?}");
    assert!(lines.contains(&json!({ "event": "found", "count": 1 })), "{lines:#?}");
    assert!(lines.contains(&json!({ "event": "message", "answer": 1 })), "{lines:#?}");
    assert_eq!(office.variable(&started("good"), "summe"), json!(42));
    assert!(office.runs(&started("good")), "it waits for its message");
    assert!(!office.runs(&started("fail")), "the message ended it");
    assert!(!office.runs(&started("error")), "the error path ended it");
    assert_eq!(office.variable(&started("error"), "grund"), json!("python"));
}
