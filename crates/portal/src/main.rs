//! The `portikus` program: one file a subcommand, configuration, wiring.

mod address;
mod audit;
mod authority;
mod catalogue;
mod clock;
mod config;
mod conformance;
mod decide;
mod inputs;
mod key;
mod outside;
mod process;
mod repertoire;
mod serve;
mod service;
mod theme;
mod wiring;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Citizen service portal and process engine.
#[derive(Parser)]
#[command(name = "portikus", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start the portal.
    Serve {
        /// With demo federations, people, register, identity and payment provider.
        #[arg(long)]
        demo: bool,
        /// Configuration file (TOML); PORTIKUS_CONFIG says the same.
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Check that the records of all cases are as they were written.
    Audit {
        /// Configuration file (TOML); PORTIKUS_CONFIG says the same.
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Add and list cantons, Kreise and communes.
    #[command(subcommand)]
    Authority(authority::Command),
    /// Work on service packages.
    #[command(subcommand)]
    Service(service::Command),
    /// Keys for programs that work with an authority's processes.
    #[command(subcommand)]
    Key(key::Command),
    /// Check and play BPMN processes.
    #[command(subcommand)]
    Process(process::Command),
    /// Evaluate a decision of a DMN file.
    Decide(decide::Asked),
    /// Run public conformance cases.
    #[command(subcommand)]
    Conformance(conformance::Command),
    /// Exchange catalogues of services.
    #[command(subcommand)]
    Catalogue(catalogue::Command),
    /// Check themes and put them in force.
    #[command(subcommand)]
    Theme(theme::Command),
    /// Evaluate a FEEL expression.
    Feel {
        /// The expression.
        expression: String,
        /// A JSON object with the variables.
        #[arg(long)]
        context: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve { demo, config } => serve::run(demo, config),
        Command::Audit { config } => audit::run(config),
        Command::Authority(command) => authority::run(command),
        Command::Service(command) => service::run(command),
        Command::Key(command) => key::run(command),
        Command::Process(command) => process::run(&command),
        Command::Decide(asked) => decide::run(&asked),
        Command::Conformance(command) => conformance::run(&command),
        Command::Catalogue(command) => catalogue::run(command),
        Command::Theme(command) => theme::run(command),
        Command::Feel { expression, context } => service::feel(&expression, context),
    };
    match outcome {
        Ok(code) => code,
        Err(sentence) => {
            complain(&sentence);
            ExitCode::FAILURE
        }
    }
}

/// Says what is wrong to whoever started the program.
#[expect(clippy::print_stderr, reason = "the terminal is where an operator looks when nothing starts")]
pub(crate) fn complain(sentence: &str) {
    eprintln!("portikus: {sentence}");
}

/// Prints to the terminal.
#[expect(clippy::print_stdout, reason = "the output of a command")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}
