//! Start event: plain or by message.
//!
//! | before | on | after |
//! |---|---|---|
//! | new instance | `Start` / `StartByMessage` | token completing at the start event, variables in the process scope |

use crate::command::Rejection;
use crate::compile::Reader;
use crate::elements::{Element, Message};
use crate::run::Run;
use crate::state::Variables;
use crate::xml::Xml;
use crate::{Event, ScopeId, TokenId};

/// Settings of a start event.
#[derive(Debug, Clone)]
pub struct StartEvent {
    /// The message that starts an instance; `None` for a plain start.
    pub message: Option<Message>,
}

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    let message = match reader.event_definition(xml)? {
        None => None,
        Some((definition, "messageEventDefinition")) => Some(reader.message(definition, xml)?),
        Some((definition, tag)) => return reader.unsupported_event(definition, tag, "a start event"),
    };
    Some(Element::StartEvent(StartEvent { message }))
}

/// Begins an instance at the start event for this message, or at the plain one.
pub(crate) fn start(run: &mut Run<'_>, name: Option<&str>, variables: Variables) -> Result<(), Rejection> {
    let starts = run.model.scopes.first().map(|scope| scope.starts.as_slice()).unwrap_or_default();
    let found = starts.iter().find(|node| run.node(**node).element.message() == name);
    let Some(node) = found.copied() else {
        return Err(Rejection::NoSuchStart(match name {
            Some(name) => format!("start event for the message \"{name}\""),
            None => "plain start event".to_owned(),
        }));
    };
    debug_assert_eq!(run.node(node).scope, ScopeId(0));
    let token = TokenId(run.new_id());
    run.emit(Event::Started { token, node, variables });
    Ok(())
}
