//! Everything that does not go on by itself becomes an incident with a sentence, and can be tried again.
//!
//! | kind | what a retry does |
//! |---|---|
//! | expression, decision, no-flow-chosen, out-of-fuel | the failed part of the step runs again |
//! | retries-exhausted | the service is asked again under the same visit, so the same idempotency key |
//! | unmatched-error | the activity is entered anew with a new visit |
//! | join-blocked | the join is looked at again |

use crate::command::Rejection;
use crate::elements::{Element, service_task};
use crate::run::{Fault, Run};
use crate::state::{IncidentKind, Phase, Status};
use crate::{Effect, Event, IncidentId, TokenId};

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
        IncidentKind::RetriesExhausted => match service_task::call(run, token) {
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
        | IncidentKind::JoinBlocked => run.resume(token),
    }
    Ok(())
}

/// When every token waits at a join, no join can complete any more: one incident says so.
pub(crate) fn find_blocked_joins(run: &mut Run<'_>) {
    if !matches!(run.state.status, Status::Running) || !run.state.incidents.is_empty() {
        return;
    }
    let at_join = |token: &crate::Token| {
        token.phase == Phase::Waiting && matches!(run.node(token.node).element, Element::ParallelGateway)
    };
    let Some((first, token)) = run.state.tokens.iter().next() else { return };
    if run.state.tokens.values().all(at_join) {
        let message =
            format!("\"{}\" waits for paths on which nothing can arrive any more.", run.node(token.node).label());
        let first = *first;
        raise(run, first, Fault { kind: IncidentKind::JoinBlocked, message });
    }
}
