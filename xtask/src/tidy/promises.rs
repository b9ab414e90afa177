//! Promises and their tests: every test that `docs/promises.md` names in backticks exists.

use super::{File, Finding};
use std::collections::HashSet;

const TABLE: &str = "docs/promises.md";

/// Looks up each `room::tests::name` as `fn name` and each `folder/file.ext` as a file.
pub fn check(files: &[File]) -> Vec<Finding> {
    let Some(table) = files.iter().find(|file| file.path == TABLE) else {
        return vec![Finding::fault(TABLE, "It is missing. It says for every promise which test keeps it.")];
    };
    let rust = files.iter().filter(|file| file.extension() == "rs");
    let functions: HashSet<&str> = rust.flat_map(|file| functions(&file.text)).collect();
    let paths: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut findings = Vec::new();
    for (number, line) in (1..).zip(table.text.lines()) {
        for quoted in line.split('`').skip(1).step_by(2) {
            let is_file = quoted.contains('/') && quoted.contains('.') && !quoted.contains([' ', '*', ':']);
            let missing = match quoted.rsplit_once("::") {
                Some((_, name)) if is_name(name) => !functions.contains(name),
                _ => is_file && !paths.contains(quoted),
            };
            if missing {
                let sentence = format!("It names `{quoted}`, which does not exist.");
                findings.push(Finding::fault(format!("{TABLE}:{number}"), sentence));
            }
        }
    }
    findings
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The names of all functions in a Rust text.
fn functions(text: &str) -> impl Iterator<Item = &str> {
    text.split("fn ").skip(1).filter_map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next())
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn named_tests_exist() {
        let table =
            "| 1 | `it::finding::words_find` |\n| 2 | `it::finding::gone` and `e2e/gone.mjs` and `make test` |\n";
        let files = [file(TABLE, table), file("crates/a/tests/it/finding.rs", "#[test]\nfn words_find() {}\n")];
        let findings = check(&files);
        assert_eq!(findings.len(), 2);
        assert!(findings.iter().all(|finding| finding.place == "docs/promises.md:2"));
        assert_eq!(check(&[]).len(), 1);
    }
}
