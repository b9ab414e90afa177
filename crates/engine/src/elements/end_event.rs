//! End event: plain, terminate, error, cancel, or one that throws (see `throw`).
//!
//! | kind | on entering | after |
//! |---|---|---|
//! | plain | – | token gone; the scope completes with its last token |
//! | terminate | – | every token of the scope gone, everything open closed; a sub-process goes on, an instance is terminated |
//! | error | error thrown | the nearest catcher around takes it; without one the instance ends with this error |
//! | cancel | – | the rest of the transaction gone, what it did is undone, then its cancel boundary event |
//! | message, signal, escalation, compensation | thrown | token gone |

use crate::compile::Reader;
use crate::elements::Element;
use crate::elements::throw::{self, After, Throw, Thrown};
use crate::run::{Fault, Run};
use crate::state::{Outcome, Variables};
use crate::xml::Xml;
use crate::{ScopeId, TokenId, compensation, propagate, scope};

/// What an end event does.
#[derive(Debug, Clone)]
pub enum EndEvent {
    /// Ends its token.
    Plain,
    /// Ends everything in its scope.
    Terminate,
    /// Throws an error.
    Error {
        /// Error code.
        code: String,
    },
    /// Cancels the transaction around it.
    Cancel,
    /// Throws something and ends its token.
    Throw(Throw),
}

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    let event = match reader.event_definition(xml)? {
        None => EndEvent::Plain,
        Some((_, "terminateEventDefinition")) => EndEvent::Terminate,
        Some((_, "cancelEventDefinition")) => EndEvent::Cancel,
        Some((definition, "errorEventDefinition")) => match reader.error_code(definition, xml)? {
            Some(code) => EndEvent::Error { code },
            None => {
                let message = "The error end event names no error (errorRef).";
                reader.problem("bpmn-missing-reference", xml, message.to_owned());
                return None;
            }
        },
        Some((definition, tag)) => match throw::read(reader, definition, tag, xml, "endEvent")? {
            Thrown::Service(task) => return Some(Element::ServiceTask(task)),
            Thrown::Throw(Throw::Link { .. }) => {
                reader.problem("bpmn-unsupported-element", xml, "A link cannot be an end event.".to_owned());
                return None;
            }
            Thrown::Throw(throw) => EndEvent::Throw(throw),
        },
    };
    Some(Element::EndEvent(event))
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId, event: &EndEvent) -> Result<(), Fault> {
    let Some((node, around)) = run.token(token).map(|token| (token.node, token.scope)) else { return Ok(()) };
    match event {
        EndEvent::Plain => run.end_token(token),
        EndEvent::Terminate if around == ScopeId(0) => run.end(Outcome::Terminated { node }),
        EndEvent::Terminate => {
            scope::empty(run, around, Some(token));
            run.end_token(token);
        }
        EndEvent::Error { code } => propagate::error_end(run, token, code),
        EndEvent::Cancel => {
            scope::empty(run, around, Some(token));
            compensation::begin(run, token, None);
        }
        EndEvent::Throw(throw) => {
            if throw::throw(run, token, throw)? == After::GoesOn {
                run.end_token(token);
            }
        }
    }
    Ok(())
}

/// Compensation called by this end event is done.
pub(crate) fn compensated(run: &mut Run<'_>, token: TokenId, event: &EndEvent) {
    match event {
        EndEvent::Cancel => propagate::cancel(run, token, Variables::new()),
        _ => run.end_token(token),
    }
}
