//! Runs every check and prints what they found, grouped; one check, one file.

mod arrows;
mod links;
mod locks;
mod names;
mod openings;
mod outside;
mod promises;
mod sizes;
mod texts;
mod traces;

use crate::tree::{self, File};
use cargo_metadata::{DependencyKind, MetadataCommand};
use std::path::Path;
use std::process::ExitCode;

/// Something a check does not like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// File, with line where there is one, or crate.
    pub place: String,
    /// What is wrong and which rule says so.
    pub sentence: String,
    /// Whether it only warns.
    pub warning: bool,
}

impl Finding {
    fn fault(place: impl Into<String>, sentence: impl Into<String>) -> Finding {
        Finding { place: place.into(), sentence: sentence.into(), warning: false }
    }
}

/// A crate of the workspace with what its manifest names.
pub struct Room {
    pub name: String,
    /// Names of dependencies, and whether only tests use them.
    pub needs: Vec<(String, bool)>,
}

/// Checks the workspace at `root`; fails if there is any fault.
pub fn run(root: &Path) -> ExitCode {
    let (rooms, files) = match (rooms(root), tree::read(root)) {
        (Ok(rooms), Ok(files)) => (rooms, files),
        (Err(fault), _) => return refuse(&format!("cargo metadata: {fault}")),
        (_, Err(fault)) => return refuse(&format!("reading the files: {fault}")),
    };
    let mut faults = 0;
    for (title, findings) in check(root, &rooms, &files) {
        if findings.is_empty() {
            continue;
        }
        println!("\n{title}");
        for finding in &findings {
            let mark = if finding.warning { "warning: " } else { "" };
            println!("  {mark}{}: {}", finding.place, finding.sentence);
        }
        faults += findings.iter().filter(|finding| !finding.warning).count();
    }
    if faults > 0 {
        println!("\n{faults} faults.");
        return ExitCode::FAILURE;
    }
    println!("tidy: {} crates and {} files are in order.", rooms.len(), files.len());
    ExitCode::SUCCESS
}

fn check(root: &Path, rooms: &[Room], files: &[File]) -> Vec<(&'static str, Vec<Finding>)> {
    vec![
        ("Arrows between rooms", arrows::check(rooms)),
        ("Outside crates", outside::check(rooms)),
        ("Sizes", sizes::check(files)),
        ("First lines", openings::check(files)),
        ("Names", names::check(files)),
        ("Links in documents", links::check(files, &|path| root.join(path).exists())),
        ("Promises and their tests", promises::check(files)),
        ("Traces of one machine", traces::check(files)),
        ("Lock files", locks::check(files)),
        ("Texts in four languages", texts::check(files)),
    ]
}

fn rooms(root: &Path) -> Result<Vec<Room>, cargo_metadata::Error> {
    let metadata = MetadataCommand::new().manifest_path(root.join("Cargo.toml")).no_deps().exec()?;
    let rooms = metadata.packages.into_iter().map(|package| {
        let needs = package.dependencies.into_iter();
        let needs = needs.map(|need| (need.name, need.kind == DependencyKind::Development)).collect();
        Room { name: package.name.to_string(), needs }
    });
    Ok(rooms.collect())
}

fn refuse(sentence: &str) -> ExitCode {
    eprintln!("tidy could not start: {sentence}");
    ExitCode::FAILURE
}

/// A file made up for a test.
#[cfg(test)]
fn file(path: &str, text: &str) -> File {
    File { path: path.into(), text: text.into() }
}

/// A room made up for a test, with what it needs outside of tests.
#[cfg(test)]
fn room(name: &str, needs: &[&str]) -> Room {
    Room { name: name.into(), needs: needs.iter().map(|need| ((*need).to_owned(), false)).collect() }
}
