//! The BPMN elements, one file each: what is read from the XML and what happens when a token enters.
//!
//! A new element is a new file, a new case of [`Element`], and a line in `tag`, `find_reader` and `enter`; the compiler
//! names the rest.

pub mod boundary_event;
pub mod business_rule_task;
pub mod call_activity;
pub mod end_event;
pub mod event_based_gateway;
pub mod exclusive_gateway;
pub mod inclusive_gateway;
pub mod intermediate_catch_event;
pub mod intermediate_throw_event;
pub mod manual_task;
pub mod multi_instance;
pub mod parallel_gateway;
pub mod receive_task;
pub mod script_task;
pub mod service_task;
pub mod start_event;
pub mod sub_process;
pub mod throw;
pub mod trigger;
pub mod user_task;

pub use boundary_event::BoundaryEvent;
pub use business_rule_task::{BusinessRuleTask, ResultShape};
pub use call_activity::{Binding, CallActivity};
pub use end_event::EndEvent;
pub use inclusive_gateway::Reach;
pub use multi_instance::{Repeat, Times};
pub use script_task::ScriptTask;
pub use service_task::ServiceTask;
pub use start_event::StartEvent;
pub use sub_process::{SubProcess, SubProcessKind};
pub use throw::Throw;
pub use trigger::{CaughtError, CaughtEscalation, Message, Trigger};
pub use user_task::UserTask;

use crate::TokenId;
use crate::compile::Reader;
use crate::run::{Fault, Run};
use crate::xml::Xml;

/// What a node is, with its settings.
#[derive(Debug, Clone)]
pub enum Element {
    /// Where an instance or a scope begins.
    StartEvent(StartEvent),
    /// Where a token, or everything, ends.
    EndEvent(EndEvent),
    /// Waits for an event in the flow.
    CatchEvent(Trigger),
    /// Throws something, or marks a point in the flow.
    ThrowEvent(Option<Throw>),
    /// Sits on the edge of an activity.
    BoundaryEvent(BoundaryEvent),
    /// Work of a person.
    UserTask(UserTask),
    /// Work outside the engine; nothing waits for it.
    ManualTask,
    /// Work of a service: service task, send task, or a business rule task or message event with a topic.
    ServiceTask(ServiceTask),
    /// A DMN decision.
    BusinessRuleTask(BusinessRuleTask),
    /// Waits for a message.
    ReceiveTask(Message),
    /// A FEEL computation.
    ScriptTask(ScriptTask),
    /// A scope inside the process.
    SubProcess(SubProcess),
    /// Another process.
    CallActivity(Box<CallActivity>),
    /// One of several ways.
    ExclusiveGateway,
    /// All ways at once, and their join.
    ParallelGateway,
    /// Some of several ways, and their join.
    InclusiveGateway(Reach),
    /// The way of the event that happens first.
    EventGateway,
}

impl Element {
    /// The BPMN tag.
    pub fn tag(&self) -> &'static str {
        match self {
            Self::StartEvent(_) => "startEvent",
            Self::EndEvent(_) => "endEvent",
            Self::CatchEvent(_) => "intermediateCatchEvent",
            Self::ThrowEvent(_) => "intermediateThrowEvent",
            Self::BoundaryEvent(_) => "boundaryEvent",
            Self::UserTask(_) => "userTask",
            Self::ManualTask => "manualTask",
            Self::ServiceTask(task) => task.tag,
            Self::BusinessRuleTask(_) => "businessRuleTask",
            Self::ReceiveTask(_) => "receiveTask",
            Self::ScriptTask(_) => "scriptTask",
            Self::SubProcess(SubProcess { kind: SubProcessKind::Transaction, .. }) => "transaction",
            Self::SubProcess(_) => "subProcess",
            Self::CallActivity(_) => "callActivity",
            Self::ExclusiveGateway => "exclusiveGateway",
            Self::ParallelGateway => "parallelGateway",
            Self::InclusiveGateway(_) => "inclusiveGateway",
            Self::EventGateway => "eventBasedGateway",
        }
    }

    /// What it waits for or starts by.
    pub fn trigger(&self) -> Option<&Trigger> {
        match self {
            Self::StartEvent(StartEvent { trigger: Some(trigger), .. })
            | Self::CatchEvent(trigger)
            | Self::BoundaryEvent(BoundaryEvent { trigger, .. }) => Some(trigger),
            _ => None,
        }
    }

    /// The name of the message it waits for or starts by.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::ReceiveTask(message) => Some(&message.name),
            _ => self.trigger().and_then(Trigger::message),
        }
    }

    /// Whether it is an activity, to which boundary events may be attached.
    pub fn is_activity(&self) -> bool {
        match self {
            Self::ServiceTask(task) => !task.is_event(),
            Self::SubProcess(task) => task.kind != SubProcessKind::Event,
            Self::UserTask(_)
            | Self::ManualTask
            | Self::BusinessRuleTask(_)
            | Self::ReceiveTask(_)
            | Self::ScriptTask(_)
            | Self::CallActivity(_) => true,
            _ => false,
        }
    }

    /// Whether it ends its path: no flow may leave it.
    pub fn is_end(&self) -> bool {
        matches!(self, Self::EndEvent(_)) || matches!(self, Self::ServiceTask(task) if task.tag == "endEvent")
    }
}

