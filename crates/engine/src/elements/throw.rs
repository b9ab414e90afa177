//! What throw and end events send out: a message, a signal, an escalation, a call for compensation, a link.
//!
//! | kind | on entering | after |
//! |---|---|---|
//! | message | message handed to the host | the token goes on at once |
//! | signal | delivered inside the instance, broadcast by the host | goes on at once |
//! | escalation | the nearest catcher reacts | goes on, unless that catcher interrupts it |
//! | compensation | completed activities are undone, the last one first | goes on when all of it is done |
//! | link | – | at the catch event with this name |

use crate::compile::Reader;
use crate::elements::{Element, Message, ServiceTask, service_task, trigger};
use crate::run::{Fault, Run};
use crate::state::Variables;
use crate::xml::{self, Xml};
use crate::{Effect, Event, Expression, NodeId, TokenId, compensation, deliver, mapping, propagate};

/// What is thrown.
#[derive(Debug, Clone)]
pub enum Throw {
    /// A message to whoever waits for it.
    Message(Message),
    /// A signal to everybody.
    Signal(Expression),
    /// An escalation to the scopes around.
    Escalation {
        /// Escalation code.
        code: String,
    },
    /// Completed activities are undone.
    Compensation {
        /// Only this activity; `None`: all of the scope.
        activity: Option<NodeId>,
    },
    /// On to the catch event with the same link name.
    Link {
        /// Link name.
        name: String,
        /// The catch event, set when the model is linked.
        target: Option<NodeId>,
    },
}

/// What an event definition throws: a throw, or a service when the message names a topic. `None` after a problem.
pub(crate) enum Thrown {
    Throw(Throw),
    Service(ServiceTask),
}

/// Reads what a throw or end event sends; `owner_tag` is the event's BPMN tag.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    definition: Xml<'_>,
    tag: &str,
    xml: Xml<'_>,
    owner_tag: &'static str,
) -> Option<Thrown> {
    let throw = match tag {
        "messageEventDefinition" => {
            let topic = [definition, xml].into_iter().find(|place| xml::extra(*place, "topic").is_some());
            if let Some(place) = topic {
                return match service_task::read(reader, place, owner_tag)? {
                    Element::ServiceTask(task) => Some(Thrown::Service(task)),
                    _ => None,
                };
            }
            Throw::Message(reader.message(definition, xml)?)
        }
        "signalEventDefinition" => Throw::Signal(reader.signal(definition, xml)?),
        "escalationEventDefinition" => match reader.escalation_code(definition, xml)? {
            Some(code) => Throw::Escalation { code },
            None => {
                let message = "The escalation event names no escalation (escalationRef).";
                reader.problem("bpmn-missing-reference", xml, message.to_owned());
                return None;
            }
        },
        "compensateEventDefinition" => {
            if definition.attribute("waitForCompletion") == Some("false") {
                let message =
                    "Compensation without waiting for its end (waitForCompletion=\"false\") is not supported.";
                reader.problem("bpmn-unsupported-element", xml, message.to_owned());
                return None;
            }
            let activity = match definition.attribute("activityRef") {
                Some(_) => Some(reader.node_ref_at(definition, "activityRef", xml)?),
                None => None,
            };
            Throw::Compensation { activity }
        }
        "linkEventDefinition" => Throw::Link { name: trigger::link_name(reader, definition, xml)?, target: None },
        _ => {
            reader.unsupported_event(definition, tag, "a throw or end event");
            return None;
        }
    };
    Some(Thrown::Throw(throw))
}

/// What became of the throwing token.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum After {
    /// It goes on.
    GoesOn,
    /// It waits, went elsewhere, or is gone.
    Busy,
}

/// Throws.
pub(crate) fn throw(run: &mut Run<'_>, token: TokenId, throw: &Throw) -> Result<After, Fault> {
    let Some(node) = run.token(token).map(|token| token.node) else { return Ok(After::Busy) };
    match throw {
        Throw::Message(message) => {
            let locals = mapping::inputs(run, token)?;
            let key = deliver::message_key(run, token, message, &locals)?;
            let element = run.node(node).id.clone();
            run.emit(Event::MessageSent { token, node, message: message.name.clone() });
            let (message, variables) = (message.name.clone(), locals);
            run.effect(Effect::SendMessage { token, node, element, message, key, variables });
        }
        Throw::Signal(name) => {
            let locals = mapping::inputs(run, token)?;
            let name = deliver::signal_name(run, token, name, &locals)?;
            run.emit(Event::SignalThrown { token, node, name: name.clone() });
            deliver::signal_here(run, &name, &locals);
            run.effect(Effect::BroadcastSignal { name, variables: locals });
        }
        Throw::Escalation { code } => propagate::escalation(run, token, code, Variables::new()),
        Throw::Compensation { activity } => {
            compensation::begin(run, token, *activity);
            return Ok(After::Busy);
        }
        Throw::Link { target, .. } => {
            if let Some(target) = target {
                run.emit(Event::Linked { token, node: *target });
            }
            return Ok(After::Busy);
        }
    }
    Ok(if run.token(token).is_some_and(|still| still.node == node) { After::GoesOn } else { After::Busy })
}
