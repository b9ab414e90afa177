//! For every inclusive join: from where each of its incoming flows can still be reached.

use crate::compile::Reader;
use crate::elements::inclusive_gateway::Nodes;
use crate::elements::{BoundaryEvent, Element, Reach, Throw};
use crate::model::node_id;
use crate::{Model, NodeId};

/// Most work for all inclusive joins of a model: incoming flows times nodes.
const MAX_WORK: usize = 20_000_000;

pub(super) fn fill(reader: &mut Reader<'_>, model: &mut Model) {
    let before = before(model);
    let mut work = 0;
    for at in 0..model.nodes.len() {
        let node = &model.nodes[at];
        if !matches!(node.element, Element::InclusiveGateway(_)) || node.incoming.len() < 2 {
            continue;
        }
        work += node.incoming.len() * model.nodes.len();
        if work > MAX_WORK {
            let message = "The inclusive gateways join too many flows of too large a process.";
            reader.problem_at("bpmn-too-large", node.line, node.id.clone(), message.to_owned());
            return;
        }
        let join = node_id(at);
        let sources = node.incoming.iter().map(|flow| model.flows[flow.index()].source);
        let reach = Reach(sources.map(|source| nodes_before(source, join, &before)).collect());
        model.nodes[at].element = Element::InclusiveGateway(reach);
        model.has_inclusive_join = true;
    }
}

/// From where a token comes to each node: flows, boundary events, links.
fn before(model: &Model) -> Vec<Vec<NodeId>> {
    let mut before: Vec<Vec<NodeId>> = vec![Vec::new(); model.nodes.len()];
    for flow in &model.flows {
        before[flow.target.index()].push(flow.source);
    }
    for (id, node) in model.numbered() {
        match &node.element {
            Element::BoundaryEvent(BoundaryEvent { attached_to, .. }) => before[id.index()].push(*attached_to),
            Element::ThrowEvent(Some(Throw::Link { target: Some(target), .. })) => before[target.index()].push(id),
            _ => {}
        }
    }
    before
}

fn nodes_before(source: NodeId, join: NodeId, before: &[Vec<NodeId>]) -> Nodes {
    let mut nodes = Nodes::default();
    let mut open = vec![source];
    while let Some(node) = open.pop() {
        if node != join && nodes.insert(node) {
            open.extend(&before[node.index()]);
        }
    }
    nodes
}
