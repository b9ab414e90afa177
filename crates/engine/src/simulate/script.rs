//! The script of a simulation: how it starts and how people, services and messages answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::state::Variables;

/// What the world around a process does in a simulation. Read it from JSON or build it in code.
///
/// ```json
/// {
///   "variables": { "dogName": "Rex" },
///   "answers": {
///     "Task_Check":        [ { "complete": { "decision": "ask" } }, { "complete": { "decision": "approve" } } ],
///     "residents-register": { "complete": { "found": true } },
///     "Task_AskApplicant": [ { "wait": "P3D" }, { "complete": { "chip": "756…" } } ],
///     "payment":           [ { "error": { "code": "refused" } } ]
///   },
///   "messages": [ { "name": "document-received", "key": "A-1" } ],
///   "timers": "fire"
/// }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Script {
    /// Start by the message start event with this message name; otherwise at the plain start event.
    pub start_message: Option<String>,
    /// Start at the start event with this id, for example one with a timer.
    pub start_at: Option<String>,
    /// Variables at the start.
    pub variables: Variables,
    /// Answers by element id or, for services, by topic, or, for called processes, by their id; the element id wins.
    /// A called process is answered like a service: with its variables at the end, or with its error.
    pub answers: BTreeMap<String, Answers>,
    /// Messages, delivered in this order, each as soon as something waits for it.
    pub messages: Vec<IncomingMessage>,
    /// Signals, given in this order, each as soon as something waits for it.
    pub signals: Vec<IncomingSignal>,
    /// What happens to timers when nothing else can go on.
    pub timers: Timers,
}

/// The answers of one task or service.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answers {
    /// One after the other, each once; after the last one the work stays open.
    Each(Vec<Answer>),
    /// The same every time.
    Always(Answer),
}

/// By hand, because an untagged enum would not tell the writer of a script which word was wrong.
impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        let answers = match value {
            serde_json::Value::Array(_) => serde_json::from_value(value).map(Self::Each),
            _ => serde_json::from_value(value).map(Self::Always),
        };
        answers.map_err(serde::de::Error::custom)
    }
}

/// One answer of a person or a service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
    /// The work is done and brings these variables.
    Complete(Variables),
    /// A BPMN error is reported.
    Error {
        /// Error code.
        code: String,
        /// What happened, in words.
        #[serde(default)]
        message: String,
        /// Variables for the error path.
        #[serde(default)]
        variables: Variables,
    },
    /// An escalation is reported; the work stays open unless it is interrupted. Only in a list.
    Escalate {
        /// Escalation code.
        code: String,
        /// Variables for the escalation path.
        #[serde(default)]
        variables: Variables,
    },
    /// The service fails for good with this sentence; an incident follows.
    Fail(String),
    /// Nothing happens for this time (ISO 8601, such as `P3D`); then comes the next answer. Only in a list.
    Wait(String),
}

/// A message from outside.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IncomingMessage {
    /// Message name.
    pub name: String,
    /// Correlation key.
    pub key: Option<String>,
    /// What it carries.
    pub variables: Variables,
}

/// A signal from outside.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IncomingSignal {
    /// Signal name.
    pub name: String,
    /// What it carries.
    pub variables: Variables,
}

/// What happens to timers when nothing else can go on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timers {
    /// The virtual clock jumps to the next one and it fires.
    #[default]
    Fire,
    /// They never fire; the simulation rests at its natural wait state.
    Hold,
}
