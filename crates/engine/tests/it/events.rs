//! Start, end, timer and message events.

use engine::{Command, Effect, EndOutcome, Event, Rejection};
use serde_json::json;

use crate::play::{Play, bpmn, flow, process, vars};

#[test]
fn a_process_starts_once_and_only_where_it_can() {
    let mut play = Play::new(&process("", "s>e"));
    assert_eq!(play.send(&Command::Cancel { reason: "x".into() }), Err(Rejection::NotStarted));
    let by_message = Command::StartByMessage { name: "document".into(), variables: vars(json!({})) };
    assert!(matches!(play.send(&by_message), Err(Rejection::NoSuchStart(_))));
    play.send(&Command::Start { variables: vars(json!({"a": 1})) }).unwrap();
    assert!(play.ended());
    assert_eq!(play.variable("a"), json!(1));
}

#[test]
fn a_message_starts_at_its_own_start_event() {
    let body = r#"<bpmn:startEvent id="s" /><bpmn:startEvent id="m"><bpmn:messageEventDefinition messageRef="Message_Doc" /></bpmn:startEvent>
      <bpmn:userTask id="a" /><bpmn:userTask id="b" /><bpmn:endEvent id="e" />"#;
    let flows = [flow("s", "a"), flow("m", "b"), flow("a", "e"), flow("b", "e")].concat();
    let mut play = Play::new(&bpmn(&format!("{body}{flows}")));
    play.send(&Command::StartByMessage { name: "document".into(), variables: vars(json!({})) }).unwrap();
    assert!(play.find("b").is_some());
    let again = Command::Start { variables: vars(json!({})) };
    assert_eq!(play.send(&again), Err(Rejection::AlreadyStarted));
}

#[test]
fn a_timer_waits_for_its_time_and_tells_when_it_fired() {
    let nodes = r#"<bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition>
      <bpmn:timeDuration>P7D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"#;
    let mut play = Play::start(&process(nodes, "s>t t>e"), json!({}));
    let due = "2026-03-09T08:00:00Z".parse().unwrap();
    assert!(matches!(play.effects[0], Effect::ArmTimer { due: at, .. } if at == due));
    let timer = play.timer();
    play.clock.now = "2026-03-10T00:00:00Z".parse().unwrap();
    play.send(&Command::FireTimer { timer }).unwrap();
    assert!(play.ended());
    let late =
        play.events.iter().any(|event| matches!(event, Event::TimerFired { due: d, at, .. } if *d == due && at > d));
    assert!(late);
    assert!(matches!(play.send(&Command::FireTimer { timer }), Err(Rejection::Stale(_))));
}

#[test]
fn a_timer_takes_a_date_from_feel() {
    let nodes = r#"<bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition>
      <bpmn:timeDate>=deadline</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"#;
    let play = Play::start(&process(nodes, "s>t t>e"), json!({"deadline": "2026-05-01T10:00:00+02:00"}));
    assert_eq!(play.state.timers[&play.timer()].due.to_string(), "2026-05-01T08:00:00Z");
}

#[test]
fn a_message_whose_key_has_no_value_is_neither_waited_for_nor_sent() {
    // Without a key it would take, or reach, what is meant for others.
    for tag in ["intermediateCatchEvent", "intermediateThrowEvent"] {
        let nodes =
            format!(r#"<bpmn:{tag} id="t"><bpmn:messageEventDefinition messageRef="Message_Key" /></bpmn:{tag}>"#);
        let mut play = Play::start(&process(&nodes, "s>t t>e"), json!({}));
        let (incident, found) = play.incident();
        assert!(found.message.contains("the key of the message has no value"), "{}", found.message);
        assert!(matches!(play.effects[..], [Effect::RaiseIncident { .. }]), "{:?}", play.effects);
        play.send(&Command::SetVariables { variables: vars(json!({"caseId": "A-1"})) }).unwrap();
        play.send(&Command::RetryIncident { incident }).unwrap();
        assert!(play.ended() || play.state.subscriptions.values().all(|waits| waits.key.as_deref() == Some("A-1")));
    }
}

#[test]
fn a_message_with_a_key_reaches_only_the_right_instance() {
    let nodes = r#"<bpmn:intermediateCatchEvent id="t"><bpmn:messageEventDefinition messageRef="Message_Key" /></bpmn:intermediateCatchEvent>"#;
    let mut play = Play::start(&process(nodes, "s>t t>e"), json!({"caseId": "A-1"}));
    assert!(
        matches!(&play.effects[0], Effect::Subscribe { message, key: Some(key), .. } if message == "keyed" && key == "A-1")
    );
    for key in [None, Some("A-2".to_owned())] {
        let command = Command::DeliverMessage { name: "keyed".into(), key, variables: vars(json!({})) };
        assert!(matches!(play.send(&command), Err(Rejection::NoSubscriber { .. })));
    }
    let command =
        Command::DeliverMessage { name: "keyed".into(), key: Some("A-1".into()), variables: vars(json!({"x": 1})) };
    let effects = play.send(&command).unwrap();
    assert!(matches!(effects[0], Effect::Unsubscribe { .. }));
    assert!(play.ended());
    assert_eq!(play.variable("x"), json!(1));
}

#[test]
fn an_error_end_ends_the_instance_with_its_code() {
    let nodes = r#"<bpmn:endEvent id="x"><bpmn:errorEventDefinition errorRef="Error_Refused" /></bpmn:endEvent>
      <bpmn:parallelGateway id="f" /><bpmn:userTask id="t" />"#;
    let play = Play::start(&process(nodes, "s>f f>x f>t t>e"), json!({}));
    assert!(matches!(play.state.outcome(), Some(EndOutcome::Error { code, .. }) if code == "refused"));
    assert!(play.state.tokens.is_empty());
}

#[test]
fn cancelling_closes_everything_that_is_open() {
    let nodes = r#"<bpmn:parallelGateway id="f" /><bpmn:userTask id="a" />
      <bpmn:serviceTask id="b" camunda:type="external" camunda:topic="x" /><bpmn:receiveTask id="c" messageRef="Message_Doc" />
      <bpmn:intermediateCatchEvent id="d"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"#;
    let mut play = Play::start(&process(nodes, "s>f f>a f>b f>c f>d a>e b>e c>e d>e"), json!({}));
    play.send(&Command::SetVariables { variables: vars(json!({"n": 1})) }).unwrap();
    let effects = play.send(&Command::Cancel { reason: "withdrawn".into() }).unwrap();
    let names: Vec<String> =
        effects.iter().map(|effect| serde_json::to_value(effect).unwrap()["do"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, ["close-task", "cancel-service", "unsubscribe", "disarm-timer", "ended"]);
    assert_eq!(play.variable("n"), json!(1));
}
