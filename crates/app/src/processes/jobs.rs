//! Work and timers of processes as operators see them, and letting failed work run again.

use crate::error::Error;
use crate::portal::Portal;
use crate::process::actor_name;
use crate::processes::{allow, definitions};
use domain::{Action, Ctx, JobId};
use std::sync::Arc;
use store::definitions::Definition;
use store::{Scope, external, process_jobs};

pub use store::process_jobs::{Listed, Wanted};

/// Most lines of one page.
pub const LARGEST_PAGE: i64 = 1_000;

/// A piece of work and what its process runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// The work.
    pub listed: Listed,
    /// What its process runs.
    pub definition: Arc<Definition>,
}

/// A page of work by due time.
///
/// # Errors
/// When the store fails.
pub async fn list(portal: &Portal, ctx: &Ctx, wanted: &Wanted, from: i64, limit: i64) -> Result<Vec<Work>, Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let found = process_jobs::list(&mut tx, wanted, from.max(0), limit.clamp(0, LARGEST_PAGE)).await?;
    drop(tx);
    let mut work = Vec::with_capacity(found.len());
    for listed in found {
        let definition = definitions::load(portal, ctx, &listed.definition).await?;
        work.push(Work { listed, definition });
    }
    Ok(work)
}

/// Says how many failures are left: one or more lets halted work go on and mends its incident.
///
/// # Errors
/// [`Error::NotFound`] when there is no such work.
pub async fn set_retries(portal: &Portal, ctx: &Ctx, id: JobId, retries: i64) -> Result<(), Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let wanted = Wanted { id: Some(id), ..Wanted::default() };
    if process_jobs::list(&mut tx, &wanted, 0, 1).await?.is_empty() {
        return Err(Error::NotFound);
    }
    if !external::set_retries(&mut tx, id, retries).await? {
        return Err(Error::NotFound);
    }
    if retries > 0 {
        process_jobs::resolve_incidents(&mut tx, id, &actor_name(&ctx.actor), ctx.now()).await?;
    }
    tx.commit().await?;
    portal.processes.work.notify_waiters();
    portal.wake.notify_one();
    Ok(())
}
