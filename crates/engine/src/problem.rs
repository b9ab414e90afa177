//! What is wrong with a BPMN file: a value with rule, place and a plain sentence, never a panic.

use serde::{Deserialize, Serialize};

/// One fault in a BPMN file. A file with any problem is refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable rule name, for example `bpmn-unsupported-element`.
    pub rule: String,
    /// File name as given to [`crate::compile`].
    pub file: String,
    /// Line in the file, counted from 1.
    pub line: u32,
    /// `id` of the BPMN element, or its tag where it has none; empty when the whole file is meant.
    pub element: String,
    /// One plain English sentence that says what is wrong and, where possible, what to do.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { rule, file, line, element, message } = self;
        if element.is_empty() {
            write!(f, "{file}:{line}: {message} [{rule}]")
        } else {
            write!(f, "{file}:{line}: {element}: {message} [{rule}]")
        }
    }
}
