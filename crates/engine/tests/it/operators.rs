//! What operators do: move, skip, set variables, suspend, migrate.

use std::collections::BTreeMap;

use engine::{Command, Effect, IncidentKind, Phase, Rejection, ScopeId, Status, apply, migrate};
use serde_json::json;

use crate::outside::Outside;
use crate::play::{ALARM, DOCUMENT, HOUR, Play, boundary, event_sub, model, process, sub, user, vars};

#[test]
fn a_token_is_moved_within_its_scope_and_what_it_had_open_is_closed() {
    let nodes = user("a") + &sub("p", &user("b"), "pS>b b>pE") + &boundary("x", "a", true, HOUR) + &user("c");
    let mut play = Play::start(&process(&nodes, "s>a a>p p>c c>e x>e"), json!({}));
    let move_to = |play: &Play, from: &str, element: &str| {
        let (token, visit) = play.at(from);
        Command::MoveToken { token, visit, element: element.to_owned() }
    };
    let (token, visit) = play.at("a");
    for element in ["b", "nowhere", "s", "x"] {
        let command = move_to(&play, "a", element);
        assert!(matches!(play.send(&command), Err(Rejection::Impossible(_))), "{element}");
    }
    let command = move_to(&play, "a", "p");
    let effects = play.send(&command).unwrap();
    assert!(effects.contains(&Effect::CloseTask { token, visit }));
    assert_eq!((play.open(), play.state.timers.len()), (vec!["b".to_owned()], 0));
    assert!(matches!(play.send(&command), Err(Rejection::Stale(_))));
    let (owner, at) = play.state.tokens.iter().find(|(_, token)| token.scope == ScopeId(0)).unwrap();
    let back = Command::MoveToken { token: *owner, visit: at.visit, element: "a".to_owned() };
    play.send(&back).unwrap();
    assert_eq!((play.open(), play.state.scopes.len()), (vec!["a".to_owned()], 1));
}

#[test]
fn an_incident_is_left_by_skipping_or_moving() {
    let nodes = r#"<bpmn:scriptTask id="t" scriptFormat="feel" camunda:resultVariable="n"><bpmn:script>sum(for i in 1..100000000 return i)</bpmn:script></bpmn:scriptTask>"#.to_owned()
        + &user("a");
    let mut play = Play::start(&process(&nodes, "s>t t>a a>e"), json!({}));
    let (incident, found) = play.incident();
    let visit = play.state.tokens[&found.token].visit;
    let skip = Command::SkipActivity { token: found.token, visit, variables: vars(json!({"n": 7})) };
    let effects = play.send(&skip).unwrap();
    assert!(effects.contains(&Effect::ResolveIncident { incident }));
    assert_eq!((play.open(), play.variable("n")), (vec!["a".to_owned()], json!(7)));
}

#[test]
fn a_service_a_sub_process_or_an_event_can_be_skipped_but_no_gateway() {
    let service = r#"<bpmn:serviceTask id="t" camunda:type="external" camunda:topic="x" />"#;
    let mut play = Play::start(&process(service, "s>t t>e"), json!({}));
    let (token, visit) = play.at("t");
    let effects = play.send(&Command::SkipActivity { token, visit, variables: vars(json!({})) }).unwrap();
    assert!(effects.contains(&Effect::CancelService { token, visit }) && play.ended());

    let nodes =
        sub("p", &user("b"), "pS>b b>pE") + r#"<bpmn:eventBasedGateway id="g" />"# + &crate::play::catch("c", HOUR);
    let mut play = Play::start(&process(&nodes, "s>p p>g g>c c>e"), json!({}));
    let skip = |play: &Play| {
        let (token, at) = play.state.tokens.iter().find(|(_, token)| token.scope == ScopeId(0)).unwrap();
        Command::SkipActivity { token: *token, visit: at.visit, variables: vars(json!({})) }
    };
    let command = skip(&play);
    play.send(&command).unwrap();
    assert_eq!(play.state.timers.len(), 1);
    let command = skip(&play);
    assert!(matches!(play.send(&command), Err(Rejection::Impossible(_))));
}

#[test]
fn variables_of_a_scope_are_set_from_outside() {
    let nodes = sub("p", &user("b"), "pS>b b>pE");
    let mut play = Play::start(&process(&nodes, "s>p p>e"), json!({"n": 1}));
    let scope = *play.state.scopes.keys().last().unwrap();
    play.send(&Command::SetScopeVariables { scope, variables: vars(json!({"n": 2})) }).unwrap();
    assert_eq!((play.variable("n"), &play.state.scopes[&scope].variables["n"]), (json!(1), &json!(2)));
    let wrong = Command::SetScopeVariables { scope: ScopeId(99), variables: vars(json!({})) };
    assert!(matches!(play.send(&wrong), Err(Rejection::Stale(_))));
}

