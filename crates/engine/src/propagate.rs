//! Errors and escalations look for a catcher: from the activity outwards, scope by scope, the nearest one wins; at the
//! same place the one with the code before the one for every code.

use crate::elements::{BoundaryEvent, Element, StartEvent, SubProcessKind, Trigger};
use crate::run::{Fault, Run};
use crate::state::{IncidentKind, Outcome, Variables};
use crate::{Effect, Event, NodeId, ScopeId, TokenId, boundary, event_sub, incidents, scope};

/// Who catches.
enum Catcher {
    /// A boundary event of the activity at which the token waits.
    Boundary { token: TokenId, node: NodeId },
    /// An event sub-process of a running scope.
    Event { around: ScopeId, node: NodeId, start: NodeId },
}

/// How well a trigger fits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Exact,
    Every,
    Not,
}

fn fit(caught: Option<&str>, code: &str) -> Fit {
    match caught {
        Some(caught) if caught == code => Fit::Exact,
        Some(_) => Fit::Not,
        None => Fit::Every,
    }
}

/// A BPMN error at an activity: the nearest catcher takes it, else it becomes an incident; in a called instance it ends
/// the instance, so that the caller can catch it.
pub(crate) fn error(run: &mut Run<'_>, token: TokenId, code: &str, message: &str, variables: Variables) {
    if !throw_error(run, token, code, message, variables) {
        match run.token(token).map(|token| token.node) {
            Some(node) if run.state.called => run.end(Outcome::Error { node, code: code.to_owned() }),
            _ => {
                let message = format!("Nothing catches the error \"{code}\": {message}");
                incidents::raise(run, token, Fault { kind: IncidentKind::UnmatchedError, message });
            }
        }
    }
}

/// An error end event: where nothing catches, the instance ends with this error.
pub(crate) fn error_end(run: &mut Run<'_>, token: TokenId, code: &str) {
    let Some(node) = run.token(token).map(|token| token.node) else { return };
    if !throw_error(run, token, code, "", Variables::new()) {
        run.end(Outcome::Error { node, code: code.to_owned() });
    }
}

fn throw_error(run: &mut Run<'_>, token: TokenId, code: &str, message: &str, mut variables: Variables) -> bool {
    let Some(node) = run.token(token).map(|token| token.node) else { return true };
    run.emit(Event::ErrorThrown { token, node, code: code.to_owned(), message: message.to_owned() });
    let fits = |trigger: &Trigger| match trigger {
        Trigger::Error(caught) => fit(caught.code.as_deref(), code),
        _ => Fit::Not,
    };
    let Some(catcher) = find_catcher(run, token, fits) else { return false };
    if let Some(Trigger::Error(caught)) = trigger_of(run, &catcher) {
        let given = [(&caught.code_variable, code), (&caught.message_variable, message)];
        for (name, value) in given.into_iter().filter_map(|(name, value)| Some((name.as_ref()?, value))) {
            variables.insert(name.clone(), value.into());
        }
    }
    catch(run, &catcher, variables);
    true
}

/// An escalation: the nearest catcher reacts; without one the host may tell the calling instance.
pub(crate) fn escalation(run: &mut Run<'_>, token: TokenId, code: &str, mut variables: Variables) {
    let Some(node) = run.token(token).map(|token| token.node) else { return };
    run.emit(Event::EscalationThrown { token, node, code: code.to_owned() });
    let fits = |trigger: &Trigger| match trigger {
        Trigger::Escalation(caught) => fit(caught.code.as_deref(), code),
        _ => Fit::Not,
    };
    let Some(catcher) = find_catcher(run, token, fits) else {
        return run.effect(Effect::Escalate { code: code.to_owned() });
    };
    if let Some(Trigger::Escalation(caught)) = trigger_of(run, &catcher)
        && let Some(name) = &caught.code_variable
    {
        variables.insert(name.clone(), code.into());
    }
    catch(run, &catcher, variables);
}

