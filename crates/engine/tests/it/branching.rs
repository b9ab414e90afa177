//! Inclusive and event-based gateways.

use serde_json::json;

use crate::play::{ALARM, DOCUMENT, HOUR, Play, boundary, bpmn, catch, flow, flow_if, process, user};

fn inclusive(extra_nodes: &str, extra_flows: &str) -> String {
    let flows = [
        flow("s", "i"),
        flow_if("i", "a", "=x > 0"),
        flow_if("i", "b", "=x > 1"),
        flow("i", "c"),
        flow("a", "j"),
        flow("b", "j"),
        flow("c", "j"),
        flow("j", "after"),
        flow("after", "e"),
    ];
    let extra: String =
        extra_flows.split_whitespace().filter_map(|pair| pair.split_once('>')).map(|(a, b)| flow(a, b)).collect();
    bpmn(&format!(
        r#"<bpmn:startEvent id="s" /><bpmn:inclusiveGateway id="i" default="i_c" />{}{}{}{}<bpmn:inclusiveGateway id="j" />
        <bpmn:endEvent id="e" />{extra_nodes}{}{extra}"#,
        user("a"),
        user("b"),
        user("c"),
        user("after"),
        flows.concat()
    ))
}

#[test]
fn an_inclusive_gateway_takes_every_true_flow_and_joins_exactly_those() {
    for (x, open) in [(0, vec!["c"]), (1, vec!["a"]), (2, vec!["a", "b"])] {
        let mut play = Play::start(&inclusive("", ""), json!({"x": x}));
        assert_eq!(play.open(), open, "{x}");
        for (at, task) in open.iter().enumerate() {
            assert_eq!(play.find("after"), None);
            play.complete(task, json!({}));
            assert_eq!(play.find("after").is_some(), at + 1 == open.len());
        }
        assert_eq!(play.state.tokens.len(), 1);
        play.complete("after", json!({}));
        assert!(play.ended());
    }
}

#[test]
fn an_inclusive_join_does_not_wait_for_a_path_that_ended_elsewhere() {
    let xml = inclusive(&(boundary("x", "b", true, HOUR) + r#"<bpmn:endEvent id="e2" />"#), "x>e2");
    let mut play = Play::start(&xml, json!({"x": 2}));
    play.complete("a", json!({}));
    assert_eq!(play.open(), ["b"]);
    play.fire();
    assert_eq!(play.open(), ["after"], "nothing can reach the join any more");
}

#[test]
fn an_inclusive_join_in_a_loop_waits_only_for_what_can_still_come() {
    let flows = [
        flow("s", "f"),
        flow("f", "m"),
        flow("f", "b"),
        flow("m", "a"),
        flow("a", "x"),
        flow_if("x", "m", "=again"),
        flow("x", "j"),
        flow("b", "j"),
        flow("j", "e"),
    ];
    let xml = bpmn(&format!(
        r#"<bpmn:startEvent id="s" /><bpmn:parallelGateway id="f" /><bpmn:exclusiveGateway id="m" />{}{}
        <bpmn:exclusiveGateway id="x" default="x_j" /><bpmn:inclusiveGateway id="j" /><bpmn:endEvent id="e" />{}"#,
        user("a"),
        user("b"),
        flows.concat()
    ));
    let mut play = Play::start(&xml, json!({"again": true}));
    play.complete("b", json!({}));
    play.complete("a", json!({}));
    assert_eq!(play.open(), ["a"]);
    play.complete("a", json!({"again": false}));
    assert!(play.ended());
}

fn events() -> String {
    let nodes = r#"<bpmn:eventBasedGateway id="g" /><bpmn:receiveTask id="d" messageRef="Message_Doc" />"#.to_owned()
        + &catch("t", HOUR)
        + &catch("z", ALARM)
        + &user("a")
        + &user("b")
        + &user("c");
    process(&nodes, "s>g g>t g>d g>z t>a d>b z>c a>e b>e c>e")
}

#[test]
fn the_first_event_behind_an_event_based_gateway_decides() {
    for (way, task) in [(0, "a"), (1, "b"), (2, "c")] {
        let mut play = Play::start(&events(), json!({}));
        assert_eq!((play.state.timers.len(), play.state.subscriptions.len(), play.state.tokens.len()), (1, 2, 1));
        match way {
            0 => drop(play.fire()),
            1 => drop(play.message("document")),
            _ => drop(play.signal("alarm").unwrap()),
        }
        assert_eq!(play.open(), [task]);
        assert!(play.state.timers.is_empty() && play.state.subscriptions.is_empty(), "the others are forgotten");
        play.complete(task, json!({}));
        assert!(play.ended());
    }
}

#[test]
fn what_comes_with_the_event_reaches_the_process() {
    let mut play = Play::start(&events(), json!({}));
    let variables = crate::play::vars(json!({"paper": 1}));
    play.send(&engine::Command::DeliverMessage { name: "document".into(), key: None, variables }).unwrap();
    assert_eq!(play.variable("paper"), json!(1));
}

#[test]
fn an_event_based_gateway_leads_only_to_events() {
    let nodes = r#"<bpmn:eventBasedGateway id="g" />"#.to_owned() + &user("a") + &catch("t", DOCUMENT);
    let found = crate::play::refused(&process(&nodes, "s>g g>a g>t a>e t>e"));
    assert!(found.contains(&("bpmn-event-gateway".to_owned(), "a".to_owned())), "{found:?}");
}
