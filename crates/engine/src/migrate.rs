//! Bringing a running instance to another version of its process. Pure: a dry run is the same call, not stored.
//!
//! | what the instance has | in the new version |
//! |---|---|
//! | a token, or a completed activity that can be undone | the element must exist there, with the same kind, in the same sub-process |
//! | a token at a join | the flow it came by must exist too |
//! | a timer or subscription | kept as it was armed; gone where its event is gone |
//! | – | boundary events and event sub-processes that are new are armed now |
//!
//! What was handed out already (an open task, a service call) stays as it was. To undo a migration, migrate back with
//! the plan turned round.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::boundary::Wait;
use crate::elements::{Element, StartEvent, Trigger};
use crate::run::Run;
use crate::state::{Done, Phase, State, Status, SubscriptionKind, Variables};
use crate::step::{FUEL, Outcome, check_fit};
use crate::{Effect, Event, FlowId, Model, Node, NodeId, ScopeId, TokenId, incidents, scope};

/// Why an instance cannot be brought to the new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// A stable word for the reason, so that a host can say it in its own language: `not-running`, `foreign-state`,
    /// `not-in-old`, `gone`, `other-kind`, `other-scope`, `path-gone`, `cannot-arm`.
    pub code: &'static str,
    /// BPMN id of the element in the old version; empty when the whole instance is meant.
    pub element: String,
    /// What else the reason names: an element, a flow, a fault; empty for none.
    pub detail: String,
    /// One plain sentence.
    pub message: String,
}

/// Brings `state` from `old` to `new`. `plan` names, for elements (and flows into joins) whose id changed, the old and
/// the new id; everything else keeps its id.
///
/// # Errors
/// Everything that stands in the way, not only the first.
pub fn migrate(
    old: &Model,
    new: &Model,
    state: &State,
    plan: &BTreeMap<String, String>,
    now: &feel::Clock,
) -> Result<Outcome, Vec<Verdict>> {
    let whole =
        |code, message: String| vec![Verdict { code, element: String::new(), detail: message.clone(), message }];
    if !matches!(state.status, Status::Running | Status::Suspended) {
        return Err(whole("not-running", "The instance does not run.".to_owned()));
    }
    check_fit(old, state).map_err(|rejection| whole("foreign-state", rejection.to_string()))?;
    let mut check = Check { old, new, plan, verdicts: Vec::new(), nodes: BTreeMap::new(), flows: BTreeMap::new() };
    let dropped = check.instance(state);
    if !check.verdicts.is_empty() {
        check.verdicts.dedup();
        return Err(check.verdicts);
    }
    let mut run = Run::new(new, state.clone(), now, FUEL);
    for token in &dropped {
        let node = run.token(*token).map_or(NodeId(0), |token| token.node);
        incidents::clear(&mut run, *token);
        forget(&mut run, |owner, _| owner == *token);
        run.emit(Event::TokenEnded { token: *token, node });
    }
    forget(&mut run, |_, node| !check.nodes.contains_key(&node));
    let known = check.known();
    let Check { nodes, flows, .. } = check;
    run.emit(Event::Migrated { nodes: nodes.into_iter().collect(), flows: flows.into_iter().collect() });
    arm_what_is_new(&mut run, &known).map_err(|fault| whole("cannot-arm", fault))?;
    run.drain();
    Ok(run.into_outcome())
}

/// Tells the host which timers and subscriptions go.
fn forget(run: &mut Run<'_>, goes: impl Fn(TokenId, NodeId) -> bool) {
    let timers = run.state.timers.iter().filter(|(_, timer)| goes(timer.token, timer.node));
    let timers = timers.map(|(timer, _)| Effect::DisarmTimer { timer: *timer });
    let waits = run.state.subscriptions.iter().filter(|(_, wait)| goes(wait.token, wait.node));
    let waits = waits.filter(|(_, wait)| wait.kind != SubscriptionKind::Condition);
    let waits = waits.map(|(subscription, _)| Effect::Unsubscribe { subscription: *subscription });
    let gone: Vec<Effect> = timers.chain(waits).collect();
    run.effects.extend(gone);
}

struct Check<'c> {
    old: &'c Model,
    new: &'c Model,
    plan: &'c BTreeMap<String, String>,
    verdicts: Vec<Verdict>,
    nodes: BTreeMap<NodeId, NodeId>,
    flows: BTreeMap<FlowId, FlowId>,
}

