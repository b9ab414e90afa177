//! Undoing completed work, the last completed first.
//!
//! A completed activity that has a compensation handler, and a completed sub-process in which there is one, leaves a
//! record in its scope. A compensation event takes the records of its scope (those around it too, when it stands in an
//! event sub-process), and works them off one at a time:
//!
//! | record of | what happens |
//! |---|---|
//! | an activity with a handler | a token enters the handler |
//! | a sub-process with a compensation event sub-process | its scope is opened again as it was, and that event sub-process runs |
//! | another sub-process | its scope is opened again as it was, and its records are worked off the same way |

use crate::elements::{Element, EndEvent, StartEvent, SubProcess, SubProcessKind, Throw, Trigger, end_event};
use crate::run::Run;
use crate::state::{Done, Phase, Variables};
use crate::{Event, NodeId, ScopeId, TokenId, event_sub, scope};

/// Leaves a record of a completed activity where there is something that could undo it. `body`: the scope of a
/// completed sub-process.
pub(crate) fn remember(run: &mut Run<'_>, token: TokenId, body: Option<ScopeId>) {
    let Some((node, around)) = run.token(token).map(|token| (token.node, token.scope)) else { return };
    let at = run.node(node);
    let undoing = at.for_compensation || run.token(token).is_some_and(|token| token.serves.is_some());
    // A sub-process is remembered when its scope ends, a multi-instance by its instances.
    let elsewhere = (body.is_none() && matches!(at.element, Element::SubProcess(_)))
        || (at.repeat.is_some() && !run.is_instance(token));
    if undoing || elsewhere {
        return;
    }
    let mut done = Done { node, scope: around, body: None, variables: Variables::new(), inner: Vec::new() };
    if at.compensation.is_none() {
        let Some((scope, body)) = body.and_then(|body| Some((run.state.scopes.get(&body)?, body))) else { return };
        if scope.done.is_empty() && compensation_event(run, node).is_none() {
            return;
        }
        done.body = Some(body);
        done.variables = scope.variables.clone();
        done.inner = scope.done.clone();
    }
    run.emit(Event::Remembered { done });
}

/// The compensation event sub-process inside a sub-process: its node and its start event.
fn compensation_event(run: &Run<'_>, node: NodeId) -> Option<(NodeId, NodeId)> {
    let Element::SubProcess(SubProcess { scope: of_model, .. }) = &run.node(node).element else { return None };
    let events = &run.model.scopes.get(of_model.index())?.events;
    events.iter().find_map(|event| {
        let start = scope::start_of(run, *event)?;
        let compensates = matches!(
            &run.node(start).element,
            Element::StartEvent(StartEvent { trigger: Some(Trigger::Compensation), .. })
        );
        compensates.then_some((*event, start))
    })
}

/// A compensation event begins: it takes the records and waits until all are worked off.
pub(crate) fn begin(run: &mut Run<'_>, token: TokenId, activity: Option<NodeId>) {
    let Some((node, around)) = run.token(token).map(|token| (token.node, token.scope)) else { return };
    let mut scopes = vec![around];
    let mut inner = around;
    while let Some(owner) = run.state.scopes.get(&inner).and_then(|scope| scope.owner) {
        let event = matches!(&run.node_of(owner).element,
            Element::SubProcess(task) if task.kind == SubProcessKind::Event);
        let Some(outer) = run.token(owner).map(|owner| owner.scope).filter(|_| event) else { break };
        scopes.insert(0, outer);
        inner = outer;
    }
    run.emit(Event::CompensationBegan { token, node, scopes, activity });
    go_on(run, token);
}

/// Works off the next record, or ends the compensation.
pub(crate) fn go_on(run: &mut Run<'_>, thrower: TokenId) {
    let Some(found) = run.token(thrower) else { return };
    // A token that was taken elsewhere meanwhile does not wait for this any more.
    let waits = found.phase == Phase::Waiting
        && (found.serves.is_some()
            || matches!(
                &run.node(found.node).element,
                Element::ThrowEvent(Some(Throw::Compensation { .. }))
                    | Element::EndEvent(EndEvent::Cancel | EndEvent::Throw(Throw::Compensation { .. }))
            ));
    if !waits || run.state.tokens.values().any(|token| token.serves == Some(thrower)) {
        return;
    }
    let Some(done) = found.pending.last() else { return finish(run, thrower) };
    let (node, around, body) = (done.node, done.scope, done.body);
    let token = TokenId(run.new_id());
    match (run.node(node).compensation, body) {
        (None, Some(_)) => {
            let event = compensation_event(run, node);
            run.emit(Event::Compensating {
                by: thrower,
                token,
                node,
                scope: around,
                reopens: true,
                whole: event.is_some(),
            });
            match (event, body) {
                (Some((event, start)), Some(body)) => event_sub::begin(run, body, event, start, Variables::new()),
                _ => go_on(run, token),
            }
        }
        (handler, _) => {
            let node = handler.unwrap_or(node);
            run.emit(Event::Compensating { by: thrower, token, node, scope: around, reopens: false, whole: false });
        }
    }
}

fn finish(run: &mut Run<'_>, thrower: TokenId) {
    let Some(node) = run.token(thrower).map(|token| token.node) else { return };
    match &run.node(node).element {
        Element::EndEvent(event @ (EndEvent::Cancel | EndEvent::Throw(Throw::Compensation { .. }))) => {
            end_event::compensated(run, thrower, event);
        }
        Element::SubProcess(_) => run.end_token(thrower),
        _ => run.emit(Event::Completed { token: thrower, node, locals: Variables::new(), variables: Variables::new() }),
    }
}
