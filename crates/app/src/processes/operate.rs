//! What an operator does to one running process: each is an order, and stands in its history with who gave it.

use crate::error::Error;
use crate::portal::Portal;
use crate::processes::order::{order, submit};
use crate::processes::{allow, instances};
use domain::{Action, Ctx, InstanceId};
use engine::{Command, IncidentId, ScopeId, TokenId, Variables, Visit};
use store::steps::Order;
use store::{Scope, suspension};

/// Puts a process to rest, its work with it.
///
/// # Errors
/// [`Error::NotFound`] when there is none such, [`Error::Conflict`] when it rests already or has ended.
pub async fn suspend(portal: &Portal, ctx: &Ctx, id: InstanceId) -> Result<(), Error> {
    allow(ctx, Action::OperateProcesses)?;
    instances::load(portal, ctx, id).await?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if !suspension::suspend(&mut tx, id).await? {
        return Err(Error::Conflict);
    }
    Ok(tx.commit().await?)
}

/// Lets a resting process go on.
///
/// # Errors
/// [`Error::NotFound`] when there is none such, [`Error::Conflict`] when it does not rest.
pub async fn resume(portal: &Portal, ctx: &Ctx, id: InstanceId) -> Result<(), Error> {
    allow(ctx, Action::OperateProcesses)?;
    instances::load(portal, ctx, id).await?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if !suspension::resume(&mut tx, id).await? {
        return Err(Error::Conflict);
    }
    tx.commit().await?;
    portal.processes.work.notify_waiters();
    portal.wake.notify_one();
    Ok(())
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
    give(portal, ctx, id, Command::RetryIncident { incident }).await
}

async fn obey(portal: &Portal, ctx: &Ctx, id: InstanceId, command: Command) -> Result<(), Error> {
    allow(ctx, Action::OperateProcesses)?;
    give(portal, ctx, id, command).await
}

async fn give(portal: &Portal, ctx: &Ctx, id: InstanceId, command: Command) -> Result<(), Error> {
    submit(portal, ctx, Order { even_suspended: true, ..order(ctx, id, command) }).await.map(drop)
}
