//! Multi-instance and standard loops.

use engine::{Command, Effect, IncidentKind};
use serde_json::{Value, json};

use crate::play::{HOUR, LOST, Play, REFUSED, boundary, end, process, refused, sub, user, vars};

fn multi(attributes: &str, inner: &str) -> String {
    format!(
        r#"<bpmn:userTask id="t" camunda:assignee="=item"><bpmn:multiInstanceLoopCharacteristics {attributes}>{inner}</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>"#
    )
}

const LIST: &str = r#"camunda:collection="people" camunda:elementVariable="item""#;

fn assignees(effects: &[Effect]) -> Vec<String> {
    let assignee =
        |effect: &Effect| if let Effect::OpenTask { assignee, .. } = effect { assignee.clone() } else { None };
    effects.iter().filter_map(assignee).collect()
}

fn counters(play: &Play) -> Vec<Value> {
    let scope = play.state.scopes.values().find(|scope| scope.multi.is_some()).unwrap();
    ["nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances"].map(|name| scope.variables[name].clone()).into()
}

#[test]
fn a_parallel_multi_instance_opens_one_task_per_item() {
    let mut play = Play::start(&process(&multi(LIST, ""), "s>t t>e"), json!({"people": ["anna", "bert", "carl"]}));
    assert_eq!(assignees(&play.effects), ["anna", "bert", "carl"]);
    assert_eq!(counters(&play), [json!(3), json!(0), json!(3)]);
    play.complete("t", json!({"x": 1}));
    assert_eq!(counters(&play), [json!(3), json!(1), json!(2)]);
    play.complete("t", json!({}));
    assert!(!play.ended());
    play.complete("t", json!({"item": "own", "loopCounter": 9}));
    assert!(play.ended());
    assert_eq!((play.variable("x"), play.variable("item")), (json!(1), json!("(not set)")));
}

#[test]
fn the_whole_cannot_be_answered_like_one_of_its_instances() {
    let mut play = Play::start(&process(&multi(LIST, ""), "s>t t>e"), json!({"people": ["anna", "bert"]}));
    let (owner, at) = play.state.tokens.iter().find(|(_, token)| token.scope == engine::ScopeId(0)).unwrap();
    let (token, visit, variables) = (*owner, at.visit, vars(json!({})));
    assert!(matches!(
        play.send(&Command::CompleteTask { token, visit, variables }),
        Err(engine::Rejection::Impossible(_))
    ));
    assert_eq!(play.open().len(), 2);
}

