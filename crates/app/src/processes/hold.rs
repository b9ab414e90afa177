//! Locks of a worker outside: take one, keep it for longer, give it back.

use crate::error::Error;
use crate::portal::Portal;
use crate::processes::allow;
use domain::{Action, Ctx, JobId};
use jiff::{SignedDuration, Timestamp};
use store::Scope;
use store::external;
use store::steps::Refusal;

/// Locks a piece of work that is free or this worker's already.
///
/// # Errors
/// [`Error::NotFound`] when there is none such, [`Refusal::LeaseLost`] when another worker has it.
pub async fn lock(portal: &Portal, ctx: &Ctx, id: JobId, worker: &str, time: SignedDuration) -> Result<(), Error> {
    allow(ctx, Action::DoOutsideWork)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let until = ctx.now().saturating_add(time).unwrap_or(Timestamp::MAX);
    let locked = external::lock(&mut tx, id, worker, until, ctx.now()).await?;
    if !locked {
        let found = external::find(&mut tx, id).await?;
        return Err(found.map_or(Error::NotFound, |_| Refusal::LeaseLost.into()));
    }
    Ok(tx.commit().await?)
}

/// Keeps a lock for longer, counted from now.
///
/// # Errors
/// [`Error::NotFound`] when there is no such work, [`Refusal::LeaseLost`] when the lock has run out or is another's.
pub async fn extend(portal: &Portal, ctx: &Ctx, id: JobId, worker: &str, time: SignedDuration) -> Result<(), Error> {
    allow(ctx, Action::DoOutsideWork)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let until = ctx.now().saturating_add(time).unwrap_or(Timestamp::MAX);
    let kept = external::extend(&mut tx, id, worker, until, ctx.now()).await?;
    if !kept {
        let found = external::find(&mut tx, id).await?;
        return Err(found.map_or(Error::NotFound, |_| Refusal::LeaseLost.into()));
    }
    Ok(tx.commit().await?)
}

/// Gives a piece of work back, whoever has it.
///
/// # Errors
/// [`Error::NotFound`] when there is none such.
pub async fn unlock(portal: &Portal, ctx: &Ctx, id: JobId) -> Result<(), Error> {
    allow(ctx, Action::DoOutsideWork)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if !external::unlock(&mut tx, id).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    portal.processes.work.notify_waiters();
    Ok(())
}
