//! What an operator does to one running process: each is an order, and stands in its history with who gave it.

use crate::error::{Error, repeat_on_conflict};
use crate::portal::Portal;
use crate::process::actor_name;
use crate::processes::order::{order, submit};
use crate::processes::{allow, instances};
use domain::{Action, Ctx, InstanceId};
use engine::{Command, Event, IncidentId, ScopeId, TokenId, Variables, Visit};
use store::steps::{Order, migration};
use store::{Scope, Tx, incidents, instance_list, jobs, suspension};

/// Puts a process to rest, its work with it.
///
/// # Errors
/// [`Error::NotFound`] when there is none such, [`Error::Conflict`] when it rests already or has ended.
pub async fn suspend(portal: &Portal, ctx: &Ctx, id: InstanceId, reason: &str) -> Result<(), Error> {
    allow(ctx, Action::OperateProcesses)?;
    suspend_for(portal, ctx, &actor_name(&ctx.actor), id, reason).await
}

/// Lets a resting process go on.
///
/// # Errors
/// [`Error::NotFound`] when there is none such, [`Error::Conflict`] when it does not rest.
pub async fn resume(portal: &Portal, ctx: &Ctx, id: InstanceId) -> Result<(), Error> {
    allow(ctx, Action::OperateProcesses)?;
    resume_for(portal, ctx, &actor_name(&ctx.actor), id).await
}

/// The same in the name of `by`.
pub(super) async fn suspend_for(
    portal: &Portal,
    ctx: &Ctx,
    by: &str,
    id: InstanceId,
    reason: &str,
) -> Result<(), Error> {
    repeat_on_conflict(|| async {
        let (running, _) = instances::load(portal, ctx, id).await?;
        if running.suspended || running.ended {
            return Ok(false);
        }
        let mut tx = portal.db.write(Scope::of(ctx)).await?;
        note(ctx, &mut tx, by, id, Event::PutToRest { reason: reason.to_owned() }).await?;
        if !suspension::suspend(&mut tx, id).await? {
            return Err(Error::Conflict);
        }
        tx.commit().await?;
        Ok(true)
    })
    .await?
    .then_some(())
    .ok_or(Error::Conflict)
}

/// The same in the name of `by`.
pub(super) async fn resume_for(portal: &Portal, ctx: &Ctx, by: &str, id: InstanceId) -> Result<(), Error> {
    let woken = repeat_on_conflict(|| async {
        let (running, _) = instances::load(portal, ctx, id).await?;
        if !running.suspended || running.ended {
            return Ok(false);
        }
        let mut tx = portal.db.write(Scope::of(ctx)).await?;
        note(ctx, &mut tx, by, id, Event::WokenUp {}).await?;
        if !suspension::resume(&mut tx, id).await? {
            return Err(Error::Conflict);
        }
        tx.commit().await?;
        Ok(true)
    })
    .await?;
    if !woken {
        return Err(Error::Conflict);
    }
    portal.processes.work.notify_waiters();
    portal.wake.notify_one();
    Ok(())
}

/// Writes down in the instance's history who did something around it.
async fn note(ctx: &Ctx, tx: &mut Tx, by: &str, id: InstanceId, event: Event) -> Result<(), Error> {
    let instance = migration::find(tx, id).await?.ok_or(Error::NotFound)?;
    // The command is not run: nothing changes in the instance.
    let command = Command::SetVariables { variables: Variables::new() };
    let order = Order { even_suspended: true, actor: by.to_owned(), ..order(ctx, id, command) };
    if migration::note(tx, &instance, &order, vec![event], ctx.now()).await? { Ok(()) } else { Err(Error::Conflict) }
}

/// Ends a process now; what is open in it is closed.
///
/// # Errors
/// [`Error::Refused`] when it has ended.
pub async fn cancel(portal: &Portal, ctx: &Ctx, id: InstanceId, reason: String) -> Result<(), Error> {
    obey(portal, ctx, id, Command::Cancel { reason }).await
}

/// Sets variables of the process, or of one of its running scopes.
///
/// # Errors
/// [`Error::Refused`] when it has ended or has no such scope.
pub async fn set_variables(
    portal: &Portal,
    ctx: &Ctx,
    id: InstanceId,
    scope: Option<ScopeId>,
    variables: Variables,
) -> Result<(), Error> {
    let command = match scope {
        None => Command::SetVariables { variables },
        Some(scope) => Command::SetScopeVariables { scope, variables },
    };
    obey(portal, ctx, id, command).await
}

/// Takes a token to another element of the same scope.
///
/// # Errors
/// [`Error::Refused`] when it went on meanwhile or there is no such element.
pub async fn move_token(
    portal: &Portal,
    ctx: &Ctx,
    id: InstanceId,
    token: TokenId,
    visit: Visit,
    element: String,
) -> Result<(), Error> {
    obey(portal, ctx, id, Command::MoveToken { token, visit, element }).await
}

/// Leaves an activity as if it were done.
///
/// # Errors
/// [`Error::Refused`] when the token went on meanwhile.
pub async fn skip(
    portal: &Portal,
    ctx: &Ctx,
    id: InstanceId,
    token: TokenId,
    visit: Visit,
    variables: Variables,
) -> Result<(), Error> {
    obey(portal, ctx, id, Command::SkipActivity { token, visit, variables }).await
}

/// Tries again what led to an incident of the process itself.
///
/// # Errors
/// [`Error::Refused`] when it is mended already.
pub async fn retry(portal: &Portal, ctx: &Ctx, id: InstanceId, incident: IncidentId) -> Result<(), Error> {
    obey(portal, ctx, id, Command::RetryIncident { incident }).await
}

/// The same for whoever may mend incidents here: the lead authority's operator, too.
pub(crate) async fn mend(portal: &Portal, ctx: &Ctx, id: InstanceId, incident: IncidentId) -> Result<(), Error> {
    give(portal, ctx, &actor_name(&ctx.actor), id, Command::RetryIncident { incident }).await
}

/// Tries again everything that holds a process up; gives how many things those were.
pub(super) async fn retry_all_for(portal: &Portal, ctx: &Ctx, by: &str, id: InstanceId) -> Result<usize, Error> {
    instances::load(portal, ctx, id).await?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let held = instance_list::list_incidents(&mut tx, id).await?;
    drop(tx);
    for incident in &held {
        if let Some(number) = incident.engine_incident {
            give(portal, ctx, by, id, Command::RetryIncident { incident: IncidentId(number) }).await?;
            continue;
        }
        let mut tx = portal.db.write(Scope::of(ctx)).await?;
        if let Some(job) = incidents::find_open(&mut tx, incident.id).await?.and_then(|found| found.job) {
            jobs::resume(&mut tx, job, ctx.now()).await?;
            incidents::resolve(&mut tx, incident.id, by, ctx.now()).await?;
        }
        tx.commit().await?;
        portal.processes.work.notify_waiters();
        portal.wake.notify_one();
    }
    Ok(held.len())
}

/// An order of whoever may operate the processes of the context's authority.
pub(crate) async fn obey(portal: &Portal, ctx: &Ctx, id: InstanceId, command: Command) -> Result<(), Error> {
    allow(ctx, Action::OperateProcesses)?;
    give(portal, ctx, &actor_name(&ctx.actor), id, command).await
}

/// An order in the name of `by`, which a process at rest obeys too.
pub(super) async fn give(portal: &Portal, ctx: &Ctx, by: &str, id: InstanceId, command: Command) -> Result<(), Error> {
    let order = Order { even_suspended: true, actor: by.to_owned(), ..order(ctx, id, command) };
    submit(portal, ctx, order).await.map(drop)
}
