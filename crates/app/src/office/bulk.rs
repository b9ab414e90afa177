//! Deciding many alike at once: each task by itself, so that one that cannot be decided keeps nobody waiting.

use super::complete::{Completion, complete};
use crate::error::{Error, authorise};
use crate::portal::Portal;
use domain::{Action, CaseState, Ctx, Resource, TaskId};
use store::steps::Refusal;
use store::{Scope, cases, tasks};

/// What is asked for the decision of many; words are needed for the others, and they are for one applicant each.
const NEEDS_WORDS: [&str; 3] = ["ask", "reject", "refuse"];

/// One of the marked tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The task.
    pub id: TaskId,
    /// The case's reference; empty when the task is gone.
    pub reference: String,
    /// The service's key.
    pub service: String,
    /// The element of the process.
    pub node: String,
    /// What became of it, or would.
    pub verdict: Verdict,
}

/// What becomes of a marked task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It can be decided so.
    Possible,
    /// It was decided.
    Decided,
    /// A colleague was faster, or it is not there.
    Gone,
    /// Its case rests.
    Rests,
    /// It does not offer this decision.
    NotOffered,
    /// A fault of ours; it is still open.
    Failed,
}

/// The decisions of a task that can be taken for many at once.
pub fn decisions_for_many(options: &[String]) -> Vec<String> {
    options.iter().filter(|option| !NEEDS_WORDS.contains(&option.as_str())).cloned().collect()
}

/// Says for each marked task what the decision would do; nothing is changed.
///
/// # Errors
/// [`Error::NotFound`] for everybody but clerks of this authority; when the store fails.
pub async fn preview_decisions(
    portal: &Portal,
    ctx: &Ctx,
    ids: &[TaskId],
    decision: &str,
) -> Result<Vec<Marked>, Error> {
    authorise(ctx, Action::ListWorklist, &Resource { authority: Some(&ctx.authority.key), ..Resource::default() })?;
    let mut marked = Vec::with_capacity(ids.len());
    for id in ids {
        marked.push(look(portal, ctx, *id, decision).await?);
    }
    Ok(marked)
}

/// Decides each marked task that offers the decision.
///
/// # Errors
/// [`Error::NotFound`] for everybody but clerks of this authority; when the store fails. A single task's trouble is its
/// verdict.
pub async fn decide_many(portal: &Portal, ctx: &Ctx, ids: &[TaskId], decision: &str) -> Result<Vec<Marked>, Error> {
    let mut marked = preview_decisions(portal, ctx, ids, decision).await?;
    for one in marked.iter_mut().filter(|one| one.verdict == Verdict::Possible) {
        let mut tx = portal.db.read(Scope::of(ctx)).await?;
        let task = tasks::find(&mut tx, one.id).await?;
        drop(tx);
        let Some(task) = task else {
            one.verdict = Verdict::Gone;
            continue;
        };
        let done = Completion { decision: decision.to_owned(), ..Completion::default() };
        one.verdict = match complete(portal, ctx, task.case, task.id, &done).await {
            Ok(missing) if missing.is_empty() => Verdict::Decided,
            Ok(_) => Verdict::NotOffered,
            Err(Error::Conflict | Error::NotFound) => Verdict::Gone,
            Err(Error::Refused(Refusal::Suspended)) => Verdict::Rests,
            Err(fault) => {
                tracing::error!(task = %task.id, error = &fault as &dyn std::error::Error, "a decision for many failed");
                Verdict::Failed
            }
        };
    }
    Ok(marked)
}

async fn look(portal: &Portal, ctx: &Ctx, id: TaskId, decision: &str) -> Result<Marked, Error> {
    let gone =
        Marked { id, reference: String::new(), service: String::new(), node: String::new(), verdict: Verdict::Gone };
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let Some(task) = tasks::find(&mut tx, id).await? else { return Ok(gone) };
    let resource = Resource { authority: Some(&task.authority), group: task.group.as_deref(), ..Resource::default() };
    let Some(case) = cases::find(&mut tx, task.case).await? else { return Ok(gone) };
    drop(tx);
    if authorise(ctx, Action::CompleteTask, &resource).is_err() {
        return Ok(gone);
    }
    let options = portal.load_package(&case.package).await?.task_options(&task.node);
    let offered = decisions_for_many(&options).iter().any(|option| option == decision);
    let verdict = match (offered, case.state) {
        (_, CaseState::AtRest) => Verdict::Rests,
        (true, _) => Verdict::Possible,
        (false, _) => Verdict::NotOffered,
    };
    Ok(Marked { reference: case.reference, service: case.service, node: task.node, verdict, ..gone })
}
