//! The office: worklist, case page, deciding.

mod complete;
mod worklist;

pub use complete::{Completion, complete};
pub use worklist::{OfficeCase, claim, load_document, open_case, open_worklist};
