//! Why a decision came out as it did.

use serde::Serialize;

/// A result with its reasons.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The value of the decision.
    pub value: feel::Value,
    /// How it came about.
    pub explanation: Explanation,
}

/// Every decision that was evaluated, those it depends on before it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Explanation {
    /// One entry a decision.
    pub decisions: Vec<DecisionExplanation>,
    /// What went wrong outside of a decision, in plain sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}

/// How one decision came about.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DecisionExplanation {
    /// The id of the decision in the model.
    pub id: String,
    /// The name of the decision.
    pub name: String,
    /// What it knew: the values of its requirements, as JSON.
    pub inputs: serde_json::Value,
    /// Its value, as JSON.
    pub output: serde_json::Value,
    /// The rules of its table that fired, in order.
    pub fired: Vec<RuleExplanation>,
    /// For each other rule the first condition that failed.
    pub unmatched: Vec<Unmatched>,
    /// What went wrong, in plain sentences.
    pub remarks: Vec<String>,
}

/// A rule that fired.
#[derive(Clone, Debug, Serialize)]
pub struct RuleExplanation {
    /// Its position in the table, from 1.
    pub index: usize,
    /// Its id, if it has one.
    pub id: Option<String>,
    /// Its annotations.
    pub annotations: Vec<String>,
}

/// A rule that did not fire.
#[derive(Clone, Debug, Serialize)]
pub struct Unmatched {
    /// Its position in the table, from 1.
    pub index: usize,
    /// Its id, if it has one.
    pub id: Option<String>,
    /// The input expression whose condition failed first.
    pub input: String,
    /// The condition.
    pub condition: String,
    /// The value that did not satisfy it, as JSON.
    pub value: serde_json::Value,
}
