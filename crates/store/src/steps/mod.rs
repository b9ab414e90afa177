//! Group commit: commands of many callers, one transaction. See `docs/decisions/0013-group-commit.md`.
//!
//! A [`Committer`] per node collects [`Order`]s, runs the pure steps through a [`Stepper`] in memory, writes a few
//! statements with many rows and answers each caller after the commit. What a step leaves behind are plain values
//! ([`StepRows`]), made by the caller's stepper, because the cache of compiled models lives above this room.

mod batch;
mod committer;
mod effects;
mod hot;
mod load;
pub mod migration;
mod order;
mod rows;
mod write;

pub use committer::{Committer, Limits};
pub use effects::changes_of;
pub use order::{Begin, Guard, Instance, ModelKey, Order, Origin, Parent, Receipt, Refusal, Stepper};
pub use rows::{Change, IncidentRow, JobRow, StepRows, TaskRow};
