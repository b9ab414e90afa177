//! Rules that a whole model must obey so that every instance of it can come to an end.

use std::collections::BTreeSet;

use crate::compile::{Reader, joins, places};
use crate::elements::{BoundaryEvent, Element, EndEvent, StartEvent, SubProcess, SubProcessKind, Throw, Trigger};
use crate::{Model, Node, NodeId, ScopeId};

/// Notes everything that is unsound.
pub(super) fn check(reader: &mut Reader<'_>, model: &Model) {
    check_starts_and_ends(reader, model);
    places::check(reader, model);
    let ends = model.nodes.iter().filter(|node| node.element.is_end());
    let with_ends: BTreeSet<ScopeId> = ends.map(|node| node.scope).collect();
    for (_, node) in model.numbered() {
        check_ends_of(reader, node, with_ends.contains(&node.scope));
        check_conditions(reader, model, node);
    }
    if reader.has_problems() {
        return;
    }
    check_reachable(reader, model);
    if !reader.has_problems() {
        joins::check(reader, model);
    }
}

pub(super) fn problem(reader: &mut Reader<'_>, rule: &str, node: &Node, message: &str) {
    reader.problem_at(rule, node.line, node.id.clone(), message.to_owned());
}

fn check_starts_and_ends(reader: &mut Reader<'_>, model: &Model) {
    let starts = &model.scopes[0].starts;
    let line = model.nodes.first().map_or(1, |node| node.line);
    if starts.is_empty() {
        reader.problem_at("bpmn-no-start", line, model.id.clone(), "The process has no start event.".to_owned());
    }
    let mut seen = BTreeSet::new();
    for start in starts {
        let node = &model.nodes[start.index()];
        let Element::StartEvent(StartEvent { trigger, .. }) = &node.element else { continue };
        let way = match trigger {
            None => Some("plain".to_owned()),
            Some(Trigger::Message(message)) => Some(format!("message {}", message.name)),
            Some(Trigger::Signal(name)) if name.literal().is_none() => {
                let message = "The signal that starts a process must have a fixed name.";
                problem(reader, "bpmn-start-place", node, message);
                None
            }
            Some(Trigger::Signal(name)) => Some(format!("signal {}", name.written())),
            Some(Trigger::Timer(_) | Trigger::Condition(_)) => None,
            Some(_) => {
                let message = "A process cannot start by this event; it belongs into an event sub-process.";
                problem(reader, "bpmn-start-place", node, message);
                None
            }
        };
        if way.is_some_and(|way| !seen.insert(way)) {
            let message = "Another start event already starts the process the same way.";
            problem(reader, "bpmn-several-starts", node, message);
        }
    }
}

/// Whether flows may lead in and must lead out.
fn check_ends_of(reader: &mut Reader<'_>, node: &Node, has_ends: bool) {
    let event_sub = matches!(&node.element, Element::SubProcess(SubProcess { kind: SubProcessKind::Event, .. }));
    if event_sub || node.for_compensation || matches!(node.element.trigger(), Some(Trigger::Compensation)) {
        let alone = node.incoming.is_empty() && node.outgoing.is_empty();
        let start = matches!(node.element, Element::StartEvent(_)) && node.incoming.is_empty();
        if !alone && !start {
            let message = "No sequence flow may lead to or from an event sub-process or anything for compensation.";
            problem(reader, "bpmn-flow-place", node, message);
        }
        return;
    }
    let link_throw = matches!(node.element, Element::ThrowEvent(Some(Throw::Link { .. })));
    let (may_arrive, must_leave) = match &node.element {
        Element::StartEvent(_) | Element::BoundaryEvent(_) | Element::CatchEvent(Trigger::Link(_)) => (false, true),
        // Without end events a path ends where no flow leads on.
        Element::EventGateway => (true, true),
        element => (true, has_ends && !element.is_end() && !link_throw),
    };
    if !may_arrive && !node.incoming.is_empty() {
        problem(reader, "bpmn-flow-into-start", node, "No sequence flow may lead into this event.");
    }
    if must_leave && node.outgoing.is_empty() {
        problem(reader, "bpmn-dead-end", node, "No sequence flow leaves this element; let it lead to an end event.");
    }
    if (node.element.is_end() || link_throw) && !node.outgoing.is_empty() {
        problem(reader, "bpmn-flow-out-of-end", node, "No sequence flow may leave this event.");
    }
}

