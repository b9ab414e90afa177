//! Processes one by one: a page of them, one with its course on the diagram, and what mends it. Values of variables of a
//! case are its contents and stay with those who work on it; an operator sees names alone.

use super::course::{self, Course};
use super::deeds::{self, Deed};
use super::mend_here;
use super::places::{self, Place};
use crate::error::{Error, authorise, repeat_on_conflict};
use crate::portal::Portal;
use crate::{process, processes};
use domain::{Action, Ctx, InstanceId, Resource};
use engine::{Command, IncidentId, Model, TokenId, Variables};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::instance_list::{self, Held};
pub use store::instance_list::{Listed, Which};
use store::steps::ModelKey;
use store::{Scope, Tx, instances};

/// How many processes a page of the list has.
pub const PAGE: u32 = 25;
/// Most characters of a name or reason, and of a value, that an operator may give.
const MOST: (usize, usize) = (200, 20_000);

/// What an operator wants to see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Which processes.
    pub which: Which,
    /// Of this service only.
    pub service: Option<String>,
    /// The page, from 1.
    pub page: u32,
}

/// A process in the list with the names of the steps where it is.
#[derive(Debug, Clone)]
pub struct Line {
    /// The process.
    pub listed: Listed,
    /// Names of steps.
    pub at: Vec<String>,
}

/// A page of processes.
#[derive(Debug, Clone)]
pub struct Lines {
    /// The processes.
    pub lines: Vec<Line>,
    /// Whether there are more behind them.
    pub more: bool,
}

/// An open incident with the element it stands at.
#[derive(Debug, Clone)]
pub struct HeldAt {
    /// The incident.
    pub held: Held,
    /// BPMN id and name of the element, where it is known.
    pub element: Option<(String, String)>,
}

/// One process as an operator sees it.
#[derive(Debug, Clone)]
pub struct Watched {
    /// The process.
    pub listed: Listed,
    /// The text of its model.
    pub bpmn: String,
    /// Which way it came and where it is.
    pub course: Course,
    /// What holds it up.
    pub held: Vec<HeldAt>,
    /// Its variables by name. The values of a case's stay with those who work on it.
    pub variables: Vec<(String, Option<Value>)>,
    /// Where its paths stand, and what can be done there.
    pub places: Vec<Place>,
    /// What people did beside its own way, oldest first.
    pub deeds: Vec<Deed>,
}

impl Watched {
    /// Whether the model says where its elements are drawn.
    pub fn has_diagram(&self) -> bool {
        self.bpmn.contains("BPMNShape")
    }

    /// Whether an operator can do something to it.
    pub fn can_mend(&self) -> bool {
        self.listed.ended.is_none()
    }
}

/// Where lists of this kind are read: processes of deployed models belong to the very authority.
fn watch_here(portal: &Portal, ctx: &Ctx, which: Which) -> Result<Scope, Error> {
    let scope = mend_here(portal, ctx)?;
    if which != Which::Models {
        return Ok(scope);
    }
    authorise(ctx, Action::OperateProcesses, &here(&ctx.authority.key))?;
    Ok(Scope::of(ctx))
}

fn here(authority: &str) -> Resource<'_> {
    Resource { authority: Some(authority), ..Resource::default() }
}

/// A page of processes.
///
/// # Errors
/// [`Error::NotFound`] for everybody but operators.
pub async fn list(portal: &Portal, ctx: &Ctx, wish: &Wish) -> Result<Lines, Error> {
    let mut tx = portal.db.read(watch_here(portal, ctx, wish.which)?).await?;
    let service = wish.service.as_deref().unwrap_or_default();
    let skip = i64::from(PAGE) * i64::from(wish.page.saturating_sub(1));
    let mut found = instance_list::list(&mut tx, wish.which, service, i64::from(PAGE) + 1, skip).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    Ok(Lines { lines: with_steps(portal, &mut tx, found).await, more })
}

