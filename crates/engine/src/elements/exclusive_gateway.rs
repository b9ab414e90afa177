//! Exclusive gateway: one way of several (see `flow`), and a merge that lets every token through.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | a condition is true, or there is a default flow | moved along that flow |
//! | entering | neither | incident; a retry looks at the conditions again |

use crate::TokenId;
use crate::compile::Reader;
use crate::elements::Element;
use crate::flow;
use crate::run::{Fault, Run};
use crate::xml::Xml;

pub(crate) fn read(_reader: &mut Reader<'_>, _xml: Xml<'_>) -> Option<Element> {
    Some(Element::ExclusiveGateway)
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId) -> Result<(), Fault> {
    flow::leave(run, token)
}
