//! Plays every way a scope can go, tokens only, to find joins at which an instance would wait for ever. A sub-process is
//! one node of the scope around it.
//!
//! Tokens do not disturb each other except at joins, so it is enough to let one token at a time go as far as it can and
//! to branch only where a choice is made; terminate and error ends, which do disturb others, go last. Models with more
//! markings than the limit, or with paths that multiply tokens without end, are not judged: for them a blocked join
//! becomes an incident at run time.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::compile::{Reader, soundness};
use crate::elements::{BoundaryEvent, Element, Throw};
use crate::{FlowId, Model, NodeId};

const MAX_MARKINGS: usize = 20_000;
/// Places looked at, all markings together: bounds time and memory for wide models.
const MAX_EFFORT: usize = 4_000_000;
const MAX_TOKENS: u32 = 8;
/// Subsets of conditional flows or boundary events are tried one by one up to this many.
const MAX_SUBSET: usize = 6;

/// Where a token is: at a node, or at a join with the flow it came by.
type Place = (NodeId, Option<FlowId>);
/// How many tokens are at each place.
type Marking = BTreeMap<Place, u32>;

/// Notes joins that can never complete, and joins that may be left waiting.
pub(super) fn check(reader: &mut Reader<'_>, model: &Model) {
    for (at, scope) in model.scopes.iter().enumerate() {
        let inside = model.numbered().filter(|(id, node)| node.scope.index() == at && is_join(model, *id));
        let joins: BTreeSet<NodeId> = inside.map(|(id, _)| id).collect();
        if !joins.is_empty() {
            check_scope(reader, model, &scope.starts, &joins);
        }
    }
}

fn check_scope(reader: &mut Reader<'_>, model: &Model, starts: &[NodeId], joins: &BTreeSet<NodeId>) {
    let mut completed = BTreeSet::new();
    let mut blocked = BTreeSet::new();
    let mut seen = HashSet::new();
    let mut open: Vec<Marking> = starts.iter().map(|start| Marking::from([((*start, None), 1)])).collect();
    let join_flows: usize = joins.iter().map(|join| model.nodes[join.index()].incoming.len()).sum();
    let mut effort = 0;
    while let Some(marking) = open.pop() {
        effort += marking.len() + join_flows;
        let too_many = marking.values().any(|count| *count > MAX_TOKENS);
        if too_many || seen.len() > MAX_MARKINGS || effort > MAX_EFFORT {
            return;
        }
        if !seen.insert(marking.clone()) {
            continue;
        }
        match advance(model, &marking, joins, &mut completed) {
            Some(next) => open.extend(next),
            None => blocked.extend(marking.keys().map(|(node, _)| *node)),
        }
    }
    for join in joins.iter().filter(|join| !completed.contains(join) || blocked.contains(join)) {
        let node = &model.nodes[join.index()];
        let (rule, message) = if completed.contains(join) {
            ("bpmn-join-may-block", "There are ways through the process on which this join waits for ever.")
        } else {
            ("bpmn-join-never", "This join can never complete: its incoming flows are never taken together.")
        };
        reader.problem_at(rule, node.line, node.id.clone(), message.to_owned());
    }
}

fn is_join(model: &Model, id: NodeId) -> bool {
    let node = &model.nodes[id.index()];
    matches!(node.element, Element::ParallelGateway | Element::InclusiveGateway(_)) && node.incoming.len() > 1
}

/// All markings that may follow; empty when the process ended; `None` when only waiting joins are left.
fn advance(
    model: &Model,
    marking: &Marking,
    joins: &BTreeSet<NodeId>,
    completed: &mut BTreeSet<NodeId>,
) -> Option<Vec<Marking>> {
    for join in joins {
        let incoming = &model.nodes[join.index()].incoming;
        if matches!(model.nodes[join.index()].element, Element::InclusiveGateway(_)) {
            continue;
        }
        if incoming.iter().all(|flow| marking.contains_key(&(*join, Some(*flow)))) {
            completed.insert(*join);
            let mut next = marking.clone();
            incoming.iter().for_each(|flow| take(&mut next, (*join, Some(*flow))));
            return Some(leave(model, &next, *join));
        }
    }
    let free = marking.keys().filter(|(node, _)| !joins.contains(node));
    let (last, first): (Vec<Place>, Vec<Place>) =
        free.partition(|(node, _)| soundness::ends_all(&model.nodes[node.index()].element));
    match (first.first(), last.first()) {
        (Some(place), _) => {
            let mut next = marking.clone();
            take(&mut next, *place);
            Some(work(model, &next, place.0))
        }
        (None, last) => {
            if let Some(next) = complete_inclusive(model, marking, joins, completed) {
                return Some(next);
            }
            (last.is_some() || marking.is_empty()).then(Vec::new)
        }
    }
}