impl Check<'_> {
    fn verdict(&mut self, code: &'static str, element: &str, detail: &str, message: impl Into<String>) {
        let (element, detail) = (element.to_owned(), detail.to_owned());
        self.verdicts.push(Verdict { code, element, detail, message: message.into() });
    }

    fn planned<'p>(&'p self, id: &'p str) -> &'p str {
        self.plan.get(id).map_or(id, String::as_str)
    }

    fn find(&self, node: NodeId) -> Option<NodeId> {
        self.new.find_node(self.planned(&self.old.node(node)?.id))
    }

    /// Checks everything the instance has; gives the listening tokens whose event sub-process is gone.
    fn instance(&mut self, state: &State) -> Vec<TokenId> {
        for old in self.plan.keys() {
            if self.old.find_node(old).is_none() && !self.old.flows.iter().any(|flow| flow.id == *old) {
                self.verdict(
                    "not-in-old",
                    old,
                    "",
                    "The plan names this element, which the old version does not have.",
                );
            }
        }
        let mut dropped = Vec::new();
        for (id, token) in &state.tokens {
            if token.phase == Phase::Listening && self.find(token.node).is_none() {
                dropped.push(*id);
                continue;
            }
            self.node(token.node);
            let joins = matches!(
                self.old.node(token.node).map(|node| &node.element),
                Some(Element::ParallelGateway | Element::InclusiveGateway(_))
            );
            if let Some(via) = token.via.filter(|_| joins) {
                self.flow(token.node, via);
            }
            token.pending.iter().for_each(|done| self.done(done));
        }
        state.scopes.values().flat_map(|scope| &scope.done).for_each(|done| self.done(done));
        let armed = state.timers.values().map(|timer| timer.node);
        let armed: BTreeSet<NodeId> = armed.chain(state.subscriptions.values().map(|wait| wait.node)).collect();
        for node in armed {
            if let (Some(to), Some(old)) = (self.find(node), self.old.node(node))
                && self.new.node(to).is_some_and(|new| same_kind(old, new))
            {
                self.nodes.insert(node, to);
            }
        }
        dropped
    }

    /// The elements of the new version that the old one has too. What is not armed of them is over and stays so.
    fn known(&self) -> BTreeSet<NodeId> {
        let twin = |(id, node): (NodeId, &Node)| {
            let to = self.find(id)?;
            same_kind(node, self.new.node(to)?).then_some(to)
        };
        self.old.numbered().filter_map(twin).collect()
    }

    fn done(&mut self, done: &Done) {
        self.node(done.node);
        done.inner.iter().for_each(|inner| self.done(inner));
    }

    fn node(&mut self, id: NodeId) {
        if self.nodes.contains_key(&id) {
            return;
        }
        let Some(old) = self.old.node(id) else { return };
        let Some(to) = self.find(id) else {
            let message = "The new version has no such element; name another one in the plan.";
            return self.verdict("gone", &old.id, "", message);
        };
        let new = &self.new.nodes[to.index()];
        if !same_kind(old, new) {
            let message = format!("In the new version \"{}\" is of another kind ({}).", new.id, new.kind());
            return self.verdict("other-kind", &old.id, &new.id, message);
        }
        let around = |model: &Model, scope: ScopeId| model.scopes.get(scope.index()).and_then(|scope| scope.node);
        let fits = match (around(self.old, old.scope), around(self.new, new.scope)) {
            (None, None) => true,
            (Some(old), Some(new)) => self.find(old) == Some(new),
            _ => false,
        };
        if !fits {
            let message = "In the new version the element lies in another sub-process.";
            return self.verdict("other-scope", &old.id, "", message);
        }
        self.nodes.insert(id, to);
    }

    fn flow(&mut self, node: NodeId, via: FlowId) {
        let Some(flow) = self.old.flows.get(via.index()) else { return };
        let wanted = self.planned(&flow.id);
        let target = self.find(node);
        let found = self.new.flows.iter().position(|new| new.id == wanted && Some(new.target) == target);
        match found.and_then(|at| u32::try_from(at).ok()) {
            Some(at) => drop(self.flows.insert(via, FlowId(at))),
            None => {
                let message = format!("A path waits at this join that came by \"{}\", which is gone.", flow.id);
                let element = self.old.node(node).map(|node| node.id.clone()).unwrap_or_default();
                self.verdict("path-gone", &element, &flow.id, message);
            }
        }
    }
}

/// The same tag, the same trigger, repeated the same way.
fn same_kind(old: &Node, new: &Node) -> bool {
    let sort = |trigger: &Trigger| std::mem::discriminant(trigger);
    let repeats = |node: &Node| node.repeat.as_ref().map(|repeat| repeat.sequential);
    let event = |node: &Node| matches!(&node.element, Element::SubProcess(_)) && !node.element.is_activity();
    std::mem::discriminant(&old.element) == std::mem::discriminant(&new.element)
        && old.kind() == new.kind()
        && old.element.trigger().map(sort) == new.element.trigger().map(sort)
        && repeats(old) == repeats(new)
        && event(old) == event(new)
}

/// Boundary events and event sub-processes that the old version does not have. The error is a sentence.
fn arm_what_is_new(run: &mut Run<'_>, known: &BTreeSet<NodeId>) -> Result<(), String> {
    let waiting = run.state.tokens.iter().filter(|(_, token)| token.phase == Phase::Waiting);
    let waiting: Vec<TokenId> = waiting.map(|(id, _)| *id).collect();
    for token in waiting {
        if run.is_instance(token) {
            continue;
        }
        let mut wait = Wait::default();
        for boundary in &run.node_of(token).boundaries {
            let Some(trigger) = run.node(*boundary).element.trigger() else { continue };
            if trigger.is_armed() && !known.contains(boundary) {
                wait.add(run, token, *boundary, trigger, &Variables::new()).map_err(|fault| fault.message)?;
            }
        }
        run.arm(token, wait);
    }
    let scopes: Vec<ScopeId> = run.state.scopes.keys().copied().collect();
    for running in scopes {
        let Some(of_model) = scope::of_model(run, running) else { continue };
        // Where an event sub-process has interrupted its scope, nothing listens any more.
        let interrupts = |token: &crate::Token| {
            let start = scope::start_of(run, token.node).filter(|_| token.scope == running);
            let interrupting = |start: NodeId| {
                matches!(
                    &run.node(start).element,
                    Element::StartEvent(StartEvent { trigger: Some(_), interrupting: true })
                )
            };
            token.phase != Phase::Listening && start.is_some_and(interrupting)
        };
        if run.state.tokens.values().any(interrupts) {
            continue;
        }
        for event in &run.model.scopes[of_model.index()].events {
            if !known.contains(event) {
                scope::open_listener(run, running, *event);
            }
        }
    }
    Ok(())
}
