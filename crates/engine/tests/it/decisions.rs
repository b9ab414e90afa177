//! Business rule tasks: a DMN decision inside the step, with its explanation in the history.

use std::sync::Arc;

use engine::{Command, Event, State, compile};
use serde_json::json;

use crate::play::{checked_step, clock, process, vars};

const FEES: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D" name="Fees" namespace="urn:test">
  <inputData id="I" name="kind"><variable name="kind" typeRef="string" /></inputData>
  <decision id="fee" name="fee"><variable name="fee" typeRef="number" />
    <informationRequirement><requiredInput href="#I" /></informationRequirement>
    <decisionTable hitPolicy="UNIQUE">
      <input><inputExpression typeRef="string"><text>kind</text></inputExpression></input>
      <output name="fee" typeRef="number" />
      <rule id="R1"><inputEntry><text>"small"</text></inputEntry><outputEntry><text>20</text></outputEntry></rule>
      <rule id="R2"><inputEntry><text>"large"</text></inputEntry><outputEntry><text>50</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>"##;

#[test]
fn a_decision_is_made_and_explains_itself() {
    let decisions = [Arc::new(dmn::parse(FEES, "fees.dmn").unwrap())];
    let task = r#"<bpmn:businessRuleTask id="t" camunda:decisionRef="fee" camunda:resultVariable="price" camunda:mapDecisionResult="singleEntry" />"#;
    let model = compile(&process(task, "s>t t>e"), "test.bpmn", &decisions).unwrap();
    assert_eq!(model.decisions().iter().map(|(_, decision)| *decision).collect::<Vec<_>>(), ["fee"]);
    let start = Command::Start { variables: vars(json!({"kind": "large", "secret": 1})) };
    let outcome = checked_step(&model, &State::new(), &start, &clock("2026-03-02T08:00:00Z")).unwrap();
    assert_eq!(outcome.state.variables().unwrap()["price"], json!(50));
    let decided = outcome.events.iter().find_map(|event| match event {
        Event::Decided { decision, explanation, .. } => Some((decision.as_str(), explanation.to_string())),
        _ => None,
    });
    let (decision, explanation) = decided.unwrap();
    assert_eq!(decision, "fee");
    assert!(explanation.contains("R2") && explanation.contains("large"), "{explanation}");
    assert!(!explanation.contains("secret"), "only what the decision reads is handed to it");
}

#[test]
fn a_topic_makes_it_a_service() {
    let task = r#"<bpmn:businessRuleTask id="t" camunda:type="external" camunda:topic="rules" />"#;
    let play = crate::play::Play::start(&process(task, "s>t t>e"), json!({}));
    assert!(matches!(&play.effects[0], engine::Effect::CallService { topic, .. } if topic == "rules"));
}
