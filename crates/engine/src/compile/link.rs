//! Ties nodes together once all are read: flows, default flows, boundary events, start events, compensation, links.

use std::collections::HashMap;

use crate::compile::Reader;
use crate::compile::tree::Tree;
use crate::elements::{BoundaryEvent, Element, SubProcess, SubProcessKind, Throw, Trigger};
use crate::model::node_id;
use crate::{FlowId, Model, NodeId, ScopeId};

pub(super) fn link(reader: &mut Reader<'_>, model: &mut Model, tree: &Tree<'_>) {
    for (at, flow) in model.flows.iter().enumerate() {
        let (source, target) = (&model.nodes[flow.source.index()], &model.nodes[flow.target.index()]);
        if source.scope != target.scope {
            let message = "A sequence flow may not cross the border of a sub-process.";
            reader.problem_at("bpmn-flow-crosses-scope", flow.line, flow.id.clone(), message.to_owned());
        }
        let id = FlowId(u32::try_from(at).unwrap_or(u32::MAX));
        model.nodes[flow.source.index()].outgoing.push(id);
        model.nodes[flow.target.index()].incoming.push(id);
    }
    for at in 0..model.nodes.len() {
        link_default(reader, model, tree, at);
        let (scope, id) = (model.nodes[at].scope, node_id(at));
        match &model.nodes[at].element {
            Element::BoundaryEvent(BoundaryEvent { attached_to, trigger, .. }) => {
                let activity = attached_to.index();
                if model.nodes[activity].scope != scope {
                    let message = "A boundary event must lie in the same sub-process as its activity.";
                    note(reader, model, at, "bpmn-boundary-place", message);
                }
                if matches!(trigger, Trigger::Compensation) {
                    link_compensation(reader, model, tree, at, activity);
                } else {
                    model.nodes[activity].boundaries.push(id);
                }
            }
            Element::StartEvent(_) => model.scopes[scope.index()].starts.push(id),
            Element::SubProcess(SubProcess { kind: SubProcessKind::Event, .. }) => {
                model.scopes[scope.index()].events.push(id);
            }
            _ => {}
        }
    }
    link_links(reader, model);
    model.has_conditions = model.nodes.iter().any(|node| matches!(node.element.trigger(), Some(Trigger::Condition(_))));
}

fn note(reader: &mut Reader<'_>, model: &Model, at: usize, rule: &str, message: &str) {
    let node = &model.nodes[at];
    reader.problem_at(rule, node.line, node.id.clone(), message.to_owned());
}

fn link_default(reader: &mut Reader<'_>, model: &mut Model, tree: &Tree<'_>, at: usize) {
    let xml = tree.elements[at].xml;
    let Some(default) = xml.attribute("default").filter(|default| !default.is_empty()) else { return };
    let outgoing = &model.nodes[at].outgoing;
    let found = outgoing.iter().find(|flow| model.flows[flow.index()].id == default).copied();
    if found.is_none() {
        let message = format!("The default flow \"{default}\" does not leave this element.");
        reader.problem("bpmn-missing-reference", xml, message);
    }
    model.nodes[at].default = found;
}

/// A compensation boundary event leads to its handler by an association.
fn link_compensation(reader: &mut Reader<'_>, model: &mut Model, tree: &Tree<'_>, event: usize, activity: usize) {
    let id = &model.nodes[event].id;
    let ends = tree.associations.iter().filter_map(|(source, target)| match (source == id, target == id) {
        (true, _) => Some(target),
        (_, true) => Some(source),
        _ => None,
    });
    let handlers: Vec<NodeId> = ends
        .filter_map(|other| reader.find_node(other))
        .filter(|node| model.nodes[node.index()].for_compensation)
        .collect();
    let [handler] = handlers[..] else {
        let message =
            "The compensation event must be joined by an association to exactly one activity for compensation.";
        return note(reader, model, event, "bpmn-compensation-handler", message);
    };
    if model.nodes[handler.index()].scope != model.nodes[event].scope {
        let message = "The activity for compensation must lie in the same sub-process.";
        return note(reader, model, event, "bpmn-compensation-handler", message);
    }
    if model.nodes[activity].compensation.is_some() {
        let message = "Another compensation event sits on the same activity.";
        return note(reader, model, event, "bpmn-boundary-twice", message);
    }
    model.nodes[activity].compensation = Some(handler);
}

/// Link throw events find the catch event with their name in the same scope.
fn link_links(reader: &mut Reader<'_>, model: &mut Model) {
    let mut catches: HashMap<(ScopeId, String), NodeId> = HashMap::new();
    for at in 0..model.nodes.len() {
        if let Element::CatchEvent(Trigger::Link(name)) = &model.nodes[at].element
            && catches.insert((model.nodes[at].scope, name.clone()), node_id(at)).is_some()
        {
            note(reader, model, at, "bpmn-link-twice", "Another link catch event has the same name.");
        }
    }
    for at in 0..model.nodes.len() {
        let scope = model.nodes[at].scope;
        let Element::ThrowEvent(Some(Throw::Link { name, target })) = &mut model.nodes[at].element else { continue };
        *target = catches.get(&(scope, name.clone())).copied();
        if target.is_none() {
            note(reader, model, at, "bpmn-missing-reference", "No link catch event here has this name.");
        }
    }
}
