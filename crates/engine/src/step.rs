//! One command on one instance: from wait state to wait state.

use crate::command::{Command, Rejection};
use crate::elements::start_event::{By, start};
use crate::elements::{Element, call_activity};
use crate::run::{Fault, Run};
use crate::state::{Done, IncidentKind, Outcome as EndOutcome, Phase, STATE_VERSION, State, Status, Variables};
use crate::{Effect, Event, Model, NodeId, ScopeId, TokenId, Visit, deliver, incidents, operate, propagate};

/// How many nodes (and branches, boundary events and joined flows) one step may touch before the token is stopped with an incident.
pub const FUEL: u32 = 10_000;

/// What a step brought. Store state, events and effects in one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The state after the step.
    pub state: State,
    /// What happened, in order; applying them to the state before gives the state after.
    pub events: Vec<Event>,
    /// What to do outside, in order.
    pub effects: Vec<Effect>,
}

/// Carries out one command. Pure: the same model, state, command and clock give the same outcome.
///
/// Troubles inside the process (an expression that fails, a missing way on, a loop without wait) become incidents in
/// the outcome. An error means that the command does not fit and nothing changed; [`Rejection::Stale`] is the usual
/// answer to a late or repeated command and needs no alarm. A timer fires whenever it is told to: when that is, is the
/// host's decision.
pub fn step(model: &Model, state: &State, command: &Command, now: &feel::Clock) -> Result<Outcome, Rejection> {
    carry_out(Run::new(model, state.clone(), now, FUEL), model, state, command)
}

/// Like [`step`], with functions of the host that expressions may call by their names, such as the working-day calendar
/// of a canton (`feel::Function::foreign`). They must be pure too; variables of the same name hide them.
pub fn step_with(
    model: &Model,
    state: &State,
    command: &Command,
    now: &feel::Clock,
    functions: &feel::Context,
) -> Result<Outcome, Rejection> {
    carry_out(Run::new(model, state.clone(), now, FUEL).with_functions(functions), model, state, command)
}

fn carry_out(mut run: Run<'_>, model: &Model, state: &State, command: &Command) -> Result<Outcome, Rejection> {
    check_fit(model, state)?;
    accept(&mut run, command)?;
    run.drain();
    Ok(run.into_outcome())
}

fn accept(run: &mut Run<'_>, command: &Command) -> Result<(), Rejection> {
    match (&run.state.status, command) {
        (Status::New, Command::Start { variables }) => return start(run, &By::Plain, variables.clone(), false),
        (Status::New, Command::StartCalled { variables }) => return start(run, &By::Plain, variables.clone(), true),
        (Status::New, Command::StartByMessage { name, variables }) => {
            return start(run, &By::Message(name), variables.clone(), false);
        }
        (Status::New, Command::StartBySignal { name, variables }) => {
            return start(run, &By::Signal(name), variables.clone(), false);
        }
        (Status::New, Command::StartAt { element, variables }) => {
            return start(run, &By::Element(element), variables.clone(), false);
        }
        (Status::New, _) => return Err(Rejection::NotStarted),
        (Status::Suspended, Command::Resume | Command::Cancel { .. }) => {}
        (Status::Suspended, _) => return Err(Rejection::Suspended),
        (Status::Ended(_), _) => return Err(Rejection::Stale("the instance has ended".to_owned())),
        (Status::Running, _) => {}
    }
    match command {
        Command::Start { .. }
        | Command::StartByMessage { .. }
        | Command::StartBySignal { .. }
        | Command::StartAt { .. }
        | Command::StartCalled { .. } => return Err(Rejection::AlreadyStarted),
        Command::CompleteTask { token, visit, variables } => {
            let element = waiting(run, *token, *visit)?;
            if !matches!(element, Element::UserTask(_)) {
                return Err(wrong_kind(*token, "a user task"));
            }
            run.complete(*token, variables.clone());
        }
        Command::CompleteService { token, visit, variables } => {
            waiting_service(run, *token, *visit)?;
            run.complete(*token, variables.clone());
        }
        Command::FailService { token, visit, message, retries_left } => {
            if !matches!(waiting(run, *token, *visit)?, Element::ServiceTask(_) | Element::CallActivity(_)) {
                return Err(wrong_kind(*token, "a service or a called process"));
            }
            let (token, visit, message, retries_left) = (*token, *visit, message.clone(), *retries_left);
            run.emit(Event::ServiceFailed { token, visit, message: message.clone(), retries_left });
            if retries_left == 0 {
                incidents::raise(run, token, Fault { kind: IncidentKind::RetriesExhausted, message });
            }
        }
        Command::ThrowError { token, visit, code, message, variables } => {
            let variables = brought(run, *token, *visit, variables)?;
            propagate::error(run, *token, code, message, variables);
        }
        Command::ThrowEscalation { token, visit, code, variables } => {
            let variables = brought(run, *token, *visit, variables)?;
            propagate::escalation(run, *token, code, variables);
        }
        Command::CompleteCall { token, visit, variables } => {
            if !matches!(waiting(run, *token, *visit)?, Element::CallActivity(_)) {
                return Err(wrong_kind(*token, "a called process"));
            }
            match call_activity::results(run, *token, variables) {
                Ok(results) => run.complete(*token, results),
                Err(fault) => incidents::raise(run, *token, fault),
            }
        }
        Command::FireTimer { timer } => deliver::fire_timer(run, *timer)?,
        Command::DeliverMessage { name, key, variables } => {
            deliver::message(run, name, key.as_deref(), variables.clone())?;
        }
        Command::DeliverSignal { name, variables } => deliver::signal(run, name, variables)?,
        Command::Cancel { reason } => run.end(EndOutcome::Cancelled { reason: reason.clone() }),
        Command::SetVariables { variables } => {
            run.emit(Event::VariablesSet { scope: ScopeId(0), variables: variables.clone() });
        }
        Command::SetScopeVariables { scope, variables } => operate::set_variables(run, *scope, variables)?,
        Command::MoveToken { token, visit, element } => operate::move_token(run, *token, *visit, element)?,
        Command::SkipActivity { token, visit, variables } => operate::skip(run, *token, *visit, variables)?,
        Command::Suspend { reason } => run.emit(Event::Suspended { reason: reason.clone() }),
        Command::Resume => operate::resume(run)?,
        Command::RetryIncident { incident } => incidents::retry(run, *incident)?,
    }
    Ok(())
}

