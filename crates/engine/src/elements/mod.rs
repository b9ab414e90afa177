//! The BPMN elements, one file each: what is read from the XML and what happens when a token enters.
//!
//! A new element is a new file, a new case of [`Element`], and a line in `tag`, `find_reader` and `enter`; the compiler
//! names the rest.

pub mod boundary_event;
pub mod business_rule_task;
pub mod end_event;
pub mod exclusive_gateway;
pub mod intermediate_catch_event;
pub mod intermediate_throw_event;
pub mod manual_task;
pub mod parallel_gateway;
pub mod receive_task;
pub mod script_task;
pub mod service_task;
pub mod start_event;
pub mod user_task;

pub use boundary_event::{BoundaryEvent, CaughtError, Trigger};
pub use business_rule_task::{BusinessRuleTask, ResultShape};
pub use end_event::EndEvent;
pub use intermediate_catch_event::Catch;
pub use receive_task::Message;
pub use script_task::ScriptTask;
pub use service_task::ServiceTask;
pub use start_event::StartEvent;
pub use user_task::UserTask;

use crate::TokenId;
use crate::compile::Reader;
use crate::run::{Fault, Run};
use crate::xml::Xml;

/// What a node is, with its settings.
#[derive(Debug, Clone)]
pub enum Element {
    /// Where an instance begins.
    StartEvent(StartEvent),
    /// Where a token, or everything, ends.
    EndEvent(EndEvent),
    /// Waits for a timer or a message in the flow.
    CatchEvent(Catch),
    /// Marks a point in the flow.
    ThrowEvent,
    /// Sits on the edge of an activity.
    BoundaryEvent(BoundaryEvent),
    /// Work of a person.
    UserTask(UserTask),
    /// Work outside the engine; nothing waits for it.
    ManualTask,
    /// Work of a service: service task, send task, or a business rule task with a topic.
    ServiceTask(ServiceTask),
    /// A DMN decision.
    BusinessRuleTask(BusinessRuleTask),
    /// Waits for a message.
    ReceiveTask(Message),
    /// A FEEL computation.
    ScriptTask(ScriptTask),
    /// One of several ways.
    ExclusiveGateway,
    /// All ways at once, and their join.
    ParallelGateway,
}

impl Element {
    /// The BPMN tag.
    pub fn tag(&self) -> &'static str {
        match self {
            Self::StartEvent(_) => "startEvent",
            Self::EndEvent(_) => "endEvent",
            Self::CatchEvent(_) => "intermediateCatchEvent",
            Self::ThrowEvent => "intermediateThrowEvent",
            Self::BoundaryEvent(_) => "boundaryEvent",
            Self::UserTask(_) => "userTask",
            Self::ManualTask => "manualTask",
            Self::ServiceTask(task) => task.tag,
            Self::BusinessRuleTask(_) => "businessRuleTask",
            Self::ReceiveTask(_) => "receiveTask",
            Self::ScriptTask(_) => "scriptTask",
            Self::ExclusiveGateway => "exclusiveGateway",
            Self::ParallelGateway => "parallelGateway",
        }
    }

    /// The name of the message it waits for or starts by.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::StartEvent(StartEvent { message: Some(message) })
            | Self::CatchEvent(Catch::Message(message))
            | Self::BoundaryEvent(BoundaryEvent { trigger: Trigger::Message(message), .. })
            | Self::ReceiveTask(message) => Some(&message.name),
            _ => None,
        }
    }

    /// Whether it is a task, to which boundary events may be attached.
    pub fn is_activity(&self) -> bool {
        matches!(
            self,
            Self::UserTask(_)
                | Self::ManualTask
                | Self::ServiceTask(_)
                | Self::BusinessRuleTask(_)
                | Self::ReceiveTask(_)
                | Self::ScriptTask(_)
        )
    }
}

/// Tags below a process that draw or describe and do not run.
const DRAWING: [&str; 13] = [
    "association",
    "auditing",
    "category",
    "dataObject",
    "dataObjectReference",
    "dataStoreReference",
    "documentation",
    "extensionElements",
    "group",
    "laneSet",
    "monitoring",
    "property",
    "textAnnotation",
];

/// Whether a tag below a process draws or describes and does not run.
pub(crate) fn is_drawing(tag: &str) -> bool {
    DRAWING.contains(&tag)
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
        "userTask" => (user_task::read, &["humanPerformer", "potentialOwner"]),
        "manualTask" | "task" => (manual_task::read, &[]),
        "serviceTask" => (|reader, xml| service_task::read(reader, xml, "serviceTask"), &[]),
        "sendTask" => (|reader, xml| service_task::read(reader, xml, "sendTask"), &[]),
        "businessRuleTask" => (business_rule_task::read, &[]),
        "receiveTask" => (receive_task::read, &[]),
        "scriptTask" => (script_task::read, &["script"]),
        "exclusiveGateway" => (exclusive_gateway::read, &[]),
        "parallelGateway" => (parallel_gateway::read, &[]),
        _ => return None,
    };
    Some((read, parts))
}

/// A token has arrived: does the work, or opens what it waits for.
pub(crate) fn enter(run: &mut Run<'_>, token: TokenId) -> Result<(), Fault> {
    match &run.node_of(token).element {
        Element::EndEvent(event) => end_event::enter(run, token, event),
        Element::CatchEvent(catch) => intermediate_catch_event::enter(run, token, catch),
        Element::UserTask(task) => user_task::enter(run, token, task),
        Element::ServiceTask(_) => service_task::enter(run, token),
        Element::BusinessRuleTask(task) => business_rule_task::enter(run, token, task),
        Element::ReceiveTask(message) => receive_task::enter(run, token, message),
        Element::ScriptTask(task) => script_task::enter(run, token, task),
        Element::ParallelGateway => parallel_gateway::enter(run, token),
        Element::ThrowEvent | Element::ManualTask => manual_task::enter(run, token),
        Element::ExclusiveGateway => exclusive_gateway::enter(run, token),
        // No flow leads to these; a token begins its life there.
        Element::StartEvent(_) | Element::BoundaryEvent(_) => Ok(()),
    }
}
