//! Embedded sub-processes: their scope, their boundary events, their end.

use engine::ScopeId;
use serde_json::json;

use crate::play::{DOCUMENT, HOUR, LOST, Play, REFUSED, boundary, end, process, sub, user};

#[test]
fn a_sub_process_runs_inside_and_goes_on_when_its_last_token_ends() {
    let nodes = sub("p", &(user("a") + &user("b")), "pS>a pS>b a>pE b>pE") + &user("after");
    let mut play = Play::start(&process(&nodes, "s>p p>after after>e"), json!({}));
    assert_eq!(play.open(), ["a", "b"]);
    play.complete("a", json!({}));
    assert_eq!(play.open(), ["b"]);
    play.complete("b", json!({}));
    assert_eq!((play.open(), play.state.scopes.len()), (vec!["after".to_owned()], 1));
    play.complete("after", json!({}));
    assert!(play.ended());
}

#[test]
fn variables_stay_inside_where_they_are_declared_and_reach_the_process_where_not() {
    let mapping = r#"<bpmn:extensionElements><camunda:inputOutput>
      <camunda:inputParameter name="inner">=outer + 1</camunda:inputParameter>
      <camunda:outputParameter name="result">=inner * 10</camunda:outputParameter></camunda:inputOutput></bpmn:extensionElements>"#;
    let nodes = sub("p", &user("a"), "pS>a a>pE").replacen('>', &format!(">{mapping}"), 1) + &user("after");
    let mut play = Play::start(&process(&nodes, "s>p p>after after>e"), json!({"outer": 1}));
    let scope = *play.state.scopes.keys().last().unwrap();
    assert_eq!(play.state.scopes[&scope].variables["inner"], json!(2));
    play.complete("a", json!({"inner": 7, "found": true}));
    assert_eq!(play.variable("inner"), json!("(not set)"));
    assert_eq!((play.variable("result"), play.variable("found")), (json!(70), json!(true)));
    assert_ne!(scope, ScopeId(0));
}

#[test]
fn boundary_events_of_a_sub_process_close_everything_inside() {
    let inner = sub("q", &user("a"), "qS>a a>qE") + &user("b");
    for (on, interrupting) in [(HOUR, true), (HOUR, false), (DOCUMENT, true), (DOCUMENT, false)] {
        let nodes = sub("p", &inner, "pS>q pS>b q>pE b>pE") + &boundary("x", "p", interrupting, on) + &user("r");
        let mut play = Play::start(&process(&nodes, "s>p p>e x>r r>e"), json!({}));
        assert_eq!(play.open(), ["a", "b"]);
        if on == HOUR {
            play.fire();
        } else {
            play.message("document");
        }
        if interrupting {
            assert_eq!((play.open(), play.state.scopes.len()), (vec!["r".to_owned()], 1));
        } else {
            assert_eq!(play.open(), ["a", "b", "r"]);
            play.complete("a", json!({}));
            play.complete("b", json!({}));
        }
        play.complete("r", json!({}));
        assert!(play.ended());
    }
}

#[test]
fn a_terminate_end_inside_ends_only_its_sub_process() {
    let stop = end("x", "<bpmn:terminateEventDefinition />");
    let inner = user("a") + &user("b") + &stop;
    let nodes = sub("p", &inner, "pS>a pS>b a>x b>pE") + &user("other") + &user("after");
    let mut play = Play::start(&process(&nodes, "s>p s>other p>after after>e other>e"), json!({}));
    play.complete("a", json!({}));
    assert_eq!(play.open(), ["after", "other"]);
    play.complete("after", json!({}));
    play.complete("other", json!({}));
    assert!(play.ended());
}

#[test]
fn an_error_inside_is_caught_at_the_nearest_sub_process_that_catches_it() {
    let inner =
        sub("q", &(user("a") + &end("x", REFUSED)), "qS>a a>x a>qE") + &boundary("n", "q", true, LOST) + &user("no");
    let nodes = sub("p", &inner, "pS>q q>pE n>no no>pE") + &boundary("c", "p", true, REFUSED) + &user("r");
    let mut play = Play::start(&process(&nodes, "s>p p>e c>r r>e"), json!({}));
    play.complete("a", json!({}));
    assert_eq!(play.open(), ["r"]);
    play.complete("r", json!({}));
    assert!(play.ended());

    let mut play = Play::start(&process(&nodes, "s>p p>e c>r r>e"), json!({}));
    play.error("a", "lost");
    assert_eq!(play.open(), ["no"]);
}

#[test]
fn a_fault_in_the_output_mapping_of_a_sub_process_can_be_retried() {
    let mapping = r#"<bpmn:extensionElements><camunda:inputOutput>
      <camunda:outputParameter name="x">=1 + (if ok then 1 else sum(for i in 1..100000000 return i))</camunda:outputParameter></camunda:inputOutput></bpmn:extensionElements>"#;
    let nodes = sub("p", &user("a"), "pS>a a>pE").replacen('>', &format!(">{mapping}"), 1);
    let mut play = Play::start(&process(&nodes, "s>p p>e"), json!({"ok": false}));
    play.complete("a", json!({}));
    let (incident, _) = play.incident();
    play.send(&engine::Command::SetVariables { variables: crate::play::vars(json!({"ok": true})) }).unwrap();
    play.send(&engine::Command::RetryIncident { incident }).unwrap();
    assert!(play.ended());
    assert_eq!(play.variable("x"), json!(2));
}

#[test]
fn deep_nesting_ends_level_by_level() {
    let mut nodes = user("a");
    let mut flows = "x20S>a a>x20E".to_owned();
    for level in (0..20).rev() {
        nodes = sub(&format!("x{}", level + 1), &nodes, &flows);
        flows = format!("x{level}S>x{0} x{0}>x{level}E", level + 1);
    }
    let nodes = sub("x0", &nodes, &flows);
    let mut play = Play::start(&process(&nodes, "s>x0 x0>e"), json!({}));
    assert_eq!(play.state.scopes.len(), 22);
    play.complete("a", json!({}));
    assert!(play.ended());
}

#[test]
fn a_scope_without_end_events_ends_where_no_flow_leads_on() {
    let nodes = r#"<bpmn:startEvent id="s" />"#.to_owned() + &user("a") + &user("b");
    let flows = crate::play::flow("s", "a") + &crate::play::flow("s", "b");
    let mut play = Play::start(&crate::play::bpmn(&(nodes + &flows)), json!({}));
    play.complete("a", json!({}));
    play.complete("b", json!({}));
    assert!(play.ended());
}
