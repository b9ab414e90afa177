//! Manual task, plain task and plain throw event: the engine notes them and passes on.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | no output mapping | moved on |
//! | entering | an output mapping | completing; the mapping is written |

use crate::compile::Reader;
use crate::elements::Element;
use crate::run::{Fault, Run};
use crate::state::Variables;
use crate::xml::Xml;
use crate::{Event, TokenId, flow, mapping};

pub(crate) fn read(_reader: &mut Reader<'_>, _xml: Xml<'_>) -> Option<Element> {
    Some(Element::ManualTask)
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId) -> Result<(), Fault> {
    let Some(node) = run.token(token).map(|token| token.node) else { return Ok(()) };
    if run.node(node).outputs.is_empty() {
        return flow::leave(run, token);
    }
    let locals = mapping::inputs(run, token)?;
    run.emit(Event::Completed { token, node, locals, variables: Variables::new() });
    Ok(())
}
