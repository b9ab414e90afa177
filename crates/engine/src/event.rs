//! What happened: the history of an instance, in the past tense. [`crate::apply`] turns events into state.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::state::{ArmedTimer, IncidentKind, Outcome, Subscription, Variables};
use crate::{Cycle, FlowId, IncidentId, NodeId, ScopeId, SubscriptionId, TimerId, TokenId, Visit};

/// One thing that happened in an instance. Serialised with the tag `is`; empty parts are left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Event {
    /// The instance began with one token at a start event.
    Started {
        /// The first token.
        token: TokenId,
        /// The start event.
        node: NodeId,
        /// Variables at the start.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        variables: Variables,
    },
    /// A token began to wait: for a person, a service, a timer, a message.
    WaitBegan {
        /// The token.
        token: TokenId,
        /// Where it waits.
        node: NodeId,
        /// The evaluated input mapping.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        locals: Variables,
        /// Timers armed for this wait, those of boundary events included.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        timers: Vec<(TimerId, ArmedTimer)>,
        /// Messages waited for, those of boundary events included.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        subscriptions: Vec<(SubscriptionId, Subscription)>,
    },
    /// The work at a node was done; a wait is over where there was one.
    Completed {
        /// The token.
        token: TokenId,
        /// Where.
        node: NodeId,
        /// The evaluated input mapping of work that did not wait.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        locals: Variables,
        /// What the work brought.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        variables: Variables,
    },
    /// A business rule was decided by machine. The explanation makes it checkable by a person.
    Decided {
        /// The token.
        token: TokenId,
        /// The business rule task.
        node: NodeId,
        /// The decision's id.
        decision: String,
        /// The evaluated input mapping.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        locals: Variables,
        /// What was decided, under the result variable's name.
        variables: Variables,
        /// Inputs, the rules that fired and why others did not, as the decision room gives it.
        explanation: Value,
    },
    /// What the work brought was written to the scope as it is.
    ResultsKept {
        /// The token.
        token: TokenId,
    },
    /// The output mapping was evaluated and written to the scope; everything else the work brought was dropped.
    OutputsMapped {
        /// The token.
        token: TokenId,
        /// Evaluated outputs.
        variables: Variables,
    },
    /// A token took a sequence flow.
    Moved {
        /// The token.
        token: TokenId,
        /// The flow taken.
        flow: FlowId,
        /// The node it arrived at.
        node: NodeId,
    },
    /// A token split into several.
    Forked {
        /// The token that was there; it takes the first branch.
        token: TokenId,
        /// All branches in the order of the file.
        branches: Vec<TakenFlow>,
    },
    /// A token reached a join and waits for the others.
    JoinReached {
        /// The token.
        token: TokenId,
        /// The gateway.
        node: NodeId,
    },
    /// A join was complete: one token per incoming flow became one.
    Joined {
        /// The token that goes on.
        token: TokenId,
        /// The gateway.
        node: NodeId,
        /// The tokens that ended here.
        merged: Vec<TokenId>,
    },
    /// A token ended.
    TokenEnded {
        /// The token.
        token: TokenId,
        /// The end event, or the last node of its path.
        node: NodeId,
    },
    /// A timer fired.
    TimerFired {
        /// The timer.
        timer: TimerId,
        /// The timer event.
        node: NodeId,
        /// When it was due.
        due: Timestamp,
        /// When it fired in truth.
        at: Timestamp,
        /// The next time, for a cycle that goes on under the same timer id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<(Timestamp, Cycle)>,
    },
    /// A message was received.
    MessageReceived {
        /// The subscription that took it.
        subscription: SubscriptionId,
        /// The message event or receive task.
        node: NodeId,
        /// Message name.
        message: String,
    },
    /// An interrupting boundary event took the token away from its activity.
    Interrupted {
        /// The token.
        token: TokenId,
        /// The boundary event.
        by: NodeId,
        /// What came with the message or the error.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        variables: Variables,
    },
    /// A non-interrupting boundary event made a further token.
    Spawned {
        /// The new token.
        token: TokenId,
        /// The token that stays at the activity.
        from: TokenId,
        /// The boundary event.
        by: NodeId,
        /// What came with the message.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        variables: Variables,
    },
    /// A BPMN error was thrown.
    ErrorThrown {
        /// The token that threw it.
        token: TokenId,
        /// Where.
        node: NodeId,
        /// Error code.
        code: String,
        /// What happened, in words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        message: String,
    },
    /// A service call failed; the host tries again while retries are left.
    ServiceFailed {
        /// The token.
        token: TokenId,
        /// The visit.
        visit: Visit,
        /// What happened, in words.
        message: String,
        /// How often it will be tried again.
        retries_left: u32,
    },
    /// A service is asked again under the same visit, after an incident was retried.
    ServiceRetried {
        /// The token.
        token: TokenId,
        /// The node.
        node: NodeId,
    },
    /// A token enters its node anew, with a new visit, after an incident was retried.
    Reentered {
        /// The token.
        token: TokenId,
        /// The node.
        node: NodeId,
    },
    /// A token cannot go on by itself.
    IncidentRaised {
        /// The incident.
        incident: IncidentId,
        /// The token.
        token: TokenId,
        /// Where.
        node: NodeId,
        /// What sort of trouble.
        kind: IncidentKind,
        /// One plain sentence for the operator.
        message: String,
    },
    /// An incident is over: retried, answered after all, or its activity was left.
    IncidentResolved {
        /// The incident.
        incident: IncidentId,
    },
    /// Variables were set from outside.
    VariablesSet {
        /// The scope.
        scope: ScopeId,
        /// Names and new values.
        variables: Variables,
    },
    /// The instance ended and everything that was open in it with it.
    Ended {
        /// How.
        outcome: Outcome,
    },
}

/// One branch of a fork.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenFlow {
    /// The token on this branch.
    #[serde(rename = "t")]
    pub token: TokenId,
    /// The flow taken.
    #[serde(rename = "f")]
    pub flow: FlowId,
    /// The node it arrived at.
    #[serde(rename = "n")]
    pub node: NodeId,
}