/// Names the steps where processes are.
pub(crate) async fn with_steps(portal: &Portal, tx: &mut Tx, found: Vec<Listed>) -> Vec<Line> {
    let mut known = BTreeMap::new();
    let mut lines = Vec::with_capacity(found.len());
    for listed in found {
        let key = (listed.package.clone(), listed.definition);
        if !known.contains_key(&key) {
            // A model that cannot be read any more leaves the step empty and the list whole.
            known.insert(key.clone(), load_model(portal, tx, &listed).await.ok());
        }
        let model = known.get(&key).and_then(Option::as_ref);
        let label = |node| model.and_then(|(model, _)| model.node(node)).map(|node| node.label().to_owned());
        let at: BTreeSet<String> = listed.state.tokens.values().filter_map(|token| label(token.node)).collect();
        lines.push(Line { listed, at: at.into_iter().collect() });
    }
    lines
}

/// The model of a process with its text.
async fn load_model(portal: &Portal, tx: &mut Tx, listed: &Listed) -> Result<(Arc<Model>, String), Error> {
    if let Some(hash) = &listed.package {
        let package = portal.load_package(hash).await?;
        let text = package.files.get(crate::packages::PROCESS).cloned().unwrap_or_default();
        let model =
            package.process.clone().ok_or_else(|| Error::Internal(format!("{} has no process", package.key)))?;
        return Ok((model, text));
    }
    let hash = listed.definition.ok_or_else(|| Error::Internal("a process without a model".to_owned()))?;
    let content = store::definitions::load_content(tx, &hash).await?;
    Ok((processes::load_model(portal, &ModelKey::Definition(hash)).await?, content.bpmn))
}

async fn find(portal: &Portal, ctx: &Ctx, id: InstanceId) -> Result<(Listed, Ctx), Error> {
    let mut tx = portal.db.read(mend_here(portal, ctx)?).await?;
    let listed = instance_list::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if listed.case.is_none() {
        authorise(ctx, Action::OperateProcesses, &here(&listed.authority))?;
    }
    let there = portal.ctx_at(ctx, &listed.authority)?;
    Ok((listed, there))
}

/// One process with its course.
///
/// # Errors
/// [`Error::NotFound`] for everybody but operators of its authority, or of the lead authority for a case's.
pub async fn open(portal: &Portal, ctx: &Ctx, id: InstanceId) -> Result<Watched, Error> {
    let (listed, there) = find(portal, ctx, id).await?;
    let mut tx = portal.db.read(Scope::of(&there)).await?;
    let history = instances::load_history(&mut tx, id).await?;
    let incidents = instance_list::list_incidents(&mut tx, id).await?;
    let (model, bpmn) = load_model(portal, &mut tx, &listed).await?;
    let state = &listed.state;
    let tokens = incidents.iter().filter_map(|held| held.token.map(TokenId)).collect();
    let held = incidents.into_iter().map(|held| {
        let raised = held.engine_incident.and_then(|number| state.incidents.get(&IncidentId(number)));
        let halted = held.token.and_then(|token| state.tokens.get(&TokenId(token)));
        let node = raised.map(|incident| incident.node).or(halted.map(|token| token.node));
        let element = node.and_then(|node| model.node(node)).map(|node| (node.id.clone(), node.label().to_owned()));
        HeldAt { held, element }
    });
    let held = held.collect();
    let course = course::read(&model, &history, state, &tokens);
    let shown = listed.case.is_none();
    let value = |(name, value): (&String, &Value)| (name.clone(), shown.then(|| value.clone()));
    let variables = state.variables().map(|all| all.iter().map(value).collect()).unwrap_or_default();
    let places = if listed.ended.is_none() { places::list(&model, state) } else { Vec::new() };
    let deeds = deeds::read(&model, &history);
    Ok(Watched { bpmn, course, held, variables, places, deeds, listed })
}

/// Sets a process variable: what reads as JSON is the value, everything else is text.
///
/// # Errors
/// [`Error::Invalid`] without a name or with too long a value; [`Error::NotFound`] where it is not allowed or has ended.
pub async fn set_value(portal: &Portal, ctx: &Ctx, id: InstanceId, name: &str, value: &str) -> Result<(), Error> {
    let plain = |c: char| c.is_alphanumeric() || c == '_';
    if name.is_empty() || name.len() > MOST.0 || !name.chars().all(plain) || value.len() > MOST.1 {
        return Err(Error::Invalid("a variable needs a plain name and a value".to_owned()));
    }
    let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
    let command = Command::SetVariables { variables: Variables::from_iter([(name.to_owned(), value)]) };
    act(portal, ctx, id, command, "variable-set", json!({ "name": name })).await
}

