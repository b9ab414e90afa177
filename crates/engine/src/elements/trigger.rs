//! What an event waits for or reacts to, read once for start, catch and boundary events.

use crate::compile::Reader;
use crate::xml::{self, Xml};
use crate::{Expression, Schedule};

/// What an event waits for or reacts to.
#[derive(Debug, Clone)]
pub enum Trigger {
    /// A moment.
    Timer(Schedule),
    /// A message.
    Message(Message),
    /// A signal with this name, thrown anywhere.
    Signal(Expression),
    /// A condition on variables that becomes true.
    Condition(Expression),
    /// A BPMN error.
    Error(CaughtError),
    /// An escalation.
    Escalation(CaughtEscalation),
    /// A call for compensation.
    Compensation,
    /// The cancel end event of a transaction.
    Cancel,
    /// A link throw event of the same scope with this name.
    Link(String),
}

/// A message of the model.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its name.
    pub name: String,
    /// The correlation key; `None` takes any message of that name.
    pub key: Option<Expression>,
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

/// Which escalation is caught and where its code goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaughtEscalation {
    /// Escalation code; `None` catches every escalation.
    pub code: Option<String>,
    /// Variable that receives the code.
    pub code_variable: Option<String>,
}

impl Trigger {
    /// The message waited for.
    pub fn message(&self) -> Option<&str> {
        if let Self::Message(message) = self { Some(&message.name) } else { None }
    }

    /// Whether something is armed for it; errors, escalations, compensation, cancel and links are found when thrown.
    pub fn is_armed(&self) -> bool {
        matches!(self, Self::Timer(_) | Self::Message(_) | Self::Signal(_) | Self::Condition(_))
    }
}

/// Reads an event definition: `Some(None)` for a plain event, `None` after a problem was noted.
pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>, place: &str) -> Option<Option<Trigger>> {
    let Some((definition, tag)) = reader.event_definition(xml)? else { return Some(None) };
    let variable = |name| xml::extra(definition, name).map(str::to_owned);
    let trigger = match tag {
        "timerEventDefinition" => Trigger::Timer(reader.schedule(definition, xml)?),
        "messageEventDefinition" => Trigger::Message(reader.message(definition, xml)?),
        "signalEventDefinition" => Trigger::Signal(reader.signal(definition, xml)?),
        "conditionalEventDefinition" => Trigger::Condition(condition(reader, definition, xml)?),
        "errorEventDefinition" => Trigger::Error(CaughtError {
            code: reader.error_code(definition, xml)?,
            code_variable: variable("errorCodeVariable"),
            message_variable: variable("errorMessageVariable"),
        }),
        "escalationEventDefinition" => Trigger::Escalation(CaughtEscalation {
            code: reader.escalation_code(definition, xml)?,
            code_variable: variable("escalationCodeVariable"),
        }),
        "compensateEventDefinition" => Trigger::Compensation,
        "cancelEventDefinition" => Trigger::Cancel,
        "linkEventDefinition" => Trigger::Link(link_name(reader, definition, xml)?),
        _ => {
            reader.unsupported_event(definition, tag, place);
            return None;
        }
    };
    Some(Some(trigger))
}

/// The name of a link.
pub(crate) fn link_name(reader: &mut Reader<'_>, definition: Xml<'_>, owner: Xml<'_>) -> Option<String> {
    let name = definition.attribute("name").map(str::trim).filter(|name| !name.is_empty());
    if name.is_none() {
        reader.problem("bpmn-missing-reference", owner, "The link event names no link (name).".to_owned());
    }
    name.map(str::to_owned)
}

fn condition(reader: &mut Reader<'_>, definition: Xml<'_>, owner: Xml<'_>) -> Option<Expression> {
    let Some(condition) = xml::child(definition, "condition") else {
        let message = "The conditional event has no condition.";
        reader.problem("bpmn-condition-missing", owner, message.to_owned());
        return None;
    };
    reader.condition(condition, owner)
}
