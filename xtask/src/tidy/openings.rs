//! First lines: every Rust file opens by saying what it is.

use super::{File, Finding};

/// Looks at the first line of every Rust file.
pub fn check(files: &[File]) -> Vec<Finding> {
    let rust = files.iter().filter(|file| file.extension() == "rs");
    rust.filter(|file| !file.text.starts_with("//! "))
        .map(|file| {
            Finding::fault(&file.path, "The file does not open with `//!` and a sentence that says what it is.")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn every_file_says_what_it_is() {
        let files = [file("a.rs", "//! The hour.\n"), file("b.rs", "use x;\n"), file("c.js", "let x;\n")];
        assert_eq!(check(&files).iter().map(|f| f.place.as_str()).collect::<Vec<_>>(), ["b.rs"]);
    }
}
