//! User, service, send, manual, script and receive tasks.

use engine::{Command, Effect, Event, Rejection};
use serde_json::json;

use crate::play::{Play, model, process, vars};

const TASK: &str = r#"<bpmn:userTask id="t" name="Check it" camunda:assignee="anna" camunda:candidateGroups="clerks, heads"
  camunda:formKey="check" camunda:dueDate="2026-04-01T12:00:00Z" operaton:candidateUsers="bert" />"#;

#[test]
fn a_user_task_opens_waits_and_writes_what_was_entered() {
    let mut play = Play::start(&process(TASK, "s>t t>e"), json!({"a": 1}));
    let (token, visit) = play.at("t");
    let expected = Effect::OpenTask {
        token,
        visit,
        node: play.model.find_node("t").unwrap(),
        element: "t".to_owned(),
        name: "Check it".to_owned(),
        assignee: Some("anna".to_owned()),
        candidate_users: vec!["bert".to_owned()],
        candidate_groups: vec!["clerks".to_owned(), "heads".to_owned()],
        form_key: Some("check".to_owned()),
        due: Some("2026-04-01T12:00:00Z".parse().unwrap()),
        variables: vars(json!({})),
    };
    assert_eq!(play.effects, [expected]);
    let effects = play.complete("t", json!({"ok": true}));
    assert_eq!(effects[0], Effect::CloseTask { token, visit });
    assert!(matches!(effects[1], Effect::Ended { .. }));
    assert!(play.ended());
    assert_eq!((play.variable("a"), play.variable("ok")), (json!(1), json!(true)));
}

