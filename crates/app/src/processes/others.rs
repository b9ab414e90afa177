//! What one instance does to others: calls them, is called, broadcasts signals, sends messages. Each is a job that may be
//! tried again: ids of what it begins are made of what they stand for.

use crate::error::Error;
use crate::portal::Portal;
use crate::process::outward::{self, Call, News, Tell, called_id, signal_as_message, stable_id};
use crate::processes::correlate::{hand_over, is_own, keep};
use crate::processes::due::{Gone, guard};
use crate::processes::give::{give, load_state};
use crate::processes::order::{is_over, order, submit};
use crate::processes::start::{self, Beginning};
use crate::processes::{definitions, instances};
use domain::{Ctx, InstanceId};
use engine::elements::Trigger;
use engine::{CalledVersion, Command, EndOutcome, Expression, TokenId};
use jiff::{SignedDuration, Timestamp};
use store::arrivals::{self, Arrival};
use store::definitions::Definition;
use store::jobs::Job;
use store::process_instances::Running;
use store::steps::{Order, Parent, Refusal};
use store::{Scope, Tx};

/// How deep processes may call each other: a process that calls itself ends here.
const DEEPEST: usize = 30;
/// How long a message of one process waits for another that is to take it.
const KEPT: SignedDuration = SignedDuration::from_hours(1);
/// Most instances that hear one signal.
const MOST_LISTENERS: i64 = 100_000;

/// Begins the called instance, or tells the caller that it cannot be begun.
pub(super) async fn call(portal: &Portal, ctx: &Ctx, node: &str, job: &Job) -> Result<Gone, Error> {
    let (Some(caller), Some(token), Some(visit)) = (job.instance, job.token, job.visit) else {
        return Ok(Gone::NotYet);
    };
    let Call { called, version, business_key, variables } = outward::read(&job.payload)?;
    let found = match find_called(portal, ctx, caller, &called, &version).await? {
        Ok(_) if is_too_deep(portal, ctx, caller).await? => {
            Err(format!("The processes call each other more than {DEEPEST} levels deep."))
        }
        found => found,
    };
    let refused = match found {
        Ok(definition) => {
            let beginning = Beginning {
                business_key,
                parent: Some(Parent { instance: caller, token }),
                guard: guard(node, job),
                ..Beginning::of(&definition, called_id(caller, token, visit))
            };
            match start::begin(portal, ctx, beginning, Command::StartCalled { variables }).await {
                Ok(_) => return Ok(Gone::WithStep),
                Err(Error::Refused(Refusal::Rejected(engine::Rejection::AlreadyStarted))) => return Ok(Gone::NotYet),
                Err(Error::Refused(Refusal::Rejected(why))) => format!("The process {called} does not start: {why}"),
                Err(fault) => return Err(fault),
            }
        }
        Err(sentence) => sentence,
    };
    let command = Command::FailService { token: TokenId(token), visit, message: refused, retries_left: 0 };
    give(portal, ctx, Order { guard: guard(node, job), ..order(ctx, caller, command) }).await?;
    Ok(Gone::WithStep)
}

/// The definition that is called, or a sentence why there is none.
async fn find_called(
    portal: &Portal,
    ctx: &Ctx,
    caller: InstanceId,
    called: &str,
    version: &CalledVersion,
) -> Result<Result<Definition, String>, Error> {
    // The process of a case was deployed with its service; it calls what is deployed now.
    let before = match instances::load(portal, ctx, caller).await {
        Ok((running, _)) => definitions::load(portal, ctx, &running.definition).await?.deployed,
        Err(Error::NotFound) => Timestamp::MAX,
        Err(fault) => return Err(fault),
    };
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let found = match version {
        CalledVersion::Latest => store::definitions::find_latest(&mut tx, called).await?,
        CalledVersion::Deployment => find_version(&mut tx, called, |it| it.deployed <= before).await?,
        CalledVersion::Version(number) => {
            let number: i64 = number.trim().parse().unwrap_or(-1);
            find_version(&mut tx, called, |it| it.version == number).await?
        }
        CalledVersion::VersionTag(tag) => {
            return Ok(Err(format!("The call names the version tag {tag}; version tags are not kept. Name a number.")));
        }
    };
    Ok(found.ok_or_else(|| format!("No process {called} of the wanted version is deployed at this authority.")))
}

async fn find_version(
    tx: &mut Tx,
    key: &str,
    is_meant: impl Fn(&Definition) -> bool,
) -> Result<Option<Definition>, Error> {
    let all = store::definitions::list(tx, 10_000).await?;
    Ok(all.into_iter().filter(|it| it.key == key).find(is_meant))
}

async fn is_too_deep(portal: &Portal, ctx: &Ctx, caller: InstanceId) -> Result<bool, Error> {
    let mut at = caller;
    for _ in 0..DEEPEST {
        match instances::load(portal, ctx, at).await {
            Ok((Running { parent: Some(parent), .. }, _)) => at = parent.instance,
            // The process of a case is called by nobody.
            Ok(_) | Err(Error::NotFound) => return Ok(false),
            Err(fault) => return Err(fault),
        }
    }
    Ok(true)
}

