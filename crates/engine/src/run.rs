//! One step under way: the state being changed, the events and effects so far, the tokens that can go on.

use std::collections::VecDeque;

use crate::boundary::Wait;
use crate::elements::{self, Element, inclusive_gateway};
use crate::expression::Sight;
use crate::state::{
    ArmedTimer, IncidentKind, Outcome, Phase, State, Status, Subscription, SubscriptionKind, Token, Variables,
};
use crate::{
    Effect, Event, Model, Node, NodeId, ScopeId, TokenId, apply, compensation, conditions, flow, incidents, mapping,
    scope, step,
};

/// Why a token cannot go on by itself; becomes an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) kind: IncidentKind,
    pub(crate) message: String,
}

pub(crate) struct Run<'m> {
    pub(crate) model: &'m Model,
    pub(crate) clock: &'m feel::Clock,
    feel: feel::Run<'m>,
    functions: Option<&'m feel::Context>,
    pub(crate) state: State,
    pub(crate) events: Vec<Event>,
    pub(crate) effects: Vec<Effect>,
    ready: VecDeque<TokenId>,
    fuel: u32,
    last_id: u32,
}

impl<'m> Run<'m> {
    pub(crate) fn new(model: &'m Model, state: State, clock: &'m feel::Clock, fuel: u32) -> Self {
        let last_id = state.last_id;
        let feel = feel::Run::new(clock, feel::Limits::default());
        Self {
            model,
            clock,
            feel,
            functions: None,
            state,
            events: Vec::new(),
            effects: Vec::new(),
            ready: VecDeque::new(),
            fuel,
            last_id,
        }
    }

    /// Lets expressions call functions of the host.
    pub(crate) fn with_functions(self, functions: &'m feel::Context) -> Self {
        Self { functions: Some(functions), ..self }
    }

    /// What the step brought.
    pub(crate) fn into_outcome(self) -> step::Outcome {
        let Self { state, events, effects, .. } = self;
        step::Outcome { state, events, effects }
    }

    /// A number never used in this instance.
    pub(crate) fn new_id(&mut self) -> u32 {
        self.last_id = self.last_id.saturating_add(1);
        self.last_id
    }

    /// Records an event, applies it, and queues the tokens it set going.
    pub(crate) fn emit(&mut self, event: Event) {
        apply(&mut self.state, &event);
        match &event {
            Event::Started { token, .. }
            | Event::Completed { token, .. }
            | Event::Decided { token, .. }
            | Event::ResultsKept { token }
            | Event::OutputsMapped { token, .. }
            | Event::Moved { token, .. }
            | Event::Joined { token, .. }
            | Event::Interrupted { token, .. }
            | Event::Spawned { token, .. }
            | Event::Began { token, .. }
            | Event::Placed { token, waiting: false, .. }
            | Event::ScopeEnded { token, .. }
            | Event::EventChosen { token, .. }
            | Event::Linked { token, .. }
            | Event::Compensating { token, reopens: false, .. }
            | Event::MovedByOperator { token, .. }
            | Event::Skipped { token, .. }
            | Event::Reentered { token, .. } => self.ready.push_back(*token),
            Event::Forked { branches, .. } => self.ready.extend(branches.iter().map(|branch| branch.token)),
            _ => {}
        }
        self.events.push(event);
    }

    pub(crate) fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub(crate) fn token(&self, id: TokenId) -> Option<&Token> {
        self.state.tokens.get(&id)
    }

