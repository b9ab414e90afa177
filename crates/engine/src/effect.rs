//! What the host must do outside after a step: rows to write, jobs to run.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::state::{IncidentKind, Outcome, Variables};
use crate::{IncidentId, NodeId, SubscriptionId, TimerId, TokenId, Visit};

/// One thing the host must carry out, in the same transaction as the new state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Effect {
    /// Put a task into a worklist.
    OpenTask {
        /// The token that waits.
        token: TokenId,
        /// Its visit; give it back with [`crate::Command::CompleteTask`].
        visit: Visit,
        /// The user task.
        node: NodeId,
        /// The user task's BPMN id.
        element: String,
        /// The user task's name, or its id where it has none.
        name: String,
        /// The person in charge, if the model names one.
        assignee: Option<String>,
        /// Persons who may take it.
        candidate_users: Vec<String>,
        /// Groups whose members may take it.
        candidate_groups: Vec<String>,
        /// The form to show.
        form_key: Option<String>,
        /// When it should be done.
        due: Option<Timestamp>,
        /// The evaluated input mapping, and `loopCounter` and item of a multi-instance; empty when there is neither.
        variables: Variables,
    },
    /// Take a task out of the worklist: done, interrupted or cancelled.
    CloseTask {
        /// The token.
        token: TokenId,
        /// Its visit.
        visit: Visit,
    },
    /// Ask a service; the key of idempotency is made of instance, token and visit.
    CallService {
        /// The token that waits.
        token: TokenId,
        /// Its visit.
        visit: Visit,
        /// The service, send or business rule task.
        node: NodeId,
        /// The task's BPMN id.
        element: String,
        /// What is asked for.
        topic: String,
        /// The evaluated input mapping, or all variables in sight where the task has none.
        input: Variables,
        /// How often the host tries before the failure becomes an incident; `None`: the host's own rule.
        retries: Option<u32>,
    },
    /// The answer is no longer wanted: interrupted or cancelled. An answered call is over without this effect.
    CancelService {
        /// The token.
        token: TokenId,
        /// Its visit.
        visit: Visit,
    },
    /// Send [`crate::Command::FireTimer`] at this time. A fired timer is gone without a [`Effect::DisarmTimer`], unless
    /// this effect arms the same timer id again for the next time of a cycle.
    ArmTimer {
        /// The timer.
        timer: TimerId,
        /// The token that waits.
        token: TokenId,
        /// The timer event.
        node: NodeId,
        /// When.
        due: Timestamp,
    },
    /// Forget a timer.
    DisarmTimer {
        /// The timer.
        timer: TimerId,
    },
    /// Wait for a message.
    Subscribe {
        /// The subscription.
        subscription: SubscriptionId,
        /// The token that waits.
        token: TokenId,
        /// The message event or receive task.
        node: NodeId,
        /// Message name.
        message: String,
        /// Correlation key; `None` takes any message of that name.
        key: Option<String>,
    },
    /// Wait for a signal; send [`crate::Command::DeliverSignal`] when it is broadcast.
    SubscribeSignal {
        /// The subscription.
        subscription: SubscriptionId,
        /// The token that waits.
        token: TokenId,
        /// The signal event.
        node: NodeId,
        /// Signal name.
        signal: String,
    },
    /// No longer wait for a message or signal.
    Unsubscribe {
        /// The subscription.
        subscription: SubscriptionId,
    },
    /// Send a message to whoever waits for it; this instance does not wait for an answer.
    SendMessage {
        /// The token that sends it.
        token: TokenId,
        /// The message event.
        node: NodeId,
        /// The event's BPMN id.
        element: String,
        /// Message name.
        message: String,
        /// Correlation key.
        key: Option<String>,
        /// What it carries: the evaluated input mapping.
        variables: Variables,
    },
    /// Give a signal to every other instance that waits for it ([`crate::Command::DeliverSignal`]) and start processes
    /// with a signal start event. This instance has it already.
    BroadcastSignal {
        /// Signal name.
        name: String,
        /// What it carries: the evaluated input mapping.
        variables: Variables,
    },
    /// An escalation that nothing in this instance catches. Where a call activity waits for this instance, send it
    /// [`crate::Command::ThrowEscalation`] with the variables of this instance; otherwise nothing is to be done.
    Escalate {
        /// Escalation code.
        code: String,
    },
    /// Start an instance of another process with [`crate::Command::StartCalled`] and tell its end:
    /// [`crate::Command::CompleteCall`] when it completed or was terminated, [`crate::Command::ThrowError`] when it
    /// ended with an error, [`crate::Command::FailService`] without retries when it could not start or was cancelled.
    CallProcess {
        /// The token that waits.
        token: TokenId,
        /// Its visit.
        visit: Visit,
        /// The call activity.
        node: NodeId,
        /// The call activity's BPMN id.
        element: String,
        /// The id of the process to start.
        called: String,
        /// Which version of it.
        version: CalledVersion,
        /// The business key of the new instance.
        business_key: Option<String>,
        /// Its first variables.
        variables: Variables,
    },
    /// Cancel the called instance: the call activity was interrupted, skipped or cancelled. It may have ended already,
    /// with the error that interrupts the call activity.
    CancelCall {
        /// The token.
        token: TokenId,
        /// Its visit.
        visit: Visit,
    },
    /// Show an incident to the operators.
    RaiseIncident {
        /// The incident.
        incident: IncidentId,
        /// The token that is stopped.
        token: TokenId,
        /// Where.
        node: NodeId,
        /// The node's BPMN id.
        element: String,
        /// What sort of trouble.
        kind: IncidentKind,
        /// One plain sentence.
        message: String,
    },
    /// An incident is over.
    ResolveIncident {
        /// The incident.
        incident: IncidentId,
    },
    /// The instance ended; nothing of it is open any more.
    Ended {
        /// How.
        outcome: Outcome,
    },
}

/// Which version of a process is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalledVersion {
    /// The newest.
    Latest,
    /// The one that was deployed together with the caller.
    Deployment,
    /// The one with this number.
    Version(String),
    /// The one with this tag.
    VersionTag(String),
}