/// The caller went on without the called instance: it ends.
pub(super) async fn cancel_called(portal: &Portal, ctx: &Ctx, node: &str, job: &Job) -> Result<Gone, Error> {
    let called: InstanceId = outward::read(&job.payload)?;
    let command = Command::Cancel { reason: "The calling process went on without it.".to_owned() };
    let order = Order { guard: guard(node, job), even_suspended: true, ..order(ctx, called, command) };
    submit(portal, ctx, order).await?;
    Ok(Gone::WithStep)
}

/// The called instance ended or escalates: its caller hears of it.
pub(super) async fn tell_caller(portal: &Portal, ctx: &Ctx, node: &str, job: &Job) -> Result<Gone, Error> {
    let Some(called) = job.instance else { return Ok(Gone::NotYet) };
    let (running, state) = instances::load(portal, ctx, called).await?;
    let Some(Parent { instance: caller, token }) = running.parent else { return Ok(Gone::NotYet) };
    let before = load_state(portal, ctx, caller).await?;
    let token = TokenId(token);
    let visit = match before.tokens.get(&token) {
        Some(waiting) if called_id(caller, token.0, waiting.visit) == called => waiting.visit,
        // It waits for this instance no longer.
        _ => return Ok(Gone::NotYet),
    };
    let variables = state.variables().cloned().unwrap_or_default();
    let command = match outward::read(&job.payload)? {
        Tell::Escalates { code, variables } => Command::ThrowEscalation { token, visit, code, variables },
        Tell::Ended => match state.outcome() {
            Some(EndOutcome::Completed | EndOutcome::Terminated { .. }) => {
                Command::CompleteCall { token, visit, variables }
            }
            Some(EndOutcome::Error { code, .. }) => {
                let message = "The called process ended with this error.".to_owned();
                Command::ThrowError { token, visit, code: code.clone(), message, variables }
            }
            Some(EndOutcome::Cancelled { reason }) => {
                let message = format!("The called process was cancelled: {reason}");
                Command::FailService { token, visit, message, retries_left: 0 }
            }
            None => return Ok(Gone::NotYet),
        },
    };
    give(portal, ctx, Order { guard: guard(node, job), ..order(ctx, caller, command) }).await?;
    Ok(Gone::WithStep)
}

/// Everybody who waits for the signal hears it, and processes that it starts begin.
pub(super) async fn broadcast(portal: &Portal, ctx: &Ctx, _node: &str, job: &Job) -> Result<Gone, Error> {
    let News { name, variables, .. } = outward::read(&job.payload)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let message = signal_as_message(&name);
    let listeners = arrivals::list_subscribers(&mut tx, &message, None, MOST_LISTENERS).await?;
    drop(tx);
    for listener in listeners.into_iter().filter(|listener| Some(*listener) != job.instance) {
        let command = Command::DeliverSignal { name: name.clone(), variables: variables.clone() };
        match give(portal, ctx, order(ctx, listener, command)).await {
            Ok(_) | Err(Error::Refused(Refusal::Suspended)) => {}
            Err(fault) if is_over(&fault) => {}
            Err(fault) => return Err(fault),
        }
    }
    for (definition, model) in definitions::list_startable(portal, ctx).await? {
        let is_meant = |signal: &Expression| signal.literal() == Some(name.as_str());
        if !model.starts().iter().any(|it| matches!(it.trigger, Some(Trigger::Signal(signal)) if is_meant(signal))) {
            continue;
        }
        let beginning = Beginning::of(&definition, stable_id(&[job.id.0.as_bytes(), &definition.hash]));
        let command = Command::StartBySignal { name: name.clone(), variables: variables.clone() };
        match start::begin(portal, ctx, beginning, command).await {
            Ok(_) | Err(Error::Refused(Refusal::Rejected(_))) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(Gone::NotYet)
}

/// A message from one process to whoever waits for it at this authority, once.
pub(super) async fn send_message(portal: &Portal, ctx: &Ctx, job: &Job) -> Result<Gone, Error> {
    let News { name, key, variables } = outward::read(&job.payload)?;
    if is_own(&name) {
        return Err(Error::Invalid(format!(
            "A process may not send the message {name}: it comes from the portal alone."
        )));
    }
    let arrival = Arrival {
        id: stable_id(&[job.id.0.as_bytes(), b"message"]).0,
        message: name,
        key,
        once: Some(job.id.to_string()),
        variables,
        arrived: ctx.now(),
        expires: ctx.now().saturating_add(KEPT).unwrap_or(Timestamp::MAX),
    };
    keep(portal, ctx, &arrival).await?;
    hand_over(portal, ctx, &arrival).await?;
    Ok(Gone::NotYet)
}

/// What came before a case waited for it. Whoever waits takes it, as when it comes.
pub(super) async fn hand_over_kept(portal: &Portal, ctx: &Ctx, job: &Job) -> Result<Gone, Error> {
    let News { name, key, .. } = outward::read(&job.payload)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let kept = arrivals::find_waiting(&mut tx, &name, key.as_deref(), ctx.now()).await?;
    drop(tx);
    if let Some(kept) = kept {
        hand_over(portal, ctx, &kept).await?;
    }
    Ok(Gone::NotYet)
}
