//! Business rule task: a DMN decision made inside the step (or, with a topic, by a service: see `service_task`).
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | decided | completing with the result; the event carries the explanation |
//! | entering | the decision fails | incident |

use std::sync::Arc;

use serde_json::Value;

use crate::compile::Reader;
use crate::elements::{Element, service_task};
use crate::run::{Fault, Run};
use crate::state::{IncidentKind, Variables};
use crate::xml::{self, Xml};
use crate::{Event, TokenId, mapping};

/// Settings of a business rule task.
#[derive(Debug, Clone)]
pub struct BusinessRuleTask {
    /// The decision's id.
    pub decision: String,
    /// The DMN model that holds it.
    pub model: Arc<dmn::Model>,
    /// The variables it reads, so that nothing else is handed to it.
    pub reads: Vec<String>,
    /// The variable that receives the result; without one only the output mapping sees it, as `decisionResult`.
    pub result_variable: Option<String>,
    /// How the result is shaped.
    pub shape: ResultShape,
}

/// `mapDecisionResult`: how the result is shaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultShape {
    /// As the decision gives it (no `mapDecisionResult`).
    AsIs,
    /// One value.
    SingleEntry,
    /// One context.
    SingleResult,
    /// A list of values.
    CollectEntries,
    /// A list of contexts.
    ResultList,
}

/// A decision costs as much of a step's fuel as this many nodes.
const DECISION_FUEL: u32 = 100;

/// The name under which a result without variable is seen by the output mapping.
const TRANSIENT: &str = "decisionResult";

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    let Some(decision) = xml::extra(xml, "decisionRef") else {
        if xml::extra(xml, "topic").is_some() {
            return service_task::read(reader, xml, "businessRuleTask");
        }
        let message = "The business rule task names neither a decision (decisionRef) nor a topic.";
        reader.problem("bpmn-missing-decision", xml, message.to_owned());
        return None;
    };
    let Some((model, reads)) = reader.find_decision(decision) else {
        let message = format!("There is no decision \"{decision}\" in the DMN files given.");
        reader.problem("bpmn-unknown-decision", xml, message);
        return None;
    };
    let shape = match xml::extra(xml, "mapDecisionResult") {
        None => ResultShape::AsIs,
        Some("singleEntry") => ResultShape::SingleEntry,
        Some("singleResult") => ResultShape::SingleResult,
        Some("collectEntries") => ResultShape::CollectEntries,
        Some("resultList") => ResultShape::ResultList,
        Some(other) => {
            reader.problem("bpmn-decision-result", xml, format!("mapDecisionResult=\"{other}\" is not known."));
            return None;
        }
    };
    let result_variable = xml::extra(xml, "resultVariable").map(str::to_owned);
    Some(Element::BusinessRuleTask(BusinessRuleTask {
        decision: decision.to_owned(),
        model,
        reads,
        result_variable,
        shape,
    }))
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId, task: &BusinessRuleTask) -> Result<(), Fault> {
    let Some(node) = run.token(token).map(|token| token.node) else { return Ok(()) };
    let fault = |message: String| Fault { kind: IncidentKind::Decision, message };
    run.charge(DECISION_FUEL)?;
    let locals = mapping::inputs(run, token)?;
    let outer = run.sight(token);
    let context = outer.within(&locals).context(task.reads.iter().map(String::as_str));
    let decided = task.model.decide(&task.decision, &context, run.clock);
    let decided = decided.map_err(|error| fault(format!("The decision \"{}\" failed: {error}.", task.decision)))?;
    let value = task.shape.shape(decided.value.to_json());
    let value = value.map_err(|reason| fault(format!("The decision \"{}\" gave {reason}.", task.decision)))?;
    let explanation = serde_json::to_value(&decided.explanation).unwrap_or_default();
    let mut variables = Variables::new();
    // A result that neither a variable nor a mapping asks for must not leak into the scope.
    if let Some(name) = &task.result_variable {
        variables.insert(name.clone(), value);
    } else if !run.node(node).outputs.is_empty() {
        variables.insert(TRANSIENT.to_owned(), value);
    }
    run.emit(Event::Decided { token, node, decision: task.decision.clone(), locals, variables, explanation });
    Ok(())
}

impl ResultShape {
    /// Brings a result into shape; the error says what the result was instead.
    fn shape(self, value: Value) -> Result<Value, String> {
        match self {
            Self::AsIs => Ok(value),
            Self::SingleEntry => one(value).and_then(entry),
            Self::SingleResult => one(value),
            Self::CollectEntries => Ok(Value::Array(many(value).into_iter().map(entry).collect::<Result<_, _>>()?)),
            Self::ResultList => Ok(Value::Array(many(value))),
        }
    }
}

fn many(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items,
        Value::Null => Vec::new(),
        other => vec![other],
    }
}

fn one(value: Value) -> Result<Value, String> {
    let mut items = many(value);
    match items.len() {
        0 => Ok(Value::Null),
        1 => Ok(items.remove(0)),
        count => Err(format!("{count} results where one is expected")),
    }
}

fn entry(value: Value) -> Result<Value, String> {
    match value {
        Value::Object(entries) if entries.len() == 1 => {
            Ok(entries.into_iter().next().map(|(_, value)| value).unwrap_or_default())
        }
        Value::Object(entries) => Err(format!("{} values where one is expected", entries.len())),
        other => Ok(other),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::ResultShape;

    #[test]
    fn results_take_the_shape_that_was_asked_for() {
        let one = json!([{"fee": 20}]);
        assert_eq!(ResultShape::SingleEntry.shape(one.clone()), Ok(json!(20)));
        assert_eq!(ResultShape::SingleEntry.shape(json!("x")), Ok(json!("x")));
        assert_eq!(ResultShape::SingleResult.shape(one.clone()), Ok(json!({"fee": 20})));
        assert_eq!(ResultShape::CollectEntries.shape(one.clone()), Ok(json!([20])));
        assert_eq!(ResultShape::ResultList.shape(json!({"fee": 20})), Ok(one));
        assert!(ResultShape::SingleEntry.shape(json!([1, 2])).is_err());
        assert!(ResultShape::SingleEntry.shape(json!({"a": 1, "b": 2})).is_err());
    }
}
