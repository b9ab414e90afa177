//! Running instances to another version of their process: first a look at what stands in the way of each, then a few at a
//! time, each in one transaction; and back again.

use crate::error::{Error, repeat_on_conflict};
use crate::portal::Portal;
use crate::process::outward;
use crate::processes::bulk::{self, Bulk};
use crate::processes::definitions::Definition;
use crate::processes::effects::{self, Around};
use crate::processes::obstacle::Obstacle;
use crate::processes::order::order;
use crate::processes::{allow, model_cache};
use domain::{Action, Ctx, InstanceId};
use engine::{Command, Model};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::process_instances::{self, Running, Wanted};
use store::steps::{Instance, ModelKey, Order, StepRows, migration};
use store::{Scope, bulk_actions, definitions};
use uuid::Uuid;

/// Instances of one page of a look.
const PAGE: i64 = 200;

/// From which version to which, and which elements have other ids there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The process's key.
    pub key: String,
    /// The version the instances run.
    pub from: i64,
    /// The version they are to run.
    pub to: i64,
    /// Old and new ids of elements, where they differ.
    pub renamed: BTreeMap<String, String>,
}

impl Plan {
    /// The way back.
    pub fn turned_round(&self) -> Plan {
        let renamed = self.renamed.iter().map(|(old, new)| (new.clone(), old.clone())).collect();
        Plan { key: self.key.clone(), from: self.to, to: self.from, renamed }
    }
}

/// An instance and what stands in its way; nothing does where the list is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The instance.
    pub running: Running,
    /// What stands in its way.
    pub obstacles: Vec<Obstacle>,
}

/// Both versions of a plan.
struct Versions {
    from: Definition,
    to: Definition,
    old: Arc<Model>,
    new: Arc<Model>,
}

async fn load(portal: &Portal, ctx: &Ctx, plan: &Plan) -> Result<Versions, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let from = definitions::find_version(&mut tx, &plan.key, plan.from).await?.ok_or(Error::NotFound)?;
    let to = definitions::find_version(&mut tx, &plan.key, plan.to).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let old = model_cache::load(portal, &ModelKey::Definition(from.hash)).await?;
    let new = model_cache::load(portal, &ModelKey::Definition(to.hash)).await?;
    Ok(Versions { from, to, old, new })
}

/// Looks at every instance of the old version and changes nothing.
///
/// # Errors
/// [`Error::NotFound`] when one of the versions is not there.
pub async fn look(portal: &Portal, ctx: &Ctx, plan: &Plan) -> Result<Vec<Looked>, Error> {
    allow(ctx, Action::OperateProcesses)?;
    let versions = load(portal, ctx, plan).await?;
    let wanted = Wanted { definition: Some(versions.from.hash), ..Wanted::default() };
    let clock = feel::Clock { now: ctx.now(), zone: ctx.zone() };
    let (mut looked, mut from) = (Vec::new(), 0);
    loop {
        let mut tx = portal.db.read(Scope::of(ctx)).await?;
        let page = process_instances::list(&mut tx, &wanted, from, PAGE).await?;
        if page.is_empty() {
            return Ok(looked);
        }
        from += page.len() as i64;
        for running in page {
            let Some((_, state)) = process_instances::find(&mut tx, running.id).await? else { continue };
            let done = engine::migrate(&versions.old, &versions.new, &state, &plan.renamed, &clock);
            let obstacles = done.err().unwrap_or_default().iter().map(Obstacle::of_verdict).collect();
            looked.push(Looked { running, obstacles });
        }
    }
}

/// Begins to bring over every instance in whose way nothing stands; gives the action's id.
///
/// # Errors
/// [`Error::NotFound`] when one of the versions is not there, [`Error::Invalid`] when something stands in the way of all.
pub async fn begin_clear(portal: &Portal, ctx: &Ctx, plan: Plan) -> Result<Uuid, Error> {
    let looked = look(portal, ctx, &plan).await?;
    let clear = looked.iter().filter(|looked| looked.obstacles.is_empty()).map(|looked| looked.running.id);
    let clear: Vec<InstanceId> = clear.take(bulk::MOST).collect();
    if clear.is_empty() {
        return Err(Error::Invalid("No process can be brought over.".to_owned()));
    }
    begin(portal, ctx, plan, &clear).await
}

