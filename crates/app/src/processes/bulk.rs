//! The same for many processes: a job goes through them a few at a time, and each has a verdict of its own.

use crate::error::Error;
use crate::portal::Portal;
use crate::process::actor_name;
use crate::process::effects::job_at;
use crate::process::outward;
use crate::processes::due::put_back;
use crate::processes::migrate::{self, Plan};
use crate::processes::obstacle::{self, Obstacle};
use crate::processes::{allow, operate};
use domain::{Action, Ctx, InstanceId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::Scope;
use store::bulk_actions::{self, BulkAction};
use store::jobs::{self, Job};
use uuid::Uuid;

pub use store::bulk_actions::Progress;

/// The job's kind.
pub(super) const KIND: &str = "process/bulk";
/// Instances of one round; then others have their turn.
const AT_ONCE: i64 = 50;
/// Most instances of one action.
pub const MOST: usize = 100_000;
/// Items of one page of a report.
pub const PAGE: i64 = 50;
/// Actions that the overview remembers.
const LATEST: i64 = 10;

/// What is done to each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Bulk {
    /// Put to rest.
    Suspend {
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// Let go on.
    Resume,
    /// Try again whatever holds it up.
    Retry,
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

/// An action and how far it is.
#[derive(Debug, Clone)]
pub struct Done {
    /// Its id.
    pub id: Uuid,
    /// What is done to each.
    pub bulk: Bulk,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked: Timestamp,
    /// How far it is.
    pub progress: Progress,
}

/// How one process fared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The process.
    pub instance: InstanceId,
    /// Its caller's own name.
    pub business_key: Option<String>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Its turn has not come.
    Waiting,
    /// It went well.
    Done,
    /// It was left as it was.
    Refused(Vec<Obstacle>),
}

/// The latest actions of this authority, newest first.
///
/// # Errors
/// When the store fails.
pub async fn list(portal: &Portal, ctx: &Ctx) -> Result<Vec<Done>, Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let found = bulk_actions::list(&mut tx, LATEST).await?;
    found.into_iter().map(|(action, progress)| done(action, progress)).collect()
}

fn done(action: BulkAction, progress: Progress) -> Result<Done, Error> {
    let BulkAction { id, detail, asked_by, asked, .. } = action;
    Ok(Done { id, bulk: outward::read(&detail)?, asked_by, asked, progress })
}

/// How far an action is, and a page (from 1) of how each process fared: what was refused comes first.
///
/// # Errors
/// [`Error::NotFound`] when there is none such.
pub async fn report(portal: &Portal, ctx: &Ctx, id: Uuid, page: u32) -> Result<(Done, Vec<Item>), Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let action = bulk_actions::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let progress = bulk_actions::count(&mut tx, id).await?;
    let skip = i64::from(page.saturating_sub(1)) * PAGE;
    let items = bulk_actions::list_items(&mut tx, id, PAGE, skip).await?;
    let item = |item: bulk_actions::Item| Item {
        instance: item.instance,
        business_key: item.business_key,
        fate: match item.state.as_str() {
            "waiting" => Fate::Waiting,
            "done" => Fate::Done,
            _ => Fate::Refused(obstacle::read(&item.message.unwrap_or_default())),
        },
    };
    Ok((done(action, progress)?, items.into_iter().map(item).collect()))
}

/// The next few instances; the job stays until none is left.
pub(super) async fn go_on(portal: &Portal, ctx: &Ctx, node: &str, job: &Job) -> Result<(), Error> {
    let id: Uuid = outward::read(&job.payload)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let action = bulk_actions::find(&mut tx, id).await?;
    let waiting = bulk_actions::list_waiting(&mut tx, id, AT_ONCE).await?;
    drop(tx);
    let Some(action) = action.filter(|_| !waiting.is_empty()) else {
        let mut tx = portal.db.write(Scope::of(ctx)).await?;
        jobs::finish(&mut tx, job, node).await?;
        return Ok(tx.commit().await?);
    };
    let bulk: Bulk = outward::read(&action.detail)?;
    for instance in waiting {
        let obstacles = carry_out(portal, ctx, &bulk, &action.asked_by, instance).await?;
        let verdict = (!obstacles.is_empty()).then(|| obstacle::write(&obstacles));
        let mut tx = portal.db.write(Scope::of(ctx)).await?;
        bulk_actions::settle(&mut tx, id, instance, verdict.as_deref()).await?;
        tx.commit().await?;
    }
    put_back(portal, ctx, node, job, SignedDuration::ZERO).await
}

/// Whoever began the action was allowed to; the portal goes on, and the history names who asked. Gives what stood in the
/// way.
async fn carry_out(portal: &Portal, ctx: &Ctx, bulk: &Bulk, by: &str, id: InstanceId) -> Result<Vec<Obstacle>, Error> {
    let done = match bulk {
        Bulk::Suspend { reason } => operate::suspend_for(portal, ctx, by, id, reason).await,
        Bulk::Resume => operate::resume_for(portal, ctx, by, id).await,
        Bulk::Retry => match operate::retry_all_for(portal, ctx, by, id).await {
            Ok(0) => return Ok(vec![Obstacle::plain("no-incident")]),
            tried => tried.map(drop),
        },
        Bulk::Cancel { reason } => {
            operate::give(portal, ctx, by, id, engine::Command::Cancel { reason: reason.clone() }).await
        }
        Bulk::Migrate { plan } => return migrate::migrate(portal, ctx, plan, by, id).await,
        Bulk::SetVariables { variables } => {
            let command = engine::Command::SetVariables { variables: variables.clone() };
            operate::give(portal, ctx, by, id, command).await
        }
    };
    match done {
        Ok(()) => Ok(Vec::new()),
        Err(fault) => Ok(vec![Obstacle::of_refusal(fault)?]),
    }
}
