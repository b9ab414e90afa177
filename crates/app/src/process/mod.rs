//! Moving processes on: one command, one step of the pure engine, one transaction.

pub(crate) mod effects;
pub(crate) mod outward;
pub(crate) mod rest;

use crate::calendar;
use crate::error::Error;
use crate::portal::Portal;
use domain::{Actor, Case, CaseState, Ctx, InstanceId, TaskKind, WorkingDays};
use engine::{Command, EndOutcome, Event, State};
use serde_json::json;
use store::history::Entry;
use store::instances::Instance;
use store::steps::Refusal;
use store::{Tx, history, tasks};

/// The name of an actor in records.
pub(crate) fn actor_name(actor: &Actor) -> String {
    match actor {
        Actor::Visitor { .. } | Actor::Inhabitant { .. } => "applicant".to_owned(),
        Actor::Staff(staff) => staff.name.clone(),
        Actor::Interface(key) => format!("key {}", key.name),
        Actor::System => "portal".to_owned(),
    }
}

/// Begins the process of a case.
///
/// # Errors
/// When the store fails or the model refuses to start.
pub(crate) async fn start(
    portal: &Portal,
    ctx: &Ctx,
    tx: &mut Tx,
    case: &Case,
    command: &Command,
) -> Result<(), Error> {
    let instance = Instance {
        id: case.instance,
        case: case.id,
        package: case.package.clone(),
        version: 0,
        suspended: false,
        state: State::new(),
    };
    store::instances::begin(tx, &instance).await?;
    step(portal, ctx, tx, case, &instance, command).await
}

/// Gives a command to the process of a case.
///
/// # Errors
/// [`Error::Process`] with a stale rejection when the command comes too late; a conflict when somebody stepped meanwhile;
/// [`Refusal::Suspended`] when it rests.
pub(crate) async fn advance(
    portal: &Portal,
    ctx: &Ctx,
    tx: &mut Tx,
    case: &Case,
    command: &Command,
) -> Result<(), Error> {
    let instance = load(tx, case.instance).await?;
    if instance.suspended {
        return Err(Refusal::Suspended.into());
    }
    step(portal, ctx, tx, case, &instance, command).await
}

/// The same for a person who mends: a process at rest obeys too, and what it leaves rests with it.
///
/// # Errors
/// As [`advance`], but for the rest.
pub(crate) async fn obey(portal: &Portal, ctx: &Ctx, tx: &mut Tx, case: &Case, command: &Command) -> Result<(), Error> {
    let instance = load(tx, case.instance).await?;
    step(portal, ctx, tx, case, &instance, command).await
}

/// The stored process.
///
/// # Errors
/// When it is not there or cannot be read.
pub(crate) async fn load(tx: &mut Tx, id: InstanceId) -> Result<Instance, Error> {
    store::instances::find(tx, id).await?.ok_or(Error::NotFound)
}

async fn step(
    portal: &Portal,
    ctx: &Ctx,
    tx: &mut Tx,
    case: &Case,
    instance: &Instance,
    command: &Command,
) -> Result<(), Error> {
    let package = portal.load_package(&instance.package).await?;
    let model = package.process.as_ref().ok_or_else(|| Error::Internal(format!("{} has no process", package.key)))?;
    let clock = feel::Clock { now: ctx.now(), zone: ctx.zone() };
    let functions = calendar::functions(&WorkingDays::at(&ctx.authority));
    let outcome = engine::step_with(model, &instance.state, command, &clock, &functions)?;
    let actor = actor_name(&ctx.actor);
    store::instances::save_step(tx, instance, &outcome.state, &outcome.events, &actor, ctx.now()).await?;
    record_decisions(ctx, tx, case, &outcome.events).await?;
    let end = last_end(model, &outcome.events);
    for effect in &outcome.effects {
        effects::carry_out(portal, ctx, tx, case, &outcome.state, effect, end).await?;
    }
    if instance.suspended && outcome.state.outcome().is_some() {
        // What has ended rests no more: what waited with it, such as a fee paid meanwhile, comes up now.
        store::suspension::resume(tx, instance.id).await?;
    }
    if outcome.state.outcome().is_none() && !instance.suspended {
        let state = standing(tx, case, &outcome.state).await?;
        store::cases::set_state(tx, case.id, state).await?;
    }
    portal.wake.notify_one();
    Ok(())
}

/// The end event that the last token of these events reached, by its BPMN id: the service's texts say what it means.
fn last_end<'m>(model: &'m engine::Model, events: &[Event]) -> Option<&'m str> {
    let node = events.iter().rev().find_map(|event| match event {
        Event::TokenEnded { node, .. } => Some(*node),
        Event::Ended { outcome: EndOutcome::Terminated { node } | EndOutcome::Error { node, .. } } => Some(*node),
        _ => None,
    })?;
    model.nodes.get(node.0 as usize).map(|node| node.id.as_str())
}

/// Where the case stands for its applicant, read off what the process waits for.
async fn standing(tx: &mut Tx, case: &Case, state: &State) -> Result<CaseState, Error> {
    if tasks::list_of_case(tx, case.id).await?.iter().any(|task| task.kind == TaskKind::Applicant) {
        return Ok(CaseState::AwaitingApplicant);
    }
    let unpaid = state.subscriptions.values().any(|waiting| waiting.message == crate::cases::pay::PAID);
    Ok(if unpaid { CaseState::AwaitingPayment } else { CaseState::InProgress })
}

/// An automated decision explains itself: the record keeps which rule fired on which data.
async fn record_decisions(ctx: &Ctx, tx: &mut Tx, case: &Case, events: &[Event]) -> Result<(), Error> {
    for event in events {
        if let Event::Decided { decision, variables, explanation, .. } = event {
            let detail = json!({ "decision": decision, "result": variables, "explanation": explanation });
            record(ctx, tx, case, "decided-by-rule", detail, false).await?;
        }
    }
    Ok(())
}

/// Appends to the history of a case.
///
/// # Errors
/// When the store fails.
pub(crate) async fn record(
    ctx: &Ctx,
    tx: &mut Tx,
    case: &Case,
    kind: &str,
    detail: serde_json::Value,
    for_applicant: bool,
) -> Result<(), Error> {
    let entry = Entry { at: ctx.now(), actor: actor_name(&ctx.actor), kind: kind.to_owned(), detail, for_applicant };
    Ok(history::append(tx, case.id, &entry).await?)
}
