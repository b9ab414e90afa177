//! One command on one instance: from wait state to wait state.

use crate::command::{Command, Rejection};
use crate::elements::{Element, start_event};
use crate::run::{Fault, Run};
use crate::state::{IncidentKind, Outcome as EndOutcome, Phase, STATE_VERSION, State, Status};
use crate::{Effect, Event, Model, NodeId, ScopeId, TokenId, Visit, deliver, incidents};

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
    check_fit(model, state)?;
    let mut run = Run::new(model, state.clone(), now, FUEL);
    accept(&mut run, command)?;
    run.drain();
    let Run { state, events, effects, .. } = run;
    Ok(Outcome { state, events, effects })
}

fn accept(run: &mut Run<'_>, command: &Command) -> Result<(), Rejection> {
    match (&run.state.status, command) {
        (Status::New, Command::Start { variables }) => return start_event::start(run, None, variables.clone()),
        (Status::New, Command::StartByMessage { name, variables }) => {
            return start_event::start(run, Some(name), variables.clone());
        }
        (Status::New, _) => return Err(Rejection::NotStarted),
        (Status::Ended(_), _) => return Err(Rejection::Stale("the instance has ended".to_owned())),
        (Status::Running, _) => {}
    }
    match command {
        Command::Start { .. } | Command::StartByMessage { .. } => return Err(Rejection::AlreadyStarted),
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
            waiting_service(run, *token, *visit)?;
            let (token, visit, message, retries_left) = (*token, *visit, message.clone(), *retries_left);
            run.emit(Event::ServiceFailed { token, visit, message: message.clone(), retries_left });
            if retries_left == 0 {
                incidents::raise(run, token, Fault { kind: IncidentKind::RetriesExhausted, message });
            }
        }
        Command::ThrowError { token, visit, code, message, variables } => {
            let element = waiting(run, *token, *visit)?;
            if !matches!(element, Element::UserTask(_) | Element::ServiceTask(_)) {
                return Err(wrong_kind(*token, "a user task or a service"));
            }
            deliver::error(run, *token, code, message, variables.clone());
        }
        Command::FireTimer { timer } => deliver::fire_timer(run, *timer)?,
        Command::DeliverMessage { name, key, variables } => {
            deliver::message(run, name, key.as_deref(), variables.clone())?;
        }
        Command::Cancel { reason } => run.end(EndOutcome::Cancelled { reason: reason.clone() }),
        Command::SetVariables { variables } => {
            run.emit(Event::VariablesSet { scope: ScopeId(0), variables: variables.clone() });
        }
        Command::RetryIncident { incident } => incidents::retry(run, *incident)?,
    }
    Ok(())
}

/// The element at which the token waits in exactly this visit.
fn waiting<'m>(run: &Run<'m>, token: TokenId, visit: Visit) -> Result<&'m Element, Rejection> {
    match run.token(token) {
        Some(found) if found.visit == visit && found.phase == Phase::Waiting => Ok(&run.node(found.node).element),
        _ => Err(Rejection::Stale(format!("token {token}, visit {visit}"))),
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
fn check_fit(model: &Model, state: &State) -> Result<(), Rejection> {
    if state.version != STATE_VERSION {
        return Err(Rejection::ForeignState(format!("version {} is unknown", state.version)));
    }
    let tokens = state.tokens.values().map(|token| token.node);
    let timers = state.timers.values().map(|timer| timer.node);
    let subscriptions = state.subscriptions.values().map(|subscription| subscription.node);
    let unknown = tokens.chain(timers).chain(subscriptions).find(|node: &NodeId| node.index() >= model.nodes.len());
    match unknown {
        Some(node) => Err(Rejection::ForeignState(format!("node {node} does not exist"))),
        None => Ok(()),
    }
}
