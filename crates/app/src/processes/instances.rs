//! Looking at running processes and their variables.

use crate::error::Error;
use crate::portal::Portal;
use crate::processes::{allow, definitions};
use domain::{Action, Ctx, InstanceId};
use engine::{State, Variables};
use std::sync::Arc;
use store::Scope;
use store::definitions::Definition;
use store::process_instances;

pub use store::process_instances::{Running, Wanted};

/// Most instances of one page.
pub const LARGEST_PAGE: i64 = 1_000;

/// An instance and what it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// The instance.
    pub running: Running,
    /// What it runs.
    pub definition: Arc<Definition>,
}

/// A page of the instances that have not ended.
///
/// # Errors
/// When the store fails.
pub async fn list(portal: &Portal, ctx: &Ctx, wanted: &Wanted, from: i64, limit: i64) -> Result<Vec<Process>, Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let limit = limit.clamp(0, LARGEST_PAGE);
    let found = process_instances::list(&mut tx, wanted, from.max(0), limit).await?;
    drop(tx);
    let mut processes = Vec::with_capacity(found.len());
    for running in found {
        let definition = definitions::load(portal, ctx, &running.definition).await?;
        processes.push(Process { running, definition });
    }
    Ok(processes)
}

/// How many there are.
///
/// # Errors
/// When the store fails.
pub async fn count(portal: &Portal, ctx: &Ctx, wanted: &Wanted) -> Result<i64, Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    Ok(process_instances::count(&mut tx, wanted).await?)
}

/// The variables of a process, also of one that has ended.
///
/// # Errors
/// [`Error::NotFound`] when this authority has no such instance.
pub async fn read_variables(portal: &Portal, ctx: &Ctx, id: InstanceId) -> Result<Variables, Error> {
    allow(ctx, Action::OperateProcesses)?;
    let (_, state) = load(portal, ctx, id).await?;
    Ok(state.variables().cloned().unwrap_or_default())
}

/// An instance with its state.
///
/// # Errors
/// [`Error::NotFound`] when this authority has no such instance.
pub(super) async fn load(portal: &Portal, ctx: &Ctx, id: InstanceId) -> Result<(Running, State), Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    process_instances::find(&mut tx, id).await?.ok_or(Error::NotFound)
}
