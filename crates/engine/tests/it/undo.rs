//! Compensation and transactions.

use engine::Effect;
use serde_json::json;

use crate::play::{
    ALARM, LATE, LOST, Play, REFUSED, UNDO, boundary, end, event_sub, process, refused, sub, throw, user,
};

/// An activity with a handler `undo<id>`.
fn undoable(id: &str) -> String {
    user(id) + &handler(id)
}

fn handler(id: &str) -> String {
    format!(
        r#"<bpmn:boundaryEvent id="b{id}" attachedToRef="{id}">{UNDO}</bpmn:boundaryEvent>
        <bpmn:userTask id="undo{id}" isForCompensation="true" /><bpmn:association id="as{id}" sourceRef="b{id}" targetRef="undo{id}" />"#
    )
}

fn tasks(play: &Play) -> Vec<String> {
    let opened =
        |effect: &Effect| if let Effect::OpenTask { element, .. } = effect { Some(element.clone()) } else { None };
    play.effects.iter().filter_map(opened).collect()
}

#[test]
fn what_was_done_is_undone_the_last_first() {
    let nodes = undoable("a") + &undoable("b") + &user("c") + &throw("t", UNDO) + &user("after");
    let mut play = Play::start(&process(&nodes, "s>a a>b b>c c>t t>after after>e"), json!({}));
    for task in ["a", "b", "c", "undob", "undoa", "after"] {
        assert_eq!(play.open(), [task]);
        play.complete(task, json!({}));
    }
    assert!(play.ended());
}

#[test]
fn only_what_was_completed_is_undone_and_only_once() {
    let nodes =
        undoable("a") + &undoable("b") + &throw("t", UNDO) + &throw("t2", UNDO) + r#"<bpmn:parallelGateway id="f" />"#;
    let mut play = Play::start(&process(&nodes, "s>f f>a f>b a>t t>t2 t2>e b>e"), json!({}));
    play.complete("a", json!({}));
    assert_eq!(play.open(), ["b", "undoa"]);
    play.complete("undoa", json!({}));
    play.complete("b", json!({}));
    assert!(play.ended());
    assert_eq!(tasks(&play), ["a", "b", "undoa"]);
}

#[test]
fn one_activity_is_undone_by_its_name_as_often_as_it_was_done() {
    let one = r#"<bpmn:compensateEventDefinition activityRef="a" />"#;
    let repeated = undoable("a").replacen(
        r#"id="a" />"#,
        r#"id="a"><bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>"#,
        1,
    );
    let nodes = repeated + &undoable("b") + &end("x", one);
    let mut play = Play::start(&process(&nodes, "s>a a>b b>x b>e"), json!({}));
    for task in ["a", "a", "b", "undoa", "undoa"] {
        assert_eq!(play.open(), [task]);
        play.complete(task, json!({}));
    }
    assert!(play.ended());
}

#[test]
fn a_completed_sub_process_is_undone_from_inside_with_its_own_variables() {
    let inner = r#"<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="own">=1</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>"#.to_owned()
        + &undoable("a")
        + &undoable("b");
    let deep = sub("q", &inner, "qS>a a>b b>qE");
    let nodes = sub("p", &deep, "pS>q q>pE") + &user("c") + &throw("t", UNDO);
    let mut play = Play::start(&process(&nodes, "s>p p>c c>t t>e"), json!({}));
    play.complete("a", json!({"own": 5}));
    play.complete("b", json!({}));
    play.complete("c", json!({}));
    assert_eq!(play.open(), ["undob"]);
    assert!(play.state.scopes.values().any(|scope| scope.variables.get("own") == Some(&json!(5))));
    play.complete("undob", json!({}));
    play.complete("undoa", json!({}));
    assert!(play.ended());
}

#[test]
fn a_handler_on_a_sub_process_replaces_what_is_inside() {
    let nodes = sub("p", &undoable("a"), "pS>a a>pE") + &handler("p") + &throw("t", UNDO);
    let mut play = Play::start(&process(&nodes, "s>p p>t t>e"), json!({}));
    play.complete("a", json!({}));
    assert_eq!(play.open(), ["undop"]);
    play.complete("undop", json!({}));
    assert!(play.ended());
}

#[test]
fn a_compensation_event_sub_process_decides_for_its_scope() {
    let event = event_sub("h", true, UNDO, &(user("first") + &throw("rest", UNDO)), "hS>first first>rest rest>hE");
    let nodes = sub("p", &(undoable("a") + &event), "pS>a a>pE") + &throw("t", UNDO) + &user("after");
    let mut play = Play::start(&process(&nodes, "s>p p>t t>after after>e"), json!({}));
    for task in ["a", "first", "undoa", "after"] {
        assert_eq!(play.open(), [task]);
        play.complete(task, json!({}));
    }
    assert!(play.ended());
}

