//! Messages from outside: to the instance that waits, to a process that they start, or kept for a while.

use crate::cases::pay::PAID;
use crate::error::Error;
use crate::portal::Portal;
use crate::process::outward::stable_id;
use crate::processes::give::{Given, give};
use crate::processes::instances::{self, Process};
use crate::processes::order::{is_over, order, submit};
use crate::processes::start::{self, Beginning};
use crate::processes::{allow, definitions};
use domain::{Action, Ctx, InstanceId};
use engine::elements::Trigger;
use engine::{Command, Model, State, Variables};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use store::Scope;
use store::arrivals::{self, Arrival};
use store::definitions::Definition;
use store::process_instances::Running;
use store::steps::{Guard, Order, Receipt, Refusal};

/// Most waiting instances that a filter looks at.
const LOOKED_AT: i64 = 500;
/// Longest time that a message is kept.
pub const LONGEST_KEEP: SignedDuration = SignedDuration::from_hours(24 * 30);

/// A message.
#[derive(Debug, Clone, Default)]
pub struct Message {
    /// Its name.
    pub name: String,
    /// Its correlation key, for those who wait with one.
    pub key: Option<String>,
    /// Only for instances with this business key, where they wait without a key; what it starts gets it.
    pub business_key: Option<String>,
    /// Only for instances whose variables have these values, where they wait without a key.
    pub matching: Variables,
    /// Only for this instance.
    pub instance: Option<InstanceId>,
    /// What it carries.
    pub variables: Variables,
    /// For all who wait, not for exactly one.
    pub all: bool,
    /// The sender's name for it: the same name is heard once. Such a message is kept.
    pub once: Option<String>,
    /// How long it is kept when nobody waits yet; zero: not at all.
    pub keep: SignedDuration,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correlated {
    /// These took it.
    Taken(Vec<Process>),
    /// This was started by it.
    Started(Box<Process>),
    /// Nobody waits yet; it is kept.
    Kept,
    /// The same message came before; nothing was done again.
    Again,
    /// Nobody waits, and it was not to be kept.
    Nobody,
    /// Several wait, and it was for one.
    Several(usize),
}

/// Gives a message to whom it concerns.
///
/// # Errors
/// When the store fails or a step breaks off.
pub async fn correlate(portal: &Portal, ctx: &Ctx, message: &Message) -> Result<Correlated, Error> {
    allow(ctx, Action::StartProcesses)?;
    if is_own(&message.name) {
        return Err(Error::Invalid(format!("The message {} comes from the portal alone.", message.name)));
    }
    if message.once.is_some() || message.keep.is_positive() {
        return keep_and_hand_over(portal, ctx, message).await;
    }
    let fitting = list_fitting(portal, ctx, message).await?;
    if fitting.len() > 1 && !message.all {
        return Ok(Correlated::Several(fitting.len()));
    }
    let mut taken = Vec::new();
    for id in fitting {
        let command = deliver(&message.name, message.key.as_deref(), &message.variables);
        match submit(portal, ctx, order(ctx, id, command)).await {
            Ok(receipt) => taken.push(told(portal, ctx, &receipt).await?),
            // It went on meanwhile.
            Err(fault) if is_over(&fault) => {}
            Err(fault) => return Err(fault),
        }
    }
    if !taken.is_empty() {
        return Ok(Correlated::Taken(taken));
    }
    if message.instance.is_some() {
        return Ok(Correlated::Nobody);
    }
    let startable = list_started_by(portal, ctx, &message.name).await?;
    let [definition] = startable.as_slice() else {
        let several = startable.len();
        return Ok(if several == 0 { Correlated::Nobody } else { Correlated::Several(several) });
    };
    let beginning =
        Beginning { business_key: message.business_key.clone(), ..Beginning::of(definition, InstanceId(ctx.new_id())) };
    let receipt = start::begin(portal, ctx, beginning, by_message(&message.name, &message.variables)).await?;
    Ok(Correlated::Started(Box::new(told(portal, ctx, &receipt).await?)))
}

/// Whether only the portal itself sends this message: nobody else may say that something was paid.
pub(super) fn is_own(message: &str) -> bool {
    message == PAID
}

fn deliver(name: &str, key: Option<&str>, variables: &Variables) -> Command {
    Command::DeliverMessage { name: name.to_owned(), key: key.map(str::to_owned), variables: variables.clone() }
}

fn by_message(name: &str, variables: &Variables) -> Command {
    Command::StartByMessage { name: name.to_owned(), variables: variables.clone() }
}

async fn told(portal: &Portal, ctx: &Ctx, receipt: &Receipt) -> Result<Process, Error> {
    let store::steps::ModelKey::Definition(hash) = &receipt.instance.origin.begin.model else {
        return Err(Error::NotFound);
    };
    let definition = definitions::load(portal, ctx, hash).await?;
    Ok(start::process_of(receipt, definition))
}

/// The instances that wait for the message and that it fits.
async fn list_fitting(portal: &Portal, ctx: &Ctx, message: &Message) -> Result<Vec<InstanceId>, Error> {
    let candidates = match message.instance {
        Some(id) => vec![id],
        None => {
            let mut tx = portal.db.read(Scope::of(ctx)).await?;
            let key = message.key.as_deref().or(message.business_key.as_deref());
            arrivals::list_subscribers(&mut tx, &message.name, key, LOOKED_AT).await?
        }
    };
    let mut fitting = Vec::new();
    for id in candidates {
        match instances::load(portal, ctx, id).await {
            Ok((running, state)) if fits(message, &running, &state) => fitting.push(id),
            Ok(_) => {}
            Err(Error::NotFound) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(fitting)
}

fn fits(message: &Message, running: &Running, state: &State) -> bool {
    let named = || state.subscriptions.values().filter(|waiting| waiting.message == message.name);
    let key = message.key.as_deref().or(message.business_key.as_deref());
    if named().any(|waiting| waiting.key.is_some() && waiting.key.as_deref() == key) {
        return true;
    }
    let business_key_fits = message.business_key.is_none() || message.business_key == running.business_key;
    let variables = state.variables();
    let has = |name: &String, value| variables.and_then(|all| all.get(name)) == Some(value);
    named().any(|waiting| waiting.key.is_none())
        && business_key_fits
        && message.matching.iter().all(|(name, value)| has(name, value))
}

/// The newest definitions that a message starts.
async fn list_started_by(portal: &Portal, ctx: &Ctx, name: &str) -> Result<Vec<Definition>, Error> {
    let starts = |model: &Arc<Model>| {
        model
            .starts()
            .iter()
            .any(|start| matches!(start.trigger, Some(Trigger::Message(message)) if message.name == name))
    };
    let all = definitions::list_startable(portal, ctx).await?;
    Ok(all.into_iter().filter(|(_, model)| starts(model)).map(|(definition, _)| definition).collect())
}

async fn keep_and_hand_over(portal: &Portal, ctx: &Ctx, message: &Message) -> Result<Correlated, Error> {
    let arrival = Arrival {
        id: ctx.new_id(),
        message: message.name.clone(),
        key: message.key.clone().or_else(|| message.business_key.clone()),
        once: message.once.clone(),
        variables: message.variables.clone(),
        arrived: ctx.now(),
        expires: ctx.now().saturating_add(message.keep.min(LONGEST_KEEP)).unwrap_or(Timestamp::MAX),
    };
    if !keep(portal, ctx, &arrival).await? {
        return Ok(Correlated::Again);
    }
    Ok(match hand_over(portal, ctx, &arrival).await? {
        Some(Given::Process(receipt)) if receipt.instance.version == 1 => {
            Correlated::Started(Box::new(told(portal, ctx, &receipt).await?))
        }
        Some(Given::Process(receipt)) => Correlated::Taken(vec![told(portal, ctx, &receipt).await?]),
        Some(Given::Case) => Correlated::Taken(Vec::new()),
        None => Correlated::Kept,
    })
}

/// Keeps a message. False when the same came before.
pub(super) async fn keep(portal: &Portal, ctx: &Ctx, arrival: &Arrival) -> Result<bool, Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let kept = arrivals::keep(&mut tx, arrival).await?;
    tx.commit().await?;
    Ok(kept)
}

/// Gives a kept message to the first who takes it. `None` when nobody does; it stays kept.
pub(super) async fn hand_over(portal: &Portal, ctx: &Ctx, arrival: &Arrival) -> Result<Option<Given>, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let waiting = arrivals::list_subscribers(&mut tx, &arrival.message, arrival.key.as_deref(), LOOKED_AT).await?;
    drop(tx);
    let guard = Some(Guard::Arrival(arrival.id));
    for id in waiting {
        let command = deliver(&arrival.message, arrival.key.as_deref(), &arrival.variables);
        match give(portal, ctx, Order { guard: guard.clone(), ..order(ctx, id, command) }).await {
            Ok(given) => return Ok(Some(given)),
            Err(Error::Refused(Refusal::MessageTaken)) => return Ok(None),
            Err(Error::Refused(Refusal::Suspended)) => {}
            Err(fault) if is_over(&fault) => {}
            Err(fault) => return Err(fault),
        }
    }
    let startable = list_started_by(portal, ctx, &arrival.message).await?;
    let Some(definition) = startable.first() else { return Ok(None) };
    let id = stable_id(&[arrival.id.as_bytes(), &definition.hash]);
    let business_key = arrival.key.clone();
    let beginning = Beginning { business_key, guard, ..Beginning::of(definition, id) };
    match start::begin(portal, ctx, beginning, by_message(&arrival.message, &arrival.variables)).await {
        Ok(receipt) => Ok(Some(Given::Process(Box::new(receipt)))),
        Err(Error::Refused(Refusal::MessageTaken | Refusal::Rejected(_))) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Hands over what was kept and somebody waits for now: the two missed each other, or a node fell between.
///
/// # Errors
/// When the store fails.
pub(crate) async fn sweep(portal: &Portal) -> Result<(), Error> {
    let now = portal.clock.now();
    let mut tx = portal.db.read(Scope::installation()).await?;
    let missed = store::process_jobs::list_missed(&mut tx, now, 100).await?;
    drop(tx);
    for kept in missed {
        let Some(authority) = portal.directory.find(&kept.authority) else { continue };
        let ctx = portal.ctx(authority, domain::Actor::System, domain::Lang::De);
        let mut tx = portal.db.read(Scope::of(&ctx)).await?;
        let arrival = arrivals::find_waiting(&mut tx, &kept.message, kept.key.as_deref(), now).await?;
        drop(tx);
        if let Some(arrival) = arrival {
            hand_over(portal, &ctx, &arrival).await?;
        }
    }
    Ok(())
}
