//! Traces of one machine: no paths of somebody's computer, no host names of package registries.

use super::{File, Finding};

/// Beginnings of paths that exist on one machine only. Written in two halves, so that this file passes.
const PATHS: [&str; 4] =
    [concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/tmp/", "target"), concat!("/wo", "rk/")];
/// Words in the host names of package registries and their mirrors.
const REGISTRIES: [&str; 8] =
    ["registry", "artifactory", "nexus", "jfrog", "verdaccio", "pypi", "pythonhosted", "index.crates.io"];

/// Looks for traces in every text file.
pub fn check(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        for (number, line) in (1..).zip(file.text.lines()) {
            let place = || format!("{}:{number}", file.path);
            if let Some(path) = PATHS.iter().find(|path| has_path(line, path)) {
                let sentence =
                    format!("It names a path of one machine ({path}…). Use a path from the root or a variable.");
                findings.push(Finding::fault(place(), sentence));
            }
            if let Some(host) = hosts(line).find(|host| REGISTRIES.iter().any(|word| host.contains(word))) {
                let sentence = format!(
                    "It names a package registry ({host}). Where packages come from is each machine's business."
                );
                findings.push(Finding::fault(place(), sentence));
            }
        }
    }
    findings
}

/// Whether a line has a path that begins so, and not merely goes on so ("app/work/x").
fn has_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '}' | ')' | '*' | '>'))
    })
}

/// The host names of all addresses in a line.
fn hosts(line: &str) -> impl Iterator<Item = &str> {
    line.split("://")
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-').next())
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn paths_and_registries_are_found() {
        let home = format!("cd {}somebody\n", PATHS[1]);
        let registry = format!("url = \"https://{}.example.org/x\"\n", REGISTRIES[0]);
        assert_eq!(check(&[file("a.md", &home), file("b.toml", &registry)]).len(), 2);
        let fine = format!("crates/app/src{}claim.rs https://example.org/registry register\n", PATHS[3]);
        assert_eq!(check(&[file("a.md", &fine)]), []);
    }
}
