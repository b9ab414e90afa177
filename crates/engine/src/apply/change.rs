//! The small changes of which `apply` is made.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::state::{ArmedTimer, Done, Phase, State, Subscription, Token, Variables};
use crate::{FlowId, NodeId, ScopeId, SubscriptionId, TimerId, TokenId};

impl Token {
    pub(super) fn arrive(&mut self, node: NodeId) {
        self.node = node;
        self.visit = self.visit.saturating_add(1);
        self.phase = Phase::Entering;
        self.via = None;
        self.locals = Variables::new();
        self.results = Variables::new();
        self.pending = Vec::new();
    }
}

pub(super) fn fresh(node: NodeId, scope: ScopeId, phase: Phase) -> Token {
    Token {
        node,
        scope,
        visit: 1,
        phase,
        via: None,
        locals: Variables::new(),
        results: Variables::new(),
        incident: None,
        own: Variables::new(),
        serves: None,
        pending: Vec::new(),
    }
}

pub(super) fn put(state: &mut State, id: TokenId, token: Token) {
    used(state, id.0);
    state.tokens.insert(id, token);
}

pub(super) fn used(state: &mut State, id: u32) {
    state.last_id = state.last_id.max(id);
}

pub(super) fn with(state: &mut State, id: TokenId, change: impl FnOnce(&mut Token)) {
    if let Some(token) = state.tokens.get_mut(&id) {
        change(token);
    }
}

pub(super) fn scope_of(state: &State, token: TokenId) -> ScopeId {
    state.tokens.get(&token).map_or(ScopeId(0), |token| token.scope)
}

pub(super) fn arm(state: &mut State, timers: &[(TimerId, ArmedTimer)], waits: &[(SubscriptionId, Subscription)]) {
    for (id, timer) in timers {
        used(state, id.0);
        state.timers.insert(*id, timer.clone());
    }
    for (id, subscription) in waits {
        used(state, id.0);
        state.subscriptions.insert(*id, subscription.clone());
    }
}

/// A token's wait is over: its timers and subscriptions go with it.
pub(super) fn release(state: &mut State, token: TokenId) {
    if !state.timers.is_empty() {
        state.timers.retain(|_, timer| timer.token != token);
    }
    if !state.subscriptions.is_empty() {
        state.subscriptions.retain(|_, subscription| subscription.token != token);
    }
}

/// A token goes, with everything it owns.
pub(super) fn drop_token(state: &mut State, token: TokenId) {
    drop_owned(state, token);
    release(state, token);
    state.tokens.remove(&token);
}

/// The scopes a token owns go, with everything in them.
pub(super) fn drop_owned(state: &mut State, token: TokenId) {
    let mut owners = vec![token];
    while let Some(owner) = owners.pop() {
        if state.scopes.len() < 2 {
            return;
        }
        let owned: Vec<ScopeId> =
            state.scopes.iter().filter(|(_, scope)| scope.owner == Some(owner)).map(|(id, _)| *id).collect();
        for scope in owned {
            state.scopes.remove(&scope);
            let inside: Vec<TokenId> =
                state.tokens.iter().filter(|(_, token)| token.scope == scope).map(|(id, _)| *id).collect();
            for token in inside {
                release(state, token);
                state.tokens.remove(&token);
                owners.push(token);
            }
        }
    }
}

/// An instance of a multi-instance began or ended.
pub(super) fn count(state: &mut State, scope: ScopeId, by: i64) {
    let Some(found) = state.scopes.get_mut(&scope) else { return };
    let Some(multi) = &mut found.multi else { return };
    if by > 0 {
        multi.next = multi.next.saturating_add(1);
        multi.rest.pop();
    }
    let mut add = |name: &str, by: i64| {
        if let Some(value) = found.variables.get_mut(name) {
            *value = Value::from(value.as_i64().unwrap_or(0).saturating_add(by));
        }
    };
    add("nrOfActiveInstances", by);
    if by < 0 {
        add("nrOfCompletedInstances", 1);
    }
}

/// Writes results (or, where mapped, the outputs instead) to the scope and readies the token to leave.
pub(super) fn keep(state: &mut State, id: TokenId, outputs: Option<&Variables>) {
    let Some(token) = state.tokens.get_mut(&id) else { return };
    let results = std::mem::take(&mut token.results);
    token.locals = Variables::new();
    token.phase = Phase::Leaving;
    let scope = token.scope;
    write(state, id, scope, outputs.unwrap_or(&results));
}

/// Writes variables as a token sees them: each where it is known already, from the token outwards; a new one becomes a
/// variable of the process.
pub(super) fn write(state: &mut State, token: TokenId, scope: ScopeId, variables: &Variables) {
    if let Some(token) = state.tokens.get_mut(&token).filter(|token| !token.own.is_empty()) {
        for (name, value) in variables {
            if let Some(own) = token.own.get_mut(name) {
                own.clone_from(value);
            }
        }
    }
    for (name, value) in variables {
        let own = state.tokens.get(&token).is_some_and(|token| token.own.contains_key(name));
        if own {
            continue;
        }
        let mut at = scope;
        while at != ScopeId(0) {
            let Some(found) = state.scopes.get(&at) else { break };
            if found.variables.contains_key(name) {
                break;
            }
            let outer = found.owner.and_then(|owner| state.tokens.get(&owner)).map_or(ScopeId(0), |owner| owner.scope);
            // Outer scopes are older; anything else is a foreign state.
            if outer >= at {
                break;
            }
            at = outer;
        }
        if let Some(found) = state.scopes.get_mut(&at) {
            found.variables.insert(name.clone(), value.clone());
        }
    }
}

/// Writes variables to one scope.
pub(super) fn set(state: &mut State, scope: ScopeId, variables: &Variables) {
    if let Some(scope) = state.scopes.get_mut(&scope) {
        scope.variables.extend(variables.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
}

/// A record of an instance now belongs to the scope around the multi-instance.
pub(super) fn remap_done(done: Done, scope: ScopeId) -> Done {
    Done { scope, ..done }
}

/// Everything gets the numbers of another model.
pub(super) fn migrate(state: &mut State, nodes: &[(NodeId, NodeId)], flows: &[(FlowId, FlowId)]) {
    let nodes: BTreeMap<NodeId, NodeId> = nodes.iter().copied().collect();
    let flows: BTreeMap<FlowId, FlowId> = flows.iter().copied().collect();
    let new = |node: &mut NodeId| {
        let found = nodes.get(node).copied();
        *node = found.unwrap_or(*node);
        found.is_some()
    };
    for token in state.tokens.values_mut() {
        new(&mut token.node);
        token.via = token.via.and_then(|via| flows.get(&via).copied());
        token.pending.iter_mut().for_each(|done| renumber(done, &new));
    }
    for scope in state.scopes.values_mut() {
        scope.done.iter_mut().for_each(|done| renumber(done, &new));
    }
    for incident in state.incidents.values_mut() {
        new(&mut incident.node);
    }
    state.timers.retain(|_, timer| new(&mut timer.node));
    state.subscriptions.retain(|_, subscription| new(&mut subscription.node));
}

fn renumber(done: &mut Done, new: &impl Fn(&mut NodeId) -> bool) {
    new(&mut done.node);
    done.inner.iter_mut().for_each(|inner| renumber(inner, new));
}
