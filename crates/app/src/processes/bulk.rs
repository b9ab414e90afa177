//! The same for many processes: a job goes through them a few at a time, and each has a verdict of its own.

use crate::error::Error;
use crate::portal::Portal;
use crate::process::actor_name;
use crate::process::effects::job_at;
use crate::processes::due::put_back;
use crate::processes::migrate::{self, Plan};
use crate::processes::{allow, operate};
use domain::{Action, Ctx, InstanceId};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::Scope;
use store::bulk_actions::{self, BulkAction, Progress};
use store::jobs::{self, Job};
use uuid::Uuid;

/// The job's kind.
pub(super) const KIND: &str = "process/bulk";
/// Instances of one round; then others have their turn.
const AT_ONCE: i64 = 50;
/// Most instances of one action.
pub const MOST: usize = 100_000;

/// What is done to each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Bulk {
    /// Put to rest.
    Suspend,
    /// Let go on.
    Resume,
    /// End.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Set variables.
    SetVariables {
        /// Names and values.
        variables: engine::Variables,
    },
    /// Bring to another version.
    Migrate {
        /// From where to where.
        plan: Plan,
    },
}

/// Begins an action; gives its id.
///
/// # Errors
/// [`Error::Invalid`] for too many instances.
pub async fn begin(portal: &Portal, ctx: &Ctx, bulk: &Bulk, instances: &[InstanceId]) -> Result<Uuid, Error> {
    allow(ctx, Action::OperateProcesses)?;
    if instances.len() > MOST {
        return Err(Error::Invalid(format!("At most {MOST} processes at once.")));
    }
    let detail = serde_json::to_value(bulk).map_err(|fault| Error::Internal(fault.to_string()))?;
    let (id, asked_by) = (ctx.new_id(), actor_name(&ctx.actor));
    let action = BulkAction { id, kind: KIND.to_owned(), detail, asked_by, asked: ctx.now() };
    let job = Job {
        kind: KIND.to_owned(),
        payload: serde_json::json!(id),
        max_attempts: portal.rules.retry_attempts,
        ..job_at(ctx)
    };
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    bulk_actions::begin(&mut tx, &action, instances).await?;
    jobs::enqueue(&mut tx, &job, ctx.now()).await?;
    tx.commit().await?;
    portal.wake.notify_one();
    Ok(id)
}

/// How far an action is, and what was refused with its sentence.
///
/// # Errors
/// [`Error::NotFound`] when there is none such.
pub async fn report(portal: &Portal, ctx: &Ctx, id: Uuid) -> Result<(Progress, Vec<(InstanceId, String)>), Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    bulk_actions::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    Ok((bulk_actions::count(&mut tx, id).await?, bulk_actions::list_refused(&mut tx, id, 1_000).await?))
}

/// The next few instances; the job stays until none is left.
pub(super) async fn go_on(portal: &Portal, ctx: &Ctx, node: &str, job: &Job) -> Result<(), Error> {
    let id: Uuid = crate::process::outward::read(&job.payload)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let action = bulk_actions::find(&mut tx, id).await?;
    let waiting = bulk_actions::list_waiting(&mut tx, id, AT_ONCE).await?;
    drop(tx);
    let Some(action) = action.filter(|_| !waiting.is_empty()) else {
        let mut tx = portal.db.write(Scope::of(ctx)).await?;
        jobs::finish(&mut tx, job, node).await?;
        return Ok(tx.commit().await?);
    };
    let bulk: Bulk = crate::process::outward::read(&action.detail)?;
    for instance in waiting {
        let verdict = match carry_out(portal, ctx, &bulk, instance).await {
            Ok(()) => None,
            Err(fault @ (Error::Store(_) | Error::Internal(_))) => return Err(fault),
            Err(fault) => Some(fault.to_string()),
        };
        let mut tx = portal.db.write(Scope::of(ctx)).await?;
        bulk_actions::settle(&mut tx, id, instance, verdict.as_deref()).await?;
        tx.commit().await?;
    }
    put_back(portal, ctx, node, job, SignedDuration::ZERO).await
}

/// Whoever began the action was allowed to; the portal goes on in its own name.
async fn carry_out(portal: &Portal, ctx: &Ctx, bulk: &Bulk, id: InstanceId) -> Result<(), Error> {
    match bulk {
        Bulk::Suspend => operate::suspend(portal, ctx, id).await,
        Bulk::Resume => operate::resume(portal, ctx, id).await,
        Bulk::Cancel { reason } => operate::cancel(portal, ctx, id, reason.clone()).await,
        Bulk::Migrate { plan } => migrate::migrate(portal, ctx, plan, id).await,
        Bulk::SetVariables { variables } => operate::set_variables(portal, ctx, id, None, variables.clone()).await,
    }
}
