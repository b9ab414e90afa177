//! A clerk decides: the task's options are the only words the process is told.

use crate::error::{Error, authorise, repeat_on_conflict};
use crate::portal::Portal;
use crate::process;
use domain::{Action, Case, CaseId, Ctx, Resource, Task, TaskId};
use engine::{Command, Rejection, TokenId};
use serde_json::{Value, json};
use store::{Scope, cases, tasks};

/// What a clerk decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// One of the task's options.
    pub decision: String,
    /// Why; the applicant reads it.
    pub reason: String,
    /// Which answer to ask for again.
    pub ask_field: String,
    /// What to write to the applicant.
    pub ask_text: String,
}

/// What is missing in a completion: codes with the field they belong to.
pub type Missing = Vec<(&'static str, &'static str)>;

/// Completes a task.
///
/// # Errors
/// [`Error::Conflict`] when a colleague was faster; [`Error::NotFound`] when it is not for this clerk. Missing parts
/// come back as values and nothing was changed.
pub async fn complete(
    portal: &Portal,
    ctx: &Ctx,
    case: CaseId,
    task: TaskId,
    done: &Completion,
) -> Result<Missing, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let found = (cases::find(&mut tx, case).await?, tasks::find(&mut tx, task).await?);
    drop(tx);
    let (Some(case), task) = found else { return Err(Error::NotFound) };
    let resource = Resource {
        authority: Some(&case.authority),
        group: task.as_ref().and_then(|t| t.group.as_deref()),
        ..Resource::default()
    };
    authorise(ctx, Action::CompleteTask, &resource)?;
    // The case is there and the task is gone: a colleague (or a second press) was faster.
    let Some(task) = task.filter(|t| t.case == case.id) else { return Err(Error::Conflict) };
    let package = portal.load_package(&case.package).await?;
    let options = package.task_options(&task.node);
    let missing = missing(&options, done);
    if !missing.is_empty() {
        return Ok(missing);
    }
    if done.decision == "ask" && package.form.as_ref().is_none_or(|form| form.find_field(&done.ask_field).is_none()) {
        return Ok(vec![("ask_field", "choose")]);
    }
    repeat_on_conflict(|| keep(portal, ctx, &case, &task, done)).await?;
    portal.wake.notify_one();
    Ok(Vec::new())
}

fn missing(options: &[String], done: &Completion) -> Missing {
    let mut missing = Vec::new();
    if !options.contains(&done.decision) {
        missing.push(("decision", "choose"));
    }
    if matches!(done.decision.as_str(), "reject" | "refuse") && done.reason.trim().is_empty() {
        missing.push(("reason", "write"));
    }
    if done.decision == "ask" {
        if done.ask_field.is_empty() {
            missing.push(("ask_field", "choose"));
        }
        if done.ask_text.trim().is_empty() {
            missing.push(("ask_text", "write"));
        }
    }
    missing
}

async fn keep(portal: &Portal, ctx: &Ctx, case: &Case, task: &Task, done: &Completion) -> Result<(), Error> {
    let mut variables = engine::Variables::new();
    let asked = done.decision == "ask";
    variables.insert("decision".into(), json!(done.decision));
    variables.insert("reason".into(), text(&done.reason));
    if asked {
        variables.insert("ask_field".into(), json!(done.ask_field));
        variables.insert("ask_text".into(), text(&done.ask_text));
    }
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let detail =
        json!({ "task": task.node, "decision": done.decision, "reason": done.reason.trim(), "field": done.ask_field });
    process::record(ctx, &mut tx, case, "task-done", detail, true).await?;
    let command = Command::CompleteTask { token: TokenId(task.token), visit: task.visit, variables };
    match process::advance(portal, ctx, &mut tx, case, &command).await {
        Err(Error::Process(Rejection::Stale(_))) => return Err(Error::NotFound),
        other => other?,
    }
    Ok(tx.commit().await?)
}

fn text(typed: &str) -> Value {
    let clean: String = typed.trim().chars().filter(|c| !c.is_control() || *c == '\n').take(4000).collect();
    if clean.is_empty() { Value::Null } else { Value::String(clean) }
}