/// Tags below a process that draw or describe and do not run.
const DRAWING: [&str; 20] = [
    "association",
    "auditing",
    "category",
    "dataInput",
    "dataInputAssociation",
    "dataObject",
    "dataObjectReference",
    "dataOutput",
    "dataOutputAssociation",
    "dataStoreReference",
    "documentation",
    "extensionElements",
    "group",
    "incoming",
    "ioSpecification",
    "laneSet",
    "monitoring",
    "outgoing",
    "property",
    "textAnnotation",
];

/// Whether a tag below a process or sub-process draws or describes and does not run.
pub(crate) fn is_drawing(tag: &str) -> bool {
    DRAWING.contains(&tag)
}

/// Whether a tag opens a scope with flow elements of its own.
pub(crate) fn is_scope(tag: &str) -> bool {
    matches!(tag, "subProcess" | "transaction")
}

/// Reads the settings of one flow node; `None` after a problem was noted.
pub(crate) type Read = fn(&mut Reader<'_>, Xml<'_>) -> Option<Element>;

/// How a tag is read, and the BPMN children that belong to it besides event definitions; `None` for tags without a file.
pub(crate) fn find_reader(tag: &str) -> Option<(Read, &'static [&'static str])> {
    let (read, parts): (Read, &'static [&'static str]) = match tag {
        "startEvent" => (start_event::read, &[]),
        "endEvent" => (end_event::read, &[]),
        "intermediateCatchEvent" => (intermediate_catch_event::read, &[]),
        "intermediateThrowEvent" => (intermediate_throw_event::read, &[]),
        "boundaryEvent" => (boundary_event::read, &[]),
        "userTask" => (user_task::read, &["humanPerformer", "potentialOwner", "rendering"]),
        "manualTask" | "task" => (manual_task::read, &[]),
        "serviceTask" => (|reader, xml| service_task::read(reader, xml, "serviceTask"), &[]),
        "sendTask" => (|reader, xml| service_task::read(reader, xml, "sendTask"), &[]),
        "businessRuleTask" => (business_rule_task::read, &[]),
        "receiveTask" => (receive_task::read, &[]),
        "scriptTask" => (script_task::read, &["script"]),
        "subProcess" => (|reader, xml| sub_process::read(reader, xml, false), &[]),
        "transaction" => (|reader, xml| sub_process::read(reader, xml, true), &[]),
        "callActivity" => (call_activity::read, &[]),
        "exclusiveGateway" => (exclusive_gateway::read, &[]),
        "parallelGateway" => (parallel_gateway::read, &[]),
        "inclusiveGateway" => (inclusive_gateway::read, &[]),
        "eventBasedGateway" => (event_based_gateway::read, &[]),
        _ => return None,
    };
    Some((read, parts))
}

/// A token has arrived: does the work, or opens what it waits for.
pub(crate) fn enter(run: &mut Run<'_>, token: TokenId) -> Result<(), Fault> {
    let node = run.node_of(token);
    if let Some(repeat) = &node.repeat
        && !run.is_instance(token)
    {
        return multi_instance::enter(run, token, repeat);
    }
    match &node.element {
        Element::EndEvent(event) => end_event::enter(run, token, event),
        Element::CatchEvent(trigger) => intermediate_catch_event::enter(run, token, trigger),
        Element::ThrowEvent(throw) => intermediate_throw_event::enter(run, token, throw.as_ref()),
        Element::UserTask(task) => user_task::enter(run, token, task),
        Element::ServiceTask(_) => service_task::enter(run, token),
        Element::BusinessRuleTask(task) => business_rule_task::enter(run, token, task),
        Element::ReceiveTask(message) => receive_task::enter(run, token, message),
        Element::ScriptTask(task) => script_task::enter(run, token, task),
        Element::SubProcess(task) => sub_process::enter(run, token, task),
        Element::CallActivity(_) => call_activity::enter(run, token),
        Element::ParallelGateway => parallel_gateway::enter(run, token),
        Element::InclusiveGateway(_) => inclusive_gateway::enter(run, token),
        Element::EventGateway => event_based_gateway::enter(run, token),
        Element::ManualTask => manual_task::enter(run, token),
        Element::ExclusiveGateway => exclusive_gateway::enter(run, token),
        // No flow leads to these; a token begins its life there.
        Element::StartEvent(_) | Element::BoundaryEvent(_) => Ok(()),
    }
}
