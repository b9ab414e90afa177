//! What one step leaves behind, as plain values that can be written in bulk.

use domain::TaskKind;
use engine::{Event, State};
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

/// A step's outcome: the new state, its events, and the rows around it.
#[derive(Debug, Clone)]
pub struct StepRows {
    /// The state after the step.
    pub state: State,
    /// What happened, for the history.
    pub events: Vec<Event>,
    /// Rows to write and to remove, in order.
    pub changes: Vec<Change>,
}

/// One row that comes or goes. Tokens, visits and numbers are those of the instance.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A person has something to do.
    OpenTask(Box<TaskRow>),
    /// No longer.
    CloseTask {
        /// The token that waited.
        token: u32,
    },
    /// Background work: a service call, or a timer under its number (an earlier one of the same number goes).
    AddJob(Box<JobRow>),
    /// A service call is no longer wanted.
    CancelCall {
        /// The token.
        token: u32,
        /// Its visit.
        visit: u32,
    },
    /// A timer is no longer wanted.
    CancelTimer {
        /// Its number.
        timer: u32,
    },
    /// The instance waits for a message.
    Subscribe {
        /// The subscription's number.
        number: u32,
        /// The message's name.
        message: String,
        /// Its correlation key; `None` takes any.
        key: Option<String>,
    },
    /// No longer.
    Unsubscribe {
        /// The subscription's number.
        number: u32,
    },
    /// Something does not go on by itself.
    RaiseIncident(IncidentRow),
    /// It is mended.
    ResolveIncident {
        /// The engine's number of it.
        number: u32,
    },
}

/// An open task.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskRow {
    /// Id.
    pub id: Uuid,
    /// The engine's token.
    pub token: u32,
    /// Its visit.
    pub visit: u32,
    /// The element in the model.
    pub node: String,
    /// Its name.
    pub name: String,
    /// Who has to do it.
    pub kind: TaskKind,
    /// Which form.
    pub form_key: Option<String>,
    /// The groups it is offered to; none and no users: to everybody in the office.
    pub groups: Vec<String>,
    /// The persons it is offered to.
    pub users: Vec<String>,
    /// Who has it.
    pub assignee: Option<String>,
    /// What the process hands over.
    pub input: engine::Variables,
    /// Until when.
    pub due: Option<Timestamp>,
}

/// A piece of background work.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRow {
    /// Id.
    pub id: Uuid,
    /// The token that waits for a call.
    pub token: Option<u32>,
    /// Its visit.
    pub visit: Option<u32>,
    /// The timer's number.
    pub timer: Option<u32>,
    /// A service topic, `timer`, or another kind the node's worker knows.
    pub kind: String,
    /// With what.
    pub payload: Value,
    /// Who does it.
    pub lane: crate::jobs::Lane,
    /// Higher is fetched first; only workers outside ask.
    pub priority: i64,
    /// Not before.
    pub due: Timestamp,
    /// After so many failures it halts.
    pub max_attempts: i64,
}

/// An incident.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentRow {
    /// Id.
    pub id: Uuid,
    /// The engine's number of it.
    pub number: u32,
    /// Where, or what sort.
    pub kind: String,
    /// One sentence for the operator.
    pub message: String,
}
