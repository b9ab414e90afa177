//! Service packages: a folder of plain files that is one service, checked as a whole before anybody can use it.
//!
//! [`load_folder`] and [`parse`] give a [`Package`] or every fault with file, line and a sentence; nothing half-loads.
//! [`run_scenario`] plays an example of the package in memory. The files are described in
//! `services/FORMAT.md` and `docs/guides/service-package.md`.

mod check;
mod descriptor;
mod facts;
mod fees;
mod letters;
mod load;
mod process;
mod scenario;
mod scenario_result;
mod scenario_run;
mod stage_one;
mod template;
#[cfg(test)]
mod tests;
mod texts;
pub mod topics;

pub use descriptor::{Descriptor, Level};
pub use facts::{CaseFacts, task_answers};
pub use fees::{Fee, Fees};
pub use letters::{Letter, LetterFact, LetterKind, LetterText, WrittenLetter};
pub use load::{Package, load_folder, parse, restore};
pub(crate) use process::PROCESS;
pub use scenario::{Expectation, Move, Scenario, ScenarioStep};
pub use scenario_result::ScenarioResult;
pub use scenario_run::{CountryOf, run_scenario};
pub use template::{Template, Tongue};
pub use texts::{MessageText, ServiceTexts, TaskText, WrittenMessage};
