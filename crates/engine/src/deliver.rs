//! What comes from outside to a waiting token: a timer, a message, a BPMN error.

use crate::command::Rejection;
use crate::elements::{BoundaryEvent, Element, Trigger};
use crate::run::{Fault, Run};
use crate::state::{IncidentKind, Variables};
use crate::{Effect, Event, NodeId, TimerId, TokenId, boundary, incidents, schedule};

/// A timer's time has come. A cycle on a non-interrupting boundary event is armed again under the same id.
pub(crate) fn fire_timer(run: &mut Run<'_>, timer: TimerId) -> Result<(), Rejection> {
    let Some(armed) = run.state.timers.get(&timer).cloned() else {
        return Err(Rejection::Stale(format!("timer {timer}")));
    };
    let repeats =
        matches!(&run.node(armed.node).element, Element::BoundaryEvent(BoundaryEvent { interrupting: false, .. }));
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
        subscription.message == name && subscription.key.as_deref().is_none_or(|wanted| Some(wanted) == key)
    });
    let Some((id, subscription)) = takes else { return Err(Rejection::NoSubscriber { name: name.to_owned() }) };
    let (subscription, token, node) = (*id, subscription.token, subscription.node);
    run.emit(Event::MessageReceived { subscription, node, message: name.to_owned() });
    arrive(run, token, node, variables);
    Ok(())
}

fn arrive(run: &mut Run<'_>, token: TokenId, node: NodeId, variables: Variables) {
    if run.token(token).is_some_and(|waiting| waiting.node == node) {
        run.complete(token, variables);
    } else {
        boundary::trigger(run, token, node, variables);
    }
}

/// A BPMN error at an activity: the boundary error event with its code takes it, else the one that takes every code,
/// else it becomes an incident.
pub(crate) fn error(run: &mut Run<'_>, token: TokenId, code: &str, message: &str, mut variables: Variables) {
    let Some(node) = run.token(token).map(|token| token.node) else { return };
    run.emit(Event::ErrorThrown { token, node, code: code.to_owned(), message: message.to_owned() });
    match find_catcher(run, node, code) {
        Some(catcher) => {
            if let Element::BoundaryEvent(BoundaryEvent { trigger: Trigger::Error(caught), .. }) =
                &run.node(catcher).element
            {
                if let Some(name) = &caught.code_variable {
                    variables.insert(name.clone(), code.into());
                }
                if let Some(name) = &caught.message_variable {
                    variables.insert(name.clone(), message.into());
                }
            }
            boundary::trigger(run, token, catcher, variables);
        }
        None => {
            let message = format!("Nothing catches the error \"{code}\": {message}");
            incidents::raise(run, token, Fault { kind: IncidentKind::UnmatchedError, message });
        }
    }
}

fn find_catcher(run: &Run<'_>, node: NodeId, code: &str) -> Option<NodeId> {
    let catches = |boundary: &NodeId, wanted: Option<&str>| {
        matches!(&run.node(*boundary).element,
            Element::BoundaryEvent(BoundaryEvent { trigger: Trigger::Error(error), .. }) if error.code.as_deref() == wanted)
    };
    let boundaries = &run.node(node).boundaries;
    let exact = boundaries.iter().find(|boundary| catches(boundary, Some(code)));
    exact.or_else(|| boundaries.iter().find(|boundary| catches(boundary, None))).copied()
}
