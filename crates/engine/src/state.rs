//! What an instance is between two commands: tokens, scopes, timers, subscriptions, incidents. No history.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Cycle, FlowId, IncidentId, NodeId, ScopeId, SubscriptionId, TimerId, TokenId, Visit};

/// Process variables: name to JSON value.
pub type Variables = serde_json::Map<String, serde_json::Value>;

/// The version of the state document that this code writes and reads.
pub const STATE_VERSION: u16 = 1;

/// One process instance as a document: compact JSON with short keys, changed only by [`crate::apply`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Version of this document's shape.
    #[serde(rename = "v")]
    pub version: u16,
    /// Where the instance stands as a whole.
    #[serde(rename = "s")]
    pub status: Status,
    /// The highest number given to a token, timer, subscription or incident so far.
    #[serde(rename = "n")]
    pub last_id: u32,
    /// Running scopes with their variables; 0 is the process.
    #[serde(rename = "c")]
    pub scopes: BTreeMap<ScopeId, ScopeState>,
    /// Where the instance is: one token per concurrent path.
    #[serde(rename = "t", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tokens: BTreeMap<TokenId, Token>,
    /// Timers that will fire.
    #[serde(rename = "a", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub timers: BTreeMap<TimerId, ArmedTimer>,
    /// Messages waited for.
    #[serde(rename = "m", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub subscriptions: BTreeMap<SubscriptionId, Subscription>,
    /// Open incidents.
    #[serde(rename = "i", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub incidents: BTreeMap<IncidentId, Incident>,
    /// Whether a call activity of another instance waits for this one; then an error that nothing catches ends it.
    #[serde(rename = "k", default, skip_serializing_if = "is_false")]
    pub called: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

impl State {
    /// An instance before its start command.
    pub fn new() -> Self {
        Self {
            version: STATE_VERSION,
            status: Status::New,
            last_id: 0,
            scopes: BTreeMap::new(),
            tokens: BTreeMap::new(),
            timers: BTreeMap::new(),
            subscriptions: BTreeMap::new(),
            incidents: BTreeMap::new(),
            called: false,
        }
    }

    /// The process variables (those of the outermost scope); `None` before the start.
    pub fn variables(&self) -> Option<&Variables> {
        self.scopes.get(&ScopeId(0)).map(|scope| &scope.variables)
    }

    /// How the instance ended; `None` while it runs or has not started.
    pub fn outcome(&self) -> Option<&Outcome> {
        match &self.status {
            Status::Ended(outcome) => Some(outcome),
            Status::New | Status::Running | Status::Suspended => None,
        }
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

/// Where an instance stands as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not started.
    New,
    /// Started and not ended.
    Running,
    /// Stopped by an operator; nothing happens until it is resumed or cancelled.
    Suspended,
    /// Over, and how.
    Ended(Outcome),
}

/// How an instance ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The last token reached an end event.
    Completed,
    /// A terminate end event ended everything at once.
    Terminated {
        /// The terminate end event.
        node: NodeId,
    },
    /// An error end event whose error nobody catches.
    Error {
        /// The error end event.
        node: NodeId,
        /// Its error code.
        code: String,
    },
    /// A person or the host cancelled the instance.
    Cancelled {
        /// Why, as given in the command.
        reason: String,
    },
}

/// A running scope.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ScopeState {
    /// The token that waits in the outer scope until this one ends; `None` for the process itself.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<TokenId>,
    /// Variables of this scope.
    #[serde(rename = "d", default, skip_serializing_if = "Variables::is_empty")]
    pub variables: Variables,
    /// What was completed in it and can be undone, the latest last.
    #[serde(rename = "k", default, skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<Done>,
    /// The count of a multi-instance; `None` for a process or sub-process.
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub multi: Option<Box<Multi>>,
}

/// How far a multi-instance or loop is. Its scope holds one token per instance under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Multi {
    /// The loop counter of the next instance, from 0.
    #[serde(rename = "n")]
    pub next: u32,
    /// How many instances there are to be; for a loop at most.
    #[serde(rename = "t")]
    pub total: u32,
    /// Items not yet given to an instance, the next one last.
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    pub rest: Vec<serde_json::Value>,
}

/// A completed activity that can be undone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Done {
    /// The activity.
    #[serde(rename = "n")]
    pub node: NodeId,
    /// The running scope in which it is undone.
    #[serde(rename = "c")]
    pub scope: ScopeId,
    /// The scope of a completed sub-process, under which it is opened again.
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub body: Option<ScopeId>,
    /// The variables of that scope when it ended.
    #[serde(rename = "d", default, skip_serializing_if = "Variables::is_empty")]
    pub variables: Variables,
    /// What was completed in it.
    #[serde(rename = "k", default, skip_serializing_if = "Vec::is_empty")]
    pub inner: Vec<Done>,
}

