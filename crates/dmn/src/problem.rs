//! What is wrong with a file, and where.

/// Why a file is not a model that can be used.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[error("{file}:{line}: {element}: {message}")]
pub struct Problem {
    /// The file as named by the caller.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The id or name of the element.
    pub element: String,
    /// A plain sentence.
    pub message: String,
}
