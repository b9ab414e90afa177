//! Intermediate throw event: marks a point in the flow, or throws (see `throw`).
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | nothing to throw | moved on (see `manual_task`) |
//! | entering | thrown | completing; for compensation waiting until all is undone |

use crate::compile::Reader;
use crate::elements::throw::{self, After, Throw, Thrown};
use crate::elements::{Element, manual_task};
use crate::run::{Fault, Run};
use crate::state::Variables;
use crate::xml::Xml;
use crate::{Event, TokenId};

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    match reader.event_definition(xml)? {
        None => Some(Element::ThrowEvent(None)),
        Some((definition, tag)) => match throw::read(reader, definition, tag, xml, "intermediateThrowEvent")? {
            Thrown::Throw(throw) => Some(Element::ThrowEvent(Some(throw))),
            Thrown::Service(task) => Some(Element::ServiceTask(task)),
        },
    }
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId, throw: Option<&Throw>) -> Result<(), Fault> {
    let Some(throw) = throw else { return manual_task::enter(run, token) };
    if throw::throw(run, token, throw)? == After::GoesOn
        && let Some(node) = run.token(token).map(|token| token.node)
    {
        run.emit(Event::Completed { token, node, locals: Variables::new(), variables: Variables::new() });
    }
    Ok(())
}