/// What a token is doing at its node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// It has arrived; nothing was done yet.
    #[serde(rename = "e")]
    Entering,
    /// It waits for a person, a service, a timer, a message or, at a join, for other tokens.
    #[serde(rename = "w")]
    Waiting,
    /// The work is done; results are not yet written to the scope.
    #[serde(rename = "c")]
    Completing,
    /// Results are written; the way on is not yet chosen.
    #[serde(rename = "l")]
    Leaving,
    /// Not a path: it stands at an event sub-process and listens for its event as long as the scope runs.
    #[serde(rename = "h")]
    Listening,
}

/// One concurrent path of an instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// The node it is at.
    #[serde(rename = "n")]
    pub node: NodeId,
    /// The scope it lives in.
    #[serde(rename = "c")]
    pub scope: ScopeId,
    /// How many nodes it has entered, this one included.
    #[serde(rename = "v")]
    pub visit: Visit,
    /// What it is doing there.
    #[serde(rename = "p")]
    pub phase: Phase,
    /// The flow it came by; `None` at a start or boundary event.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub via: Option<FlowId>,
    /// Variables of this visit alone: the evaluated input mapping.
    #[serde(rename = "l", default, skip_serializing_if = "Variables::is_empty")]
    pub locals: Variables,
    /// What the work brought, before the output mapping.
    #[serde(rename = "r", default, skip_serializing_if = "Variables::is_empty")]
    pub results: Variables,
    /// The incident that stops it.
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// Variables of one instance of a multi-instance: `loopCounter` and its item.
    #[serde(rename = "x", default, skip_serializing_if = "Variables::is_empty")]
    pub own: Variables,
    /// The compensation event for which it undoes something.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub serves: Option<TokenId>,
    /// What a compensation event has yet to undo, the next one last.
    #[serde(rename = "k", default, skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<Done>,
}

/// A timer that will fire. It belongs to the token's present visit and goes when the token goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArmedTimer {
    /// The token that waits.
    #[serde(rename = "t")]
    pub token: TokenId,
    /// The timer event: the token's own node or a boundary event on it.
    #[serde(rename = "n")]
    pub node: NodeId,
    /// When it fires.
    #[serde(rename = "d")]
    pub due: Timestamp,
    /// What follows after it has fired; `None` for a one-shot.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<Cycle>,
}

/// A message, signal or condition an instance waits for. It belongs to the token's present visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Subscription {
    /// The token that waits.
    #[serde(rename = "t")]
    pub token: TokenId,
    /// The message event or receive task: the token's own node or a boundary event on it.
    #[serde(rename = "n")]
    pub node: NodeId,
    /// What is waited for.
    #[serde(rename = "s", default, skip_serializing_if = "SubscriptionKind::is_message")]
    pub kind: SubscriptionKind,
    /// Message or signal name; empty for a condition.
    #[serde(rename = "m")]
    pub message: String,
    /// Correlation key; `None` takes any message of that name.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Of a condition: whether it was true when last looked at.
    #[serde(rename = "h", default, skip_serializing_if = "is_false")]
    pub held: bool,
}

/// What a subscription waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum SubscriptionKind {
    /// A message.
    #[default]
    #[serde(rename = "m")]
    Message,
    /// A signal.
    #[serde(rename = "s")]
    Signal,
    /// A condition on variables; the host has nothing to do for it.
    #[serde(rename = "c")]
    Condition,
}

impl SubscriptionKind {
    fn is_message(&self) -> bool {
        *self == Self::Message
    }
}

/// Why a token does not go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// The token that is stopped.
    #[serde(rename = "t")]
    pub token: TokenId,
    /// Where.
    #[serde(rename = "n")]
    pub node: NodeId,
    /// What sort of trouble.
    #[serde(rename = "k")]
    pub kind: IncidentKind,
    /// One plain sentence for the operator.
    #[serde(rename = "m")]
    pub message: String,
}

/// What sort of trouble an incident is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IncidentKind {
    /// An expression could not be evaluated or gave a value of the wrong kind.
    Expression,
    /// A decision could not be made.
    Decision,
    /// No outgoing flow had a true condition and there is no default flow.
    NoFlowChosen,
    /// The service failed and no retries are left.
    RetriesExhausted,
    /// A service reported a BPMN error that nothing catches.
    UnmatchedError,
    /// Too many nodes in one step: a loop without a wait.
    OutOfFuel,
    /// Every token waits at a join that nobody can complete.
    JoinBlocked,
}
