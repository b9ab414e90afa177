//! Processes that a timer starts: one job per timer start of the newest version, followed by the next of its cycle.

use crate::error::Error;
use crate::portal::Portal;
use crate::process::outward::{self, stable_id};
use crate::processes::due::{Gone, guard};
use crate::processes::start::{self, Beginning};
use crate::processes::{definitions, model_cache};
use domain::{Ctx, JobId};
use engine::{Command, Cycle, Model, Variables};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::definitions::Definition;
use store::jobs::{self, Job};
use store::steps::{ModelKey, Refusal};
use store::{Scope, Tx};

/// The job's kind.
pub(super) const KIND: &str = "process/start";

#[derive(Serialize, Deserialize)]
struct Armed {
    key: String,
    version: i64,
    hash: [u8; 32],
    element: String,
    cycle: Option<Cycle>,
}

/// Arms the timer starts of a version that was just deployed. Those of older versions find out when they are due.
pub(super) async fn arm(
    portal: &Portal,
    ctx: &Ctx,
    tx: &mut Tx,
    model: &Model,
    definition: &Definition,
) -> Result<(), Error> {
    let clock = feel::Clock { now: ctx.now(), zone: ctx.zone() };
    for start in model.starts() {
        let first = start.first(&clock).map_err(|why| Error::Invalid(format!("{}: {why}", start.element)))?;
        let Some((due, cycle)) = first else { continue };
        let Definition { key, version, hash, .. } = definition.clone();
        let armed = Armed { key, version, hash, element: start.element.to_owned(), cycle };
        enqueue(portal, ctx, tx, JobId(ctx.new_id()), &armed, due).await?;
    }
    Ok(())
}

async fn enqueue(
    portal: &Portal,
    ctx: &Ctx,
    tx: &mut Tx,
    id: JobId,
    armed: &Armed,
    due: Timestamp,
) -> Result<(), Error> {
    let job = Job {
        id,
        authority: ctx.authority.key.clone(),
        case: None,
        instance: None,
        token: None,
        visit: None,
        timer: None,
        kind: KIND.to_owned(),
        payload: serde_json::to_value(armed).map_err(|fault| Error::Internal(fault.to_string()))?,
        due,
        attempt: 0,
        failures: 0,
        max_attempts: portal.rules.retry_attempts,
        last_fault: None,
    };
    Ok(jobs::enqueue(tx, &job, ctx.now()).await?)
}

/// Starts an instance and arms the next time of the cycle, unless a newer version does so meanwhile.
pub(super) async fn fire(portal: &Portal, ctx: &Ctx, node: &str, job: &Job) -> Result<Gone, Error> {
    let armed: Armed = outward::read(&job.payload)?;
    let latest = match definitions::load_latest(portal, ctx, &armed.key).await {
        Ok(latest) => latest,
        Err(Error::NotFound) => return Ok(Gone::NotYet),
        Err(fault) => return Err(fault),
    };
    if latest.version != armed.version || latest.suspended {
        return Ok(Gone::NotYet);
    }
    let model = model_cache::load(portal, &ModelKey::Definition(armed.hash)).await?;
    let clock = feel::Clock { now: ctx.now(), zone: ctx.zone() };
    let starts = model.starts();
    let start = starts.iter().find(|start| start.element == armed.element);
    let next = start.zip(armed.cycle.as_ref()).and_then(|(start, cycle)| start.next(job.due, cycle, &clock));
    if let Some((due, cycle)) = next {
        let following = Armed { cycle: Some(cycle), element: armed.element.clone(), key: armed.key.clone(), ..armed };
        let id = JobId(stable_id(&[job.id.0.as_bytes(), b"next"]).0);
        let mut tx = portal.db.write(Scope::of(ctx)).await?;
        match enqueue(portal, ctx, &mut tx, id, &following, due).await {
            Ok(()) => tx.commit().await?,
            // It was armed by an attempt that broke off.
            Err(fault) if fault.is_conflict() => drop(tx),
            Err(fault) => return Err(fault),
        }
    }
    let id = stable_id(&[job.id.0.as_bytes(), b"start"]);
    let beginning = Beginning { guard: guard(node, job), ..Beginning::of(&latest, id) };
    let command = Command::StartAt { element: armed.element, variables: Variables::new() };
    match start::begin(portal, ctx, beginning, command).await {
        Ok(_) => Ok(Gone::WithStep),
        Err(Error::Refused(Refusal::Rejected(_))) => Ok(Gone::NotYet),
        Err(fault) => Err(fault),
    }
}
