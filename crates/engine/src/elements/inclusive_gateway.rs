//! Inclusive gateway: a split takes every flow whose condition is true (see `flow`); a join waits for every token that
//! can still reach it.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | one incoming flow | moved on |
//! | entering | several incoming flows | waiting |
//! | waiting | no other token of the scope can reach a flow that has no token yet | merged with the other waiting ones, leaving |
//!
//! Which nodes can reach which incoming flow is computed when the model is compiled. A token that can reach an empty
//! flow does not delay the join if it could just as well arrive by a flow that has its token already.

use std::collections::BTreeMap;

use crate::compile::Reader;
use crate::elements::Element;
use crate::run::{Fault, Run};
use crate::state::Phase;
use crate::xml::Xml;
use crate::{Event, FlowId, NodeId, ScopeId, TokenId, flow, incidents};

/// For each incoming flow, in their order, the nodes that can reach it without passing through the gateway.
#[derive(Debug, Clone, Default)]
pub struct Reach(pub(crate) Vec<Nodes>);

/// A set of nodes, one bit each.
#[derive(Clone, Default)]
pub(crate) struct Nodes(pub(crate) Vec<u64>);

impl std::fmt::Debug for Nodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let nodes = (0..self.0.len() * 64).filter(|at| self.0[at / 64] & (1 << (at % 64)) != 0);
        f.debug_set().entries(nodes).finish()
    }
}

impl Nodes {
    pub(crate) fn insert(&mut self, node: NodeId) -> bool {
        let (word, bit) = (node.index() / 64, 1_u64 << (node.index() % 64));
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        let new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        new
    }

    pub(crate) fn contains(&self, node: NodeId) -> bool {
        self.0.get(node.index() / 64).is_some_and(|word| word & (1 << (node.index() % 64)) != 0)
    }
}

impl Reach {
    /// Whether a token at `node` delays a join at which tokens have come by `present`.
    pub(crate) fn delays(&self, incoming: &[FlowId], present: impl Fn(FlowId) -> bool, node: NodeId) -> bool {
        let reaches = |wanted: bool| {
            incoming.iter().zip(&self.0).any(|(flow, nodes)| present(*flow) == wanted && nodes.contains(node))
        };
        reaches(false) && !reaches(true)
    }
}

pub(crate) fn read(_reader: &mut Reader<'_>, _xml: Xml<'_>) -> Option<Element> {
    Some(Element::InclusiveGateway(Reach::default()))
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId) -> Result<(), Fault> {
    let Some(node) = run.token(token).map(|token| token.node) else { return Ok(()) };
    if run.node(node).incoming.len() < 2 {
        return flow::leave(run, token);
    }
    run.emit(Event::JoinReached { token, node });
    Ok(())
}

/// Completes every inclusive join that nothing can reach any more; says whether there was one.
pub(crate) fn complete_joins(run: &mut Run<'_>) -> bool {
    if !run.model.has_inclusive_join {
        return false;
    }
    let mut joins: BTreeMap<(ScopeId, NodeId), BTreeMap<Option<FlowId>, TokenId>> = BTreeMap::new();
    for (id, token) in &run.state.tokens {
        let join = matches!(run.node(token.node).element, Element::InclusiveGateway(_));
        if join && token.phase == Phase::Waiting {
            joins.entry((token.scope, token.node)).or_default().entry(token.via).or_insert(*id);
        }
    }
    let mut completed = false;
    for ((scope, node), waiting) in joins {
        let at = run.node(node);
        let Element::InclusiveGateway(reach) = &at.element else { continue };
        let delayed = run.state.tokens.values().any(|other| {
            let here = other.node == node && other.phase == Phase::Waiting;
            other.scope == scope
                && !here
                && other.phase != Phase::Listening
                && reach.delays(&at.incoming, |flow| waiting.contains_key(&Some(flow)), other.node)
        });
        if delayed {
            continue;
        }
        waiting.values().for_each(|token| incidents::clear(run, *token));
        let mut tokens = waiting.into_values();
        if let Some(token) = tokens.next() {
            run.emit(Event::Joined { token, node, merged: tokens.collect() });
            completed = true;
        }
    }
    completed
}