#[test]
fn a_sequential_multi_instance_goes_one_by_one() {
    let nodes = multi(&format!(r#"isSequential="true" {LIST}"#), "");
    let mut play = Play::start(&process(&nodes, "s>t t>e"), json!({"people": ["anna", "bert"]}));
    assert_eq!(assignees(&play.effects), ["anna"]);
    let effects = play.complete("t", json!({}));
    assert_eq!(assignees(&effects), ["bert"]);
    assert_eq!(counters(&play), [json!(2), json!(1), json!(1)]);
    play.complete("t", json!({}));
    assert!(play.ended());
}

#[test]
fn a_completion_condition_ends_the_rest() {
    let done =
        "<bpmn:completionCondition>${nrOfCompletedInstances / nrOfInstances >= 0.5 || veto}</bpmn:completionCondition>";
    let nodes = multi("", &format!("<bpmn:loopCardinality>4</bpmn:loopCardinality>{done}"));
    for (veto, times) in [(false, 2), (true, 1)] {
        let mut play = Play::start(&process(&nodes, "s>t t>e"), json!({"item": "anna", "veto": veto}));
        assert_eq!(play.open().len(), 4);
        for _ in 0..times {
            assert!(!play.ended());
            play.complete("t", json!({}));
        }
        assert!(play.ended(), "the other tasks were closed");
    }
}

#[test]
fn nothing_to_do_goes_on_and_nonsense_is_an_incident() {
    assert!(Play::start(&process(&multi(LIST, ""), "s>t t>e"), json!({"people": []})).ended());
    let mut play = Play::start(&process(&multi(LIST, ""), "s>t t>e"), json!({"people": "anna"}));
    let (incident, found) = play.incident();
    assert_eq!(found.kind, IncidentKind::Expression);
    play.send(&Command::SetVariables { variables: vars(json!({"people": ["anna"]})) }).unwrap();
    play.send(&Command::RetryIncident { incident }).unwrap();
    play.complete("t", json!({}));
    assert!(play.ended());
}

#[test]
fn a_huge_number_of_instances_runs_out_of_fuel_before_it_begins() {
    let nodes = multi("", "<bpmn:loopCardinality>4000000000</bpmn:loopCardinality>");
    let play = Play::start(&process(&nodes, "s>t t>e"), json!({"item": "a"}));
    assert_eq!(play.incident().1.kind, IncidentKind::OutOfFuel);
    assert_eq!(play.state.tokens.len(), 1);
}

#[test]
fn boundary_events_belong_to_the_whole() {
    let count = "<bpmn:loopCardinality>3</bpmn:loopCardinality>";
    let nodes =
        multi("", count) + &boundary("x", "t", true, HOUR) + &boundary("y", "t", true, LOST) + &user("r") + &user("q");
    let flows = "s>t t>e x>r r>e y>q q>e";
    let mut play = Play::start(&process(&nodes, flows), json!({"item": "a"}));
    assert_eq!(play.state.timers.len(), 1);
    let effects = play.fire();
    assert_eq!(effects.iter().filter(|effect| matches!(effect, Effect::CloseTask { .. })).count(), 3);
    assert_eq!(play.open(), ["r"]);
    let mut play = Play::start(&process(&nodes, flows), json!({"item": "a"}));
    play.error("t", "lost");
    assert_eq!(play.open(), ["q"]);
}

#[test]
fn a_sub_process_may_be_repeated_with_its_own_variables() {
    let list = format!(r#"<bpmn:multiInstanceLoopCharacteristics isSequential="SEQ" {LIST} />"#);
    let inner = r#"<bpmn:scriptTask id="c" scriptFormat="feel" camunda:resultVariable="item"><bpmn:script>item * 2</bpmn:script></bpmn:scriptTask>
      <bpmn:scriptTask id="sum" scriptFormat="feel" camunda:resultVariable="total"><bpmn:script>total + item</bpmn:script></bpmn:scriptTask>"#;
    for sequential in ["true", "false"] {
        let list = list.replace("SEQ", sequential);
        let nodes = sub("p", &format!("{list}{inner}{}", user("a")), "pS>a a>c c>sum sum>pE");
        let mut play = Play::start(&process(&nodes, "s>p p>e"), json!({"people": [1, 2, 3], "total": 0}));
        for _ in 0..3 {
            play.complete("a", json!({}));
        }
        assert!(play.ended());
        assert_eq!((play.variable("total"), play.variable("item")), (json!(12), json!("(not set)")));
    }
}

#[test]
fn a_terminate_end_ends_one_instance_and_an_error_all() {
    let loops = "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>";
    for (on, after) in [("<bpmn:terminateEventDefinition />", vec!["a", "b"]), (REFUSED, vec!["r"])] {
        let inner = format!("{loops}{}{}{}", user("a"), user("b"), end("x", on));
        let nodes = sub("p", &inner, "pS>a pS>b a>x b>pE") + &boundary("c", "p", true, REFUSED) + &user("r");
        let mut play = Play::start(&process(&nodes, "s>p p>e c>r r>e"), json!({}));
        assert_eq!(play.open(), ["a", "a", "b", "b"]);
        play.complete("a", json!({}));
        assert_eq!(play.open(), after);
    }
}

#[test]
fn a_standard_loop_repeats_while_its_condition_holds() {
    for (before, least) in [("true", 0), ("false", 1)] {
        let nodes = format!(
            r#"<bpmn:userTask id="t"><bpmn:standardLoopCharacteristics testBefore="{before}" loopMaximum="5"><bpmn:loopCondition>=again</bpmn:loopCondition></bpmn:standardLoopCharacteristics></bpmn:userTask>"#
        );
        let mut play = Play::start(&process(&nodes, "s>t t>e"), json!({"again": false}));
        assert_eq!(play.open().len(), least);
        if least == 1 {
            play.complete("t", json!({"again": true}));
            for _ in 0..4 {
                assert!(!play.ended());
                play.complete("t", json!({}));
            }
        }
        assert!(play.ended(), "not again, or five times done");
    }
}

#[test]
fn a_multi_instance_needs_exactly_one_way_to_count() {
    let both = multi(LIST, "<bpmn:loopCardinality>2</bpmn:loopCardinality>");
    assert!(refused(&process(&both, "s>t t>e")).contains(&("bpmn-multi-instance".into(), "t".into())));
    let gateway = r#"<bpmn:exclusiveGateway id="g"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:exclusiveGateway>"#;
    assert!(refused(&process(gateway, "s>g g>e")).contains(&("bpmn-multi-instance".into(), "g".into())));
}