#[test]
fn a_suspended_instance_refuses_everything_until_it_is_resumed() {
    let mut play = Play::start(&process(&user("a"), "s>a a>e"), json!({}));
    assert!(matches!(play.send(&Command::Resume), Err(Rejection::Stale(_))));
    play.send(&Command::Suspend { reason: "check".into() }).unwrap();
    assert_eq!(play.state.status, Status::Suspended);
    let (token, visit) = play.at("a");
    let done = Command::CompleteTask { token, visit, variables: vars(json!({})) };
    assert_eq!(play.send(&done), Err(Rejection::Suspended));
    play.send(&Command::Resume).unwrap();
    play.send(&done).unwrap();
    assert!(play.ended());
    let mut play = Play::start(&process(&user("a"), "s>a a>e"), json!({}));
    play.send(&Command::Suspend { reason: "check".into() }).unwrap();
    play.send(&Command::Cancel { reason: "over".into() }).unwrap();
    assert!(play.state.outcome().is_some());
}

fn plan(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
}

/// Migrates the instance under test and checks the laws that hold for every step.
fn bring(play: &mut Play, new: &str, pairs: &[(&str, &str)]) -> Vec<Effect> {
    let new = model(new);
    let outcome = migrate(&play.model, &new, &play.state, &plan(pairs), &play.clock).unwrap();
    let mut replayed = play.state.clone();
    outcome.events.iter().for_each(|event| apply(&mut replayed, event));
    assert_eq!(replayed, outcome.state, "applying the events gives the state");
    play.follow(&Command::SetVariables { variables: vars(json!({})) }, &outcome.effects);
    play.model = new;
    play.state = outcome.state;
    assert_eq!(play.outside(), &Outside::of(&play.model, &play.state));
    outcome.effects
}

#[test]
fn an_instance_is_brought_to_a_new_version_and_back() {
    let old = process(&(user("a") + &boundary("x", "a", true, HOUR) + &user("b")), "s>a a>b b>e x>e");
    let new = process(
        &(user("zero")
            + &user("a2")
            + &boundary("y", "a2", false, DOCUMENT)
            + &user("b")
            + &event_sub("h", false, ALARM, &user("r"), "hS>r r>hE")),
        "s>zero zero>a2 a2>b b>e y>e",
    );
    let mut play = Play::start(&old, json!({}));
    let effects = bring(&mut play, &new, &[("a", "a2")]);
    assert!(
        matches!(effects[..], [Effect::DisarmTimer { .. }, Effect::Subscribe { .. }, Effect::SubscribeSignal { .. }]),
        "{effects:?}"
    );
    play.message("document");
    play.signal("alarm").unwrap();
    assert_eq!(play.open(), ["a2", "r"]);
    play.complete("r", json!({}));
    let effects = bring(&mut play, &old, &[("a2", "a")]);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::ArmTimer { .. })));
    play.complete("a", json!({}));
    play.complete("b", json!({}));
    assert!(play.ended());
}

#[test]
fn scopes_joins_and_records_come_along() {
    let fork = r#"<bpmn:parallelGateway id="f" /><bpmn:parallelGateway id="j" />"#;
    let undo = r#"<bpmn:boundaryEvent id="ux" attachedToRef="c"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>
      <bpmn:userTask id="u" isForCompensation="true" /><bpmn:association id="as" sourceRef="ux" targetRef="u" />"#;
    let body = fork.to_owned() + &sub("p", &user("b"), "pS>b b>pE") + &user("c") + undo;
    let back = crate::play::throw("t", crate::play::UNDO);
    let old = process(&(body.clone() + &back), "s>f f>p f>c p>j c>j j>t t>e");
    let new = process(&(user("first") + &body + &back), "s>first first>f f>p f>c p>j c>j j>t t>e");
    let mut play = Play::start(&old, json!({}));
    play.complete("c", json!({}));
    bring(&mut play, &new, &[]);
    play.complete("b", json!({}));
    assert_eq!(play.open(), ["u"]);
    play.complete("u", json!({}));
    assert!(play.ended());
}

