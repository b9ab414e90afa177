//! Receive task: waits for a message.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | – | waiting, message subscribed, boundary events listening |
//! | waiting | `DeliverMessage` | completing with the message's variables |
//! | waiting | interrupting boundary event | unsubscribed, token at the boundary event |

use crate::boundary::Wait;
use crate::compile::Reader;
use crate::elements::Element;
use crate::run::{Fault, Run};
use crate::xml::Xml;
use crate::{Expression, TokenId, mapping};

/// A message of the model.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its name.
    pub name: String,
    /// The correlation key; `None` takes any message of that name.
    pub key: Option<Expression>,
}

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
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
