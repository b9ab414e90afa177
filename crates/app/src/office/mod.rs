//! The office: worklist, case page, deciding.

mod bulk;
mod complete;
mod process_task;
mod worklist;

pub use bulk::{Marked, Verdict, decide_many, decisions_for_many, preview_decisions};
pub use complete::{Completion, complete};
pub use process_task::{Completed, ProcessTask, claim_task, complete_task, find_task, open_task, release_task};
pub use store::clerk_tasks::{Counts, Line, Which};
pub use worklist::{OfficeCase, PAGE, Wish, Worklist, claim, load_document, open_case, open_worklist};
