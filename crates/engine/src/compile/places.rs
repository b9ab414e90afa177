//! Where each kind of element may stand: starts, boundary events, compensation, event gateways, transactions.

use crate::compile::Reader;
use crate::compile::soundness::problem;
use crate::elements::{BoundaryEvent, Element, EndEvent, StartEvent, SubProcess, SubProcessKind, Throw, Trigger};
use crate::{Model, Node, NodeId, Scope};

/// Notes every element that cannot stand where it stands.
pub(super) fn check(reader: &mut Reader<'_>, model: &Model) {
    for (at, scope) in model.scopes.iter().enumerate() {
        if at > 0 {
            check_starts(reader, model, scope);
        }
        check_events(reader, model, scope);
    }
    for (_, node) in model.numbered() {
        match &node.element {
            Element::BoundaryEvent(event) => check_boundary(reader, model, node, event),
            Element::EventGateway => check_event_gateway(reader, model, node),
            Element::EndEvent(EndEvent::Cancel) => check_cancel(reader, model, node),
            Element::EndEvent(EndEvent::Throw(Throw::Compensation { activity: Some(activity) }))
            | Element::ThrowEvent(Some(Throw::Compensation { activity: Some(activity) })) => {
                check_compensation(reader, model, node, *activity);
            }
            _ => {}
        }
        let repeats = node.repeat.is_some();
        if repeats && !node.element.is_activity() {
            problem(reader, "bpmn-multi-instance", node, "Only activities can be repeated.");
        }
        if node.for_compensation && !node.element.is_activity() {
            problem(reader, "bpmn-compensation-handler", node, "Only an activity can be there for compensation.");
        }
        let undoes =
            |other: &Node| other.compensation.is_some_and(|handler| model.nodes[handler.index()].id == node.id);
        if node.for_compensation && !model.nodes.iter().any(undoes) {
            let message = "No compensation event is joined to this activity, so it would never run.";
            problem(reader, "bpmn-unreachable", node, message);
        }
    }
}

/// What an event sub-process begins by.
fn begins_by(model: &Model, event: NodeId) -> Option<&Trigger> {
    let Element::SubProcess(SubProcess { scope, .. }) = &model.nodes[event.index()].element else { return None };
    let start = model.scopes[scope.index()].starts.first()?;
    model.nodes[start.index()].element.trigger()
}

/// Event sub-processes that could never run: for what another one catches, or for undoing the whole process.
fn check_events(reader: &mut Reader<'_>, model: &Model, scope: &Scope) {
    for (at, event) in scope.events.iter().enumerate() {
        let (node, trigger) = (&model.nodes[event.index()], begins_by(model, *event));
        if scope.node.is_none() && matches!(trigger, Some(Trigger::Compensation)) {
            let message = "A whole process is never undone; only a completed sub-process is, from inside itself.";
            problem(reader, "bpmn-compensation-place", node, message);
        }
        if scope.events[..at].iter().any(|other| same_catch(trigger, begins_by(model, *other))) {
            problem(reader, "bpmn-event-twice", node, "Another event sub-process already catches this here.");
        }
    }
}

/// Whether two events catch the same, so that the second would never happen.
fn same_catch(one: Option<&Trigger>, other: Option<&Trigger>) -> bool {
    match (one, other) {
        (Some(Trigger::Error(one)), Some(Trigger::Error(other))) => one.code == other.code,
        (Some(Trigger::Escalation(one)), Some(Trigger::Escalation(other))) => one.code == other.code,
        (Some(Trigger::Cancel), Some(Trigger::Cancel)) => true,
        (Some(Trigger::Compensation), Some(Trigger::Compensation)) => true,
        _ => false,
    }
}

/// A sub-process has one plain start event, an event sub-process one with a trigger.
fn check_starts(reader: &mut Reader<'_>, model: &Model, scope: &Scope) {
    let Some(owner) = scope.node.map(|node| &model.nodes[node.index()]) else { return };
    let Element::SubProcess(SubProcess { kind, .. }) = &owner.element else { return };
    let [start] = scope.starts[..] else {
        let rule = if scope.starts.is_empty() { "bpmn-no-start" } else { "bpmn-several-starts" };
        return problem(reader, rule, owner, "A sub-process must have exactly one start event.");
    };
    let start = &model.nodes[start.index()];
    let Element::StartEvent(StartEvent { trigger, interrupting }) = &start.element else { return };
    let fits = match (kind, trigger) {
        (SubProcessKind::Event, Some(Trigger::Error(_))) if !interrupting => {
            let message = "An error always interrupts; isInterrupting=\"false\" is not allowed here.";
            return problem(reader, "bpmn-error-not-interrupting", start, message);
        }
        (SubProcessKind::Event, Some(trigger)) => !matches!(trigger, Trigger::Cancel | Trigger::Link(_)),
        (SubProcessKind::Event, None) => false,
        (_, trigger) => trigger.is_none(),
    };
    if !fits {
        let message = match kind {
            SubProcessKind::Event => "The start event of an event sub-process must say by which event it begins.",
            _ => "The start event of a sub-process must be a plain one.",
        };
        problem(reader, "bpmn-start-place", start, message);
    }
}

