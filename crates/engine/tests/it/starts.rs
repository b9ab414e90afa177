//! Start events as a host sees them, and several processes in a file.

use engine::elements::Trigger;
use engine::{Command, Rejection, compile, compile_process, list_processes};
use serde_json::json;

use crate::play::{ALARM, DOCUMENT, Play, bpmn, flow, process, user, vars};

const DAILY: &str = "<bpmn:timerEventDefinition><bpmn:timeCycle>R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition>";

fn several() -> String {
    let start = |id: &str, on: &str| format!(r#"<bpmn:startEvent id="{id}">{on}</bpmn:startEvent>"#);
    let nodes = start("s", "") + &start("t", DAILY) + &start("m", DOCUMENT) + &start("z", ALARM) + &user("a");
    let flows = ["s", "t", "m", "z"].map(|id| flow(id, "a")).concat() + &flow("a", "e");
    bpmn(&(nodes + r#"<bpmn:endEvent id="e" />"# + &flows))
}

#[test]
fn a_model_tells_how_it_can_be_started() {
    let play = Play::new(&several());
    let starts = play.model.starts();
    let ids: Vec<&str> = starts.iter().map(|start| start.element).collect();
    assert_eq!(ids, ["s", "t", "m", "z"]);
    assert!(starts[0].trigger.is_none() && matches!(starts[2].trigger, Some(Trigger::Message(_))));
    assert_eq!(starts[0].first(&play.clock), Ok(None));
    assert_eq!(play.model.signals().into_iter().map(|(_, name)| name).collect::<Vec<_>>(), ["alarm"]);
    let (due, cycle) = starts[1].first(&play.clock).unwrap().unwrap();
    assert_eq!(due.to_string(), "2026-03-03T08:00:00Z");
    let mut later = play.clock.clone();
    later.now = due;
    let (next, _) = starts[1].next(due, &cycle.unwrap(), &later).unwrap();
    assert_eq!(next.to_string(), "2026-03-04T08:00:00Z");
}

#[test]
fn a_conditional_start_holds_or_not() {
    let on =
        "<bpmn:conditionalEventDefinition><bpmn:condition>=n > 3</bpmn:condition></bpmn:conditionalEventDefinition>";
    let body = format!(r#"<bpmn:startEvent id="s">{on}</bpmn:startEvent><bpmn:endEvent id="e" />{}"#, flow("s", "e"));
    let play = Play::new(&bpmn(&body));
    let start = play.model.starts()[0];
    let holds = |n: i32| start.holds(&vars(json!({"n": n})), &play.clock);
    assert_eq!((holds(3), holds(4)), (Ok(false), Ok(true)));
}

#[test]
fn an_instance_starts_at_the_start_event_that_is_named() {
    for element in ["s", "t", "m", "z"] {
        let mut play = Play::new(&several());
        play.send(&Command::StartAt { element: element.to_owned(), variables: vars(json!({})) }).unwrap();
        assert_eq!(play.open(), ["a"]);
    }
    let mut play = Play::new(&several());
    let wrong = Command::StartAt { element: "a".to_owned(), variables: vars(json!({})) };
    assert!(matches!(play.send(&wrong), Err(Rejection::NoSuchStart(_))));
}

#[test]
fn one_process_of_several_is_chosen_by_name() {
    let other = r#"<bpmn:process id="Q" isExecutable="true"><bpmn:startEvent id="qs" /><bpmn:endEvent id="qe" /><bpmn:sequenceFlow id="q1" sourceRef="qs" targetRef="qe" /></bpmn:process></bpmn:definitions>"#;
    let xml = process(&user("a"), "s>a a>e").replace("</bpmn:definitions>", other);
    assert_eq!(compile(&xml, "f", &[]).unwrap_err()[0].rule, "bpmn-several-processes");
    assert_eq!(compile_process(&xml, "f", "Q", &[]).unwrap().id, "Q");
    assert_eq!(compile_process(&xml, "f", "R", &[]).unwrap_err()[0].rule, "bpmn-no-process");
    let listed: Vec<(String, bool)> =
        list_processes(&xml, "f").unwrap().into_iter().map(|p| (p.id, p.executable)).collect();
    assert_eq!(listed, [("P".to_owned(), true), ("Q".to_owned(), true)]);
}
