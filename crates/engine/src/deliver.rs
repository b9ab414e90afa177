//! What comes from outside to a waiting token: a timer, a message, a signal.

use crate::boundary::trigger;
use crate::command::Rejection;
use crate::elements::{BoundaryEvent, Element, Message, StartEvent, event_based_gateway};
use crate::expression::expression_fault;
use crate::run::{Fault, Run};
use crate::state::{Phase, SubscriptionKind, Variables};
use crate::{Effect, Event, Expression, NodeId, SubscriptionId, TimerId, TokenId, event_sub, schedule};

/// A timer's time has come. A cycle on a non-interrupting event is armed again under the same id.
pub(crate) fn fire_timer(run: &mut Run<'_>, timer: TimerId) -> Result<(), Rejection> {
    let Some(armed) = run.state.timers.get(&timer).cloned() else {
        return Err(Rejection::Stale(format!("timer {timer}")));
    };
    let repeats = matches!(
        &run.node(armed.node).element,
        Element::BoundaryEvent(BoundaryEvent { interrupting: false, .. })
            | Element::StartEvent(StartEvent { interrupting: false, .. })
    );
    let next = armed.cycle.filter(|_| repeats).and_then(|cycle| schedule::next_time(armed.due, &cycle, run.clock));
    let (token, node) = (armed.token, armed.node);
    let again = next.as_ref().map(|(due, _)| Effect::ArmTimer { timer, token, node, due: *due });
    run.emit(Event::TimerFired { timer, node, due: armed.due, at: run.clock.now, next });
    run.effects.extend(again);
    arrive(run, token, node, Variables::new());
    Ok(())
}

/// A message goes to the oldest subscription that takes it.
pub(crate) fn message(run: &mut Run<'_>, name: &str, key: Option<&str>, variables: Variables) -> Result<(), Rejection> {
    let takes = run.state.subscriptions.iter().find(|(_, subscription)| {
        subscription.kind == SubscriptionKind::Message
            && subscription.message == name
            && subscription.key.as_deref().is_none_or(|wanted| Some(wanted) == key)
    });
    let Some((id, subscription)) = takes else { return Err(Rejection::NoSubscriber { name: name.to_owned() }) };
    let (subscription, token, node) = (*id, subscription.token, subscription.node);
    run.emit(Event::MessageReceived { subscription, node, message: name.to_owned() });
    arrive(run, token, node, variables);
    Ok(())
}

/// A signal from outside goes to everything that waits for it.
pub(crate) fn signal(run: &mut Run<'_>, name: &str, variables: &Variables) -> Result<(), Rejection> {
    if signal_here(run, name, variables) { Ok(()) } else { Err(Rejection::NoSubscriber { name: name.to_owned() }) }
}

/// Gives a signal to everything in this instance that waits for it now; says whether anything did.
pub(crate) fn signal_here(run: &mut Run<'_>, name: &str, variables: &Variables) -> bool {
    let waits = |s: &crate::Subscription| s.kind == SubscriptionKind::Signal && s.message == name;
    let waiting: Vec<SubscriptionId> =
        run.state.subscriptions.iter().filter(|(_, s)| waits(s)).map(|(id, _)| *id).collect();
    for subscription in &waiting {
        // An earlier one may have interrupted this one.
        let Some(found) = run.state.subscriptions.get(subscription) else { continue };
        let (token, node) = (found.token, found.node);
        run.emit(Event::SignalReceived { subscription: *subscription, node, name: name.to_owned() });
        arrive(run, token, node, variables.clone());
    }
    !waiting.is_empty()
}

/// The key of a message at a token; `None` where the model asks for none. A key without a value is a fault: it would
/// take, or reach, what is meant for other instances.
pub(crate) fn message_key(
    run: &Run<'_>,
    token: TokenId,
    message: &Message,
    locals: &Variables,
) -> Result<Option<String>, Fault> {
    let Some(key) = &message.key else { return Ok(None) };
    let found = run.sight(token).within(locals).text(key)?;
    found.map(Some).ok_or_else(|| expression_fault(key.written(), "the key of the message has no value"))
}

/// The name of a signal at a token.
pub(crate) fn signal_name(
    run: &Run<'_>,
    token: TokenId,
    name: &Expression,
    locals: &Variables,
) -> Result<String, Fault> {
    let found = run.sight(token).within(locals).text(name)?;
    found.ok_or_else(|| expression_fault(name.written(), "the signal has no name"))
}

/// What the event at `node` waited for has happened to the token.
pub(crate) fn arrive(run: &mut Run<'_>, token: TokenId, node: NodeId, variables: Variables) {
    let Some(waiting) = run.token(token) else { return };
    if waiting.phase == Phase::Listening {
        event_sub::trigger(run, token, node, variables);
    } else if waiting.node == node {
        run.complete(token, variables);
    } else if matches!(run.node(waiting.node).element, Element::EventGateway) {
        event_based_gateway::choose(run, token, node, variables);
    } else {
        trigger(run, token, node, variables);
    }
}
