//! `portikus process …`: checks BPMN files and plays a process in memory with a script and a virtual clock.

use crate::inputs::{self, Moment};
use crate::say;
use clap::{Args, Subcommand};
use engine::simulate::{self, Script};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Work on BPMN processes.
#[derive(Subcommand)]
pub enum Command {
    /// Check files: a line per finding.
    Check {
        /// BPMN files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// A DMN file with decisions that the processes call; may be given several times.
        #[arg(long)]
        dmn: Vec<PathBuf>,
    },
    /// Play a process in memory and print what happens.
    Run(Play),
}

/// How a process is played.
#[derive(Args)]
pub struct Play {
    /// The BPMN file.
    file: PathBuf,
    /// A JSON object with the variables at the start.
    #[arg(long)]
    input: Option<PathBuf>,
    /// A JSON file with the answers of people and services, messages and what timers do; see the guide on processes.
    #[arg(long)]
    script: Option<PathBuf>,
    /// A DMN file with decisions that the process calls; may be given several times.
    #[arg(long)]
    dmn: Vec<PathBuf>,
    /// Print the whole trace as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    moment: Moment,
}

/// Runs a command; the exit code says whether all was well.
///
/// # Errors
/// A sentence when a file cannot be read.
pub fn run(command: &Command) -> Result<ExitCode, String> {
    match command {
        Command::Check { files, dmn } => check(files, dmn),
        Command::Run(play) => self::play(play),
    }
}

fn check(files: &[PathBuf], dmn: &[PathBuf]) -> Result<ExitCode, String> {
    let decisions = decisions(dmn)?;
    let mut findings = 0;
    for file in files {
        let name = file.display().to_string();
        match engine::compile(&inputs::read(file)?, &name, &decisions) {
            Ok(_) => say(&format!("{name}: good")),
            Err(problems) => {
                findings += problems.len();
                for problem in problems {
                    say(&problem.to_string());
                }
            }
        }
    }
    Ok(if findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The models of DMN files.
fn decisions(files: &[PathBuf]) -> Result<Vec<Arc<dmn::Model>>, String> {
    let load = |file: &PathBuf| {
        let model = dmn::parse(&inputs::read(file)?, &file.display().to_string());
        model.map(Arc::new).map_err(|problems| lines(&problems))
    };
    files.iter().map(load).collect()
}

fn lines<T: ToString>(problems: &[T]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn script(path: Option<&Path>) -> Result<Script, String> {
    let Some(path) = path else { return Ok(Script::default()) };
    serde_json::from_str(&inputs::read(path)?).map_err(|fault| format!("{}: {fault}", path.display()))
}

fn play(play: &Play) -> Result<ExitCode, String> {
    let name = play.file.display().to_string();
    let model = match engine::compile(&inputs::read(&play.file)?, &name, &decisions(&play.dmn)?) {
        Ok(model) => model,
        Err(problems) => {
            say(&lines(&problems));
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut script = script(play.script.as_deref())?;
    script.variables.extend(inputs::object(play.input.as_deref())?);
    let trace = simulate::run(&model, &script, &play.moment.clock()?);
    if play.json {
        let trace = serde_json::to_value(&trace).map_err(|fault| fault.to_string())?;
        say(&inputs::pretty(&trace));
    } else {
        for line in &trace.lines {
            say(&format!("{} {:<28} {}", line.at, line.element, line.text));
        }
        for open in &trace.open {
            say(&format!("waits at {}: {}", open.element, serde_json::to_value(&open.wait).unwrap_or_default()));
        }
        for unused in &trace.unused {
            say(&format!("not used: {unused}"));
        }
        let variables = serde_json::Value::Object(trace.variables());
        say(&format!("variables {variables}"));
        if let Some(outcome) = &trace.outcome {
            say(&format!("ended {}", serde_json::to_value(outcome).unwrap_or_default()));
        }
    }
    match &trace.stopped {
        Some(why) => Err(format!("{name}: {why}")),
        None => Ok(ExitCode::SUCCESS),
    }
}
