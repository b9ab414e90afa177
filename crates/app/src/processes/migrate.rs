//! Running instances to another version of their process: first a look at what stands in the way of each, then a few at a
//! time, each in one transaction; and back again.

use crate::error::{Error, repeat_on_conflict};
use crate::portal::Portal;
use crate::process::outward;
use crate::processes::bulk::{self, Bulk};
use crate::processes::definitions::Definition;
use crate::processes::effects::{self, Around};
use crate::processes::order::order;
use crate::processes::{allow, model_cache};
use domain::{Action, Ctx, InstanceId};
use engine::{Command, Model, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::process_instances::{self, Wanted};
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
pub type Looked = (InstanceId, Vec<Verdict>);

/// Both versions of a plan.
struct Versions {
    from: Definition,
    to: Definition,
    old: Arc<Model>,
    new: Arc<Model>,
}

async fn load(portal: &Portal, ctx: &Ctx, plan: &Plan) -> Result<Versions, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let all = definitions::list(&mut tx, 10_000).await?;
    drop(tx);
    let find = |version| all.iter().find(|it| it.key == plan.key && it.version == version).cloned();
    let (from, to) = (find(plan.from).ok_or(Error::NotFound)?, find(plan.to).ok_or(Error::NotFound)?);
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
            looked.push((running.id, done.err().unwrap_or_default()));
        }
    }
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

/// Brings one instance over.
///
/// # Errors
/// [`Error::Invalid`] with everything that stands in the way.
pub(super) async fn migrate(portal: &Portal, ctx: &Ctx, plan: &Plan, id: InstanceId) -> Result<(), Error> {
    let versions = load(portal, ctx, plan).await?;
    repeat_on_conflict(|| keep(portal, ctx, plan, &versions, id)).await
}

async fn keep(portal: &Portal, ctx: &Ctx, plan: &Plan, versions: &Versions, id: InstanceId) -> Result<(), Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let instance = migration::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if instance.origin.begin.model != ModelKey::Definition(versions.from.hash) {
        return Err(Error::Invalid(format!("It does not run version {} of {}.", plan.from, plan.key)));
    }
    let rows = rows(portal, ctx, plan, versions, &instance)?;
    // The command is not run: the engine has decided already what becomes of the instance.
    let command = Command::SetVariables { variables: engine::Variables::new() };
    let order = Order { even_suspended: true, ..order(ctx, id, command) };
    if !migration::migrate(&mut tx, &instance, &order, rows, &versions.to.hash, ctx.now()).await? {
        return Err(Error::Conflict);
    }
    Ok(tx.commit().await?)
}

fn rows(portal: &Portal, ctx: &Ctx, plan: &Plan, versions: &Versions, instance: &Instance) -> Result<StepRows, Error> {
    let clock = feel::Clock { now: ctx.now(), zone: ctx.zone() };
    let outcome = engine::migrate(&versions.old, &versions.new, &instance.state, &plan.renamed, &clock);
    let outcome = outcome.map_err(|verdicts| Error::Invalid(sentence(&verdicts)))?;
    let (attempts, ids) = (portal.rules.retry_attempts, &*portal.ids);
    let around = Around { origin: &instance.origin, state: &outcome.state, now: ctx.now(), attempts, ids };
    let changes = effects::changes(&around, &outcome.effects)?;
    Ok(StepRows { state: outcome.state, events: outcome.events, changes })
}

fn sentence(verdicts: &[Verdict]) -> String {
    let line = |verdict: &Verdict| match verdict.element.as_str() {
        "" => verdict.message.clone(),
        element => format!("{element}: {}", verdict.message),
    };
    verdicts.iter().map(line).collect::<Vec<_>>().join(" ")
}
