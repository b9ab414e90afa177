//! Receive task: waits for a message; one that names none waits for a message called like its own id.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | – | waiting, message subscribed, boundary events listening |
//! | waiting | `DeliverMessage` | completing with the message's variables |
//! | waiting | interrupting boundary event | unsubscribed, token at the boundary event |

use crate::boundary::Wait;
use crate::compile::Reader;
use crate::elements::{Element, Message};
use crate::run::{Fault, Run};
use crate::xml::Xml;
use crate::{TokenId, mapping};

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    if xml.attribute("instantiate") == Some("true") {
        let message = "A receive task that starts an instance is not supported; use a message start event.";
        reader.problem("bpmn-unsupported-element", xml, message.to_owned());
        return None;
    }
    if xml.attribute("messageRef").is_none() {
        let name = xml.attribute("id").unwrap_or_default().to_owned();
        return Some(Element::ReceiveTask(Message { name, key: reader.correlation_key(xml) }));
    }
    Some(Element::ReceiveTask(reader.message(xml, xml)?))
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId, message: &Message) -> Result<(), Fault> {
    let Some(node) = run.token(token).map(|token| token.node) else { return Ok(()) };
    let locals = mapping::inputs(run, token)?;
    let mut wait = Wait::for_boundaries(run, token, &locals)?;
    wait.add_message(run, token, node, message, &locals)?;
    run.begin_wait(token, locals, wait);
    Ok(())
}
