//! Intermediate catch event: waits for a timer or a message.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | – | waiting, timer armed or message subscribed |
//! | waiting | `FireTimer` / `DeliverMessage` | completing with the message's variables |
//! | entering | time or key cannot be computed | incident |

use crate::boundary::Wait;
use crate::compile::Reader;
use crate::elements::{Element, Message};
use crate::run::{Fault, Run};
use crate::state::Variables;
use crate::xml::Xml;
use crate::{Schedule, TokenId, mapping};

/// What is waited for.
#[derive(Debug, Clone)]
pub enum Catch {
    /// A moment.
    Timer(Schedule),
    /// A message.
    Message(Message),
}

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    match reader.event_definition(xml)? {
        Some((definition, "timerEventDefinition")) => {
            Some(Element::CatchEvent(Catch::Timer(reader.schedule(definition, xml)?)))
        }
        Some((definition, "messageEventDefinition")) => {
            Some(Element::CatchEvent(Catch::Message(reader.message(definition, xml)?)))
        }
        Some((definition, tag)) => reader.unsupported_event(definition, tag, "an intermediate catch event"),
        None => {
            let message = "The intermediate catch event does not say what it waits for.";
            reader.problem("bpmn-missing-definition", xml, message.to_owned());
            None
        }
    }
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId, catch: &Catch) -> Result<(), Fault> {
    let Some(node) = run.token(token).map(|token| token.node) else { return Ok(()) };
    let locals: Variables = mapping::inputs(run, token)?;
    let mut wait = Wait::default();
    match catch {
        Catch::Timer(schedule) => wait.add_timer(run, token, node, schedule, &locals)?,
        Catch::Message(message) => wait.add_message(run, token, node, message, &locals)?,
    }
    run.begin_wait(token, locals, wait);
    Ok(())
}