#[test]
fn an_error_handler_undoes_what_the_scope_has_done() {
    let event = event_sub("h", true, REFUSED, &throw("t", UNDO), "hS>t t>hE");
    let nodes = sub("p", &(undoable("a") + &user("b") + &event), "pS>a a>b b>pE") + &user("after");
    let mut play = Play::start(&process(&nodes, "s>p p>after after>e"), json!({}));
    play.complete("a", json!({}));
    play.error("b", "refused");
    assert_eq!(play.open(), ["undoa"]);
    play.complete("undoa", json!({}));
    assert_eq!(play.open(), ["after"]);
}

#[test]
fn a_cancelled_transaction_is_undone_and_left_by_its_cancel_event() {
    let inner = undoable("a") + &user("b") + &user("c") + &end("x", "<bpmn:cancelEventDefinition />");
    let nodes = sub("p", &inner, "pS>a a>b a>c b>x c>pE").replace("subProcess", "transaction")
        + &boundary("cancelled", "p", true, "<bpmn:cancelEventDefinition />")
        + &user("r");
    let mut play = Play::start(&process(&nodes, "s>p p>e cancelled>r r>e"), json!({}));
    play.complete("a", json!({}));
    play.complete("b", json!({}));
    assert_eq!(play.open(), ["undoa"], "the other path was taken away");
    play.complete("undoa", json!({}));
    assert_eq!(play.open(), ["r"]);
    play.complete("r", json!({}));
    assert!(play.ended());
}

#[test]
fn an_interrupted_compensation_is_over() {
    let nodes = sub("p", &(undoable("a") + &throw("t", UNDO)), "pS>a a>t t>pE")
        + &boundary("x", "p", true, crate::play::HOUR)
        + &user("r");
    let mut play = Play::start(&process(&nodes, "s>p p>e x>r r>e"), json!({}));
    play.complete("a", json!({}));
    assert_eq!(play.open(), ["undoa"]);
    play.fire();
    assert_eq!(play.open(), ["r"]);
}

#[test]
fn an_error_while_undoing_does_not_go_to_the_events_of_what_was_completed_long_ago() {
    // `p` is completed: neither its boundary event nor its event sub-process listens any more. `q` runs and catches.
    let p = sub("p", &(undoable("a") + &event_sub("h", true, REFUSED, &user("in"), "hS>in in>hE")), "pS>a a>pE");
    let inner = p + &boundary("x", "p", true, REFUSED) + &user("r") + &throw("t", UNDO);
    let nodes =
        sub("q", &inner, "qS>p p>t t>qE x>r r>qE") + &boundary("y", "q", true, REFUSED) + &user("o") + &undoable("z");
    let mut play = Play::start(&process(&nodes, "s>z z>q q>e y>o o>e"), json!({}));
    play.complete("z", json!({}));
    play.complete("a", json!({}));
    assert_eq!(play.open(), ["undoa"]);
    play.error("undoa", "refused");
    assert_eq!(play.open(), ["o"]);
    play.complete("o", json!({}));
    assert!(play.ended());
}

#[test]
fn compensation_that_leads_nowhere_is_refused() {
    let alone = user("a") + &boundary("x", "a", true, UNDO);
    assert!(refused(&process(&alone, "s>a a>e")).contains(&("bpmn-compensation-handler".into(), "x".into())));
    let unused = user("a") + r#"<bpmn:userTask id="u" isForCompensation="true" />"#;
    assert!(refused(&process(&unused, "s>a a>e")).contains(&("bpmn-unreachable".into(), "u".into())));
    let other = user("a") + &throw("t", r#"<bpmn:compensateEventDefinition activityRef="a" />"#);
    assert!(refused(&process(&other, "s>a a>t t>e")).contains(&("bpmn-compensation-place".into(), "t".into())));
    let cancel = end("x", "<bpmn:cancelEventDefinition />");
    assert!(refused(&process(&cancel, "s>x s>e")).contains(&("bpmn-cancel-place".into(), "x".into())));
    // Two handlers for one sub-process: one of them would never run.
    let undoing = event_sub("h", true, UNDO, &user("u"), "hS>u u>hE");
    let both = sub("p", &(user("a") + &undoing), "pS>a a>pE")
        + &boundary("x", "p", true, UNDO)
        + r#"<bpmn:userTask id="v" isForCompensation="true" /><bpmn:association id="as" sourceRef="x" targetRef="v" />"#;
    assert_eq!(refused(&process(&both, "s>p p>e")), [("bpmn-compensation-handler".into(), "x".into())]);
    let whole = user("a") + &undoing;
    assert_eq!(refused(&process(&whole, "s>a a>e")), [("bpmn-compensation-place".into(), "h".into())]);
}

#[test]
fn of_two_event_sub_processes_that_catch_the_same_the_second_is_refused() {
    for (on, other) in [(REFUSED, LOST), (LATE, ALARM), (UNDO, REFUSED)] {
        let scope = |second: &str| {
            let first = event_sub("h", true, on, &user("u"), "hS>u u>hE");
            let second = event_sub("i", true, second, &user("v"), "iS>v v>iE");
            process(&sub("p", &(user("a") + &first + &second), "pS>a a>pE"), "s>p p>e")
        };
        assert_eq!(refused(&scope(on)), [("bpmn-event-twice".into(), "i".into())]);
        crate::play::model(&scope(other));
    }
}
