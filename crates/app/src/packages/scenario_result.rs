//! What came out of a scenario, and the comparison with what was expected.

use domain::Money;
use form::Problem;
use serde_json::{Map, Value};

use super::letters::WrittenLetter;
use super::scenario::Scenario;
use super::texts::WrittenMessage;

/// What came out of a scenario.
#[derive(Clone, Debug, Default)]
pub struct ScenarioResult {
    /// The scenario's title.
    pub title: String,
    /// What came out otherwise than expected; empty when all is well.
    pub failures: Vec<Problem>,
    /// What happened, a line each, with its date.
    pub trail: Vec<String>,
    /// The fee, if any.
    pub fee: Option<Money>,
    /// The user tasks opened.
    pub tasks: Vec<String>,
    /// The letters with their names.
    pub letters: Vec<(String, WrittenLetter)>,
    /// The messages with their names.
    pub messages: Vec<(String, WrittenMessage)>,
    /// How the case was decided.
    pub outcome: Option<String>,
    /// The end event reached last.
    pub end: Option<String>,
    /// Variables of the process at the end.
    pub variables: Map<String, Value>,
}

impl ScenarioResult {
    /// Whether everything came out as expected.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }

    /// Compares what came out with what the scenario expects.
    pub(crate) fn compare(&mut self, scenario: &Scenario) {
        let result = self;
        let expect = &scenario.expect;
        let mut differ = Vec::new();
        let mut same = |what: &str, expected: Option<String>, found: String| {
            if let Some(expected) = expected.filter(|expected| *expected != found) {
                differ.push(format!("Expected {what} {expected}, but it was {found}."));
            }
        };
        let or_none = |text: Option<&String>| text.map_or("none".to_owned(), Clone::clone);
        let fee = result.fee.map_or("0.00".to_owned(), Money::decimal);
        let expected_fee = expect.fee.as_deref().and_then(|fee| Money::parse(fee, domain::Currency::Chf));
        same("the fee", expected_fee.map(Money::decimal), fee);
        same("the end", expect.end.clone(), or_none(result.end.as_ref()));
        same("the outcome", expect.outcome.clone(), or_none(result.outcome.as_ref()));
        let listed = |names: &[String]| format!("[{}]", names.join(", "));
        let letters: Vec<String> = result.letters.iter().map(|(name, _)| name.clone()).collect();
        let messages: Vec<String> = result.messages.iter().map(|(name, _)| name.clone()).collect();
        same("the tasks", expect.tasks.as_deref().map(listed), listed(&result.tasks));
        same("the letters", expect.letters.as_deref().map(listed), listed(&letters));
        same("the messages", expect.messages.as_deref().map(listed), listed(&messages));
        for (name, expected) in &expect.variables {
            let found = result.variables.get(name).unwrap_or(&Value::Null);
            if !equal(expected, found) {
                differ.push(format!("Expected the variable `{name}` to be {expected}, but it was {found}."));
            }
        }
        result
            .failures
            .extend(differ.into_iter().map(|message| Problem::fault(&scenario.file, expect.line.max(1), message)));
    }
}

/// Equal as values: 120 is 120.0, and objects have the same entries in any order.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| right.get(key).is_some_and(|it| equal(value, it)))
        }
        _ => left == right,
    }
}
