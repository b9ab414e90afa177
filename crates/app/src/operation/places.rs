//! Where the paths of a process stand, and what an operator can do there: leave the step as if it were done, or go on at
//! another step.

use engine::elements::Element;
use engine::{Model, Node, Phase, State, TokenId, Visit};

/// A path that stands somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The engine's token.
    pub token: TokenId,
    /// Its visit: what is meant for an earlier one comes too late.
    pub visit: Visit,
    /// BPMN id of the element.
    pub element: String,
    /// The name people see.
    pub label: String,
    /// Whether the step can be left as if it were done.
    pub can_skip: bool,
    /// BPMN ids and names of the elements where it can go on.
    pub targets: Vec<(String, String)>,
}

/// The places of a process. The engine judges again when an order comes.
pub(super) fn list(model: &Model, state: &State) -> Vec<Place> {
    let standing = state.tokens.iter().filter(|(id, token)| {
        let undoes = token.serves.is_some() || !token.pending.is_empty();
        let waits_for_undoing = state.tokens.values().any(|other| other.serves == Some(**id));
        token.phase != Phase::Listening && !undoes && !waits_for_undoing
    });
    let place = |(id, token): (&TokenId, &engine::Token)| {
        let node = model.node(token.node)?;
        let others = model.nodes.iter().filter(|other| other.scope == node.scope && other.id != node.id);
        // One instance of a multi-instance is skipped, never moved.
        let targets = others.filter(|other| token.own.is_empty() && can_be_entered(other));
        Some(Place {
            token: *id,
            visit: token.visit,
            element: node.id.clone(),
            label: node.label().to_owned(),
            can_skip: !is_gateway(node),
            targets: targets.map(|other| (other.id.clone(), other.label().to_owned())).collect(),
        })
    };
    standing.filter_map(place).collect()
}

fn is_gateway(node: &Node) -> bool {
    node.kind().ends_with("Gateway")
}

/// Gateways are no place to go to: what is meant is the step behind them.
fn can_be_entered(node: &Node) -> bool {
    let event_sub = matches!(&node.element, Element::SubProcess(_)) && !node.element.is_activity();
    let by_itself = matches!(node.element, Element::StartEvent(_) | Element::BoundaryEvent(_));
    !(event_sub || by_itself || node.for_compensation || is_gateway(node))
}
