//! Rules that a whole model must obey so that every instance of it can come to an end.

use std::collections::BTreeSet;

use crate::compile::{Reader, joins};
use crate::elements::{Element, EndEvent, Trigger};
use crate::{Model, Node, NodeId};

/// Notes everything that is unsound.
pub(super) fn check(reader: &mut Reader<'_>, model: &Model) {
    check_starts_and_ends(reader, model);
    for (_, node) in model.numbered() {
        check_ends_of(reader, node);
        check_conditions(reader, model, node);
        check_boundaries(reader, model, node);
    }
    if reader.has_problems() {
        return;
    }
    check_reachable(reader, model);
    if !reader.has_problems() {
        joins::check(reader, model);
    }
}

fn problem(reader: &mut Reader<'_>, rule: &str, node: &Node, message: &str) {
    reader.problem_at(rule, node.line, node.id.clone(), message.to_owned());
}

fn check_starts_and_ends(reader: &mut Reader<'_>, model: &Model) {
    let starts = &model.scopes[0].starts;
    if starts.is_empty() {
        let line = model.nodes.first().map_or(1, |node| node.line);
        reader.problem_at("bpmn-no-start", line, model.id.clone(), "The process has no start event.".to_owned());
    }
    let mut seen = BTreeSet::new();
    for start in starts {
        let node = &model.nodes[start.index()];
        if !seen.insert(node.element.message()) {
            problem(
                reader,
                "bpmn-several-starts",
                node,
                "Another start event already starts the process the same way.",
            );
        }
    }
    if !model.nodes.iter().any(|node| matches!(node.element, Element::EndEvent(_))) {
        let line = model.nodes.first().map_or(1, |node| node.line);
        reader.problem_at("bpmn-no-end", line, model.id.clone(), "The process has no end event.".to_owned());
    }
}

fn check_ends_of(reader: &mut Reader<'_>, node: &Node) {
    let (may_arrive, must_leave) = match &node.element {
        Element::StartEvent(_) | Element::BoundaryEvent(_) => (false, true),
        Element::EndEvent(_) => (true, false),
        _ => (true, true),
    };
    if !may_arrive && !node.incoming.is_empty() {
        problem(reader, "bpmn-flow-into-start", node, "No sequence flow may lead into this event.");
    }
    if must_leave && node.outgoing.is_empty() {
        problem(reader, "bpmn-dead-end", node, "No sequence flow leaves this element; let it lead to an end event.");
    }
    if !must_leave && !node.outgoing.is_empty() {
        problem(reader, "bpmn-flow-out-of-end", node, "No sequence flow may leave an end event.");
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
        Element::ParallelGateway => {
            for (_, flow) in flows.filter(|(_, flow)| flow.condition.is_some()) {
                let message = "A flow out of a parallel gateway is always taken; its condition would be ignored.";
                reader.problem_at("bpmn-condition-ignored", flow.line, flow.id.clone(), message.to_owned());
            }
        }
        _ => {}
    }
    if node.default.is_some() && matches!(node.element, Element::ParallelGateway) {
        problem(reader, "bpmn-condition-ignored", node, "A parallel gateway cannot have a default flow.");
    }
}

fn check_boundaries(reader: &mut Reader<'_>, model: &Model, node: &Node) {
    let Element::BoundaryEvent(event) = &node.element else { return };
    let activity = &model.nodes[event.attached_to.index()];
    if !activity.element.is_activity() {
        problem(reader, "bpmn-boundary-place", node, "A boundary event must sit on a task.");
        return;
    }
    let happens = match (&event.trigger, &activity.element) {
        (Trigger::Error(_), Element::UserTask(_) | Element::ServiceTask(_)) => true,
        (Trigger::Error(_), _) => false,
        (_, Element::UserTask(_) | Element::ServiceTask(_) | Element::ReceiveTask(_)) => true,
        _ => false,
    };
    if !happens {
        let message = format!("This event can never happen on a {}, which does not wait for it.", activity.kind());
        problem(reader, "bpmn-boundary-never", node, &message);
    }
    if let Trigger::Error(error) = &event.trigger {
        let first = activity.boundaries.iter().find(|other| {
            matches!(&model.nodes[other.index()].element,
                Element::BoundaryEvent(other) if matches!(&other.trigger, Trigger::Error(same) if same.code == error.code))
        });
        if first.is_some_and(|first| model.nodes[first.index()].id != node.id) {
            problem(reader, "bpmn-boundary-twice", node, "Another boundary event already catches this error here.");
        }
    }
}

fn check_reachable(reader: &mut Reader<'_>, model: &Model) {
    let next = |node: NodeId| {
        let node = &model.nodes[node.index()];
        let targets = node.outgoing.iter().map(|flow| model.flows[flow.index()].target);
        targets.chain(node.boundaries.iter().copied()).collect::<Vec<_>>()
    };
    let reached = closure(model.scopes[0].starts.clone(), next);
    for (id, node) in model.numbered().filter(|(id, _)| !reached.contains(id)) {
        // A boundary event on an unreachable task would only repeat the task's problem.
        if !matches!(&node.element, Element::BoundaryEvent(event) if !reached.contains(&event.attached_to)) {
            debug_assert!(!reached.contains(&id));
            problem(reader, "bpmn-unreachable", node, "No path from a start event leads here.");
        }
    }
    let before = |node: NodeId| {
        let node = &model.nodes[node.index()];
        let sources = node.incoming.iter().map(|flow| model.flows[flow.index()].source);
        let attached = if let Element::BoundaryEvent(event) = &node.element { Some(event.attached_to) } else { None };
        sources.chain(attached).collect::<Vec<_>>()
    };
    let ends = model.numbered().filter(|(_, node)| matches!(node.element, Element::EndEvent(_))).map(|(id, _)| id);
    let ending = closure(ends.collect(), before);
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

/// Whether an end event ends everything, whatever else is under way.
pub(super) fn ends_all(element: &Element) -> bool {
    matches!(element, Element::EndEvent(EndEvent::Terminate | EndEvent::Error { .. }))
}
