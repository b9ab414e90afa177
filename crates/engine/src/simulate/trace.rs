//! What a simulation tells: every event with time and place, what was asked of people and services, where it rests.

use jiff::Timestamp;
use serde::Serialize;

use crate::state::{Outcome, State, Variables};
use crate::{Effect, Event, Model, NodeId};

/// The record of one simulation.
#[derive(Debug, Clone, Serialize)]
pub struct Trace {
    /// Everything that happened, in order.
    pub lines: Vec<Line>,
    /// Every effect, in order: the tasks opened, the services called with their input, and so on.
    pub effects: Vec<Effect>,
    /// How it ended; `None` when it rests or was stopped.
    pub outcome: Option<Outcome>,
    /// What it waits for at the end; empty when it ended.
    pub open: Vec<Open>,
    /// What stopped the simulation before its time: no start, too many commands. `None` when it ended or rests.
    pub stopped: Option<String>,
    /// Answers and messages of the script that nothing asked for, each as a sentence.
    pub unused: Vec<String>,
    /// The state at the end.
    pub state: State,
}

/// One event with its time and place.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Virtual time.
    pub at: Timestamp,
    /// BPMN id of the node, empty for events of the whole instance.
    pub element: String,
    /// One line in words.
    pub text: String,
    /// The event itself.
    pub event: Event,
}

/// Something a process waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Open {
    /// BPMN id of the node.
    pub element: String,
    /// For what.
    #[serde(flatten)]
    pub wait: Wait,
}

/// For what a process waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "wait", rename_all = "kebab-case")]
pub enum Wait {
    /// A person.
    Task,
    /// A service.
    Service {
        /// Its topic.
        topic: String,
    },
    /// Another process.
    Process {
        /// Its id.
        called: String,
    },
    /// A signal.
    Signal {
        /// Its name.
        name: String,
    },
    /// A condition that becomes true.
    Condition,
    /// A message.
    Message {
        /// Its name.
        name: String,
        /// Its key.
        key: Option<String>,
    },
    /// A moment.
    Timer {
        /// When.
        due: Timestamp,
    },
    /// An operator, because of an incident.
    Incident {
        /// What is wrong.
        message: String,
    },
}

impl Trace {
    /// The process variables at the end; empty when it never started.
    pub fn variables(&self) -> Variables {
        self.state.variables().cloned().unwrap_or_default()
    }

    /// BPMN ids of the user tasks that were opened, in order, repeated where a task was opened again.
    pub fn tasks(&self) -> Vec<&str> {
        self.effects
            .iter()
            .filter_map(|e| if let Effect::OpenTask { element, .. } = e { Some(element.as_str()) } else { None })
            .collect()
    }

    /// Topics of the services that were called, in order.
    pub fn topics(&self) -> Vec<&str> {
        self.effects
            .iter()
            .filter_map(|e| if let Effect::CallService { topic, .. } = e { Some(topic.as_str()) } else { None })
            .collect()
    }

    /// BPMN ids of the nodes that were entered, in order.
    pub fn path<'m>(&self, model: &'m Model) -> Vec<&'m str> {
        let mut path = Vec::new();
        for line in &self.lines {
            match &line.event {
                Event::Started { node, .. }
                | Event::Began { node, .. }
                | Event::Placed { node, .. }
                | Event::Compensating { node, .. }
                | Event::EventChosen { node, .. }
                | Event::Linked { node, .. }
                | Event::MovedByOperator { node, .. }
                | Event::Moved { node, .. } => path.push(id(model, *node)),
                Event::Forked { branches, .. } => path.extend(branches.iter().map(|branch| id(model, branch.node))),
                Event::Interrupted { by, .. } | Event::Spawned { by, .. } => path.push(id(model, *by)),
                _ => {}
            }
        }
        path
    }
}

fn id(model: &Model, node: NodeId) -> &str {
    model.node(node).map_or("", |node| &node.id)
}

/// The node an event is about.
fn place(event: &Event) -> Option<NodeId> {
    match event {
        Event::Started { node, .. }
        | Event::WaitBegan { node, .. }
        | Event::Completed { node, .. }
        | Event::Decided { node, .. }
        | Event::Moved { node, .. }
        | Event::JoinReached { node, .. }
        | Event::Joined { node, .. }
        | Event::TokenEnded { node, .. }
        | Event::Began { node, .. }
        | Event::Placed { node, .. }
        | Event::Listening { node, .. }
        | Event::InstanceEnded { node, .. }
        | Event::EventChosen { node, .. }
        | Event::Linked { node, .. }
        | Event::SignalReceived { node, .. }
        | Event::ConditionChanged { node, .. }
        | Event::MessageSent { node, .. }
        | Event::SignalThrown { node, .. }
        | Event::EscalationThrown { node, .. }
        | Event::CompensationBegan { node, .. }
        | Event::Compensating { node, .. }
        | Event::MovedByOperator { node, .. }
        | Event::Skipped { node, .. }
        | Event::TimerFired { node, .. }
        | Event::MessageReceived { node, .. }
        | Event::ErrorThrown { node, .. }
        | Event::ServiceRetried { node, .. }
        | Event::Reentered { node, .. }
        | Event::IncidentRaised { node, .. } => Some(*node),
        Event::Interrupted { by, .. } | Event::Spawned { by, .. } => Some(*by),
        Event::Remembered { done } => Some(done.node),
        _ => None,
    }
}

