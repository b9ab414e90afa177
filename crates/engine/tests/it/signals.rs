//! Signals, message throw events, links and conditions.

use engine::{Command, Effect, Rejection};
use serde_json::json;

use crate::play::{ALARM, DOCUMENT, Play, boundary, bpmn, catch, end, flow, process, throw, user, vars};

#[test]
fn a_signal_reaches_everything_that_waits_for_it() {
    let nodes = r#"<bpmn:parallelGateway id="f" />"#.to_owned()
        + &catch("c", ALARM)
        + &user("a")
        + &boundary("x", "a", true, ALARM)
        + &user("b")
        + &boundary("y", "b", false, ALARM)
        + &user("r1")
        + &user("r2");
    let flows = "s>f f>c f>a f>b c>e a>e x>r1 b>e y>r2 r1>e r2>e";
    let mut play = Play::start(&process(&nodes, flows), json!({}));
    assert_eq!(play.effects.iter().filter(|e| matches!(e, Effect::SubscribeSignal { .. })).count(), 3);
    play.signal("alarm").unwrap();
    assert_eq!(play.open(), ["b", "r1", "r2"]);
    assert!(matches!(play.signal("other"), Err(Rejection::NoSubscriber { .. })));
    play.signal("alarm").unwrap();
    assert_eq!(play.open(), ["b", "r1", "r2", "r2"]);
}

#[test]
fn a_signal_thrown_inside_is_heard_inside_at_once_and_broadcast_once() {
    let nodes = r#"<bpmn:parallelGateway id="f" />"#.to_owned() + &catch("c", ALARM) + &user("a") + &throw("t", ALARM);
    let mut play = Play::start(&process(&nodes, "s>f f>c f>a a>t t>e c>e"), json!({}));
    let effects = play.complete("a", json!({}));
    assert!(play.ended());
    let broadcast = |effect: &&Effect| matches!(effect, Effect::BroadcastSignal { name, .. } if name == "alarm");
    assert_eq!(effects.iter().filter(broadcast).count(), 1);
}

#[test]
fn a_signal_end_event_and_a_signal_start_event() {
    let body = r#"<bpmn:startEvent id="s" />"#.to_owned()
        + &format!(r#"<bpmn:startEvent id="z">{ALARM}</bpmn:startEvent>"#)
        + &end("e", ALARM)
        + &flow("s", "e")
        + &flow("z", "e");
    let mut play = Play::new(&bpmn(&body));
    let start = Command::StartBySignal { name: "alarm".into(), variables: vars(json!({"n": 1})) };
    let effects = play.send(&start).unwrap();
    assert!(play.ended());
    assert!(matches!(effects[0], Effect::BroadcastSignal { .. }));
    assert_eq!(play.variable("n"), json!(1));
}

#[test]
fn a_message_event_sends_or_calls_a_service() {
    let input = r#"<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="x">=n + 1</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>"#;
    let nodes = throw("t", &format!(r#"{input}<bpmn:messageEventDefinition messageRef="Message_Key" />"#));
    let play = Play::start(&process(&nodes, "s>t t>e"), json!({"n": 1, "caseId": "A-1"}));
    assert!(play.ended());
    let Effect::SendMessage { message, key, variables, .. } = &play.effects[0] else { panic!("{:?}", play.effects) };
    assert_eq!((message.as_str(), key.as_deref()), ("keyed", Some("A-1")));
    assert_eq!(variables, &vars(json!({"x": 2})));

    let nodes = end(
        "x",
        r#"<bpmn:messageEventDefinition messageRef="Message_Doc" camunda:type="external" camunda:topic="mail" />"#,
    );
    let mut play = Play::start(&process(&nodes, "s>x s>e"), json!({}));
    assert!(matches!(&play.effects[0], Effect::CallService { topic, .. } if topic == "mail"));
    play.complete("x", json!({}));
    assert!(play.ended());
    let nodes = end("x", DOCUMENT);
    assert!(Play::start(&process(&nodes, "s>x s>e"), json!({})).ended());
}

#[test]
fn a_link_leads_to_its_catch_event() {
    let link = r#"<bpmn:linkEventDefinition name="on" />"#;
    let nodes = throw("t", link) + &catch("c", link) + &user("a");
    let mut play = Play::start(&process(&nodes, "s>t c>a a>e"), json!({}));
    assert_eq!(play.open(), ["a"]);
    play.complete("a", json!({}));
    assert!(play.ended());
}

fn condition(text: &str) -> String {
    format!(
        "<bpmn:conditionalEventDefinition><bpmn:condition>{text}</bpmn:condition></bpmn:conditionalEventDefinition>"
    )
}

#[test]
fn a_conditional_event_happens_when_its_condition_becomes_true() {
    let set = |play: &mut Play, n: i32| {
        play.send(&Command::SetVariables { variables: vars(json!({"n": n})) }).unwrap();
    };
    let mut play = Play::start(&process(&catch("c", &condition("=n = 1")), "s>c c>e"), json!({}));
    set(&mut play, 2);
    assert!(!play.ended());
    set(&mut play, 1);
    assert!(play.ended());
    assert!(Play::start(&process(&catch("c", &condition("=n = 1")), "s>c c>e"), json!({"n": 1})).ended());

    let nodes = user("a") + &boundary("x", "a", false, &condition("=n > 1")) + &user("r");
    let mut play = Play::start(&process(&nodes, "s>a a>e x>r r>e"), json!({"n": 0}));
    for (n, open) in [(2, 2), (3, 2), (0, 2), (5, 3)] {
        set(&mut play, n);
        assert_eq!(play.open().len(), open, "{n}: it happens each time the condition becomes true");
    }
}
