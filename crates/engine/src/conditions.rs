//! Conditional events: looked at whenever the instance comes to rest, so that every change of a variable counts. One
//! happens when its condition becomes true; a non-interrupting one happens again after it was false in between.

use crate::elements::{BoundaryEvent, Element, StartEvent, Trigger};
use crate::run::{Fault, Run};
use crate::state::{SubscriptionKind, Variables};
use crate::{Event, SubscriptionId, deliver, incidents};

/// Lets every conditional event happen whose condition has become true; says whether there was one.
pub(crate) fn look(run: &mut Run<'_>) -> bool {
    if !run.model.has_conditions {
        return false;
    }
    let waiting = run.state.subscriptions.iter().filter(|(_, s)| s.kind == SubscriptionKind::Condition);
    let waiting: Vec<SubscriptionId> = waiting.map(|(id, _)| *id).collect();
    let mut happened = false;
    for id in waiting {
        let Some(subscription) = run.state.subscriptions.get(&id) else { continue };
        let (token, node, held) = (subscription.token, subscription.node, subscription.held);
        if run.token(token).is_none_or(|token| token.incident.is_some()) {
            continue;
        }
        let holds = match holds(run, id) {
            Ok(holds) => holds,
            Err(fault) => {
                incidents::raise(run, token, fault);
                continue;
            }
        };
        if holds != held {
            run.emit(Event::ConditionChanged { subscription: id, node, holds });
        }
        if holds && !held {
            deliver::arrive(run, token, node, Variables::new());
            happened = true;
        }
    }
    happened
}

fn holds(run: &mut Run<'_>, id: SubscriptionId) -> Result<bool, Fault> {
    run.charge(1)?;
    let Some(subscription) = run.state.subscriptions.get(&id) else { return Ok(false) };
    match &run.node(subscription.node).element {
        Element::CatchEvent(Trigger::Condition(condition))
        | Element::BoundaryEvent(BoundaryEvent { trigger: Trigger::Condition(condition), .. })
        | Element::StartEvent(StartEvent { trigger: Some(Trigger::Condition(condition)), .. }) => {
            // A variable that is not set yet is no fault of the model: the condition simply does not hold.
            Ok(run.sight(subscription.token).value(condition)? == serde_json::Value::Bool(true))
        }
        _ => Ok(false),
    }
}
