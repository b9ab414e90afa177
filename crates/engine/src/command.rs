//! What can be asked of an instance, and why it may be refused.

use serde::{Deserialize, Serialize};

use crate::state::Variables;
use crate::{IncidentId, ScopeId, TimerId, TokenId, Visit};

/// One request to an instance. Commands that name a token also name its visit, so that an answer to an earlier visit of
/// the same token is recognised as stale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Command {
    /// Start at the plain start event.
    Start {
        /// First variables.
        variables: Variables,
    },
    /// Start at the message start event with this message name.
    StartByMessage {
        /// Message name.
        name: String,
        /// First variables.
        variables: Variables,
    },
    /// Start at the signal start event with this signal name.
    StartBySignal {
        /// Signal name.
        name: String,
        /// First variables.
        variables: Variables,
    },
    /// Start at the start event with this BPMN id: a timer start whose time has come, or an operator's choice.
    StartAt {
        /// BPMN id of a start event of the process.
        element: String,
        /// First variables.
        variables: Variables,
    },
    /// Start at the plain start event, for a call activity of another instance: an error that nothing catches ends
    /// this instance instead of becoming an incident.
    StartCalled {
        /// First variables.
        variables: Variables,
    },
    /// A person finished a user task.
    CompleteTask {
        /// The token of [`crate::Effect::OpenTask`].
        token: TokenId,
        /// The visit of [`crate::Effect::OpenTask`].
        visit: Visit,
        /// What the person entered.
        variables: Variables,
    },
    /// A service answered.
    CompleteService {
        /// The token of [`crate::Effect::CallService`].
        token: TokenId,
        /// The visit of [`crate::Effect::CallService`].
        visit: Visit,
        /// The answer.
        variables: Variables,
    },
    /// A service could not answer. With no retries left this becomes an incident.
    FailService {
        /// The token of [`crate::Effect::CallService`].
        token: TokenId,
        /// The visit of [`crate::Effect::CallService`].
        visit: Visit,
        /// What happened, in words.
        message: String,
        /// How often the host will try again by itself.
        retries_left: u32,
    },
    /// A called instance completed.
    CompleteCall {
        /// The token of [`crate::Effect::CallProcess`].
        token: TokenId,
        /// The visit of [`crate::Effect::CallProcess`].
        visit: Visit,
        /// All process variables of the called instance; the call activity takes from them what it maps.
        variables: Variables,
    },
    /// A called instance, a service or a person escalates; the work goes on unless a catcher interrupts it.
    ThrowEscalation {
        /// The token of the open task, service call or process call.
        token: TokenId,
        /// Its visit.
        visit: Visit,
        /// Escalation code.
        code: String,
        /// Variables for the escalation path; for a process call all variables of the called instance.
        variables: Variables,
    },
    /// A service, a person or a called instance reports a BPMN error, which an error event may catch.
    ThrowError {
        /// The token of the open task, service call or process call.
        token: TokenId,
        /// Its visit.
        visit: Visit,
        /// Error code.
        code: String,
        /// What happened, in words.
        message: String,
        /// Variables for the error path.
        variables: Variables,
    },
    /// The time of an armed timer has come.
    FireTimer {
        /// The timer of [`crate::Effect::ArmTimer`].
        timer: TimerId,
    },
    /// A message came in.
    DeliverMessage {
        /// Message name.
        name: String,
        /// Correlation key. A subscription with a key takes only the same key; one without takes any.
        key: Option<String>,
        /// What the message carries.
        variables: Variables,
    },
    /// A signal was broadcast.
    DeliverSignal {
        /// Signal name.
        name: String,
        /// What the signal carries.
        variables: Variables,
    },
    /// End the instance now.
    Cancel {
        /// Why, for the history.
        reason: String,
    },
    /// Set process variables from outside.
    SetVariables {
        /// Names and new values.
        variables: Variables,
    },
    /// Set variables of one running scope.
    SetScopeVariables {
        /// The running scope, a key of [`crate::State::scopes`].
        scope: ScopeId,
        /// Names and new values.
        variables: Variables,
    },
    /// Take a token to another element of the same scope, where it enters anew. What it had open is closed.
    MoveToken {
        /// The token.
        token: TokenId,
        /// Its visit, so that a token that went on meanwhile is not torn away.
        visit: Visit,
        /// BPMN id of the element.
        element: String,
    },
    /// Leave an activity or event as if it were done; its output mapping is not evaluated.
    SkipActivity {
        /// The token.
        token: TokenId,
        /// Its visit.
        visit: Visit,
        /// Variables in place of its results.
        variables: Variables,
    },
    /// Stop the instance: until it is resumed or cancelled it refuses everything else.
    Suspend {
        /// Why, for the history.
        reason: String,
    },
    /// Let a suspended instance go on.
    Resume,
    /// Try again what led to an incident.
    RetryIncident {
        /// The incident of [`crate::Effect::RaiseIncident`].
        incident: IncidentId,
    },
}

/// Why a command was refused. The state is unchanged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The thing the command is about is over: answered before, interrupted, disarmed, or the instance has ended.
    #[error("This is no longer open: {0}.")]
    Stale(String),
    /// The instance was started before.
    #[error("The instance was started before.")]
    AlreadyStarted,
    /// The instance was not started yet.
    #[error("The instance was not started yet.")]
    NotStarted,
    /// The instance is suspended and takes only `Resume` and `Cancel`.
    #[error("The instance is suspended.")]
    Suspended,
    /// The process has no such start event.
    #[error("The process has no {0}.")]
    NoSuchStart(String),
    /// Nothing in the instance waits for this message or signal now.
    #[error("Nothing waits for the message or signal \"{name}\" with this key.")]
    NoSubscriber {
        /// Message or signal name.
        name: String,
    },
    /// The command does not fit what the token waits for.
    #[error("{0}")]
    Impossible(String),
    /// State and model do not belong together, or the state is of an unknown version.
    #[error("The stored state does not fit this process model: {0}.")]
    ForeignState(String),
}
