//! A task: something a person has to do before a process goes on.

use crate::id::{CaseId, InstanceId, TaskId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Who has to do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TaskKind {
    /// Staff of the authority.
    Office,
    /// The applicant, in her inbox.
    Applicant,
}

impl TaskKind {
    /// The word in columns.
    pub fn as_str(self) -> &'static str {
        match self {
            TaskKind::Office => "office",
            TaskKind::Applicant => "applicant",
        }
    }
}

/// An open task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Id.
    pub id: TaskId,
    /// The case it belongs to.
    pub case: CaseId,
    /// The process it belongs to.
    pub instance: InstanceId,
    /// The authority.
    pub authority: String,
    /// The engine's token that waits for it.
    pub token: u32,
    /// Which visit of the token it is; an answer to an earlier visit is stale.
    pub visit: u32,
    /// The element id in the process model.
    pub node: String,
    /// Its name in the process model.
    pub name: String,
    /// Who has to do it.
    pub kind: TaskKind,
    /// Which part of the form the task is about, as the process model says.
    pub form_key: Option<String>,
    /// The work group it is offered to.
    pub group: Option<String>,
    /// Who claimed it (subject of the member of staff).
    pub assignee: Option<String>,
    /// What the process hands to whoever does it.
    pub input: serde_json::Map<String, serde_json::Value>,
    /// Since when.
    pub opened: Timestamp,
    /// Until when.
    pub due: Option<Timestamp>,
}
