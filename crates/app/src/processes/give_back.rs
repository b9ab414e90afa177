//! What became of fetched work: done, failed, or an error that the process knows. Only the worker that holds the lock is
//! heard; lock, step and removal of the work are one transaction.

use crate::error::Error;
use crate::portal::Portal;
use crate::processes::order::{order, submit};
use crate::processes::{allow, instances, model_cache};
use domain::{Action, Ctx, JobId};
use engine::{Command, TokenId, Variables};
use jiff::{SignedDuration, Timestamp};
use store::external::{self, ExternalTask};
use store::incidents::{self, Incident};
use store::steps::{Guard, ModelKey, Order, Refusal};
use store::{Scope, Tx};

/// Longest message of a failure that is kept, in characters.
const LONGEST_MESSAGE: usize = 2_000;

/// Done. `local` is seen by the step's output mapping alone and lost where it has none.
///
/// # Errors
/// [`Error::NotFound`] when there is no such work, [`Refusal::LeaseLost`] when the worker does not hold it.
pub async fn complete(
    portal: &Portal,
    ctx: &Ctx,
    id: JobId,
    worker: &str,
    variables: Variables,
    local: Variables,
) -> Result<(), Error> {
    allow(ctx, Action::DoOutsideWork)?;
    let task = load_held(portal, ctx, id, worker).await?;
    let mut results = Variables::new();
    if !local.is_empty() && maps_outputs(portal, ctx, &task).await? {
        results.extend(local);
    }
    results.extend(variables);
    let (token, visit) = (TokenId(task.token), task.visit);
    answer(portal, ctx, &task, worker, Command::CompleteService { token, visit, variables: results }).await
}

/// The worker met an error that the process may catch.
///
/// # Errors
/// As [`complete`].
pub async fn report_error(
    portal: &Portal,
    ctx: &Ctx,
    id: JobId,
    worker: &str,
    code: String,
    message: String,
    variables: Variables,
) -> Result<(), Error> {
    allow(ctx, Action::DoOutsideWork)?;
    let task = load_held(portal, ctx, id, worker).await?;
    let (token, visit) = (TokenId(task.token), task.visit);
    answer(portal, ctx, &task, worker, Command::ThrowError { token, visit, code, message, variables }).await
}

async fn answer(portal: &Portal, ctx: &Ctx, task: &ExternalTask, worker: &str, command: Command) -> Result<(), Error> {
    let guard = Guard::Job { id: task.id, owner: worker.to_owned(), attempt: None };
    submit(portal, ctx, Order { guard: Some(guard), ..order(ctx, task.instance, command) }).await.map(drop)
}

/// What a worker tells of a failure.
#[derive(Debug, Clone, Default)]
pub struct Failure {
    /// What happened, in a sentence.
    pub message: String,
    /// More of it.
    pub details: String,
    /// How many tries are left; none: an incident.
    pub retries: i64,
    /// Not again before.
    pub wait: SignedDuration,
}

/// It failed: free again after a while, or an incident when no retries are left.
///
/// # Errors
/// As [`complete`].
pub async fn fail(portal: &Portal, ctx: &Ctx, id: JobId, worker: &str, failure: &Failure) -> Result<(), Error> {
    allow(ctx, Action::DoOutsideWork)?;
    let task = load_held(portal, ctx, id, worker).await?;
    let due = ctx.now().saturating_add(failure.wait).unwrap_or(Timestamp::MAX);
    let message = sentence(failure);
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if !external::fail(&mut tx, id, worker, &message, failure.retries, due).await? {
        return Err(Refusal::LeaseLost.into());
    }
    if failure.retries <= 0 {
        raise(ctx, &mut tx, &task, message).await?;
    }
    tx.commit().await?;
    if failure.retries > 0 && !failure.wait.is_positive() {
        portal.processes.work.notify_waiters();
    }
    Ok(())
}

fn sentence(failure: &Failure) -> String {
    let Failure { message, details, .. } = failure;
    let text = match (message.trim(), details.trim()) {
        ("", "") => "The worker gave no reason.".to_owned(),
        (message, "") => message.to_owned(),
        ("", details) => details.to_owned(),
        (message, details) => format!("{message}\n{details}"),
    };
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(LONGEST_MESSAGE).collect()
}

async fn raise(ctx: &Ctx, tx: &mut Tx, task: &ExternalTask, message: String) -> Result<(), Error> {
    let incident = Incident {
        id: ctx.new_id(),
        authority: task.authority.clone(),
        case: None,
        instance: Some(task.instance),
        job: Some(task.id),
        engine_incident: None,
        kind: task.topic.clone(),
        message: message.lines().next().unwrap_or_default().to_owned(),
        raised: ctx.now(),
    };
    Ok(incidents::raise(tx, &incident).await?)
}

async fn load_held(portal: &Portal, ctx: &Ctx, id: JobId, worker: &str) -> Result<ExternalTask, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let task = external::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if task.worker.as_deref() == Some(worker) { Ok(task) } else { Err(Refusal::LeaseLost.into()) }
}

/// Whether the step that waits for this work has an output mapping.
async fn maps_outputs(portal: &Portal, ctx: &Ctx, task: &ExternalTask) -> Result<bool, Error> {
    let (running, state) = instances::load(portal, ctx, task.instance).await?;
    let model = model_cache::load(portal, &ModelKey::Definition(running.definition)).await?;
    let node = state.tokens.get(&TokenId(task.token)).and_then(|token| model.node(token.node));
    Ok(node.is_some_and(|node| !node.outputs.is_empty()))
}
