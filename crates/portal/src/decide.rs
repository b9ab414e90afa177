//! `portikus decide`: evaluates a decision of a DMN file and prints the result with its reasons as JSON.

use crate::inputs::{self, Moment};
use crate::say;
use clap::Args;
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// A decision to evaluate.
#[derive(Args)]
pub struct Asked {
    /// The DMN file.
    file: PathBuf,
    /// Id or name of the decision or decision service; without it every decision of the file is evaluated.
    #[arg(long)]
    decision: Option<String>,
    /// A JSON object with the input data.
    #[arg(long)]
    input: Option<PathBuf>,
    /// A further DMN file that the file imports; may be given several times.
    #[arg(long = "import")]
    imports: Vec<PathBuf>,
    #[command(flatten)]
    moment: Moment,
}

/// Evaluates and prints.
///
/// # Errors
/// A sentence when a file cannot be read; problems of the model are printed a line each.
pub fn run(asked: &Asked) -> Result<ExitCode, String> {
    let xml = inputs::read(&asked.file)?;
    let name = asked.file.display().to_string();
    let imports: Vec<(String, String)> = asked
        .imports
        .iter()
        .map(|path| Ok((path.display().to_string(), inputs::read(path)?)))
        .collect::<Result<_, String>>()?;
    let imported: Vec<dmn::File<'_>> = imports.iter().map(|(name, xml)| dmn::File { name, xml }).collect();
    let model = match dmn::parse_with_imports(dmn::File { name: &name, xml: &xml }, &imported) {
        Ok(model) => model,
        Err(problems) => {
            for problem in problems {
                say(&problem.to_string());
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    let scope = inputs::scope(asked.input.as_deref())?;
    let clock = asked.moment.clock()?;
    let decide = |decision: &str| -> Result<Value, String> {
        let decided = model.decide(decision, &scope, &clock).map_err(|fault| format!("{decision}: {fault}"))?;
        Ok(json!({ "result": decided.value.to_json(), "explanation": decided.explanation }))
    };
    let known = |wanted: &str| {
        model.decisions().iter().chain(&model.services()).any(|one| one.id == wanted || one.name == wanted)
    };
    let answer = match &asked.decision {
        Some(decision) if known(decision) => decide(decision)?,
        Some(decision) => {
            let names: Vec<String> = model.decisions().into_iter().map(|one| one.name).collect();
            return Err(format!("{name} has no decision named {decision:?}; it has {}", names.join(", ")));
        }
        None => {
            let all = model.decisions();
            match all.as_slice() {
                [only] => decide(&only.id)?,
                _ => {
                    let each = all.iter().map(|one| Ok((one.name.clone(), decide(&one.id)?)));
                    Value::Object(each.collect::<Result<Map<_, _>, String>>()?)
                }
            }
        }
    };
    say(&inputs::pretty(&answer));
    Ok(ExitCode::SUCCESS)
}
