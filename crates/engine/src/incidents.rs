//! Everything that does not go on by itself becomes an incident with a sentence, and can be tried again.
//!
//! | kind | what a retry does |
//! |---|---|
//! | expression, decision, no-flow-chosen, out-of-fuel | the failed part of the step runs again |
//! | retries-exhausted | the service is asked again under the same visit, so the same idempotency key |
//! | unmatched-error | the activity is entered anew with a new visit |
//! | join-blocked | the join is looked at again |

use std::collections::BTreeMap;

use crate::command::Rejection;
use crate::elements::{Element, call_activity, multi_instance, service_task};
use crate::run::{Fault, Run};
use crate::state::{IncidentKind, Phase, Status, Variables};
use crate::{Effect, Event, IncidentId, ScopeId, TokenId, scope};

/// Stops a token with an incident. A token has at most one; a further fault replaces it.
pub(crate) fn raise(run: &mut Run<'_>, token: TokenId, fault: Fault) {
    let Some((node, before)) = run.token(token).map(|token| (token.node, token.incident)) else { return };
    if let Some(before) = before {
        resolve(run, before);
    }
    let incident = IncidentId(run.new_id());
    let Fault { kind, message } = fault;
    let element = run.node(node).id.clone();
    run.emit(Event::IncidentRaised { incident, token, node, kind, message: message.clone() });
    run.effect(Effect::RaiseIncident { incident, token, node, element, kind, message });
}

/// Closes the incident of a token, if it has one.
pub(crate) fn clear(run: &mut Run<'_>, token: TokenId) {
    if let Some(incident) = run.token(token).and_then(|token| token.incident) {
        resolve(run, incident);
    }
}

/// Closes an incident.
pub(crate) fn resolve(run: &mut Run<'_>, incident: IncidentId) {
    run.emit(Event::IncidentResolved { incident });
    run.effect(Effect::ResolveIncident { incident });
}

/// Tries again what failed.
pub(crate) fn retry(run: &mut Run<'_>, id: IncidentId) -> Result<(), Rejection> {
    let Some(incident) = run.state.incidents.get(&id).cloned() else {
        return Err(Rejection::Stale(format!("incident {id}")));
    };
    let (token, node) = (incident.token, incident.node);
    resolve(run, id);
    match incident.kind {
        IncidentKind::RetriesExhausted => match call_again(run, token) {
            Ok(call) => {
                run.emit(Event::ServiceRetried { token, node });
                run.effect(call);
            }
            Err(fault) => raise(run, token, Fault { kind: IncidentKind::RetriesExhausted, ..fault }),
        },
        IncidentKind::UnmatchedError => {
            run.close_open(token, false);
            run.emit(Event::Reentered { token, node });
        }
        IncidentKind::Expression
        | IncidentKind::Decision
        | IncidentKind::NoFlowChosen
        | IncidentKind::OutOfFuel
        | IncidentKind::JoinBlocked => again(run, token),
    }
    Ok(())
}

fn call_again(run: &Run<'_>, token: TokenId) -> Result<Effect, Fault> {
    let locals = run.token(token).map(|token| token.locals.clone()).unwrap_or_default();
    match &run.node_of(token).element {
        Element::CallActivity(_) => call_activity::prepare(run, token, &locals),
        _ => service_task::prepare(run, token, &locals),
    }
}

/// The failed part runs again: the token goes on, listens, or ends the scope it waits for.
fn again(run: &mut Run<'_>, token: TokenId) {
    let Some(phase) = run.token(token).map(|token| token.phase) else { return };
    let owned = run.state.scopes.iter().find(|(_, scope)| scope.owner == Some(token));
    match (phase, owned.map(|(scope, state)| (*scope, state.multi.is_some()))) {
        (Phase::Listening, _) => {
            let armed = run.state.timers.values().any(|timer| timer.token == token)
                || run.state.subscriptions.values().any(|subscription| subscription.token == token);
            if !armed {
                scope::listen(run, token);
            }
        }
        (Phase::Waiting, Some((scope, true))) => multi_instance::go_on(run, scope, &Variables::new()),
        (Phase::Waiting, Some((scope, false))) => scope::check_finished(run, scope),
        (Phase::Waiting, None) if matches!(run.node_of(token).element, Element::CallActivity(_)) => {
            // What came back could not be taken over: the process is called again.
            match call_again(run, token) {
                Ok(call) => run.effect(call),
                Err(fault) => raise(run, token, fault),
            }
        }
        _ => run.resume(token),
    }
}

/// When every token of a scope waits at a join, no join can complete any more: one incident says so.
pub(crate) fn find_blocked_joins(run: &mut Run<'_>) {
    if !matches!(run.state.status, Status::Running) || !run.state.incidents.is_empty() {
        return;
    }
    let at_join = |token: &crate::Token| {
        token.phase == Phase::Waiting
            && matches!(run.node(token.node).element, Element::ParallelGateway | Element::InclusiveGateway(_))
    };
    let mut blocked: BTreeMap<ScopeId, Option<TokenId>> = BTreeMap::new();
    for (id, token) in run.state.tokens.iter().filter(|(_, token)| token.phase != Phase::Listening) {
        let first = blocked.entry(token.scope).or_insert(Some(*id));
        if !at_join(token) {
            *first = None;
        }
    }
    for token in blocked.into_values().flatten() {
        let message =
            format!("\"{}\" waits for paths on which nothing can arrive any more.", run.node_of(token).label());
        raise(run, token, Fault { kind: IncidentKind::JoinBlocked, message });
    }
}