/// Begins to bring these instances over, a few at a time; gives the action's id for [`bulk::report`].
///
/// # Errors
/// [`Error::NotFound`] when one of the versions is not there.
pub async fn begin(portal: &Portal, ctx: &Ctx, plan: Plan, instances: &[InstanceId]) -> Result<Uuid, Error> {
    allow(ctx, Action::OperateProcesses)?;
    load(portal, ctx, &plan).await?;
    bulk::begin(portal, ctx, &Bulk::Migrate { plan }, instances).await
}

/// Begins to bring back what an earlier action brought over.
///
/// # Errors
/// [`Error::NotFound`] when there is no such migration.
pub async fn undo(portal: &Portal, ctx: &Ctx, action: Uuid) -> Result<Uuid, Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let found = bulk_actions::find(&mut tx, action).await?.ok_or(Error::NotFound)?;
    let done = migration::list_done(&mut tx, action).await?;
    drop(tx);
    let Bulk::Migrate { plan } = outward::read(&found.detail)? else { return Err(Error::NotFound) };
    begin(portal, ctx, plan.turned_round(), &done).await
}

/// Brings one instance over in the name of `by`; gives what stands in the way.
///
/// # Errors
/// When the store fails, or one of the versions is gone.
pub(super) async fn migrate(
    portal: &Portal,
    ctx: &Ctx,
    plan: &Plan,
    by: &str,
    id: InstanceId,
) -> Result<Vec<Obstacle>, Error> {
    let versions = load(portal, ctx, plan).await?;
    repeat_on_conflict(|| keep(portal, ctx, plan, &versions, by, id)).await
}

async fn keep(
    portal: &Portal,
    ctx: &Ctx,
    plan: &Plan,
    versions: &Versions,
    by: &str,
    id: InstanceId,
) -> Result<Vec<Obstacle>, Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let Some(instance) = migration::find(&mut tx, id).await? else { return Ok(vec![Obstacle::plain("missing")]) };
    if instance.origin.begin.model != ModelKey::Definition(versions.from.hash) {
        return Ok(vec![Obstacle::plain("other-version")]);
    }
    let rows = match rows(portal, ctx, plan, versions, &instance)? {
        Ok(rows) => rows,
        Err(obstacles) => return Ok(obstacles),
    };
    // The command is not run: the engine has decided already what becomes of the instance.
    let command = Command::SetVariables { variables: engine::Variables::new() };
    let order = Order { even_suspended: true, actor: by.to_owned(), ..order(ctx, id, command) };
    if !migration::migrate(&mut tx, &instance, &order, rows, &versions.to.hash, ctx.now()).await? {
        return Err(Error::Conflict);
    }
    tx.commit().await?;
    Ok(Vec::new())
}

/// What is to be written, or what stands in the way.
fn rows(
    portal: &Portal,
    ctx: &Ctx,
    plan: &Plan,
    versions: &Versions,
    instance: &Instance,
) -> Result<Result<StepRows, Vec<Obstacle>>, Error> {
    let clock = feel::Clock { now: ctx.now(), zone: ctx.zone() };
    let outcome = engine::migrate(&versions.old, &versions.new, &instance.state, &plan.renamed, &clock);
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(verdicts) => return Ok(Err(verdicts.iter().map(Obstacle::of_verdict).collect())),
    };
    let (attempts, ids) = (portal.rules.retry_attempts, &*portal.ids);
    let around = Around { origin: &instance.origin, state: &outcome.state, now: ctx.now(), attempts, ids };
    let changes = effects::changes(&around, &outcome.effects)?;
    Ok(Ok(StepRows { state: outcome.state, events: outcome.events, changes }))
}
