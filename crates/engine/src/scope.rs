//! Opening and ending scopes: the process, sub-processes, event sub-processes.

use crate::boundary::Wait;
use crate::elements::{Element, StartEvent, Trigger};
use crate::run::Run;
use crate::state::{Outcome, Phase, Variables};
use crate::{Event, NodeId, ScopeId, TokenId, compensation, incidents, mapping};

/// Opens the scope of a sub-process at which `owner` waits, with a token at its plain start event.
pub(crate) fn open(run: &mut Run<'_>, owner: TokenId, of_model: ScopeId, variables: Variables) {
    let starts = run.model.scopes.get(of_model.index()).map(|scope| scope.starts.as_slice()).unwrap_or_default();
    let plain =
        |node: &NodeId| matches!(&run.node(*node).element, Element::StartEvent(StartEvent { trigger: None, .. }));
    let start = starts.iter().copied().find(plain);
    let scope = ScopeId(run.new_id());
    run.emit(Event::ScopeOpened { scope, owner, variables, multi: None });
    if let Some(node) = start {
        begin(run, scope, node, Variables::new());
    }
    open_listeners(run, scope, of_model);
}

/// A token begins at a start event.
pub(crate) fn begin(run: &mut Run<'_>, scope: ScopeId, node: NodeId, variables: Variables) {
    let token = TokenId(run.new_id());
    run.emit(Event::Began { token, scope, node, variables });
}

/// The event sub-processes of a scope begin to listen.
pub(crate) fn open_listeners(run: &mut Run<'_>, scope: ScopeId, of_model: ScopeId) {
    let Some(events) = run.model.scopes.get(of_model.index()).map(|scope| scope.events.as_slice()) else { return };
    for node in events {
        open_listener(run, scope, *node);
    }
}

/// An event sub-process begins to listen, with a token that only listens, if there is something to arm.
pub(crate) fn open_listener(run: &mut Run<'_>, scope: ScopeId, node: NodeId) {
    let armed = |start: NodeId| run.node(start).element.trigger().is_some_and(Trigger::is_armed);
    if start_of(run, node).is_some_and(armed) {
        let token = TokenId(run.new_id());
        run.emit(Event::Listening { token, scope, node });
        listen(run, token);
    }
}

/// Arms what a listening token listens to.
pub(crate) fn listen(run: &mut Run<'_>, token: TokenId) {
    let Some(start) = run.token(token).and_then(|token| start_of(run, token.node)) else { return };
    let Element::StartEvent(StartEvent { trigger: Some(trigger), .. }) = &run.node(start).element else { return };
    let mut wait = Wait::default();
    match wait.add(run, token, start, trigger, &Variables::new()) {
        Ok(()) => run.arm(token, wait),
        Err(fault) => incidents::raise(run, token, fault),
    }
}

/// The start event of a sub-process node.
pub(crate) fn start_of(run: &Run<'_>, node: NodeId) -> Option<NodeId> {
    let Element::SubProcess(task) = &run.node(node).element else { return None };
    run.model.scopes.get(task.scope.index())?.starts.first().copied()
}

/// The scope of the model that a running scope is an instance of; `None` for that of a multi-instance.
pub(crate) fn of_model(run: &Run<'_>, scope: ScopeId) -> Option<ScopeId> {
    if scope == ScopeId(0) {
        return Some(scope);
    }
    let running = run.state.scopes.get(&scope)?;
    let Element::SubProcess(task) = &run.node_of(running.owner?).element else { return None };
    running.multi.is_none().then_some(task.scope)
}

/// Closes everything in a scope but one token.
pub(crate) fn empty(run: &mut Run<'_>, scope: ScopeId, keep: Option<TokenId>) {
    let tokens = run.state.tokens.iter().filter(|(id, token)| token.scope == scope && Some(**id) != keep);
    let tokens: Vec<TokenId> = tokens.map(|(id, _)| *id).collect();
    for token in tokens {
        run.close_open(token, false);
    }
    run.emit(Event::ScopeEmptied { scope, keep });
}

/// Ends a scope if nothing but listening is left in it.
pub(crate) fn check_finished(run: &mut Run<'_>, scope: ScopeId) {
    if run.state.tokens.values().any(|token| token.scope == scope && token.phase != Phase::Listening) {
        return;
    }
    if scope == ScopeId(0) {
        return run.end(Outcome::Completed);
    }
    if let Some(owner) = run.state.scopes.get(&scope).and_then(|scope| scope.owner) {
        finish(run, owner, scope);
    }
}

/// The work of a sub-process is done: outputs mapped, scope gone. After a fault in a mapping a retry tries again.
pub(crate) fn finish(run: &mut Run<'_>, owner: TokenId, scope: ScopeId) {
    // A scope that was opened again to be undone has written its outputs before.
    let undone = run.token(owner).is_some_and(|owner| owner.serves.is_some());
    let outputs = if undone { &[][..] } else { &run.node_of(owner).outputs };
    let variables = match mapping::evaluate(outputs, &run.scope_sight(scope)) {
        Ok(variables) => variables,
        Err(fault) => return incidents::raise(run, owner, fault),
    };
    compensation::remember(run, owner, Some(scope));
    run.close_open(owner, true);
    run.emit(Event::ScopeEnded { token: owner, scope, variables });
}
