//! Boundary event on an activity: timer, message or error.
//!
//! | kind | on | after |
//! |---|---|---|
//! | interrupting | its timer, message or error | everything open at the activity closed, token completing at this event |
//! | non-interrupting | its timer or message | the activity goes on, a new token is completing at this event |
//! | non-interrupting cycle | each time | the same, armed again under the same timer id |

use crate::compile::Reader;
use crate::elements::{Element, Message};
use crate::xml::{self, Xml};
use crate::{NodeId, Schedule};

/// Settings of a boundary event.
#[derive(Debug, Clone)]
pub struct BoundaryEvent {
    /// The activity it sits on.
    pub attached_to: NodeId,
    /// Whether the activity ends when it happens.
    pub interrupting: bool,
    /// What it waits for.
    pub trigger: Trigger,
}

/// What a boundary event waits for.
#[derive(Debug, Clone)]
pub enum Trigger {
    /// A moment.
    Timer(Schedule),
    /// A message.
    Message(Message),
    /// A BPMN error of the activity.
    Error(CaughtError),
}

/// Which error is caught and where its particulars go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaughtError {
    /// Error code; `None` catches every error.
    pub code: Option<String>,
    /// Variable that receives the code.
    pub code_variable: Option<String>,
    /// Variable that receives the message.
    pub message_variable: Option<String>,
}

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    let attached_to = reader.node_ref(xml, "attachedToRef")?;
    let interrupting = xml.attribute("cancelActivity") != Some("false");
    let trigger = match reader.event_definition(xml)? {
        Some((definition, "timerEventDefinition")) => Trigger::Timer(reader.schedule(definition, xml)?),
        Some((definition, "messageEventDefinition")) => Trigger::Message(reader.message(definition, xml)?),
        Some((definition, "errorEventDefinition")) => {
            let code = reader.error_code(definition, xml)?;
            let variable = |name| xml::extra(definition, name).map(str::to_owned);
            Trigger::Error(CaughtError {
                code,
                code_variable: variable("errorCodeVariable"),
                message_variable: variable("errorMessageVariable"),
            })
        }
        Some((definition, tag)) => return reader.unsupported_event(definition, tag, "a boundary event"),
        None => {
            let message = "The boundary event does not say what it waits for.";
            reader.problem("bpmn-missing-definition", xml, message.to_owned());
            return None;
        }
    };
    if !interrupting && matches!(trigger, Trigger::Error(_)) {
        let message = "An error boundary event always interrupts; cancelActivity=\"false\" is not allowed.";
        reader.problem("bpmn-error-not-interrupting", xml, message.to_owned());
        return None;
    }
    Some(Element::BoundaryEvent(BoundaryEvent { attached_to, interrupting, trigger }))
}