fn check_boundary(reader: &mut Reader<'_>, model: &Model, node: &Node, event: &BoundaryEvent) {
    let activity = &model.nodes[event.attached_to.index()];
    if !activity.element.is_activity() {
        return problem(reader, "bpmn-boundary-place", node, "A boundary event must sit on an activity.");
    }
    use Element::{CallActivity, ReceiveTask, ServiceTask, SubProcess, UserTask};
    let happens = match (&event.trigger, &activity.element) {
        (Trigger::Compensation, _) => true,
        (Trigger::Cancel, SubProcess(task)) => task.kind == SubProcessKind::Transaction,
        (Trigger::Cancel, _) => false,
        (
            Trigger::Error(_) | Trigger::Escalation(_),
            UserTask(_) | ServiceTask(_) | SubProcess(_) | CallActivity(_),
        ) => true,
        (Trigger::Error(_) | Trigger::Escalation(_), _) => false,
        (_, UserTask(_) | ServiceTask(_) | ReceiveTask(_) | SubProcess(_) | CallActivity(_)) => true,
        _ => false,
    };
    if !happens {
        let message = format!("This event can never happen on a {}, which does not wait for it.", activity.kind());
        problem(reader, "bpmn-boundary-never", node, &message);
    }
    if let (Trigger::Compensation, SubProcess(task)) = (&event.trigger, &activity.element) {
        let events = &model.scopes[task.scope.index()].events;
        if events.iter().any(|event| matches!(begins_by(model, *event), Some(Trigger::Compensation))) {
            let message = "The sub-process has an event sub-process that undoes it; only one of the two can.";
            problem(reader, "bpmn-compensation-handler", node, message);
        }
    }
    let same = |other: &&NodeId| same_catch(Some(&event.trigger), model.nodes[other.index()].element.trigger());
    let first = activity.boundaries.iter().find(same);
    if first.is_some_and(|first| model.nodes[first.index()].id != node.id) {
        problem(reader, "bpmn-boundary-twice", node, "Another boundary event already catches this here.");
    }
}

fn check_event_gateway(reader: &mut Reader<'_>, model: &Model, node: &Node) {
    for flow in &node.outgoing {
        let flow = &model.flows[flow.index()];
        let target = &model.nodes[flow.target.index()];
        let waits = match &target.element {
            Element::CatchEvent(trigger) => trigger.is_armed(),
            Element::ReceiveTask(_) => target.boundaries.is_empty() && target.repeat.is_none(),
            _ => false,
        };
        if !waits || target.incoming.len() > 1 {
            let message =
                "Behind an event-based gateway there may only be events and receive tasks with no other way in.";
            problem(reader, "bpmn-event-gateway", target, message);
        }
        if !target.inputs.is_empty() {
            let message = "An input mapping behind an event-based gateway would never be evaluated.";
            problem(reader, "bpmn-event-gateway", target, message);
        }
    }
}

/// A cancel end event stands in a transaction that has a cancel boundary event.
fn check_cancel(reader: &mut Reader<'_>, model: &Model, node: &Node) {
    let owner = model.scopes[node.scope.index()].node.map(|node| &model.nodes[node.index()]);
    let Some(owner) = owner.filter(|owner| owner.kind() == "transaction") else {
        return problem(reader, "bpmn-cancel-place", node, "A cancel end event must lie directly in a transaction.");
    };
    let cancel = |id: &NodeId| matches!(model.nodes[id.index()].element.trigger(), Some(Trigger::Cancel));
    if !owner.boundaries.iter().any(cancel) {
        let message = "The transaction has no cancel boundary event to go on from.";
        problem(reader, "bpmn-cancel-place", node, message);
    }
}

/// The activity that is named lies in the same scope, or around the event sub-process the event stands in.
fn check_compensation(reader: &mut Reader<'_>, model: &Model, node: &Node, activity: NodeId) {
    let target = &model.nodes[activity.index()];
    let mut scopes = vec![node.scope];
    let mut scope = &model.scopes[node.scope.index()];
    while let (Some(owner), Some(parent)) = (scope.node, scope.parent) {
        let event = matches!(&model.nodes[owner.index()].element,
            Element::SubProcess(task) if task.kind == SubProcessKind::Event);
        if !event {
            break;
        }
        scopes.push(parent);
        scope = &model.scopes[parent.index()];
    }
    if !scopes.contains(&target.scope) {
        let message = format!("activityRef names \"{}\", which lies in another scope.", target.id);
        problem(reader, "bpmn-compensation-place", node, &message);
    } else if target.compensation.is_none() && !matches!(target.element, Element::SubProcess(_)) {
        let message = format!("activityRef names \"{}\", which nothing can undo.", target.id);
        problem(reader, "bpmn-compensation-place", node, &message);
    }
}
