//! The in-memory runner: script answers, virtual clock, trace.

use engine::simulate::{Script, Wait, run};
use serde_json::{Value, json};

use crate::play::{clock, model, process};

fn script(value: Value) -> Script {
    serde_json::from_value(value).unwrap()
}

const NODES: &str = r#"<bpmn:serviceTask id="look" camunda:type="external" camunda:topic="register" />
  <bpmn:userTask id="check" /><bpmn:receiveTask id="doc" messageRef="Message_Doc" /><bpmn:userTask id="late" />
  <bpmn:boundaryEvent id="b" attachedToRef="check"><bpmn:timerEventDefinition><bpmn:timeDuration>P5D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>"#;
const FLOWS: &str = "s>look look>check check>doc doc>e b>late late>e";

#[test]
fn a_script_plays_a_process_to_its_end() {
    let model = model(&process(NODES, FLOWS));
    let script = script(json!({
        "variables": {"a": 1},
        "answers": {"register": {"complete": {"found": true}}, "check": [{"wait": "P2D"}, {"complete": {"ok": true}}]},
        "messages": [{"name": "document", "variables": {"d": 1}}]
    }));
    let trace = run(&model, &script, &clock("2026-03-02T08:00:00Z"));
    assert_eq!(trace.outcome, Some(engine::EndOutcome::Completed), "{:?}", trace.open);
    assert_eq!(trace.path(&model), ["s", "look", "check", "doc", "e"]);
    assert_eq!((trace.tasks(), trace.topics()), (vec!["check"], vec!["register"]));
    assert_eq!(Value::Object(trace.variables()), json!({"a": 1, "found": true, "ok": true, "d": 1}));
    assert_eq!(trace.lines.last().unwrap().at.to_string(), "2026-03-04T08:00:00Z");
    assert!(trace.unused.is_empty() && trace.stopped.is_none());
}

#[test]
fn time_runs_on_when_nobody_answers_and_what_was_not_used_is_told() {
    let model = model(&process(NODES, FLOWS));
    let script = script(
        json!({"answers": {"look": {"complete": {}}, "check": [{"wait": "P9D"}, {"complete": {}}]}, "messages": [{"name": "x"}]}),
    );
    let trace = run(&model, &script, &clock("2026-03-02T08:00:00Z"));
    assert_eq!((trace.tasks(), trace.outcome.as_ref()), (vec!["check", "late"], None));
    assert_eq!(
        trace.open.iter().map(|open| (open.element.as_str(), &open.wait)).collect::<Vec<_>>(),
        [("late", &Wait::Task)]
    );
    assert_eq!(trace.unused.len(), 2, "{:?}", trace.unused);
}

#[test]
fn timers_can_be_held_to_see_the_natural_wait_state() {
    let model = model(&process(NODES, FLOWS));
    let trace = run(
        &model,
        &script(json!({"answers": {"look": {"complete": {}}}, "timers": "hold"})),
        &clock("2026-03-02T08:00:00Z"),
    );
    assert_eq!(trace.open[0].element, "check");
    assert!(matches!(trace.open[1].wait, Wait::Timer { .. }));
}

#[test]
fn errors_and_failures_are_played_and_endless_loops_are_stopped() {
    let model = model(&process(NODES, FLOWS));
    let failed =
        run(&model, &script(json!({"answers": {"register": {"fail": "down"}}})), &clock("2026-03-02T08:00:00Z"));
    assert_eq!(failed.open[0].wait, Wait::Incident { message: "down".into() });
    let model = crate::play::model(&process(r#"<bpmn:userTask id="t" />"#, "s>t t>t t>e"));
    let endless = run(&model, &script(json!({"answers": {"t": {"complete": {}}}})), &clock("2026-03-02T08:00:00Z"));
    assert!(endless.stopped.is_some());
}

#[test]
fn a_misspelt_answer_is_named() {
    let error = serde_json::from_value::<Script>(json!({"answers": {"t": [{"complet": {}}]}})).unwrap_err().to_string();
    assert!(error.contains("complet") && error.contains("complete"), "{error}");
}