/// The element at which the token waits in exactly this visit.
fn waiting<'m>(run: &Run<'m>, token: TokenId, visit: Visit) -> Result<&'m Element, Rejection> {
    // Nobody was asked to do a multi-instance as a whole; its instances have tokens of their own.
    if run.state.scopes.values().any(|scope| scope.owner == Some(token)) {
        return Err(wrong_kind(token, "an answer itself, only for what happens inside"));
    }
    match run.token(token) {
        Some(found) if found.visit == visit && found.phase == Phase::Waiting => Ok(&run.node(found.node).element),
        _ => Err(Rejection::Stale(format!("token {token}, visit {visit}"))),
    }
}

/// What an error or escalation brings with it: of a called process only what the call activity takes back.
fn brought(run: &Run<'_>, token: TokenId, visit: Visit, variables: &Variables) -> Result<Variables, Rejection> {
    match waiting(run, token, visit)? {
        Element::UserTask(_) | Element::ServiceTask(_) => Ok(variables.clone()),
        Element::CallActivity(_) => call_activity::results(run, token, variables)
            .map_err(|fault| Rejection::Impossible(format!("What comes back cannot be computed: {}", fault.message))),
        _ => Err(wrong_kind(token, "a user task, a service or a called process")),
    }
}

fn waiting_service(run: &Run<'_>, token: TokenId, visit: Visit) -> Result<(), Rejection> {
    match waiting(run, token, visit)? {
        Element::ServiceTask(_) => Ok(()),
        _ => Err(wrong_kind(token, "a service")),
    }
}

fn wrong_kind(token: TokenId, wanted: &str) -> Rejection {
    Rejection::Impossible(format!("Token {token} does not wait for {wanted}."))
}

/// A state may name only nodes and flows of this model, so that nothing after this check can miss.
pub(crate) fn check_fit(model: &Model, state: &State) -> Result<(), Rejection> {
    if state.version != STATE_VERSION {
        return Err(Rejection::ForeignState(format!("version {} is unknown", state.version)));
    }
    let tokens = state.tokens.values().map(|token| token.node);
    let timers = state.timers.values().map(|timer| timer.node);
    let subscriptions = state.subscriptions.values().map(|subscription| subscription.node);
    let done = state.scopes.values().flat_map(|scope| &scope.done);
    let done = done.chain(state.tokens.values().flat_map(|token| &token.pending));
    let mut nodes = tokens.chain(timers).chain(subscriptions);
    let known = |node: NodeId| node.index() < model.nodes.len();
    if let Some(node) = nodes.find(|node| !known(*node)) {
        return Err(Rejection::ForeignState(format!("node {node} does not exist")));
    }
    if !done.into_iter().all(|done| fits(done, &known)) {
        return Err(Rejection::ForeignState("a completed activity does not exist".to_owned()));
    }
    // Scopes are owned from outside inwards, so that no walk over them can run in a circle.
    let inwards = state.scopes.iter().all(|(id, scope)| {
        scope.owner.and_then(|owner| state.tokens.get(&owner)).is_none_or(|owner| owner.scope < *id)
    });
    if inwards { Ok(()) } else { Err(Rejection::ForeignState("a scope lies inside itself".to_owned())) }
}

fn fits(done: &Done, known: &impl Fn(NodeId) -> bool) -> bool {
    known(done.node) && done.inner.iter().all(|inner| fits(inner, known))
}
