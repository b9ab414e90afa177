//! What operators do to an instance that does not go its way by itself.

use crate::command::Rejection;
use crate::elements::Element;
use crate::run::Run;
use crate::state::{Phase, Status, Variables};
use crate::{Event, ScopeId, TokenId, Visit};

/// Sets variables of one running scope.
pub(crate) fn set_variables(run: &mut Run<'_>, scope: ScopeId, variables: &Variables) -> Result<(), Rejection> {
    if !run.state.scopes.contains_key(&scope) {
        return Err(Rejection::Stale(format!("scope {scope}")));
    }
    run.emit(Event::VariablesSet { scope, variables: variables.clone() });
    Ok(())
}

/// A token that stands still in exactly this visit.
fn standing(run: &Run<'_>, token: TokenId, visit: Visit) -> Result<(), Rejection> {
    let found = run.token(token).filter(|found| found.visit == visit);
    let Some(found) = found else { return Err(Rejection::Stale(format!("token {token}, visit {visit}"))) };
    if found.phase == Phase::Listening {
        return Err(Rejection::Impossible("This token only listens for an event sub-process.".to_owned()));
    }
    let undoes = run.state.tokens.values().any(|other| other.serves == Some(token));
    if undoes || !found.pending.is_empty() {
        let message = "This token waits for a compensation; skip what undoes instead.";
        return Err(Rejection::Impossible(message.to_owned()));
    }
    Ok(())
}

/// Takes a token to another node of its scope.
pub(crate) fn move_token(run: &mut Run<'_>, token: TokenId, visit: Visit, element: &str) -> Result<(), Rejection> {
    standing(run, token, visit)?;
    if run.token(token).is_some_and(|token| token.serves.is_some()) {
        let message = "This token undoes something and goes nowhere afterwards; it can be skipped.";
        return Err(Rejection::Impossible(message.to_owned()));
    }
    if run.is_instance(token) {
        let message = "One instance of a multi-instance cannot be moved; move the token that waits for all of them.";
        return Err(Rejection::Impossible(message.to_owned()));
    }
    let impossible = |reason: &str| Err(Rejection::Impossible(format!("\"{element}\" {reason}.")));
    let Some(target) = run.model.find_node(element) else { return impossible("does not exist in this process") };
    let (from, to) = (run.node_of(token), run.node(target));
    if from.scope != to.scope {
        return impossible("lies in another scope");
    }
    let event_sub = matches!(&to.element, Element::SubProcess(_)) && !to.element.is_activity();
    if event_sub || to.for_compensation || matches!(to.element, Element::StartEvent(_) | Element::BoundaryEvent(_)) {
        return impossible("cannot be entered by a flow");
    }
    if to.incoming.len() > 1 && matches!(to.element, Element::ParallelGateway | Element::InclusiveGateway(_)) {
        return impossible("joins several flows; choose the element behind it");
    }
    let from = run.token(token).map_or(target, |token| token.node);
    run.close_open(token, false);
    run.emit(Event::MovedByOperator { token, from, node: target });
    Ok(())
}

/// Leaves an activity or event as if it were done.
pub(crate) fn skip(run: &mut Run<'_>, token: TokenId, visit: Visit, variables: &Variables) -> Result<(), Rejection> {
    standing(run, token, visit)?;
    let element = &run.node_of(token).element;
    let joins = matches!(element, Element::ParallelGateway | Element::InclusiveGateway(_));
    if joins || matches!(element, Element::ExclusiveGateway | Element::EventGateway) {
        let message = "A gateway cannot be skipped; move the token to the element behind it.";
        return Err(Rejection::Impossible(message.to_owned()));
    }
    let Some(node) = run.token(token).map(|token| token.node) else { return Ok(()) };
    run.close_open(token, false);
    run.emit(Event::Skipped { token, node, variables: variables.clone() });
    Ok(())
}

/// Lets a suspended instance go on.
pub(crate) fn resume(run: &mut Run<'_>) -> Result<(), Rejection> {
    if run.state.status != Status::Suspended {
        return Err(Rejection::Stale("the instance is not suspended".to_owned()));
    }
    run.emit(Event::Resumed {});
    Ok(())
}