/// The first inclusive join that no token can reach any more completes.
fn complete_inclusive(
    model: &Model,
    marking: &Marking,
    joins: &BTreeSet<NodeId>,
    completed: &mut BTreeSet<NodeId>,
) -> Option<Vec<Marking>> {
    for join in joins {
        let node = &model.nodes[join.index()];
        let Element::InclusiveGateway(reach) = &node.element else { continue };
        let present = |flow: FlowId| marking.contains_key(&(*join, Some(flow)));
        let came: Vec<FlowId> = node.incoming.iter().copied().filter(|flow| present(*flow)).collect();
        let mut others = marking.keys().filter(|(at, _)| at != join);
        if !came.is_empty() && !others.any(|(at, _)| reach.delays(&node.incoming, present, *at)) {
            completed.insert(*join);
            let mut next = marking.clone();
            came.iter().for_each(|flow| take(&mut next, (*join, Some(*flow))));
            return Some(leave(model, &next, *join));
        }
    }
    None
}

/// A token does the work of a node: it leaves, or an interrupting boundary event takes it, and non-interrupting ones
/// may have happened once each.
fn work(model: &Model, rest: &Marking, id: NodeId) -> Vec<Marking> {
    let node = &model.nodes[id.index()];
    let interrupts = |boundary: &NodeId| {
        matches!(
            &model.nodes[boundary.index()].element,
            Element::BoundaryEvent(BoundaryEvent { interrupting: true, .. })
        )
    };
    let (taken_away, added): (Vec<NodeId>, Vec<NodeId>) = node.boundaries.iter().copied().partition(interrupts);
    let starts: Vec<Marking> = subsets(&added, true)
        .into_iter()
        .map(|happened| happened.into_iter().fold(rest.clone(), |marking, boundary| put(&marking, (boundary, None))))
        .collect();
    let mut next = Vec::new();
    for marking in &starts {
        next.extend(leave(model, marking, id));
        next.extend(taken_away.iter().map(|boundary| put(marking, (*boundary, None))));
    }
    next
}

/// A token leaves a node by every choice of flows it may take.
fn leave(model: &Model, rest: &Marking, id: NodeId) -> Vec<Marking> {
    let node = &model.nodes[id.index()];
    let arrive = |marking: &Marking, flow: FlowId| {
        let target = model.flows[flow.index()].target;
        put(marking, (target, is_join(model, target).then_some(flow)))
    };
    let conditional = |flow: &&FlowId| model.flows[flow.index()].condition.is_some() || node.default == Some(**flow);
    match node.element {
        Element::ThrowEvent(Some(Throw::Link { target: Some(target), .. })) => vec![put(rest, (target, None))],
        _ if node.outgoing.is_empty() => vec![rest.clone()],
        Element::ExclusiveGateway | Element::EventGateway => {
            node.outgoing.iter().map(|flow| arrive(rest, *flow)).collect()
        }
        _ => {
            let always = node.outgoing.iter().filter(|flow| !conditional(flow));
            let base = always.fold(rest.clone(), |marking, flow| arrive(&marking, *flow));
            let choices: Vec<FlowId> = node.outgoing.iter().filter(conditional).copied().collect();
            let has_always = choices.len() < node.outgoing.len();
            subsets(&choices, has_always)
                .into_iter()
                .map(|subset| subset.into_iter().fold(base.clone(), |marking, flow| arrive(&marking, flow)))
                .collect()
        }
    }
}

fn subsets<T: Copy>(items: &[T], with_empty: bool) -> Vec<Vec<T>> {
    if items.len() > MAX_SUBSET {
        return vec![items.to_vec()];
    }
    let all = (0_u32..1 << items.len()).map(|bits| {
        items.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, item)| *item).collect::<Vec<_>>()
    });
    all.filter(|subset| with_empty || !subset.is_empty()).collect()
}

fn take(marking: &mut Marking, place: Place) {
    if let Some(count) = marking.get_mut(&place) {
        *count -= 1;
        if *count == 0 {
            marking.remove(&place);
        }
    }
}

fn put(marking: &Marking, place: Place) -> Marking {
    let mut next = marking.clone();
    *next.entry(place).or_insert(0) += 1;
    next
}
