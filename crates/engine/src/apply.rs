//! The only function that changes a state. It needs no model: an event says all there is to know, so old histories
//! replay whatever became of the definition.

use crate::state::{Incident, Phase, ScopeState, State, Status, Token, Variables};
use crate::{Event, NodeId, ScopeId, TokenId};

/// Applies one event. Events that do not fit the state (a foreign history) change what they can and never panic.
pub fn apply(state: &mut State, event: &Event) {
    match event {
        Event::Started { token, node, variables } => {
            state.status = Status::Running;
            state.scopes.insert(ScopeId(0), ScopeState { owner: None, variables: variables.clone() });
            put(state, *token, fresh(*node, ScopeId(0), Phase::Completing));
        }
        Event::WaitBegan { token, locals, timers, subscriptions, .. } => {
            with(state, *token, |t| {
                t.phase = Phase::Waiting;
                t.locals = locals.clone();
            });
            for (id, timer) in timers {
                used(state, id.0);
                state.timers.insert(*id, timer.clone());
            }
            for (id, subscription) in subscriptions {
                used(state, id.0);
                state.subscriptions.insert(*id, subscription.clone());
            }
        }
        Event::Completed { token, locals, variables, .. } | Event::Decided { token, locals, variables, .. } => {
            release(state, *token);
            with(state, *token, |t| {
                t.phase = Phase::Completing;
                t.results = variables.clone();
                if !locals.is_empty() {
                    t.locals = locals.clone();
                }
            });
        }
        Event::ResultsKept { token } => keep(state, *token, None),
        Event::OutputsMapped { token, variables } => keep(state, *token, Some(variables)),
        Event::Moved { token, flow, node } => with(state, *token, |t| {
            t.arrive(*node);
            t.via = Some(*flow);
        }),
        Event::Forked { token, branches } => {
            let Some(old) = state.tokens.remove(token) else { return };
            for branch in branches {
                let mut new = fresh(branch.node, old.scope, Phase::Entering);
                new.via = Some(branch.flow);
                if branch.token == *token {
                    new.visit = old.visit.saturating_add(1);
                }
                put(state, branch.token, new);
            }
        }
        Event::JoinReached { token, .. } => with(state, *token, |t| t.phase = Phase::Waiting),
        Event::Joined { token, merged, .. } => {
            for other in merged {
                state.tokens.remove(other);
            }
            with(state, *token, |t| t.phase = Phase::Leaving);
        }
        Event::TokenEnded { token, .. } => {
            release(state, *token);
            state.tokens.remove(token);
        }
        Event::TimerFired { timer, next, .. } => match next {
            Some((due, cycle)) => {
                if let Some(armed) = state.timers.get_mut(timer) {
                    armed.due = *due;
                    armed.cycle = Some(cycle.clone());
                }
            }
            None => {
                state.timers.remove(timer);
            }
        },
        Event::MessageReceived { .. } => {}
        Event::Interrupted { token, by, variables } => {
            release(state, *token);
            with(state, *token, |t| {
                t.arrive(*by);
                t.phase = Phase::Completing;
                t.results = variables.clone();
            });
        }
        Event::Spawned { token, from, by, variables } => {
            let scope = state.tokens.get(from).map_or(ScopeId(0), |t| t.scope);
            let mut new = fresh(*by, scope, Phase::Completing);
            new.results = variables.clone();
            put(state, *token, new);
        }
        Event::ErrorThrown { .. } | Event::ServiceFailed { .. } | Event::ServiceRetried { .. } => {}
        Event::Reentered { token, node } => {
            release(state, *token);
            with(state, *token, |t| {
                let via = t.via;
                t.arrive(*node);
                t.via = via;
            });
        }
        Event::IncidentRaised { incident, token, node, kind, message } => {
            used(state, incident.0);
            with(state, *token, |t| t.incident = Some(*incident));
            let open = Incident { token: *token, node: *node, kind: *kind, message: message.clone() };
            state.incidents.insert(*incident, open);
        }
        Event::IncidentResolved { incident } => {
            if let Some(Incident { token, .. }) = state.incidents.remove(incident) {
                with(state, token, |t| t.incident = None);
            }
        }
        Event::VariablesSet { scope, variables } => write(state, *scope, variables),
        Event::Ended { outcome } => {
            state.status = Status::Ended(outcome.clone());
            state.scopes.retain(|id, _| *id == ScopeId(0));
            state.tokens.clear();
            state.timers.clear();
            state.subscriptions.clear();
            state.incidents.clear();
        }
    }
}

impl Token {
    fn arrive(&mut self, node: NodeId) {
        self.node = node;
        self.visit = self.visit.saturating_add(1);
        self.phase = Phase::Entering;
        self.via = None;
        self.locals = Variables::new();
        self.results = Variables::new();
    }
}

fn fresh(node: NodeId, scope: ScopeId, phase: Phase) -> Token {
    Token {
        node,
        scope,
        visit: 1,
        phase,
        via: None,
        locals: Variables::new(),
        results: Variables::new(),
        incident: None,
    }
}

fn put(state: &mut State, id: TokenId, token: Token) {
    used(state, id.0);
    state.tokens.insert(id, token);
}

fn used(state: &mut State, id: u32) {
    state.last_id = state.last_id.max(id);
}

fn with(state: &mut State, id: TokenId, change: impl FnOnce(&mut Token)) {
    if let Some(token) = state.tokens.get_mut(&id) {
        change(token);
    }
}

/// A token's wait is over: its timers and subscriptions go with it.
fn release(state: &mut State, token: TokenId) {
    state.timers.retain(|_, timer| timer.token != token);
    state.subscriptions.retain(|_, subscription| subscription.token != token);
}

/// Writes results (or, where mapped, the outputs instead) to the scope and readies the token to leave.
fn keep(state: &mut State, id: TokenId, outputs: Option<&Variables>) {
    let Some(token) = state.tokens.get_mut(&id) else { return };
    let results = std::mem::take(&mut token.results);
    token.locals = Variables::new();
    token.phase = Phase::Leaving;
    let scope = token.scope;
    write(state, scope, outputs.unwrap_or(&results));
}

fn write(state: &mut State, scope: ScopeId, variables: &Variables) {
    if let Some(scope) = state.scopes.get_mut(&scope) {
        for (name, value) in variables {
            scope.variables.insert(name.clone(), value.clone());
        }
    }
}
