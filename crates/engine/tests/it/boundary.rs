//! Boundary timers, messages and errors.

use engine::{Command, Effect, IncidentKind};
use serde_json::json;

use crate::play::{Play, process, vars};

fn timer(interrupting: bool, definition: &str) -> String {
    format!(
        r#"<bpmn:userTask id="t" /><bpmn:boundaryEvent id="b" attachedToRef="t" cancelActivity="{interrupting}">
        <bpmn:timerEventDefinition>{definition}</bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:userTask id="r" />"#
    )
}

const FLOWS: &str = "s>t t>e b>r r>e";
const HOUR: &str = "<bpmn:timeDuration>PT1H</bpmn:timeDuration>";

#[test]
fn an_interrupting_timer_takes_the_token_away() {
    let mut play = Play::start(&process(&timer(true, HOUR), FLOWS), json!({}));
    let (token, visit) = play.at("t");
    let effects = play.fire();
    assert!(effects.contains(&Effect::CloseTask { token, visit }));
    assert_eq!((play.find("t"), play.state.timers.len()), (None, 0));
    play.complete("r", json!({}));
    assert!(play.ended());
}

#[test]
fn completing_in_time_disarms_the_timer() {
    let mut play = Play::start(&process(&timer(true, HOUR), FLOWS), json!({}));
    let timer = play.timer();
    let effects = play.complete("t", json!({}));
    assert!(effects.contains(&Effect::DisarmTimer { timer }));
    assert!(play.ended());
}

#[test]
fn a_non_interrupting_timer_adds_a_path() {
    let mut play = Play::start(&process(&timer(false, HOUR), FLOWS), json!({}));
    play.fire();
    play.complete("t", json!({}));
    assert!(!play.ended(), "the reminder is still open");
    play.complete("r", json!({}));
    assert!(play.ended());
}

#[test]
fn a_cycle_fires_as_often_as_it_says() {
    let mut play = Play::start(&process(&timer(false, "<bpmn:timeCycle>R3/PT1H</bpmn:timeCycle>"), FLOWS), json!({}));
    let timer = play.timer();
    for left in [1, 1, 0] {
        let effects = play.fire();
        let armed =
            effects.iter().filter(|effect| matches!(effect, Effect::ArmTimer { timer: t, .. } if *t == timer)).count();
        assert_eq!(armed, left);
    }
    assert_eq!(play.state.tokens.len(), 4);
    assert!(play.state.timers.is_empty());
}

#[test]
fn boundary_messages_interrupt_or_add() {
    for interrupting in [true, false] {
        let nodes = format!(
            r#"<bpmn:serviceTask id="t" camunda:type="external" camunda:topic="x" /><bpmn:userTask id="r" />
            <bpmn:boundaryEvent id="b" attachedToRef="t" cancelActivity="{interrupting}">
            <bpmn:messageEventDefinition messageRef="Message_Doc" /></bpmn:boundaryEvent>"#
        );
        let mut play = Play::start(&process(&nodes, FLOWS), json!({}));
        let deliver = Command::DeliverMessage { name: "document".into(), key: None, variables: vars(json!({"m": 1})) };
        let effects = play.send(&deliver).unwrap();
        assert_eq!(effects.iter().any(|effect| matches!(effect, Effect::CancelService { .. })), interrupting);
        assert_eq!(play.find("t").is_none(), interrupting);
        assert_eq!(play.send(&deliver).is_err(), interrupting, "only a non-interrupting event listens on");
        assert_eq!(play.variable("m"), json!(1));
    }
}

const ERRORS: &str = r#"<bpmn:serviceTask id="t" camunda:type="external" camunda:topic="x" /><bpmn:userTask id="r" /><bpmn:userTask id="any" />
  <bpmn:boundaryEvent id="c" attachedToRef="t"><bpmn:errorEventDefinition /></bpmn:boundaryEvent>
  <bpmn:boundaryEvent id="b" attachedToRef="t"><bpmn:errorEventDefinition errorRef="Error_Refused"
    camunda:errorCodeVariable="code" camunda:errorMessageVariable="why" /></bpmn:boundaryEvent>"#;

fn throw(play: &Play, code: &str) -> Command {
    let (token, visit) = play.at("t");
    Command::ThrowError { token, visit, code: code.into(), message: "no".into(), variables: vars(json!({"n": 1})) }
}

#[test]
fn an_error_goes_to_its_own_catcher_first_and_then_to_the_one_for_all() {
    for (code, task) in [("refused", "r"), ("other", "any")] {
        let mut play = Play::start(&process(ERRORS, "s>t t>e b>r r>e c>any any>e"), json!({}));
        let command = throw(&play, code);
        play.send(&command).unwrap();
        assert!(play.find(task).is_some(), "{code}");
        assert_eq!(play.variable("n"), json!(1));
        if code == "refused" {
            assert_eq!((play.variable("code"), play.variable("why")), (json!("refused"), json!("no")));
        }
    }
}

#[test]
fn an_error_that_nobody_catches_is_an_incident_and_a_retry_enters_anew() {
    let nodes = r#"<bpmn:serviceTask id="t" camunda:type="external" camunda:topic="x" />"#;
    let mut play = Play::start(&process(nodes, "s>t t>e"), json!({}));
    let command = throw(&play, "strange");
    play.send(&command).unwrap();
    let (incident, found) = play.incident();
    assert_eq!(found.kind, IncidentKind::UnmatchedError);
    let (_, before) = play.at("t");
    let effects = play.send(&Command::RetryIncident { incident }).unwrap();
    assert!(effects.iter().any(|effect| matches!(effect, Effect::CallService { visit, .. } if *visit == before + 1)));
    play.complete("t", json!({}));
    assert!(play.ended());
}
