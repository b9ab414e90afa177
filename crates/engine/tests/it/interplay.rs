//! Where several things meet: cycles and scopes, signals and their thrower, joins and boundary events, the order of
//! undoing.

use engine::{Command, Effect, Phase, TokenId, Visit};
use serde_json::json;

use crate::play::{ALARM, DOCUMENT, HOUR, Play, UNDO, boundary, end, event_sub, process, sub, throw, user, vars};

const TWICE: &str = "<bpmn:timerEventDefinition><bpmn:timeCycle>R2/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>";
const TERMINATE: &str = "<bpmn:terminateEventDefinition />";

#[test]
fn a_cycle_begins_its_event_sub_process_again_and_again_while_the_first_still_runs() {
    let nodes = user("a") + &event_sub("h", false, TWICE, &user("r"), "hS>r r>hE");
    let mut play = Play::start(&process(&nodes, "s>a a>e"), json!({}));
    play.fire();
    play.fire();
    assert_eq!(play.open(), ["a", "r", "r"]);
    assert!(play.state.timers.is_empty(), "twice is all");
    for task in ["r", "a", "r"] {
        assert!(!play.ended());
        play.complete(task, json!({}));
    }
    assert!(play.ended());
}

#[test]
fn a_cycle_ends_with_the_activity_it_sits_on() {
    let nodes = user("a") + &boundary("b", "a", false, TWICE) + &user("r");
    let mut play = Play::start(&process(&nodes, "s>a a>e b>r r>e"), json!({}));
    play.fire();
    play.complete("a", json!({}));
    assert_eq!((play.open(), play.state.timers.len()), (vec!["r".to_owned()], 0));
    play.complete("r", json!({}));
    assert!(play.ended());
}

#[test]
fn a_terminate_end_in_an_event_sub_process_ends_that_one_alone() {
    let inner = user("r") + &user("x") + &end("stop", TERMINATE);
    let nodes = user("a") + &event_sub("h", false, ALARM, &inner, "hS>r hS>x r>stop x>hE");
    let mut play = Play::start(&process(&nodes, "s>a a>e"), json!({}));
    play.signal("alarm").unwrap();
    play.signal("alarm").unwrap();
    assert_eq!(play.open(), ["a", "r", "r", "x", "x"]);
    play.complete("r", json!({}));
    assert_eq!(play.open(), ["a", "r", "x"]);
    play.complete("a", json!({}));
    play.complete("r", json!({}));
    assert!(play.ended());
}

#[test]
fn a_signal_may_take_its_own_thrower_away_and_goes_out_once() {
    let inner = user("a") + &throw("t", ALARM);
    let nodes = sub("p", &inner, "pS>a a>t t>pE") + &boundary("b", "p", true, ALARM) + &user("r");
    let mut play = Play::start(&process(&nodes, "s>p p>e b>r r>e"), json!({}));
    let effects = play.complete("a", json!({}));
    assert_eq!(effects.iter().filter(|effect| matches!(effect, Effect::BroadcastSignal { .. })).count(), 1);
    assert_eq!(play.open(), ["r"]);
    play.complete("r", json!({}));
    assert!(play.ended());
}

#[test]
fn a_sub_process_that_was_interrupted_from_inside_is_left_the_normal_way_and_its_border_listens_on() {
    let inner = user("a") + &event_sub("h", true, DOCUMENT, &user("r"), "hS>r r>hE");
    let nodes = sub("p", &inner, "pS>a a>pE") + &boundary("b", "p", true, HOUR) + &user("after") + &user("late");
    let xml = process(&nodes, "s>p p>after after>e b>late late>e");
    for in_time in [true, false] {
        let mut play = Play::start(&xml, json!({}));
        play.message("document");
        assert_eq!(play.open(), ["r"]);
        if in_time {
            play.complete("r", json!({}));
        } else {
            play.fire();
        }
        let next = if in_time { "after" } else { "late" };
        assert_eq!(play.open(), [next]);
        play.complete(next, json!({}));
        assert!(play.ended());
    }
}

#[test]
fn an_inclusive_join_waits_for_what_a_boundary_event_has_added() {
    let gateways = r#"<bpmn:inclusiveGateway id="i" /><bpmn:inclusiveGateway id="j" />"#;
    let nodes =
        gateways.to_owned() + &user("a") + &user("c") + &boundary("b", "a", false, HOUR) + &user("d") + &user("z");
    let xml = process(&nodes, "s>i i>a i>c a>j c>j b>d d>j j>z z>e");
    let mut play = Play::start(&xml, json!({}));
    play.fire();
    play.complete("c", json!({}));
    play.complete("a", json!({}));
    assert_eq!(play.open(), ["d"], "the added path can still arrive");
    play.complete("d", json!({}));
    assert_eq!(play.open(), ["z"], "all three became one");
    play.complete("z", json!({}));
    assert!(play.ended());
    let mut quiet = Play::start(&xml, json!({}));
    quiet.complete("a", json!({}));
    quiet.complete("c", json!({}));
    assert_eq!(quiet.open(), ["z"], "what can no longer happen is not waited for");
}

/// The work at an element in the instance with this loop counter.
fn in_instance(play: &Play, element: &str, counter: u32) -> (TokenId, Visit) {
    let node = play.model.find_node(element).unwrap();
    let fits = |token: &&engine::Token| {
        let scope = play.state.scopes.get(&token.scope).unwrap();
        token.node == node
            && token.phase == Phase::Waiting
            && scope.variables.get("loopCounter") == Some(&json!(counter))
    };
    let found = play.state.tokens.iter().find(|(_, token)| fits(token));
    found.map(|(id, token)| (*id, token.visit)).unwrap_or_else(|| panic!("{element} is not open in {counter}"))
}

#[test]
fn instances_at_once_are_undone_in_the_reverse_order_of_their_completion() {
    let three = "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>";
    let handler = r#"<bpmn:userTask id="undo" isForCompensation="true" /><bpmn:association id="as" sourceRef="ub" targetRef="undo" />"#;
    let inner = three.to_owned() + &user("a") + handler + &boundary("ub", "a", true, UNDO);
    let nodes = sub("p", &inner, "pS>a a>pE") + &throw("t", UNDO);
    let mut play = Play::start(&process(&nodes, "s>p p>t t>e"), json!({}));
    for counter in [1, 2, 0] {
        let (token, visit) = in_instance(&play, "a", counter);
        play.send(&Command::CompleteTask { token, visit, variables: vars(json!({})) }).unwrap();
    }
    for counter in [0, 2, 1] {
        assert_eq!(play.open(), ["undo"]);
        let (token, visit) = in_instance(&play, "undo", counter);
        play.send(&Command::CompleteTask { token, visit, variables: vars(json!({})) }).unwrap();
    }
    assert!(play.ended());
}