/// Ends a process; its case closes with it.
///
/// # Errors
/// [`Error::Invalid`] without a reason; [`Error::NotFound`] where it is not allowed or has ended.
pub async fn cancel(portal: &Portal, ctx: &Ctx, id: InstanceId, reason: &str) -> Result<(), Error> {
    let reason = reason.trim();
    if reason.is_empty() || reason.len() > MOST.1 {
        return Err(Error::Invalid("ending a process needs a reason".to_owned()));
    }
    let command = Command::Cancel { reason: reason.to_owned() };
    act(portal, ctx, id, command, "process-cancelled", json!({ "reason": reason })).await
}

/// Leaves the step of a path (its token in this visit) as if it were done.
///
/// # Errors
/// [`Error::NotFound`] where it is not allowed or has ended; a refusal when the process went on meanwhile.
pub async fn skip(portal: &Portal, ctx: &Ctx, id: InstanceId, token: u32, visit: u32) -> Result<(), Error> {
    let command = Command::SkipActivity { token: TokenId(token), visit, variables: Variables::new() };
    act(portal, ctx, id, command, "step-skipped", json!({ "token": token })).await
}

/// Takes a path to another step of the same part of the process.
///
/// # Errors
/// As [`skip`], and for an element that cannot be entered.
pub async fn move_to(
    portal: &Portal,
    ctx: &Ctx,
    id: InstanceId,
    token: u32,
    visit: u32,
    element: &str,
) -> Result<(), Error> {
    let command = Command::MoveToken { token: TokenId(token), visit, element: element.to_owned() };
    act(portal, ctx, id, command, "process-moved", json!({ "token": token, "to": element })).await
}

/// Puts a process to rest.
///
/// # Errors
/// [`Error::Conflict`] when it rests already or has ended.
pub async fn suspend(portal: &Portal, ctx: &Ctx, id: InstanceId, reason: &str) -> Result<(), Error> {
    let reason: String = reason.trim().chars().filter(|c| !c.is_control()).take(MOST.0).collect();
    let (listed, there) = find(portal, ctx, id).await?;
    let Some(case) = listed.case else { return processes::operate::suspend(portal, &there, id, &reason).await };
    let (there, reason) = (&there, reason.as_str());
    repeat_on_conflict(|| async move {
        let mut tx = portal.db.write(Scope::of(there)).await?;
        let case = store::cases::find(&mut tx, case).await?.ok_or(Error::NotFound)?;
        process::rest::suspend(there, &mut tx, &case, reason).await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// Lets a resting process go on.
///
/// # Errors
/// [`Error::Conflict`] when it does not rest.
pub async fn resume(portal: &Portal, ctx: &Ctx, id: InstanceId) -> Result<(), Error> {
    let (listed, there) = find(portal, ctx, id).await?;
    let Some(case) = listed.case else { return processes::operate::resume(portal, &there, id).await };
    let there = &there;
    repeat_on_conflict(|| async move {
        let mut tx = portal.db.write(Scope::of(there)).await?;
        let case = store::cases::find(&mut tx, case).await?.ok_or(Error::NotFound)?;
        process::rest::resume(portal, there, &mut tx, &case).await?;
        Ok(tx.commit().await?)
    })
    .await
}

async fn act(
    portal: &Portal,
    ctx: &Ctx,
    id: InstanceId,
    command: Command,
    kind: &str,
    detail: Value,
) -> Result<(), Error> {
    let (listed, there) = find(portal, ctx, id).await?;
    if listed.ended.is_some() {
        return Err(Error::NotFound);
    }
    let Some(case) = listed.case else { return processes::operate::obey(portal, &there, id, command).await };
    let (there, command, detail) = (&there, &command, &detail);
    repeat_on_conflict(|| async move {
        let mut tx = portal.db.write(Scope::of(there)).await?;
        let case = store::cases::find(&mut tx, case).await?.ok_or(Error::NotFound)?;
        process::obey(portal, there, &mut tx, &case, command).await?;
        process::record(there, &mut tx, &case, kind, detail.clone(), false).await?;
        let by = process::actor_name(&there.actor);
        store::incidents::resolve_of_gone_jobs(&mut tx, id, &by, there.now()).await?;
        Ok(tx.commit().await?)
    })
    .await?;
    portal.wake.notify_one();
    Ok(())
}
