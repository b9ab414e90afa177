//! What an authority has deployed, with what runs of it; letting a version start nothing new; and the processes of one
//! version, page by page or all at once.

use crate::error::Error;
use crate::operation::instances::{Line, with_steps};
use crate::portal::Portal;
use crate::process::actor_name;
use crate::processes::allow;
use crate::processes::bulk::{self, Bulk};
use domain::{Action, Ctx, InstanceId};
use store::Scope;
use store::definitions::{self, Definition};
use store::version_instances;
use uuid::Uuid;

pub use store::definitions::Running;
pub use store::version_instances::{Part, Sieve};

/// How many processes a page of a version has.
pub const PAGE: i64 = 25;
/// Most versions of an authority that are shown.
const MOST: i64 = 10_000;

/// A deployed version with what runs of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The version.
    pub definition: Definition,
    /// What runs of it.
    pub running: Running,
}

/// All versions of this authority, by key, newest first.
///
/// # Errors
/// When the store fails.
pub async fn list(portal: &Portal, ctx: &Ctx) -> Result<Vec<Version>, Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let all = definitions::list(&mut tx, MOST).await?;
    let running = definitions::count_running(&mut tx).await?;
    let of = |definition: &Definition| running.get(definition.hash.as_slice()).copied().unwrap_or_default();
    Ok(all.into_iter().map(|definition| Version { running: of(&definition), definition }).collect())
}

/// One version.
///
/// # Errors
/// [`Error::NotFound`] when this authority has none such.
pub async fn load(portal: &Portal, ctx: &Ctx, key: &str, version: i64) -> Result<Version, Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let definition = definitions::find_version(&mut tx, key, version).await?.ok_or(Error::NotFound)?;
    let running = definitions::count_running(&mut tx).await?;
    let running = running.get(definition.hash.as_slice()).copied().unwrap_or_default();
    Ok(Version { definition, running })
}

/// Lets a version start no more processes, or again. What runs goes on.
///
/// # Errors
/// [`Error::NotFound`] when there is none such.
pub async fn suspend(portal: &Portal, ctx: &Ctx, key: &str, version: i64, suspended: bool) -> Result<(), Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if !definitions::suspend(&mut tx, key, version, suspended).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    let (authority, by) = (ctx.authority.key.as_str(), actor_name(&ctx.actor));
    tracing::info!(authority, key, version, suspended, by, "a process definition was suspended or let go on");
    Ok(())
}

/// A page (from 1) of the processes of a version, and how many there are.
///
/// # Errors
/// When the store fails.
pub async fn list_instances(portal: &Portal, ctx: &Ctx, sieve: &Sieve, page: u32) -> Result<(Vec<Line>, i64), Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let skip = i64::from(page.saturating_sub(1)) * PAGE;
    let found = version_instances::list(&mut tx, sieve, PAGE, skip).await?;
    let count = version_instances::count(&mut tx, sieve).await?;
    Ok((with_steps(portal, &mut tx, found).await, count))
}

/// Begins the same with every process that the sieve lets through; gives the action's id for [`bulk::report`].
///
/// # Errors
/// [`Error::Invalid`] when there is none.
pub async fn begin(portal: &Portal, ctx: &Ctx, sieve: &Sieve, bulk: &Bulk) -> Result<Uuid, Error> {
    allow(ctx, Action::OperateProcesses)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let all: Vec<InstanceId> = version_instances::list_ids(&mut tx, sieve, bulk::MOST as i64).await?;
    drop(tx);
    if all.is_empty() {
        return Err(Error::Invalid("There is no such process.".to_owned()));
    }
    bulk::begin(portal, ctx, bulk, &all).await
}
