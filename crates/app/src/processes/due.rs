//! Jobs of processes without a case that are due on this node: timers, and what one instance does to others. The job goes
//! with the step it leads to.

use crate::error::Error;
use crate::portal::Portal;
use crate::process::outward;
use crate::processes::order::{is_over, order, submit};
use crate::processes::{bulk, others, timer_starts};
use domain::Ctx;
use engine::{Command, TimerId};
use jiff::{SignedDuration, Timestamp};
use store::Scope;
use store::jobs::{self, Job};
use store::steps::{Guard, Order, Refusal};

/// How long a job waits for an instance that rests.
const REST: SignedDuration = SignedDuration::from_secs(30);

/// Whether a job is for this room.
pub(crate) fn is_for_processes(job: &Job) -> bool {
    let timer = job.case.is_none() && job.instance.is_some() && job.timer.is_some();
    timer || outward::is_ours(&job.kind) || job.kind == timer_starts::KIND || job.kind == bulk::KIND
}

/// Does a job. A failure leaves it to the worker, which tries again and at the end raises an incident.
///
/// # Errors
/// What held it up.
pub(crate) async fn carry_out(portal: &Portal, ctx: &Ctx, node: &str, job: &Job) -> Result<(), Error> {
    let done = match job.kind.as_str() {
        outward::CALL => others::call(portal, ctx, node, job).await,
        outward::CANCEL => others::cancel_called(portal, ctx, node, job).await,
        outward::TELL => others::tell_caller(portal, ctx, node, job).await,
        outward::SIGNAL => others::broadcast(portal, ctx, node, job).await,
        outward::MESSAGE => others::send_message(portal, ctx, job).await,
        outward::HAND_OVER => others::hand_over_kept(portal, ctx, job).await,
        timer_starts::KIND => timer_starts::fire(portal, ctx, node, job).await,
        bulk::KIND => return bulk::go_on(portal, ctx, node, job).await,
        _ => fire_timer(portal, ctx, node, job).await,
    };
    match done {
        // The job went with the step, or another node has it.
        Ok(Gone::WithStep) | Err(Error::Refused(Refusal::LeaseLost)) => Ok(()),
        Ok(Gone::NotYet) => finish(portal, ctx, node, job).await,
        Err(Error::Refused(Refusal::Suspended)) => put_back(portal, ctx, node, job, REST).await,
        Err(fault) if is_over(&fault) => finish(portal, ctx, node, job).await,
        Err(fault) => Err(fault),
    }
}

/// Whether the job's row is gone already.
pub(super) enum Gone {
    WithStep,
    NotYet,
}

/// The guard that takes a job away with a step.
pub(super) fn guard(node: &str, job: &Job) -> Option<Guard> {
    Some(Guard::Job { id: job.id, owner: node.to_owned(), attempt: Some(job.attempt) })
}

async fn fire_timer(portal: &Portal, ctx: &Ctx, node: &str, job: &Job) -> Result<Gone, Error> {
    let (Some(instance), Some(timer)) = (job.instance, job.timer) else { return Ok(Gone::NotYet) };
    let command = Command::FireTimer { timer: TimerId(timer) };
    submit(portal, ctx, Order { guard: guard(node, job), ..order(ctx, instance, command) }).await?;
    Ok(Gone::WithStep)
}

async fn finish(portal: &Portal, ctx: &Ctx, node: &str, job: &Job) -> Result<(), Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    jobs::finish(&mut tx, job, node).await?;
    Ok(tx.commit().await?)
}

/// Looks again after a while; a job that rests keeps resting.
///
/// # Errors
/// When the store fails.
pub(crate) async fn put_back(
    portal: &Portal,
    ctx: &Ctx,
    node: &str,
    job: &Job,
    wait: SignedDuration,
) -> Result<(), Error> {
    let due = ctx.now().saturating_add(wait).unwrap_or(Timestamp::MAX);
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    jobs::put_back(&mut tx, job, node, due, None, false).await?;
    Ok(tx.commit().await?)
}
