//! `portikus conformance …`: runs public conformance cases and prints what passes and what does not.

use crate::inputs::Moment;
use crate::say;
use clap::Subcommand;
use std::path::PathBuf;
use std::process::ExitCode;

/// Run public conformance cases.
#[derive(Subcommand)]
pub enum Command {
    /// The cases of the DMN TCK below a folder.
    DmnTck {
        /// The folder, with sub-folders such as compliance-level-3.
        folder: PathBuf,
        #[command(flatten)]
        moment: Moment,
    },
}

/// Runs the cases; the exit code says whether all passed.
///
/// # Errors
/// A sentence when the folder cannot be read or holds no cases.
pub fn run(command: &Command) -> Result<ExitCode, String> {
    let Command::DmnTck { folder, moment } = command;
    let report = dmn::tck::run(folder, &moment.clock()?).map_err(|fault| format!("{}: {fault}", folder.display()))?;
    for failure in &report.failures {
        say(&format!(
            "FAILED {}\n       expected {}\n       actual   {}",
            failure.case, failure.expected, failure.actual
        ));
    }
    for level in &report.levels {
        say(&format!("{}: {} of {} passed", level.name, level.passed, level.total));
    }
    let (passed, total) = report.sum();
    if total == 0 {
        return Err(format!("{} holds no cases", folder.display()));
    }
    say(&format!("{passed} passed, {} failed", total - passed));
    Ok(if passed == total { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
