//! Boundary event on an activity.
//!
//! | kind | on | after |
//! |---|---|---|
//! | interrupting | its timer, message, signal, condition, error, escalation or cancel | everything open at the activity closed, token completing at this event |
//! | non-interrupting | its timer, message, signal, condition or escalation | the activity goes on, a new token is completing at this event |
//! | non-interrupting cycle | each time | the same, armed again under the same timer id |
//! | compensation | – | never a token; it names the activity that undoes this one, see `compensation` |

use crate::NodeId;
use crate::compile::Reader;
use crate::elements::{Element, Trigger, trigger};
use crate::xml::Xml;

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

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    let attached_to = reader.node_ref(xml, "attachedToRef")?;
    let interrupting = xml.attribute("cancelActivity") != Some("false");
    let Some(trigger) = trigger::read(reader, xml, "a boundary event")? else {
        let message = "The boundary event does not say what it waits for.";
        reader.problem("bpmn-missing-definition", xml, message.to_owned());
        return None;
    };
    if let Trigger::Link(_) = trigger {
        reader.problem("bpmn-unsupported-element", xml, "A link cannot sit on an activity.".to_owned());
        return None;
    }
    if !interrupting && matches!(trigger, Trigger::Error(_) | Trigger::Cancel) {
        let message = "An error or cancel boundary event always interrupts; cancelActivity=\"false\" is not allowed.";
        reader.problem("bpmn-error-not-interrupting", xml, message.to_owned());
        return None;
    }
    Some(Element::BoundaryEvent(BoundaryEvent { attached_to, interrupting, trigger }))
}
