//! Names: no drawer for everything that has no home.

use super::{File, Finding};
use std::collections::BTreeSet;

const DRAWERS: [&str; 7] = ["common", "util", "helpers", "core", "shared", "types", "models"];

/// Looks at the names of all folders and files.
pub fn check(files: &[File]) -> Vec<Finding> {
    let mut drawers = BTreeSet::new();
    for file in files {
        let mut path = String::new();
        for piece in file.path.split('/') {
            path = if path.is_empty() { piece.to_owned() } else { format!("{path}/{piece}") };
            let stem = piece.split('.').next().unwrap_or_default();
            if DRAWERS.iter().any(|drawer| stem == *drawer || stem.strip_suffix('s') == Some(drawer)) {
                drawers.insert(path.clone());
            }
        }
    }
    let sentence = format!("There is no room called {}. Name it after the thing it holds.", DRAWERS.join(", "));
    drawers.into_iter().map(|path| Finding::fault(path, sentence.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn drawers_are_found_once() {
        let files = [
            file("crates/web/src/utils.rs", ""),
            file("crates/core/src/lib.rs", ""),
            file("crates/core/src/a.rs", ""),
            file("crates/web/src/typesetting.rs", ""),
        ];
        let places: Vec<String> = check(&files).into_iter().map(|f| f.place).collect();
        assert_eq!(places, ["crates/core", "crates/web/src/utils.rs"]);
    }
}