/// A cancelled transaction is undone: on at its cancel boundary event.
pub(crate) fn cancel(run: &mut Run<'_>, token: TokenId, variables: Variables) {
    let fits = |trigger: &Trigger| if matches!(trigger, Trigger::Cancel) { Fit::Exact } else { Fit::Not };
    match find_catcher(run, token, fits) {
        Some(catcher) => catch(run, &catcher, variables),
        None => run.end_token(token),
    }
}

fn trigger_of<'m>(run: &Run<'m>, catcher: &Catcher) -> Option<&'m Trigger> {
    let (Catcher::Boundary { node, .. } | Catcher::Event { start: node, .. }) = catcher;
    match &run.node(*node).element {
        Element::BoundaryEvent(BoundaryEvent { trigger, .. })
        | Element::StartEvent(StartEvent { trigger: Some(trigger), .. }) => Some(trigger),
        _ => None,
    }
}

fn catch(run: &mut Run<'_>, catcher: &Catcher, variables: Variables) {
    match catcher {
        Catcher::Boundary { token, node } => boundary::trigger(run, *token, *node, variables),
        Catcher::Event { around, node, start } => event_sub::begin(run, *around, *node, *start, variables),
    }
}

fn find_catcher(run: &Run<'_>, thrower: TokenId, fits: impl Fn(&Trigger) -> Fit) -> Option<Catcher> {
    let mut token = thrower;
    let mut inside = None;
    loop {
        let at = run.token(token)?;
        // The instances of a multi-instance share the boundary events of the whole.
        if !run.is_instance(token) && !is_reopened(run, token) {
            let boundaries = run.node(at.node).boundaries.iter().copied();
            if let Some(node) = best(run, boundaries, &fits) {
                return Some(Catcher::Boundary { token, node });
            }
        }
        let owner = run.state.scopes.get(&at.scope)?.owner;
        if let Some(of_model) = scope::of_model(run, at.scope)
            && !owner.is_some_and(|owner| is_reopened(run, owner))
            && let Some((node, start)) = best_event(run, of_model, inside, &fits)
        {
            return Some(Catcher::Event { around: at.scope, node, start });
        }
        token = owner?;
        let node = run.token(token)?.node;
        let event = matches!(&run.node(node).element, Element::SubProcess(task) if task.kind == SubProcessKind::Event);
        inside = event.then_some(node);
    }
}

/// Whether this is a completed sub-process that was opened again to be undone: its events happen no more.
fn is_reopened(run: &Run<'_>, token: TokenId) -> bool {
    run.token(token).is_some_and(|found| found.serves.is_some() && !run.node(found.node).for_compensation)
}

fn best(
    run: &Run<'_>,
    mut nodes: impl Iterator<Item = NodeId> + Clone,
    fits: impl Fn(&Trigger) -> Fit,
) -> Option<NodeId> {
    let fit_of = |node: &NodeId| match &run.node(*node).element {
        Element::BoundaryEvent(BoundaryEvent { trigger, .. })
        | Element::StartEvent(StartEvent { trigger: Some(trigger), .. }) => fits(trigger),
        _ => Fit::Not,
    };
    let every = nodes.clone().find(|node| fit_of(node) == Fit::Every);
    nodes.find(|node| fit_of(node) == Fit::Exact).or(every)
}

/// An event sub-process does not catch what comes out of itself; when it interrupted its scope, its sisters are over too.
fn best_event(
    run: &Run<'_>,
    of_model: ScopeId,
    inside: Option<NodeId>,
    fits: impl Fn(&Trigger) -> Fit,
) -> Option<(NodeId, NodeId)> {
    let start = |node: NodeId| scope::start_of(run, node);
    let interrupts = |node: NodeId| {
        start(node).is_some_and(|start| {
            matches!(&run.node(start).element, Element::StartEvent(StartEvent { interrupting: true, .. }))
        })
    };
    if inside.is_some_and(interrupts) {
        return None;
    }
    let events = run.model.scopes.get(of_model.index())?.events.iter().copied().filter(|node| Some(*node) != inside);
    let starts = events.clone().filter_map(start);
    let found = best(run, starts, fits)?;
    let node = events.into_iter().find(|node| start(*node) == Some(found))?;
    Some((node, found))
}
