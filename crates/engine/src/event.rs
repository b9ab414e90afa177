//! What happened: the history of an instance, in the past tense. [`crate::apply`] turns events into state.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::state::{ArmedTimer, Done, IncidentKind, Multi, Outcome, Subscription, Variables};
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
        /// Whether a call activity of another instance waits for it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        called: bool,
    },
    /// A scope was opened: that of a sub-process, or with a count that of a multi-instance.
    ScopeOpened {
        /// The scope.
        scope: ScopeId,
        /// The token that waits until it ends.
        owner: TokenId,
        /// Its first variables.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        variables: Variables,
        /// The count of a multi-instance.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        multi: Option<Box<Multi>>,
    },
    /// A token began at the start event of a scope.
    Began {
        /// The token.
        token: TokenId,
        /// The scope.
        scope: ScopeId,
        /// The start event.
        node: NodeId,
        /// What came with the event that started it.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        variables: Variables,
    },
    /// A token was put at a node without a flow: an instance of a multi-instance, or an event sub-process that begins.
    Placed {
        /// The token.
        token: TokenId,
        /// The scope.
        scope: ScopeId,
        /// The node.
        node: NodeId,
        /// Whether it waits there for a scope of its own, instead of entering the node.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        waiting: bool,
        /// The compensation event for which it undoes something.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        serves: Option<TokenId>,
        /// `loopCounter` and item of an instance.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        own: Variables,
    },
    /// An event sub-process began to listen.
    Listening {
        /// The token that listens.
        token: TokenId,
        /// The scope.
        scope: ScopeId,
        /// The event sub-process.
        node: NodeId,
    },
    /// Timers and subscriptions were added to a token that waits or listens.
    Armed {
        /// The token.
        token: TokenId,
        /// Timers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        timers: Vec<(TimerId, ArmedTimer)>,
        /// Messages, signals, conditions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        subscriptions: Vec<(SubscriptionId, Subscription)>,
    },
    /// An interrupting event sub-process, a terminate or a cancel end event took everything out of a scope.
    ScopeEmptied {
        /// The scope.
        scope: ScopeId,
        /// The one token that stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keep: Option<TokenId>,
    },
    /// The scope of a sub-process or multi-instance ended; the token that waited for it goes on.
    ScopeEnded {
        /// The token that waited.
        token: TokenId,
        /// The scope.
        scope: ScopeId,
        /// The evaluated output mapping.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        variables: Variables,
    },
    /// One instance of a multi-instance was done.
    InstanceEnded {
        /// Its token.
        token: TokenId,
        /// The activity.
        node: NodeId,
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
    /// An event behind an event-based gateway happened; the token goes that way.
    EventChosen {
        /// The token.
        token: TokenId,
        /// The flow taken.
        flow: FlowId,
        /// The event.
        node: NodeId,
        /// What came with it.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        variables: Variables,
    },
    /// A token went from a link throw event to the catch event.
    Linked {
        /// The token.
        token: TokenId,
        /// The catch event.
        node: NodeId,
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
    /// A signal was received.
    SignalReceived {
        /// The subscription that took it.
        subscription: SubscriptionId,
        /// The signal event.
        node: NodeId,
        /// Signal name.
        name: String,
    },
    /// The condition of a conditional event became true or false.
    ConditionChanged {
        /// The subscription.
        subscription: SubscriptionId,
        /// The conditional event.
        node: NodeId,
        /// What it is now.
        holds: bool,
    },
    /// A message was sent.
    MessageSent {
        /// The token that sent it.
        token: TokenId,
        /// Where.
        node: NodeId,
        /// Message name.
        message: String,
    },
    /// A signal was thrown.
    SignalThrown {
        /// The token that threw it.
        token: TokenId,
        /// Where.
        node: NodeId,
        /// Signal name.
        name: String,
    },
    /// An escalation was thrown.
    EscalationThrown {
        /// The token that threw it.
        token: TokenId,
        /// Where.
        node: NodeId,
        /// Escalation code.
        code: String,
    },
    /// A completed activity was recorded, because there is something that can undo it.
    Remembered {
        /// The record.
        done: Done,
    },
    /// A compensation event took the records of these scopes.
    CompensationBegan {
        /// The token of the event.
        token: TokenId,
        /// The event.
        node: NodeId,
        /// The scopes, the one whose records are worked off last first.
        scopes: Vec<ScopeId>,
        /// Only records of this activity; `None`: all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        activity: Option<NodeId>,
    },
    /// The next record is worked off.
    Compensating {
        /// The token whose records these are.
        by: TokenId,
        /// The token that undoes: it enters the handler, or waits for the scope that is opened again.
        token: TokenId,
        /// The handler, or the sub-process.
        node: NodeId,
        /// The scope it is put in.
        scope: ScopeId,
        /// Whether the scope of a sub-process is opened again as it was.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        reopens: bool,
        /// Whether its records stay in that scope, for its compensation event sub-process.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        whole: bool,
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
    /// An operator took a token to another node, which it enters.
    MovedByOperator {
        /// The token.
        token: TokenId,
        /// Where it was.
        from: NodeId,
        /// Where it is.
        node: NodeId,
    },
    /// An operator had an activity left as if it were done.
    Skipped {
        /// The token.
        token: TokenId,
        /// The activity.
        node: NodeId,
        /// Variables in place of its results.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        variables: Variables,
    },
    /// The instance was suspended.
    Suspended {
        /// Why.
        reason: String,
    },
    /// The instance was resumed.
    Resumed {},
    /// The host put the instance to rest. The state does not know it: a person who mends goes on.
    PutToRest {
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The host let the instance go on.
    WokenUp {},
    /// The instance was brought to another version of its process; numbers of the old model became those of the new.
    Migrated {
        /// Old and new node; a timer or subscription of a node that is missing here is gone.
        nodes: Vec<(NodeId, NodeId)>,
        /// Old and new flow.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        flows: Vec<(FlowId, FlowId)>,
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
