//! What callers ask of a committer and what they get back.

use crate::fault::Fault;
use crate::steps::StepRows;
use domain::{CaseId, InstanceId, JobId};
use engine::{Command, Rejection, State};
use jiff::Timestamp;
use std::sync::Arc;
use thiserror::Error;
use uuid::Uuid;

/// The model an instance runs, for its whole life.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ModelKey {
    /// The process of a service package, by the package's content hash.
    Package(String),
    /// A deployed definition, by its content hash.
    Definition([u8; 32]),
}

/// The call activity that an instance works for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parent {
    /// The calling instance.
    pub instance: InstanceId,
    /// Its waiting token.
    pub token: u32,
}

/// How an instance begins; nothing of it ever changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begin {
    /// The case it runs, where somebody applied for something.
    pub case: Option<CaseId>,
    /// What it runs.
    pub model: ModelKey,
    /// The caller's own name for it.
    pub business_key: Option<String>,
    /// Who called it.
    pub parent: Option<Parent>,
}

/// Whose an instance is and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Id.
    pub id: InstanceId,
    /// The authority.
    pub authority: String,
    /// Its federation.
    pub federation: String,
    /// How it began.
    pub begin: Begin,
}

/// An instance as the committer knows it.
#[derive(Debug, Clone)]
pub struct Instance {
    /// Whose it is.
    pub origin: Arc<Origin>,
    /// The number of steps so far.
    pub version: i64,
    /// Whether it rests: then only orders that say so are carried out.
    pub suspended: bool,
    /// What the engine needs to go on.
    pub state: State,
    /// The hash of its last step; empty before the first.
    pub(crate) hash: Vec<u8>,
}

/// What must hold in the same transaction, once: the row goes, or is marked, with the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guard {
    /// The job is still leased to `owner`; it is done with this step. `attempt` fences off an earlier lease of the same
    /// owner.
    Job {
        /// The job.
        id: JobId,
        /// Who holds it.
        owner: String,
        /// In which attempt; `None` where the owner's name must do (workers outside know no more).
        attempt: Option<i64>,
    },
    /// The kept message was not taken by another instance; it is taken with this step.
    Arrival(Uuid),
}

/// One command for one instance.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The instance; for a beginning the new id.
    pub instance: InstanceId,
    /// The authority that asks; other authorities' instances are not found.
    pub authority: String,
    /// Its federation.
    pub federation: String,
    /// Who, for the history.
    pub actor: String,
    /// Present: the instance begins with this command.
    pub begin: Option<Begin>,
    /// The command.
    pub command: Command,
    /// What must hold besides.
    pub guard: Option<Guard>,
    /// Whether a suspended instance obeys too: a person who mends, cancels or sets variables.
    pub even_suspended: bool,
}

/// The answer to an order that was carried out and committed.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The instance after the order's step.
    pub instance: Arc<Instance>,
}

/// Why an order was not carried out. Nothing of it was kept.
#[derive(Debug, Clone, Error)]
pub enum Refusal {
    /// The engine says no.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The authority has no such instance.
    #[error("there is no such instance")]
    NotFound,
    /// The instance is suspended.
    #[error("the instance is suspended")]
    Suspended,
    /// The instance runs a case: its steps belong into the case's own transaction.
    #[error("the instance runs a case")]
    OfCase,
    /// The job's lease was lost meanwhile: somebody else finishes it.
    #[error("the lease was lost")]
    LeaseLost,
    /// Another instance has taken the message.
    #[error("the message was taken by another instance")]
    MessageTaken,
    /// The stepper does not have the model at hand: load it and ask again.
    #[error("the model is not loaded")]
    ModelMissing(ModelKey),
    /// Others kept changing the instance for too long; ask again.
    #[error("the instance was changed by others again and again")]
    Conflict,
    /// The step broke off inside the program.
    #[error("the step broke off: {0}")]
    Broken(String),
    /// The committer has stopped.
    #[error("the node is going down")]
    Stopped,
    /// The database refused this order, or is away. Where it is away during a commit, the step may have been kept.
    #[error(transparent)]
    Store(#[from] Arc<Fault>),
}

/// Runs the pure step: looks up the compiled model, asks the engine, and says what is to be written.
pub trait Stepper: Send + Sync + 'static {
    /// One step. `instance` is fresh (version 0, state new) for a beginning. Must not wait: no I/O.
    ///
    /// # Errors
    /// What the engine rejects; [`Refusal::ModelMissing`] when the model is not in memory.
    fn step(&self, instance: &Instance, order: &Order, now: Timestamp) -> Result<StepRows, Refusal>;
}