#[test]
fn a_late_or_doubled_answer_is_stale() {
    let mut play =
        Play::start(&process(r#"<bpmn:userTask id="a" /><bpmn:userTask id="b" />"#, "s>a a>b b>e"), json!({}));
    let (token, visit) = play.at("a");
    let answer = Command::CompleteTask { token, visit, variables: vars(json!({})) };
    play.send(&answer).unwrap();
    assert!(matches!(play.send(&answer), Err(Rejection::Stale(_))), "the same token now waits at b in another visit");
    play.complete("b", json!({}));
    assert!(matches!(play.send(&answer), Err(Rejection::Stale(_))), "the instance has ended");
    assert!(matches!(play.send(&Command::Cancel { reason: String::new() }), Err(Rejection::Stale(_))));
}

#[test]
fn a_service_is_called_with_all_variables_or_only_the_mapped_ones() {
    let open = r#"<bpmn:serviceTask id="t" camunda:type="external" camunda:topic="register" />"#;
    let play = Play::start(&process(open, "s>t t>e"), json!({"a": 1, "b": 2}));
    let Effect::CallService { topic, input, retries, element, .. } = &play.effects[0] else { panic!() };
    assert_eq!(
        (topic.as_str(), input, retries, element.as_str()),
        ("register", &vars(json!({"a": 1, "b": 2})), &None, "t")
    );

    let mapped = r#"<bpmn:serviceTask id="t" camunda:type="external" camunda:topic="register"><bpmn:extensionElements>
      <camunda:failedJobRetryTimeCycle>R5/PT10M</camunda:failedJobRetryTimeCycle>
      <camunda:inputOutput><camunda:inputParameter name="x">fixed</camunda:inputParameter></camunda:inputOutput>
      </bpmn:extensionElements></bpmn:serviceTask>"#;
    let mut play = Play::start(&process(mapped, "s>t t>e"), json!({"a": 1}));
    let Effect::CallService { input, retries, .. } = &play.effects[0] else { panic!() };
    assert_eq!((input, retries), (&vars(json!({"x": "fixed"})), &Some(5)));
    play.complete("t", json!({"found": true}));
    assert!(play.ended());
    assert_eq!(play.variable("x"), json!("(not set)"), "inputs stay with the task");
    assert_eq!(play.variable("found"), json!(true));
}

#[test]
fn failing_with_retries_left_keeps_waiting_under_the_same_visit() {
    let task = r#"<bpmn:sendTask id="t" camunda:type="external" camunda:topic="mail" />"#;
    let mut play = Play::start(&process(task, "s>t t>e"), json!({}));
    let (token, visit) = play.at("t");
    let effects = play.send(&Command::FailService { token, visit, message: "busy".into(), retries_left: 2 }).unwrap();
    assert_eq!(effects, []);
    assert_eq!(play.at("t"), (token, visit));
    let wrong = Command::CompleteTask { token, visit, variables: vars(json!({})) };
    assert!(matches!(play.send(&wrong), Err(Rejection::Impossible(_))));
    play.complete("t", json!({}));
    assert!(play.ended());
}

#[test]
fn manual_and_plain_tasks_pass_and_output_mappings_filter() {
    let nodes = r#"<bpmn:manualTask id="m" /><bpmn:task id="p" /><bpmn:intermediateThrowEvent id="i" />
      <bpmn:userTask id="t"><bpmn:extensionElements><camunda:inputOutput>
      <camunda:outputParameter name="kept">=entered</camunda:outputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:userTask>"#;
    let mut play = Play::start(&process(nodes, "s>m m>p p>i i>t t>e"), json!({}));
    play.complete("t", json!({"entered": 7, "secret": 8}));
    assert!(play.ended());
    assert_eq!((play.variable("kept"), play.variable("secret")), (json!(7), json!("(not set)")));
}

#[test]
fn a_script_task_computes_with_feel() {
    let nodes = r#"<bpmn:scriptTask id="a" scriptFormat="feel" camunda:resultVariable="sum"><bpmn:script>x + 2</bpmn:script></bpmn:scriptTask>
      <bpmn:scriptTask id="b" scriptFormat="feel"><bpmn:script>= { y: sum * 2, z: "a" }</bpmn:script></bpmn:scriptTask>"#;
    let play = Play::start(&process(nodes, "s>a a>b b>e"), json!({"x": 40}));
    assert!(play.ended());
    assert_eq!((play.variable("sum"), play.variable("y"), play.variable("z")), (json!(42), json!(84), json!("a")));
}

#[test]
fn a_receive_task_takes_its_message() {
    let mut play =
        Play::start(&process(r#"<bpmn:receiveTask id="t" messageRef="Message_Doc" />"#, "s>t t>e"), json!({}));
    let deliver =
        |name: &str| Command::DeliverMessage { name: name.into(), key: None, variables: vars(json!({"d": 1})) };
    assert!(matches!(play.send(&deliver("other")), Err(Rejection::NoSubscriber { .. })));
    play.send(&deliver("document")).unwrap();
    assert!(play.ended());
    assert_eq!(play.variable("d"), json!(1));
    assert!(play.events.iter().any(|event| matches!(event, Event::MessageReceived { .. })));
}

#[test]
fn a_model_tells_what_it_needs() {
    let nodes = format!(r#"{TASK}<bpmn:serviceTask id="v" camunda:type="external" camunda:topic="register" />"#);
    let model = model(&process(&nodes, "s>t t>v v>e"));
    let values =
        |list: Vec<(engine::NodeId, &str)>| list.into_iter().map(|(_, value)| value.to_owned()).collect::<Vec<_>>();
    assert_eq!(values(model.topics()), ["register"]);
    assert_eq!(values(model.groups()), ["clerks", "heads"]);
    assert_eq!(values(model.form_keys()), ["check"]);
    let node = model.node(model.find_node("t").unwrap()).unwrap();
    assert_eq!((node.kind(), node.label(), node.line), ("userTask", "Check it", 8));
}

#[test]
fn persons_and_groups_may_also_be_named_the_plain_bpmn_way() {
    let named = |tag: &str, text: &str| {
        format!(
            "<bpmn:{tag}><bpmn:resourceAssignmentExpression><bpmn:formalExpression>{text}</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:{tag}>"
        )
    };
    let performers = named("humanPerformer", "anna") + &named("potentialOwner", "user(bert), group(heads), clerks");
    let play =
        Play::start(&process(&format!(r#"<bpmn:userTask id="t">{performers}</bpmn:userTask>"#), "s>t t>e"), json!({}));
    let Effect::OpenTask { assignee, candidate_users, candidate_groups, .. } = &play.effects[0] else { panic!() };
    assert_eq!((assignee.as_deref(), candidate_users.as_slice()), (Some("anna"), &["bert".to_owned()][..]));
    assert_eq!(candidate_groups, &["heads", "clerks"]);
}

#[test]
fn a_receive_task_without_a_message_waits_for_one_with_its_own_id() {
    let mut play = Play::start(&process(r#"<bpmn:receiveTask id="t" />"#, "s>t t>e"), json!({}));
    play.message("t");
    assert!(play.ended());
}

#[test]
fn the_lane_is_the_group_of_a_task_that_names_nobody() {
    let lanes = r#"<bpmn:laneSet id="ls"><bpmn:lane id="l" name="office"><bpmn:flowNodeRef>t</bpmn:flowNodeRef><bpmn:flowNodeRef>u</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"#;
    let nodes = format!(r#"{lanes}<bpmn:userTask id="t" /><bpmn:userTask id="u" camunda:assignee="anna" />"#);
    let mut play = Play::start(&process(&nodes, "s>t t>u u>e"), json!({}));
    let Effect::OpenTask { candidate_groups, .. } = &play.effects[0] else { panic!() };
    assert_eq!(candidate_groups, &["office"]);
    let effects = play.complete("t", json!({}));
    assert!(
        effects.iter().any(|e| matches!(e, Effect::OpenTask { candidate_groups, .. } if candidate_groups.is_empty()))
    );
}