/// One event as a line of a trace.
pub(super) fn line(model: &Model, at: Timestamp, event: &Event) -> Line {
    let node = place(event).and_then(|node| model.node(node));
    let name = node.map_or("", |node| node.label());
    let kind = node.map_or("", |node| node.kind());
    let text = match event {
        Event::Started { .. } => format!("started at \"{name}\""),
        Event::WaitBegan { .. } => format!("waits at {kind} \"{name}\""),
        Event::Completed { .. } => format!("completed {kind} \"{name}\""),
        Event::Decided { decision, .. } => format!("decided \"{decision}\" at \"{name}\""),
        Event::ResultsKept { .. } => "results kept".to_owned(),
        Event::OutputsMapped { .. } => "outputs mapped".to_owned(),
        Event::Moved { .. } => format!("went to {kind} \"{name}\""),
        Event::Forked { branches, .. } => {
            let targets: Vec<&str> = branches.iter().map(|branch| id(model, branch.node)).collect();
            format!("split to {}", targets.join(", "))
        }
        Event::JoinReached { .. } => format!("waits for the other paths at \"{name}\""),
        Event::Joined { .. } => format!("joined at \"{name}\""),
        Event::TokenEnded { .. } => format!("reached the end \"{name}\""),
        Event::ScopeOpened { multi: Some(multi), .. } => match multi.total {
            u32::MAX => "a loop began".to_owned(),
            total => format!("{total} instances are to be done"),
        },
        Event::ScopeOpened { .. } => "a scope was opened".to_owned(),
        Event::Began { .. } => format!("began at \"{name}\""),
        Event::Placed { .. } => format!("{kind} \"{name}\" begins"),
        Event::Listening { .. } => format!("\"{name}\" listens"),
        Event::Armed { .. } => "timers and subscriptions were added".to_owned(),
        Event::ScopeEmptied { .. } => "everything else in the scope was closed".to_owned(),
        Event::ScopeEnded { .. } => "a scope ended".to_owned(),
        Event::InstanceEnded { .. } => format!("one instance of \"{name}\" is done"),
        Event::EventChosen { .. } => format!("\"{name}\" came first"),
        Event::Linked { .. } => format!("went to the link \"{name}\""),
        Event::SignalReceived { name: signal, .. } => format!("signal \"{signal}\" received at \"{name}\""),
        Event::ConditionChanged { holds, .. } => format!("the condition of \"{name}\" became {holds}"),
        Event::MessageSent { message, .. } => format!("message \"{message}\" sent at \"{name}\""),
        Event::SignalThrown { name: signal, .. } => format!("signal \"{signal}\" thrown at \"{name}\""),
        Event::EscalationThrown { code, .. } => format!("escalation \"{code}\" at \"{name}\""),
        Event::Remembered { .. } => format!("\"{name}\" can be undone"),
        Event::CompensationBegan { .. } => format!("compensation began at \"{name}\""),
        Event::Compensating { .. } => format!("compensating with \"{name}\""),
        Event::MovedByOperator { .. } => format!("moved to \"{name}\" by an operator"),
        Event::Skipped { .. } => format!("skipped \"{name}\""),
        Event::Suspended { reason } => format!("suspended: {reason}"),
        Event::Resumed {} => "resumed".to_owned(),
        Event::PutToRest { reason } => format!("put to rest: {reason}"),
        Event::WokenUp {} => "woken up".to_owned(),
        Event::Migrated { .. } => "migrated to another version".to_owned(),
        Event::TimerFired { .. } => format!("timer \"{name}\" fired"),
        Event::MessageReceived { message, .. } => format!("message \"{message}\" received at \"{name}\""),
        Event::Interrupted { .. } => format!("interrupted by \"{name}\""),
        Event::Spawned { .. } => format!("a further path began at \"{name}\""),
        Event::ErrorThrown { code, message, .. } => format!("error \"{code}\" at \"{name}\": {message}"),
        Event::ServiceFailed { message, retries_left, .. } => {
            format!("service failed, {retries_left} retries left: {message}")
        }
        Event::ServiceRetried { .. } => format!("service asked again at \"{name}\""),
        Event::Reentered { .. } => format!("entered \"{name}\" again"),
        Event::IncidentRaised { message, .. } => format!("incident at \"{name}\": {message}"),
        Event::IncidentResolved { .. } => "incident resolved".to_owned(),
        Event::VariablesSet { .. } => "variables set".to_owned(),
        Event::Ended { outcome } => match outcome {
            Outcome::Completed => "completed".to_owned(),
            Outcome::Terminated { node } => format!("terminated at {}", id(model, *node)),
            Outcome::Error { code, .. } => format!("ended with the error \"{code}\""),
            Outcome::Cancelled { reason } => format!("cancelled: {reason}"),
        },
    };
    Line { at, element: node.map_or_else(String::new, |node| node.id.clone()), text, event: event.clone() }
}