    /// The token's node; the first node where the token is gone, which no caller lets happen.
    pub(crate) fn node_of(&self, id: TokenId) -> &'m Node {
        self.node(self.token(id).map_or(NodeId(0), |token| token.node))
    }

    /// A node of this model; [`crate::step`] has checked that the state names no others.
    pub(crate) fn node(&self, id: NodeId) -> &'m Node {
        &self.model.nodes[id.index()]
    }

    /// What the token sees: its results, its inputs, then its scope and the scopes around it.
    pub(crate) fn sight(&self, id: TokenId) -> Sight<'_> {
        let mut layers = Vec::new();
        self.look_outwards(self.token(id), &mut layers);
        self.see(layers)
    }

    /// What is seen in a scope: its variables and what its owner sees.
    pub(crate) fn scope_sight(&self, id: ScopeId) -> Sight<'_> {
        let mut layers = Vec::new();
        if let Some(scope) = self.state.scopes.get(&id) {
            layers.push(&scope.variables);
            self.look_outwards(scope.owner.and_then(|owner| self.token(owner)), &mut layers);
        }
        self.see(layers)
    }

    /// These variables alone.
    pub(crate) fn sight_of<'s>(&'s self, variables: &'s Variables) -> Sight<'s> {
        self.see(vec![variables])
    }

    fn see<'s>(&'s self, layers: Vec<&'s Variables>) -> Sight<'s> {
        let sight = Sight::new(layers, &self.feel);
        match self.functions {
            Some(functions) => sight.with_functions(functions),
            None => sight,
        }
    }

    fn look_outwards<'s>(&'s self, mut next: Option<&'s Token>, layers: &mut Vec<&'s Variables>) {
        while let Some(token) = next {
            layers.extend([&token.results, &token.locals, &token.own].into_iter().filter(|layer| !layer.is_empty()));
            let Some(scope) = self.state.scopes.get(&token.scope) else { return };
            layers.push(&scope.variables);
            next = scope.owner.and_then(|owner| self.token(owner));
        }
    }

    /// Whether the token is one instance of a multi-instance.
    pub(crate) fn is_instance(&self, id: TokenId) -> bool {
        let scope = self.token(id).and_then(|token| self.state.scopes.get(&token.scope));
        scope.is_some_and(|scope| scope.multi.is_some())
    }

    /// Lets every token go on until it waits, ends or is stopped by an incident.
    pub(crate) fn drain(&mut self) {
        loop {
            while let Some(id) = self.ready.pop_front() {
                if !matches!(self.state.status, Status::Running) {
                    return;
                }
                let Some(token) = self.token(id) else { continue };
                if token.incident.is_some() {
                    continue;
                }
                if let Err(fault) = self.advance(id, token.phase) {
                    incidents::raise(self, id, fault);
                }
            }
            if !matches!(self.state.status, Status::Running) {
                return;
            }
            if !inclusive_gateway::complete_joins(self) && !conditions::look(self) {
                break;
            }
        }
        incidents::find_blocked_joins(self);
    }

    /// Queues a token, for retries.
    pub(crate) fn resume(&mut self, token: TokenId) {
        self.ready.push_back(token);
    }

    fn advance(&mut self, id: TokenId, phase: Phase) -> Result<(), Fault> {
        if phase == Phase::Entering {
            self.charge(1)?;
        }
        match phase {
            Phase::Entering => elements::enter(self, id),
            Phase::Completing => self.keep_results(id),
            Phase::Leaving => flow::leave(self, id),
            Phase::Waiting | Phase::Listening => Ok(()),
        }
    }

    /// Uses up fuel of this step.
    pub(crate) fn charge(&mut self, fuel: u32) -> Result<(), Fault> {
        self.fuel = self.fuel.checked_sub(fuel).ok_or_else(|| Fault {
            kind: IncidentKind::OutOfFuel,
            message: "Too many steps without a wait; there may be a loop that never waits.".to_owned(),
        })?;
        Ok(())
    }

    /// Most nodes bring nothing, and then there is nothing to tell either.
    fn keep_results(&mut self, id: TokenId) -> Result<(), Fault> {
        let nothing = self.token(id).is_none_or(|token| token.results.is_empty());
        if nothing && self.node_of(id).outputs.is_empty() {
            flow::leave(self, id)
        } else {
            mapping::keep_results(self, id)
        }
    }

    /// The token begins to wait, with its own and its boundary events' timers and subscriptions.
    pub(crate) fn begin_wait(&mut self, token: TokenId, locals: Variables, wait: Wait) {
        let Some(node) = self.token(token).map(|token| token.node) else { return };
        self.tell_armed(&wait);
        let Wait { timers, subscriptions } = wait;
        self.emit(Event::WaitBegan { token, node, locals, timers, subscriptions });
    }

    /// Adds timers and subscriptions to a token that waits or listens.
    pub(crate) fn arm(&mut self, token: TokenId, wait: Wait) {
        self.tell_armed(&wait);
        let Wait { timers, subscriptions } = wait;
        if !(timers.is_empty() && subscriptions.is_empty()) {
            self.emit(Event::Armed { token, timers, subscriptions });
        }
    }

    fn tell_armed(&mut self, wait: &Wait) {
        for (timer, ArmedTimer { token, node, due, .. }) in &wait.timers {
            self.effects.push(Effect::ArmTimer { timer: *timer, token: *token, node: *node, due: *due });
        }
        for (id, Subscription { token, node, kind, message, key, .. }) in &wait.subscriptions {
            let (subscription, token, node) = (*id, *token, *node);
            match kind {
                SubscriptionKind::Message => {
                    let (message, key) = (message.clone(), key.clone());
                    self.effects.push(Effect::Subscribe { subscription, token, node, message, key });
                }
                SubscriptionKind::Signal => {
                    let signal = message.clone();
                    self.effects.push(Effect::SubscribeSignal { subscription, token, node, signal });
                }
                SubscriptionKind::Condition => {}
            }
        }
    }

    /// Tells the host that what a token had open outside is over. `answered`: the service itself brought the end.
    pub(crate) fn close_open(&mut self, id: TokenId, answered: bool) {
        let Some(token) = self.token(id) else { return };
        let (visit, waiting, incident) = (token.visit, token.phase == Phase::Waiting, token.incident);
        let element = &self.node(token.node).element;
        let owned = self.state.scopes.iter().find(|(_, scope)| scope.owner == Some(id)).map(|(scope, _)| *scope);
        if let Some(scope) = owned {
            let inside = self.state.tokens.iter().filter(|(_, inner)| inner.scope == scope);
            let inside: Vec<TokenId> = inside.map(|(inner, _)| *inner).collect();
            inside.into_iter().for_each(|inner| self.close_open(inner, false));
        } else if waiting {
            match element {
                Element::CallActivity(_) if !answered => self.effect(Effect::CancelCall { token: id, visit }),
                Element::UserTask(_) => self.effect(Effect::CloseTask { token: id, visit }),
                Element::ServiceTask(_) if !answered => self.effect(Effect::CancelService { token: id, visit }),
                _ => {}
            }
        }
        let timers: Vec<_> = self.state.timers.iter().filter(|(_, t)| t.token == id).map(|(timer, _)| *timer).collect();
        let subscriptions: Vec<_> = self
            .state
            .subscriptions
            .iter()
            .filter(|(_, s)| s.token == id && s.kind != SubscriptionKind::Condition)
            .map(|(subscription, _)| *subscription)
            .collect();
        self.effects.extend(timers.into_iter().map(|timer| Effect::DisarmTimer { timer }));
        self.effects.extend(subscriptions.into_iter().map(|subscription| Effect::Unsubscribe { subscription }));
        if let Some(incident) = incident {
            incidents::resolve(self, incident);
        }
    }

    /// The token's work is done with these results.
    pub(crate) fn complete(&mut self, token: TokenId, variables: Variables) {
        let node = self.token(token).map_or(NodeId(0), |token| token.node);
        self.close_open(token, true);
        self.emit(Event::Completed { token, node, locals: Variables::new(), variables });
    }

    /// Ends a token; the scope ends with its last one.
    pub(crate) fn end_token(&mut self, id: TokenId) {
        let Some(token) = self.token(id) else { return };
        let (node, scope, serves) = (token.node, token.scope, token.serves);
        self.close_open(id, true);
        self.emit(Event::TokenEnded { token: id, node });
        if let Some(thrower) = serves {
            compensation::go_on(self, thrower);
        }
        scope::check_finished(self, scope);
    }

    /// Ends the instance and closes everything that is open.
    pub(crate) fn end(&mut self, outcome: Outcome) {
        let tokens: Vec<TokenId> = self.state.tokens.keys().copied().collect();
        for token in tokens {
            self.close_open(token, false);
        }
        self.emit(Event::Ended { outcome: outcome.clone() });
        self.effect(Effect::Ended { outcome });
    }
}
