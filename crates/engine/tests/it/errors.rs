//! Errors, escalations and event sub-processes.

use engine::{Command, Effect, EndOutcome, IncidentKind};
use serde_json::json;

use crate::play::{
    ALARM, DOCUMENT, HOUR, LATE, LOST, Play, REFUSED, boundary, end, event_sub, process, sub, throw, user, vars,
};

#[test]
fn an_error_event_sub_process_takes_the_error_and_everything_else_away() {
    let handler = event_sub("h", true, REFUSED, &user("mend"), "hS>mend mend>hE");
    let inner = user("a") + &user("b") + &end("x", REFUSED) + &handler;
    let nodes = sub("p", &inner, "pS>a pS>b a>x b>pE") + &user("after");
    let mut play = Play::start(&process(&nodes, "s>p p>after after>e"), json!({}));
    play.complete("a", json!({}));
    assert_eq!(play.open(), ["mend"]);
    play.complete("mend", json!({}));
    assert_eq!(play.open(), ["after"]);
    play.complete("after", json!({}));
    assert!(play.ended());
}

#[test]
fn the_code_goes_before_the_catcher_for_all_and_the_inner_before_the_outer() {
    let any = "<bpmn:errorEventDefinition />";
    let inner = r#"<bpmn:serviceTask id="a" camunda:type="external" camunda:topic="x" />"#.to_owned();
    let nodes = sub("p", &inner, "pS>a a>pE")
        + &boundary("every", "p", true, any)
        + &boundary("exact", "p", true, REFUSED)
        + &event_sub("h", true, any, &user("last"), "hS>last last>hE")
        + &user("one")
        + &user("two");
    let flows = "s>p p>e every>one exact>two one>e two>e";
    for (code, task) in [("refused", "two"), ("other", "one")] {
        let mut play = Play::start(&process(&nodes, flows), json!({}));
        play.error("a", code);
        assert_eq!(play.open(), [task], "{code}");
    }
}

#[test]
fn an_error_out_of_its_own_handler_goes_further_out() {
    let handler = event_sub("h", true, REFUSED, &end("again", REFUSED), "hS>again hS>hE");
    let nodes = sub("p", &(user("a") + &handler), "pS>a a>pE") + &boundary("c", "p", true, REFUSED) + &user("r");
    let mut play = Play::start(&process(&nodes, "s>p p>e c>r r>e"), json!({}));
    play.error("a", "refused");
    assert_eq!(play.open(), ["r"]);
}

#[test]
fn an_error_end_that_nothing_catches_ends_the_instance_from_any_depth() {
    let nodes = sub("p", &end("x", REFUSED), "pS>x pS>pE") + &boundary("c", "p", true, LOST);
    let play = Play::start(&process(&nodes, "s>p p>e c>e"), json!({}));
    assert!(matches!(play.state.outcome(), Some(EndOutcome::Error { code, .. }) if code == "refused"));
}

#[test]
fn an_escalation_tells_and_goes_on_or_interrupts() {
    for interrupting in [true, false] {
        let inner = throw("t", LATE) + &user("a");
        let nodes = sub("p", &inner, "pS>t t>a a>pE") + &boundary("c", "p", interrupting, LATE) + &user("r");
        let mut play = Play::start(&process(&nodes, "s>p p>e c>r r>e"), json!({}));
        assert_eq!(play.open(), if interrupting { vec!["r"] } else { vec!["a", "r"] });
        if !interrupting {
            play.complete("a", json!({}));
        }
        play.complete("r", json!({}));
        assert!(play.ended());
    }
}

#[test]
fn an_escalation_end_event_and_an_escalation_event_sub_process() {
    let code = r#"<bpmn:escalationEventDefinition camunda:escalationCodeVariable="why" />"#;
    let handler = event_sub("h", false, code, &user("told"), "hS>told told>hE");
    let nodes = sub("p", &(user("a") + &end("x", LATE)), "pS>a a>x a>pE") + &handler;
    let mut play = Play::start(&process(&nodes, "s>p p>e"), json!({}));
    play.complete("a", json!({}));
    assert_eq!((play.open(), play.variable("why")), (vec!["told".to_owned()], json!("late")));
    assert!(!play.ended(), "the handler is still at work");
    play.complete("told", json!({}));
    assert!(play.ended());
}

#[test]
fn an_escalation_that_nothing_catches_is_told_to_the_host() {
    let play = Play::start(&process(&throw("t", LATE), "s>t t>e"), json!({}));
    assert!(play.ended());
    assert!(play.effects.contains(&Effect::Escalate { code: "late".into() }));
}

#[test]
fn a_task_may_escalate_and_stay_open() {
    let nodes = user("a") + &boundary("c", "a", false, LATE) + &user("r");
    let mut play = Play::start(&process(&nodes, "s>a a>e c>r r>e"), json!({}));
    let ((token, visit), variables) = (play.at("a"), vars(json!({"n": 1})));
    play.send(&Command::ThrowEscalation { token, visit, code: "late".into(), variables }).unwrap();
    assert_eq!((play.open(), play.variable("n")), (vec!["a".to_owned(), "r".to_owned()], json!(1)));
}

#[test]
fn event_sub_processes_listen_as_long_as_their_scope_runs() {
    for (on, interrupting) in
        [(HOUR, true), (HOUR, false), (DOCUMENT, true), (DOCUMENT, false), (ALARM, true), (ALARM, false)]
    {
        let handler = event_sub("h", interrupting, on, &user("r"), "hS>r r>hE");
        for nodes in [user("a") + &handler, sub("a1", &(user("a") + &handler), "a1S>a a>a1E")] {
            let flows = if nodes.contains("a1S") { "s>a1 a1>e" } else { "s>a a>e" };
            let mut quiet = Play::start(&process(&nodes, flows), json!({}));
            quiet.complete("a", json!({}));
            assert!(quiet.ended(), "a listener does not keep its scope alive");

            let mut play = Play::start(&process(&nodes, flows), json!({}));
            match on {
                HOUR => drop(play.fire()),
                DOCUMENT => drop(play.message("document")),
                _ => drop(play.signal("alarm").unwrap()),
            }
            if interrupting {
                assert_eq!(play.open(), ["r"]);
            } else {
                assert_eq!(play.open(), ["a", "r"]);
                if on != HOUR {
                    match on {
                        DOCUMENT => drop(play.message("document")),
                        _ => drop(play.signal("alarm").unwrap()),
                    }
                    play.complete("r", json!({}));
                }
                play.complete("a", json!({}));
            }
            assert!(!play.ended());
            play.complete("r", json!({}));
            assert!(play.ended(), "{on} {interrupting}");
        }
    }
}

#[test]
fn a_listener_whose_time_cannot_be_computed_is_an_incident_that_can_be_retried() {
    let on = "<bpmn:timerEventDefinition><bpmn:timeDuration>=wait</bpmn:timeDuration></bpmn:timerEventDefinition>";
    let nodes = user("a") + &event_sub("h", true, on, &user("r"), "hS>r r>hE");
    let mut play = Play::start(&process(&nodes, "s>a a>e"), json!({}));
    let (incident, found) = play.incident();
    assert_eq!(found.kind, IncidentKind::Expression);
    play.send(&Command::SetVariables { variables: vars(json!({"wait": "PT1H"})) }).unwrap();
    play.send(&Command::RetryIncident { incident }).unwrap();
    play.fire();
    assert_eq!(play.open(), ["r"]);
}
