//! End event: plain, terminate or error.
//!
//! | kind | on entering | after |
//! |---|---|---|
//! | plain | – | token gone; the instance completes with its last token |
//! | terminate | – | every token gone, everything open closed, instance terminated |
//! | error | error thrown | nothing around the process can catch it: the instance ends with this error |

use crate::compile::Reader;
use crate::elements::Element;
use crate::run::{Fault, Run};
use crate::state::Outcome;
use crate::xml::Xml;
use crate::{Event, TokenId};

/// What an end event does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndEvent {
    /// Ends its token.
    Plain,
    /// Ends everything.
    Terminate,
    /// Throws an error.
    Error {
        /// Error code.
        code: String,
    },
}

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    let event = match reader.event_definition(xml)? {
        None => EndEvent::Plain,
        Some((_, "terminateEventDefinition")) => EndEvent::Terminate,
        Some((definition, "errorEventDefinition")) => match reader.error_code(definition, xml)? {
            Some(code) => EndEvent::Error { code },
            None => {
                let message = "The error end event names no error (errorRef).";
                reader.problem("bpmn-missing-reference", xml, message.to_owned());
                return None;
            }
        },
        Some((definition, tag)) => return reader.unsupported_event(definition, tag, "an end event"),
    };
    Some(Element::EndEvent(event))
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId, event: &EndEvent) -> Result<(), Fault> {
    let Some(node) = run.token(token).map(|token| token.node) else { return Ok(()) };
    match event {
        EndEvent::Plain => run.end_token(token),
        EndEvent::Terminate => run.end(Outcome::Terminated { node }),
        EndEvent::Error { code } => {
            run.emit(Event::ErrorThrown { token, node, code: code.clone(), message: String::new() });
            run.end(Outcome::Error { node, code: code.clone() });
        }
    }
    Ok(())
}
