//! Forms of services: definitions as TOML, question types, validation, and the journey through a form.
//!
//! Start at [`parse`] for a definition, [`read_page`] for a submitted page and [`journey`] for the path. A question
//! type lives in one file under `questions/`; the sentences for mistakes are texts under the codes of [`CODES`].

mod answer;
mod check;
mod codes;
mod condition;
mod definition;
mod display;
mod journey;
mod judge;
mod parse;
mod problem;
mod questions;
mod read_page;
pub mod source;
mod texts;

pub use answer::{Answers, FieldProblem, RawInput};
pub use codes::{CODES, ProblemCode, find_code};
pub use condition::Condition;
pub use definition::{Field, Form, Kind, Limit, Page};
pub use display::{Locale, display, display_amount, display_date, display_number, display_yes_no, typed};
pub use journey::{Journey, Step, StepState, journey};
pub use parse::parse;
pub use problem::{Problem, Severity};
pub use questions::file::check_upload;
pub use questions::inputs;
pub use read_page::{PageRead, keep, needed, read_page};
pub use texts::{FieldText, FormTexts, PageText, check_texts};
