//! `portikus service …` and `portikus feel`: for people who write service packages.

use crate::inputs;
use crate::say;
use app::packages::{self, Package};
use clap::Subcommand;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Work on service packages.
#[derive(Subcommand)]
pub enum Command {
    /// Check a package as a whole: a line per finding.
    Check {
        /// The package's folder.
        folder: PathBuf,
    },
    /// Check a package and run its scenarios.
    Test {
        /// The package's folder.
        folder: PathBuf,
    },
}

/// Runs a command; the exit code says whether all was well.
///
/// # Errors
/// A sentence when the command itself could not run.
pub fn run(command: Command) -> Result<ExitCode, String> {
    match command {
        Command::Check { folder } => Ok(check(&folder).map_or(ExitCode::FAILURE, |_| ExitCode::SUCCESS)),
        Command::Test { folder } => test(&folder),
    }
}

fn check(folder: &Path) -> Option<Package> {
    match packages::load_folder(folder) {
        Ok(package) => {
            for warning in &package.warnings {
                say(&format!("{}/{warning}", folder.display()));
            }
            say(&format!("{}: good, version {}", package.key, package.version));
            Some(package)
        }
        Err(problems) => {
            for problem in &problems {
                say(&format!("{}/{problem}", folder.display()));
            }
            say(&format!("{}: {} findings, not loaded", folder.display(), problems.len()));
            None
        }
    }
}

fn test(folder: &Path) -> Result<ExitCode, String> {
    let Some(package) = check(folder) else { return Ok(ExitCode::FAILURE) };
    let seeds = demo::federations().map_err(|fault| fault.to_string())?;
    let country = |key: &str| seeds.authorities.iter().find(|a| a.key == key).map(|a| a.country);
    let mut failed = 0;
    for scenario in &package.scenarios {
        let result = packages::run_scenario(&package, scenario, &country);
        let passed = result.passed();
        say(&format!("{} {}", if passed { "passed" } else { "FAILED" }, result.title));
        for failure in &result.failures {
            say(&format!("       {failure}"));
        }
        failed += usize::from(!passed);
    }
    say(&format!("{} passed, {failed} failed", package.scenarios.len() - failed));
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Evaluates an expression and prints its value as FEEL writes it.
///
/// # Errors
/// A sentence with line and column.
pub fn feel(expression: &str, context: Option<PathBuf>) -> Result<ExitCode, String> {
    let scope = inputs::scope(context.as_deref())?;
    let names: Vec<&str> = scope.iter().map(|(name, _)| name).collect();
    let parsed = feel::parse(expression, &names)
        .map_err(|problem| format!("line {}, column {}: {}", problem.line, problem.column, problem.message))?;
    let now = domain::Clock::now(&crate::clock::WallClock);
    let clock = feel::Clock { now, zone: jiff::tz::TimeZone::system() };
    let value = parsed.evaluate(&scope, &clock).map_err(|fault| fault.to_string())?;
    say(&value.to_string());
    Ok(ExitCode::SUCCESS)
}
