//! The only function that changes a state. It needs no model: an event says all there is to know, so old histories
//! replay whatever became of the definition.

mod change;

use change::{drop_owned, drop_token, fresh, keep, migrate, put, release, remap_done, scope_of, used, with, write};

use crate::state::{Incident, Phase, ScopeState, State, Status, Variables};
use crate::{Event, ScopeId};

/// Applies one event. Events that do not fit the state (a foreign history) change what they can and never panic.
pub fn apply(state: &mut State, event: &Event) {
    match event {
        Event::Started { token, node, variables, called } => {
            state.status = Status::Running;
            state.called = *called;
            let process = ScopeState { variables: variables.clone(), ..ScopeState::default() };
            state.scopes.insert(ScopeId(0), process);
            put(state, *token, fresh(*node, ScopeId(0), Phase::Completing));
        }
        Event::ScopeOpened { scope, owner, variables, multi } => {
            used(state, scope.0);
            let opened = ScopeState {
                owner: Some(*owner),
                variables: variables.clone(),
                done: Vec::new(),
                multi: multi.clone(),
            };
            state.scopes.insert(*scope, opened);
        }
        Event::Began { token, scope, node, variables } => {
            let mut new = fresh(*node, *scope, Phase::Completing);
            new.results = variables.clone();
            put(state, *token, new);
        }
        Event::Placed { token, scope, node, waiting, serves, own } => {
            let mut new = fresh(*node, *scope, if *waiting { Phase::Waiting } else { Phase::Entering });
            new.serves = *serves;
            new.own = own.clone();
            put(state, *token, new);
            change::count(state, *scope, 1);
        }
        Event::Listening { token, scope, node } => put(state, *token, fresh(*node, *scope, Phase::Listening)),
        Event::Armed { timers, subscriptions, .. } => change::arm(state, timers, subscriptions),
        Event::ScopeEmptied { scope, keep } => {
            let inside = state.tokens.iter().filter(|(id, token)| token.scope == *scope && Some(**id) != *keep);
            let inside: Vec<_> = inside.map(|(id, _)| *id).collect();
            inside.into_iter().for_each(|token| drop_token(state, token));
        }
        Event::ScopeEnded { token, scope, variables } => {
            let outer = scope_of(state, *token);
            if let Some(ended) = state.scopes.get_mut(scope)
                && ended.multi.is_some()
            {
                let done = std::mem::take(&mut ended.done);
                if let Some(outer_state) = state.scopes.get_mut(&outer) {
                    outer_state.done.extend(done.into_iter().map(|done| remap_done(done, outer)));
                }
            }
            drop_owned(state, *token);
            release(state, *token);
            write(state, *token, outer, variables);
            with(state, *token, |t| t.phase = Phase::Leaving);
        }
        Event::InstanceEnded { token, .. } => {
            let scope = scope_of(state, *token);
            drop_token(state, *token);
            change::count(state, scope, -1);
        }
        Event::WaitBegan { token, locals, timers, subscriptions, .. } => {
            with(state, *token, |t| {
                t.phase = Phase::Waiting;
                t.locals = locals.clone();
            });
            change::arm(state, timers, subscriptions);
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
                    new.serves = old.serves;
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
        Event::EventChosen { token, flow, node, variables } => {
            release(state, *token);
            with(state, *token, |t| {
                t.arrive(*node);
                t.via = Some(*flow);
                t.phase = Phase::Completing;
                t.results = variables.clone();
            });
        }
        Event::Linked { token, node } => with(state, *token, |t| {
            t.arrive(*node);
            t.phase = Phase::Completing;
        }),
        Event::TokenEnded { token, .. } => drop_token(state, *token),
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
        Event::ConditionChanged { subscription, holds, .. } => {
            if let Some(subscription) = state.subscriptions.get_mut(subscription) {
                subscription.held = *holds;
            }
        }
        Event::Interrupted { token, by, variables } => {
            drop_owned(state, *token);
            release(state, *token);
            with(state, *token, |t| {
                t.arrive(*by);
                t.phase = Phase::Completing;
                t.results = variables.clone();
            });
        }
        Event::Spawned { token, from, by, variables } => {
            let mut new = fresh(*by, scope_of(state, *from), Phase::Completing);
            new.results = variables.clone();
            put(state, *token, new);
        }
        Event::Remembered { done } => {
            if let Some(scope) = state.scopes.get_mut(&done.scope) {
                scope.done.push(done.clone());
            }
        }
        Event::CompensationBegan { token, scopes, activity, .. } => {
            let mut pending = Vec::new();
            for scope in scopes {
                let Some(scope) = state.scopes.get_mut(scope) else { continue };
                let wanted = |done: &crate::Done| activity.is_none_or(|activity| done.node == activity);
                let (taken, left) = std::mem::take(&mut scope.done).into_iter().partition(wanted);
                scope.done = left;
                pending.extend::<Vec<_>>(taken);
            }
            with(state, *token, |t| {
                t.phase = Phase::Waiting;
                t.pending = pending;
            });
        }
        Event::Compensating { by, token, node, scope, reopens, whole } => {
            let done = state.tokens.get_mut(by).and_then(|thrower| thrower.pending.pop());
            let mut new = fresh(*node, *scope, if *reopens { Phase::Waiting } else { Phase::Entering });
            new.serves = Some(*by);
            if let (true, Some(done)) = (*reopens, done)
                && let Some(body) = done.body
            {
                let mut opened = ScopeState { owner: Some(*token), variables: done.variables, ..ScopeState::default() };
                *(if *whole { &mut opened.done } else { &mut new.pending }) = done.inner;
                state.scopes.insert(body, opened);
            }
            put(state, *token, new);
        }
        Event::MessageReceived { .. }
        | Event::SignalReceived { .. }
        | Event::MessageSent { .. }
        | Event::SignalThrown { .. }
        | Event::EscalationThrown { .. }
        | Event::ErrorThrown { .. }
        | Event::ServiceFailed { .. }
        | Event::ServiceRetried { .. } => {}
        Event::Reentered { token, node } => {
            drop_owned(state, *token);
            release(state, *token);
            with(state, *token, |t| {
                let via = t.via;
                t.arrive(*node);
                t.via = via;
            });
        }
        Event::MovedByOperator { token, node, .. } => {
            drop_owned(state, *token);
            release(state, *token);
            with(state, *token, |t| t.arrive(*node));
        }
        Event::Skipped { token, variables, .. } => {
            drop_owned(state, *token);
            release(state, *token);
            let scope = scope_of(state, *token);
            write(state, *token, scope, variables);
            with(state, *token, |t| {
                t.phase = Phase::Leaving;
                t.locals = Variables::new();
                t.results = Variables::new();
            });
        }
        Event::Suspended { .. } => state.status = Status::Suspended,
        Event::Resumed {} => state.status = Status::Running,
        Event::PutToRest { .. } | Event::WokenUp {} => {}
        Event::Migrated { nodes, flows } => migrate(state, nodes, flows),
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
        Event::VariablesSet { scope, variables } => change::set(state, *scope, variables),
        Event::Ended { outcome } => {
            state.status = Status::Ended(outcome.clone());
            state.scopes.retain(|id, _| *id == ScopeId(0));
            state.tokens.clear();
            state.timers.clear();
            state.subscriptions.clear();
            state.incidents.clear();
            if let Some(process) = state.scopes.get_mut(&ScopeId(0)) {
                process.done.clear();
            }
        }
    }
}
