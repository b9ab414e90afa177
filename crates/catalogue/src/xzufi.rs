//! XZuFi 2.2 transfer messages. Element names are those that public software reads; the official schema was not at hand
//! (`docs/conformance.md` says which names are verified in this sense and which are our reading of the standard).

mod read;
mod read_office;
mod read_service;
mod write;
mod write_service;

pub use read::read;
pub use write::{Sender, write};
pub(crate) use write_service::decimal;

/// The namespace that is written. Others of the family are read too.
pub const NAMESPACE: &str = "http://xoev.de/schemata/xzufi/2_2_0";
/// How the namespaces of the family begin.
const FAMILY: &str = "http://xoev.de/schemata/xzufi/";
/// The message that is written.
const MESSAGE: &str = "xzufi:transfer.operation";
/// Code list of the channels by which somebody is reached.
const CHANNELS: &str = "urn:de:xoev:codeliste:erreichbarkeit";
/// Code list of the text modules.
const TEXT_MODULES: &str = "urn:de:xzufi:codeliste:leistungstextmodulleika";
