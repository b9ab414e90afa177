//! What cannot go on becomes an incident, delays nobody else and can be retried.

use engine::{Command, Effect, IncidentKind, Rejection};
use serde_json::json;

use crate::play::{Play, bpmn, flow, flow_if, process, vars};

fn gateway(condition: &str) -> String {
    let flows =
        [flow("s", "x"), flow_if("x", "a", condition), flow_if("x", "b", "=n = 2"), flow("a", "e"), flow("b", "e")];
    bpmn(&format!(
        r#"<bpmn:startEvent id="s" /><bpmn:exclusiveGateway id="x" /><bpmn:manualTask id="a" /><bpmn:manualTask id="b" />
        <bpmn:endEvent id="e" />{}"#,
        flows.concat()
    ))
}

#[test]
fn a_condition_that_is_not_boolean_is_an_incident_that_a_corrected_variable_mends() {
    let mut play = Play::start(&gateway("=n"), json!({"n": 5}));
    let (incident, found) = play.incident();
    assert_eq!(found.kind, IncidentKind::Expression);
    assert!(matches!(play.effects[..], [Effect::RaiseIncident { .. }]));
    let again = play.send(&Command::RetryIncident { incident }).unwrap();
    assert!(
        matches!(again[..], [Effect::ResolveIncident { .. }, Effect::RaiseIncident { .. }]),
        "still wrong: {again:?}"
    );
    play.send(&Command::SetVariables { variables: vars(json!({"n": true})) }).unwrap();
    let (incident, _) = play.incident();
    play.send(&Command::RetryIncident { incident }).unwrap();
    assert!(play.ended());
    assert!(matches!(play.send(&Command::RetryIncident { incident }), Err(Rejection::Stale(_))));
}

#[test]
fn no_true_condition_and_no_default_is_an_incident() {
    let mut play = Play::start(&gateway("=n = 1"), json!({"n": 3}));
    let (incident, found) = play.incident();
    assert_eq!(found.kind, IncidentKind::NoFlowChosen);
    play.send(&Command::SetVariables { variables: vars(json!({"n": 2})) }).unwrap();
    play.send(&Command::RetryIncident { incident }).unwrap();
    assert!(play.ended());
}

#[test]
fn a_service_without_retries_left_waits_for_an_operator() {
    let nodes = r#"<bpmn:serviceTask id="t" camunda:type="external" camunda:topic="x" />"#;
    for late_answer in [true, false] {
        let mut play = Play::start(&process(nodes, "s>t t>e"), json!({"a": 1}));
        let (token, visit) = play.at("t");
        play.send(&Command::FailService { token, visit, message: "down".into(), retries_left: 0 }).unwrap();
        let (incident, found) = play.incident();
        assert_eq!((found.kind, found.message.as_str()), (IncidentKind::RetriesExhausted, "down"));
        if !late_answer {
            let effects = play.send(&Command::RetryIncident { incident }).unwrap();
            assert!(effects.contains(play.effects.iter().find(|e| matches!(e, Effect::CallService { .. })).unwrap()));
        }
        let effects = play.complete("t", json!({}));
        assert_eq!(effects.contains(&Effect::ResolveIncident { incident }), late_answer);
        assert!(play.ended() && play.state.incidents.is_empty());
    }
}

#[test]
fn a_loop_without_a_wait_runs_out_of_fuel_and_other_paths_go_on() {
    let flows = [
        flow("s", "f"),
        flow("f", "m"),
        flow("f", "t"),
        flow("m", "x"),
        flow_if("x", "m", "=true"),
        flow("x", "e"),
        flow("t", "e"),
    ];
    let xml = bpmn(&format!(
        r#"<bpmn:startEvent id="s" /><bpmn:parallelGateway id="f" /><bpmn:manualTask id="m" /><bpmn:userTask id="t" />
        <bpmn:exclusiveGateway id="x" default="x_e" /><bpmn:endEvent id="e" />{}"#,
        flows.concat()
    ));
    let mut play = Play::start(&xml, json!({}));
    assert_eq!(play.incident().1.kind, IncidentKind::OutOfFuel);
    play.complete("t", json!({}));
    assert_eq!(play.state.tokens.len(), 1);
}
