//! Giving orders to the committer: loads what it misses, wakes who waits, hands over messages that came before.

use crate::error::Error;
use crate::portal::Portal;
use crate::process::actor_name;
use crate::processes::model_cache;
use domain::{Ctx, InstanceId};
use engine::elements::Element;
use engine::{Command, Phase, Rejection};
use store::steps::{Guard, Order, Receipt, Refusal};
use store::{Scope, arrivals};

/// Most kept messages that one order hands over behind itself.
const MOST_MESSAGES: usize = 32;

/// An order at the authority of this context.
pub(super) fn order(ctx: &Ctx, instance: InstanceId, command: Command) -> Order {
    Order {
        instance,
        authority: ctx.authority.key.clone(),
        federation: ctx.authority.federation.clone(),
        actor: actor_name(&ctx.actor),
        begin: None,
        command,
        guard: None,
        even_suspended: false,
    }
}

/// Has an order carried out and does what follows from it at once: messages that were there before are handed over.
///
/// # Errors
/// [`Error::Refused`] with the committer's reason.
pub(super) async fn submit(portal: &Portal, ctx: &Ctx, order: Order) -> Result<Receipt, Error> {
    let mut receipt = submit_plainly(portal, order).await?;
    for _ in 0..MOST_MESSAGES {
        match hand_over_kept(portal, ctx, &receipt).await {
            Ok(Some(after)) => receipt = after,
            Ok(None) => break,
            // The order itself stands; the sweep of kept messages finds what was left.
            Err(fault) => {
                tracing::warn!(error = &fault as &dyn std::error::Error, "a kept message could not be handed over");
                break;
            }
        }
    }
    Ok(receipt)
}

async fn submit_plainly(portal: &Portal, order: Order) -> Result<Receipt, Error> {
    let mut tries = 0;
    loop {
        match portal.processes.committer.submit(order.clone()).await {
            Err(Refusal::ModelMissing(key)) if tries < 3 => {
                tries += 1;
                model_cache::load(portal, &key).await?;
            }
            Err(refusal) => return Err(refusal.into()),
            Ok(receipt) => {
                wake(portal, &receipt).await;
                return Ok(receipt);
            }
        }
    }
}

/// Wakes workers outside when the instance waits for one, and this portal's nodes when they may have something to do.
async fn wake(portal: &Portal, receipt: &Receipt) {
    let instance = &receipt.instance;
    let Ok(model) = model_cache::load(portal, &instance.origin.begin.model).await else { return };
    let mut outside = false;
    for token in instance.state.tokens.values().filter(|token| token.phase == Phase::Waiting) {
        outside |= model.node(token.node).is_some_and(|node| matches!(node.element, Element::ServiceTask(_)));
    }
    if outside {
        portal.processes.work.notify_waiters();
    }
    portal.wake.notify_one();
}

/// Gives the instance one message that came before it began to wait.
async fn hand_over_kept(portal: &Portal, ctx: &Ctx, receipt: &Receipt) -> Result<Option<Receipt>, Error> {
    let instance = &receipt.instance;
    if instance.state.subscriptions.is_empty() {
        return Ok(None);
    }
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let mut found = None;
    for waiting in instance.state.subscriptions.values() {
        found = arrivals::find_waiting(&mut tx, &waiting.message, waiting.key.as_deref(), ctx.now()).await?;
        if found.is_some() {
            break;
        }
    }
    drop(tx);
    let Some(kept) = found else { return Ok(None) };
    let command = Command::DeliverMessage { name: kept.message, key: kept.key, variables: kept.variables };
    let order = Order { guard: Some(Guard::Arrival(kept.id)), ..order(ctx, instance.origin.id, command) };
    match submit_plainly(portal, order).await {
        Ok(after) => Ok(Some(after)),
        // Another instance was faster, or this one went on.
        Err(Error::Refused(Refusal::MessageTaken | Refusal::Suspended | Refusal::Rejected(_))) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Whether the engine says that the thing is over: nothing is left to do.
pub(super) fn is_over(fault: &Error) -> bool {
    let says_so = |rejection: &Rejection| matches!(rejection, Rejection::Stale(_) | Rejection::NoSubscriber { .. });
    match fault {
        Error::Refused(Refusal::NotFound) => true,
        Error::Refused(Refusal::Rejected(rejection)) | Error::Process(rejection) => says_so(rejection),
        _ => false,
    }
}
