//! Call activities: what goes in, what comes back, errors and escalations through them.

use engine::{CalledVersion, Command, Effect, EndOutcome, IncidentKind};
use serde_json::json;

use crate::play::{HOUR, LATE, Play, REFUSED, boundary, process, user, vars};

fn call(attributes: &str, parameters: &str) -> String {
    format!(
        r#"<bpmn:callActivity id="c" calledElement="other" {attributes}><bpmn:extensionElements>{parameters}</bpmn:extensionElements></bpmn:callActivity>"#
    )
}

#[test]
fn only_what_is_mapped_goes_in_and_comes_back() {
    let parameters = r#"<camunda:in source="a" target="x" /><camunda:in sourceExpression="=a + 1" target="y" />
      <camunda:in businessKey="=key" /><camunda:out source="found" target="result" /><camunda:out sourceExpression="=found * 2" target="twice" />"#;
    let mut play = Play::start(&process(&call("", parameters), "s>c c>e"), json!({"a": 1, "key": "K-1"}));
    assert_eq!(play.model.called().into_iter().map(|(_, id)| id).collect::<Vec<_>>(), ["other"]);
    let Effect::CallProcess { called, version, business_key, variables, .. } = &play.effects[0] else { panic!() };
    assert_eq!((called.as_str(), version, business_key.as_deref()), ("other", &CalledVersion::Latest, Some("K-1")));
    assert_eq!(variables, &vars(json!({"x": 1, "y": 2})));
    play.complete("c", json!({"found": 3, "secret": 4, "a": 9}));
    assert!(play.ended());
    assert_eq!((play.variable("result"), play.variable("twice"), play.variable("a")), (json!(3), json!(6), json!(1)));
    assert_eq!(play.variable("secret"), json!("(not set)"));
}

#[test]
fn all_variables_may_go_both_ways_and_the_version_may_be_named() {
    let all = r#"<operaton:in variables="all" /><operaton:out variables="all" />"#;
    let attributes = r#"camunda:calledElementBinding="version" camunda:calledElementVersion="=v""#;
    let mut play = Play::start(&process(&call(attributes, all), "s>c c>e"), json!({"v": 7}));
    let Effect::CallProcess { version, variables, .. } = &play.effects[0] else { panic!() };
    assert_eq!((version, variables), (&CalledVersion::Version("7".into()), &vars(json!({"v": 7}))));
    play.complete("c", json!({"v": 8, "w": 9}));
    assert_eq!((play.variable("v"), play.variable("w")), (json!(8), json!(9)));
}

#[test]
fn errors_and_escalations_of_the_called_instance_are_caught_here() {
    let out = r#"<camunda:out source="why" target="reason" />"#;
    let nodes =
        call("", out) + &boundary("x", "c", true, REFUSED) + &boundary("y", "c", false, LATE) + &user("r") + &user("q");
    let mut play = Play::start(&process(&nodes, "s>c c>e x>r r>e y>q q>e"), json!({}));
    let ((token, visit), variables) = (play.at("c"), vars(json!({"why": "late", "other": 1})));
    play.send(&Command::ThrowEscalation { token, visit, code: "late".into(), variables: variables.clone() }).unwrap();
    assert_eq!((play.open(), play.variable("reason")), (vec!["c".to_owned(), "q".to_owned()], json!("late")));
    let error = Command::ThrowError { token, visit, code: "refused".into(), message: String::new(), variables };
    let effects = play.send(&error).unwrap();
    assert!(effects.contains(&Effect::CancelCall { token, visit }));
    assert_eq!((play.open(), play.variable("other")), (vec!["q".to_owned(), "r".to_owned()], json!("(not set)")));
}

#[test]
fn an_error_that_nothing_catches_ends_a_called_instance_and_stops_another() {
    let nodes = r#"<bpmn:serviceTask id="t" camunda:type="external" camunda:topic="x" />"#;
    let mut called = Play::new(&process(nodes, "s>t t>e"));
    called.send(&Command::StartCalled { variables: vars(json!({})) }).unwrap();
    called.error("t", "refused");
    assert!(matches!(called.state.outcome(), Some(EndOutcome::Error { code, .. }) if code == "refused"));
    let mut top = Play::start(&process(nodes, "s>t t>e"), json!({}));
    top.error("t", "refused");
    assert_eq!(top.incident().1.kind, IncidentKind::UnmatchedError);
}

#[test]
fn an_interrupted_call_is_cancelled() {
    let nodes = call("", "") + &boundary("x", "c", true, HOUR);
    let mut play = Play::start(&process(&nodes, "s>c c>e x>e"), json!({}));
    let (token, visit) = play.at("c");
    let effects = play.fire();
    assert!(effects.contains(&Effect::CancelCall { token, visit }));
    assert!(play.ended());
}

#[test]
fn a_call_that_cannot_start_is_an_incident_and_is_called_again() {
    let mut play = Play::start(&process(&call("", ""), "s>c c>e"), json!({}));
    let (token, visit) = play.at("c");
    play.send(&Command::FailService { token, visit, message: "no such process".into(), retries_left: 0 }).unwrap();
    let (incident, _) = play.incident();
    let effects = play.send(&Command::RetryIncident { incident }).unwrap();
    assert!(effects.iter().any(|effect| matches!(effect, Effect::CallProcess { visit: v, .. } if *v == visit)));
    play.complete("c", json!({}));
    assert!(play.ended());
}

#[test]
fn a_call_may_be_repeated() {
    let nodes = r#"<bpmn:callActivity id="c" calledElement="other"><bpmn:extensionElements><camunda:in source="item" target="item" /></bpmn:extensionElements>
      <bpmn:multiInstanceLoopCharacteristics camunda:collection="list" camunda:elementVariable="item" /></bpmn:callActivity>"#;
    let mut play = Play::start(&process(nodes, "s>c c>e"), json!({"list": ["a", "b"]}));
    let handed: Vec<_> = play
        .effects
        .iter()
        .filter_map(
            |e| if let Effect::CallProcess { variables, .. } = e { Some(variables["item"].clone()) } else { None },
        )
        .collect();
    assert_eq!(handed, [json!("a"), json!("b")]);
    play.complete("c", json!({}));
    play.complete("c", json!({}));
    assert!(play.ended());
}
