//! The office: worklist, case page, deciding.

mod bulk;
mod complete;
mod worklist;

pub use bulk::{Marked, Verdict, decide_many, decisions_for_many, preview_decisions};
pub use complete::{Completion, complete};
pub use store::worklist::{Waiting, Which};
pub use worklist::{OfficeCase, PAGE, Wish, Worklist, claim, load_document, open_case, open_worklist};