#[test]
fn everything_that_stands_in_the_way_is_told() {
    let old = process(&(user("a") + &sub("p", &user("b"), "pS>b b>pE")), "s>a s>p a>e p>e");
    let play = Play::start(&old, json!({}));
    let cases = [
        (process(&user("q"), "s>q q>e"), vec!["a", "p", "b"]),
        (
            process(
                &(r#"<bpmn:manualTask id="a" />"#.to_owned() + &sub("p", &user("b"), "pS>b b>pE")),
                "s>a s>p a>e p>e",
            ),
            vec!["a"],
        ),
        (process(&(user("a") + &user("b") + &sub("p", &user("c"), "pS>c c>pE")), "s>a s>p s>b a>e p>e b>e"), vec!["b"]),
    ];
    for (new, elements) in cases {
        let verdicts = migrate(&play.model, &model(&new), &play.state, &plan(&[]), &play.clock).unwrap_err();
        assert_eq!(verdicts.iter().map(|verdict| verdict.element.as_str()).collect::<Vec<_>>(), elements);
    }
    let verdicts = migrate(&play.model, &play.model, &play.state, &plan(&[("zz", "a")]), &play.clock).unwrap_err();
    assert_eq!(verdicts[0].element, "zz");
    let mut ended = Play::start(&process("", "s>e"), json!({}));
    ended.state.tokens.clear();
    assert!(migrate(&ended.model, &ended.model, &ended.state, &plan(&[]), &ended.clock).is_err());
}

#[test]
fn an_incident_stays_with_its_token_through_a_migration() {
    let task = |id: &str| format!(r#"<bpmn:userTask id="{id}" camunda:dueDate="=wrong" />"#);
    let mut play = Play::start(&process(&task("a"), "s>a a>e"), json!({"wrong": "nonsense"}));
    assert_eq!(play.incident().1.kind, IncidentKind::Expression);
    bring(&mut play, &process(&(user("n") + &task("a")), "s>n n>a a>e"), &[]);
    assert_eq!(play.model.find_node("a"), Some(play.incident().1.node));
    assert!(play.state.tokens.values().all(|token| token.phase == Phase::Entering));
}

#[test]
fn what_is_over_is_not_armed_again_by_a_migration() {
    let reminder = user("a") + &boundary("x", "a", false, HOUR);
    let old = process(
        &(reminder
            + &event_sub("h", true, ALARM, &user("r"), "hS>r r>hE")
            + &event_sub("k", false, DOCUMENT, &user("q"), "kS>q q>kE")),
        "s>a a>e x>e",
    );
    let mut play = Play::start(&old, json!({}));
    play.fire();
    assert!(bring(&mut play, &old, &[]).is_empty(), "the reminder has fired");
    play.signal("alarm").unwrap();
    assert!(bring(&mut play, &old, &[]).is_empty(), "the scope was interrupted");
    let more = old.replace(
        r#"<bpmn:endEvent id="e" />"#,
        &(event_sub("n", false, DOCUMENT, &user("z"), "nS>z z>nE") + r#"<bpmn:endEvent id="e" />"#),
    );
    assert!(bring(&mut play, &more, &[]).is_empty(), "so nothing new listens either");
}

#[test]
fn what_undoes_can_be_skipped_and_what_waits_for_it_stays() {
    let undo = r#"<bpmn:boundaryEvent id="ux" attachedToRef="a"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>
      <bpmn:userTask id="u" isForCompensation="true" /><bpmn:association id="as" sourceRef="ux" targetRef="u" />"#;
    let nodes = user("a") + undo + &crate::play::throw("t", crate::play::UNDO) + &user("b");
    let mut play = Play::start(&process(&nodes, "s>a a>t t>b b>e"), json!({}));
    play.complete("a", json!({}));
    let (thrower, at) = play.state.tokens.iter().find(|(_, token)| token.serves.is_none()).unwrap();
    let (thrower, visit, variables) = (*thrower, at.visit, vars(json!({})));
    for command in [
        Command::MoveToken { token: thrower, visit, element: "b".into() },
        Command::SkipActivity { token: thrower, visit, variables: variables.clone() },
    ] {
        assert!(matches!(play.send(&command), Err(Rejection::Impossible(_))));
    }
    let (token, visit) = play.at("u");
    let moved = Command::MoveToken { token, visit, element: "b".into() };
    assert!(matches!(play.send(&moved), Err(Rejection::Impossible(_))));
    play.send(&Command::SkipActivity { token, visit, variables }).unwrap();
    assert_eq!(play.open(), ["b"]);
}
