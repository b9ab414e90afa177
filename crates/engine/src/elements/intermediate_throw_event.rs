//! Intermediate throw event without definition: marks a point in the flow and passes on (see `manual_task`).

use crate::compile::Reader;
use crate::elements::Element;
use crate::xml::Xml;

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    match reader.event_definition(xml)? {
        None => Some(Element::ThrowEvent),
        Some((definition, tag)) => reader.unsupported_event(definition, tag, "an intermediate throw event"),
    }
}
