//! Every BPMN file of the shared conformance folder compiles or is refused with rule, element and line.

use std::path::{Path, PathBuf};

use engine::compile;

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "bpmn" || ending == "xml") {
            into.push(path);
        }
    }
}

#[test]
fn every_public_model_compiles_or_says_why_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance/bpmn");
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    if paths.is_empty() {
        println!("SKIPPED: no conformance files in {}", folder.display());
        return;
    }
    paths.sort();
    let (mut accepted, mut rules) = (0, std::collections::BTreeMap::new());
    for path in &paths {
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match compile(&text, &name, &[]) {
            Ok(_) => accepted += 1,
            Err(problems) => {
                assert!(!problems.is_empty(), "{name} is refused without a reason");
                for problem in &problems {
                    assert!(problem.line > 0 && !problem.rule.is_empty() && !problem.message.is_empty(), "{problem:?}");
                }
                let mut of_file: Vec<_> = problems.into_iter().map(|problem| problem.rule).collect();
                of_file.dedup();
                of_file.into_iter().for_each(|rule| *rules.entry(rule).or_insert(0) += 1);
            }
        }
    }
    println!("{accepted} of {} files compile; refused by rule: {rules:#?}", paths.len());
    assert!(accepted > 0);
}
