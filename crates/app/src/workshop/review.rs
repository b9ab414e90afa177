//! A package as it would be with its drafts: what the check finds and how its examples come out.

use crate::packages::{self, run_scenario};
use domain::Country;
use form::Problem;
use std::collections::BTreeMap;

/// Something the check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// File inside the package.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// The id of the element in that file, where one is meant.
    pub element: Option<String>,
    /// One sentence.
    pub message: String,
    /// A stable name of the rule that is broken, where it has one.
    pub rule: Option<String>,
    /// Whether it forbids using the package.
    pub is_fault: bool,
}

/// How a package with its drafts comes out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    /// What the check found, by file and line.
    pub findings: Vec<Finding>,
    /// How many examples the package has; `None` when it cannot be read, so that none was played.
    pub examples: Option<usize>,
    /// Examples that came out otherwise than expected: title and the first difference.
    pub failed: Vec<(String, String)>,
}

impl Review {
    /// Whether the package could be used as it is.
    pub fn is_sound(&self) -> bool {
        self.examples.is_some() && self.failed.is_empty()
    }
}

/// Checks the files as a package and plays its examples.
pub(super) fn review(files: BTreeMap<String, String>, countries: &BTreeMap<String, Country>) -> Review {
    let found = |problems: &[Problem]| problems.iter().map(|problem| finding(&files, problem)).collect();
    match packages::parse(files.clone()) {
        Err(problems) => Review { findings: found(&problems), ..Review::default() },
        Ok(package) => {
            let country_of = |authority: &str| countries.get(authority).copied();
            let played = package.scenarios.iter().map(|scenario| run_scenario(&package, scenario, &country_of));
            let failed = played.filter_map(|result| {
                let first = result.failures.first()?.to_string();
                Some((result.title, first))
            });
            Review {
                findings: found(&package.warnings),
                examples: Some(package.scenarios.len()),
                failed: failed.collect(),
            }
        }
    }
}

/// Messages about models begin with the element's id.
fn finding(files: &BTreeMap<String, String>, problem: &Problem) -> Finding {
    let told = problem.message.split_once(": ").filter(|(id, _)| {
        let text = files.get(&problem.file);
        !id.contains(['"', ' ']) && text.is_some_and(|text| text.contains(&format!("id=\"{id}\"")))
    });
    Finding {
        file: problem.file.clone(),
        line: problem.line,
        element: told.map(|(id, _)| id.to_owned()),
        message: told.map_or(problem.message.as_str(), |(_, message)| message).to_owned(),
        rule: problem.rule.clone(),
        is_fault: problem.is_fault(),
    }
}
