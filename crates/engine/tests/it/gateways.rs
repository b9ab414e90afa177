//! Exclusive and parallel gateways, and several flows out of a task.

use engine::EndOutcome;
use serde_json::json;

use crate::play::{Play, bpmn, flow, flow_if, process};

fn choice() -> String {
    let flows = [
        flow("s", "x"),
        flow_if("x", "a", "=amount > 100"),
        flow_if("x", "b", "${amount >= 50 && !blocked}"),
        flow("x", "c"),
        flow("a", "e"),
        flow("b", "e"),
        flow("c", "e"),
    ];
    bpmn(&format!(
        r#"<bpmn:startEvent id="s" /><bpmn:exclusiveGateway id="x" default="x_c" /><bpmn:userTask id="a" />
        <bpmn:userTask id="b" /><bpmn:userTask id="c" /><bpmn:endEvent id="e" />{}"#,
        flows.concat()
    ))
}

#[test]
fn an_exclusive_gateway_takes_the_first_true_flow_or_the_default() {
    for (amount, blocked, task) in [(200, false, "a"), (70, false, "b"), (70, true, "c"), (1, false, "c")] {
        let mut play = Play::start(&choice(), json!({"amount": amount, "blocked": blocked}));
        assert_eq!(play.state.tokens.len(), 1);
        play.complete(task, json!({}));
        assert!(play.ended());
    }
}

const FORK: &str = r#"<bpmn:parallelGateway id="f" /><bpmn:userTask id="a" /><bpmn:userTask id="b" />
  <bpmn:parallelGateway id="j" /><bpmn:userTask id="after" />"#;

#[test]
fn a_parallel_join_waits_for_every_path() {
    for order in [["a", "b"], ["b", "a"]] {
        let mut play = Play::start(&process(FORK, "s>f f>a f>b a>j b>j j>after after>e"), json!({}));
        assert_eq!(play.state.tokens.len(), 2);
        play.complete(order[0], json!({"x": order[0]}));
        assert_eq!(play.find("after"), None, "the other path is still under way");
        play.complete(order[1], json!({}));
        assert_eq!(play.state.tokens.len(), 1, "two tokens became one");
        play.complete("after", json!({}));
        assert!(play.ended());
        assert_eq!(play.variable("x"), json!(order[0]));
    }
}

#[test]
fn a_terminate_end_closes_what_the_other_path_has_open() {
    let nodes = r#"<bpmn:parallelGateway id="f" /><bpmn:userTask id="a" /><bpmn:userTask id="b" />
      <bpmn:endEvent id="x"><bpmn:terminateEventDefinition /></bpmn:endEvent>"#;
    let mut play = Play::start(&process(nodes, "s>f f>a f>b a>x b>e"), json!({}));
    let (token, visit) = play.at("b");
    let effects = play.complete("a", json!({}));
    assert!(effects.contains(&engine::Effect::CloseTask { token, visit }));
    assert_eq!(play.state.outcome(), Some(&EndOutcome::Terminated { node: play.model.find_node("x").unwrap() }));
    assert!(play.state.tokens.is_empty());
}

#[test]
fn a_task_with_two_flows_forks_and_each_path_ends_by_itself() {
    let nodes = r#"<bpmn:userTask id="t" /><bpmn:userTask id="a" /><bpmn:userTask id="b" />"#;
    let mut play = Play::start(&process(nodes, "s>t t>a t>b a>e b>e"), json!({}));
    play.complete("t", json!({}));
    play.complete("b", json!({}));
    assert!(!play.ended());
    play.complete("a", json!({}));
    assert!(play.ended());
}

#[test]
fn an_exclusive_merge_lets_every_token_through() {
    let nodes = r#"<bpmn:parallelGateway id="f" /><bpmn:exclusiveGateway id="m" /><bpmn:userTask id="t" />"#;
    let flows =
        [flow("s", "f"), flow("f", "m"), flow("f", "t0"), flow("t0", "m"), flow("m", "t"), flow("t", "e")].concat();
    let xml = bpmn(&format!(
        r#"<bpmn:startEvent id="s" />{nodes}<bpmn:manualTask id="t0" /><bpmn:endEvent id="e" />{flows}"#
    ));
    let mut play = Play::start(&xml, json!({}));
    play.complete("t", json!({}));
    assert!(!play.ended());
    play.complete("t", json!({}));
    assert!(play.ended());
}
