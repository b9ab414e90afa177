//! The office asks for something: only the fields it asks for open again.

use crate::applications::clock;
use crate::cases::read::load_own;
use crate::error::{Error, authorise, repeat_on_conflict};
use crate::packages::{Package, task_answers};
use crate::portal::Portal;
use crate::process;
use domain::{Action, Case, CaseId, Ctx, Resource, Task, TaskId, TaskKind};
use engine::{Command, Rejection, TokenId};
use form::{FieldProblem, RawInput};
use serde_json::{Value, json};
use std::sync::Arc;
use store::{Scope, cases, tasks};

/// A request of the office, ready to be answered.
#[derive(Debug, Clone)]
pub struct Request {
    /// The case.
    pub case: Case,
    /// The service.
    pub package: Arc<Package>,
    /// The task behind it.
    pub task: Task,
    /// The field that is asked for.
    pub field: form::Field,
    /// What the office wrote.
    pub question: String,
}

/// Opens a request.
///
/// # Errors
/// [`Error::NotFound`] when it is not hers or was answered already.
pub async fn open_request(portal: &Portal, ctx: &Ctx, case: CaseId, task: TaskId) -> Result<Request, Error> {
    let (case, there) = load_own(portal, ctx, case).await?;
    let package = portal.load_package(&case.package).await?;
    let mut tx = portal.db.read(Scope::of(&there)).await?;
    let task = tasks::find(&mut tx, task).await?.filter(|t| t.case == case.id && t.kind == TaskKind::Applicant);
    let task = task.ok_or(Error::NotFound)?;
    let wanted = wanted_field(&task, &clock(&there)).ok_or(Error::NotFound)?;
    let form = package.form.as_ref().ok_or(Error::NotFound)?;
    let field = form.find_field(&wanted).ok_or(Error::NotFound)?.clone();
    let question = task.input.get("ask_text").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Request { case, package, task, field, question })
}

/// The field that the form key names: `field:breed`, or `field:=ask_field` worked out over the task's inputs.
fn wanted_field(task: &Task, clock: &feel::Clock) -> Option<String> {
    let named = task.form_key.as_deref()?.strip_prefix("field:")?;
    let Some(expression) = named.strip_prefix('=') else { return Some(named.to_owned()) };
    let inputs = feel::Value::from_json(&Value::Object(task.input.clone()));
    let scope = inputs.as_context()?;
    let value = feel::parse(expression, &[]).ok()?.evaluate(scope, clock).ok()?;
    value.as_str().map(str::to_owned)
}

/// Answers a request. The mistakes, if there are any; then nothing was changed.
///
/// # Errors
/// [`Error::NotFound`] when it is not hers or was answered already.
pub async fn answer_request(
    portal: &Portal,
    ctx: &Ctx,
    case: CaseId,
    task: TaskId,
    fields: &[(String, String)],
) -> Result<Vec<FieldProblem>, Error> {
    let request = open_request(portal, ctx, case, task).await?;
    let there = portal.ctx_at(ctx, &request.case.authority)?;
    let resource =
        Resource { authority: Some(&request.case.authority), owner: request.case.person, ..Resource::default() };
    authorise(&there, Action::ActOnOwnCase, &resource)?;
    let form = request.package.form.as_ref().ok_or(Error::NotFound)?;
    let page = form.pages.iter().find(|p| p.find_field(&request.field.id).is_some()).ok_or(Error::NotFound)?;
    let raw: RawInput = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let read = form::read_page(form, &page.id, &raw, &request.case.answers, &clock(&there)).ok_or(Error::NotFound)?;
    // The other fields of the page were not asked for and are not read.
    let problems: Vec<_> = read.problems.into_iter().filter(|p| p.field == request.field.id).collect();
    if !problems.is_empty() {
        return Ok(problems);
    }
    let answer = read.values.get(&request.field.id).cloned().unwrap_or(Value::Null);
    repeat_on_conflict(|| keep(portal, &there, &request, &answer)).await?;
    portal.wake.notify_one();
    Ok(Vec::new())
}

async fn keep(portal: &Portal, ctx: &Ctx, request: &Request, answer: &Value) -> Result<(), Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let mut case = cases::find(&mut tx, request.case.id).await?.ok_or(Error::NotFound)?;
    case.answers.insert(request.field.id.clone(), answer.clone());
    cases::set_answers(&mut tx, case.id, &case.answers).await?;
    let variables = task_answers(&case.answers, &form::Answers::new());
    let detail = json!({ "field": request.field.id });
    process::record(ctx, &mut tx, &case, "answered", detail, true).await?;
    let (token, visit) = (TokenId(request.task.token), request.task.visit);
    let command = Command::CompleteTask { token, visit, variables };
    match process::advance(portal, ctx, &mut tx, &case, &command).await {
        Err(Error::Process(Rejection::Stale(_))) => Err(Error::NotFound),
        other => other,
    }?;
    Ok(tx.commit().await?)
}