fn check_conditions(reader: &mut Reader<'_>, model: &Model, node: &Node) {
    let flows = node.outgoing.iter().map(|flow| (flow, &model.flows[flow.index()]));
    match node.element {
        Element::ExclusiveGateway if node.outgoing.len() > 1 => {
            for (id, flow) in flows {
                if flow.condition.is_none() && node.default != Some(*id) {
                    let message =
                        "This flow leaves an exclusive gateway without a condition and is not its default flow.";
                    reader.problem_at("bpmn-condition-missing", flow.line, flow.id.clone(), message.to_owned());
                }
            }
        }
        Element::ParallelGateway | Element::EventGateway => {
            for (_, flow) in flows.filter(|(_, flow)| flow.condition.is_some()) {
                let message = "A condition behind a parallel or event-based gateway would be ignored.";
                reader.problem_at("bpmn-condition-ignored", flow.line, flow.id.clone(), message.to_owned());
            }
        }
        _ => {}
    }
    if node.default.is_some() && matches!(node.element, Element::ParallelGateway | Element::EventGateway) {
        problem(reader, "bpmn-condition-ignored", node, "This gateway cannot have a default flow.");
    }
}

/// Where a token, or what it sets going, may come to from a node.
fn after(model: &Model, node: NodeId) -> Vec<NodeId> {
    let node = &model.nodes[node.index()];
    let mut targets: Vec<NodeId> = node.outgoing.iter().map(|flow| model.flows[flow.index()].target).collect();
    targets.extend(&node.boundaries);
    targets.extend(node.compensation);
    match &node.element {
        Element::SubProcess(task) => {
            let scope = &model.scopes[task.scope.index()];
            targets.extend(scope.starts.iter().chain(&scope.events));
        }
        Element::ThrowEvent(Some(Throw::Link { target, .. })) => targets.extend(*target),
        _ => {}
    }
    targets
}

fn check_reachable(reader: &mut Reader<'_>, model: &Model) {
    let roots = model.scopes[0].starts.iter().chain(&model.scopes[0].events).copied().collect();
    let reached = closure(roots, |node| after(model, node));
    let mut before: Vec<Vec<NodeId>> = vec![Vec::new(); model.nodes.len()];
    for (id, node) in model.numbered() {
        for target in after(model, id) {
            // What happens inside does not bring the sub-process to its end.
            if model.nodes[target.index()].scope == node.scope {
                before[target.index()].push(id);
            }
        }
        if reached.contains(&id) {
            continue;
        }
        // A boundary event on an unreachable task, and what is inside of it, would only repeat the task's problem.
        let hidden = match &node.element {
            Element::BoundaryEvent(BoundaryEvent { attached_to, trigger, .. }) => {
                matches!(trigger, Trigger::Compensation) || !reached.contains(attached_to)
            }
            _ => model.scopes[node.scope.index()].node.is_some_and(|owner| !reached.contains(&owner)),
        };
        if !hidden {
            problem(reader, "bpmn-unreachable", node, "No path from a start event leads here.");
        }
    }
    let ends = model.numbered().filter(|(_, node)| node.outgoing.is_empty()).map(|(id, _)| id);
    let ending = closure(ends.collect(), |node| before[node.index()].clone());
    for (_, node) in model.numbered().filter(|(id, _)| reached.contains(id) && !ending.contains(id)) {
        problem(reader, "bpmn-no-way-to-end", node, "No path leads from here to an end event.");
    }
}

fn closure(mut open: Vec<NodeId>, next: impl Fn(NodeId) -> Vec<NodeId>) -> BTreeSet<NodeId> {
    let mut reached: BTreeSet<NodeId> = open.iter().copied().collect();
    while let Some(node) = open.pop() {
        open.extend(next(node).into_iter().filter(|other| reached.insert(*other)));
    }
    reached
}

/// Whether an end event ends everything in its scope, whatever else is under way.
pub(super) fn ends_all(element: &Element) -> bool {
    matches!(element, Element::EndEvent(EndEvent::Terminate | EndEvent::Error { .. } | EndEvent::Cancel))
}
