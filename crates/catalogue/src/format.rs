//! Which format a file has, by its first character, and reading it.

use crate::import::{Defaults, Fault, Imported};
use crate::{table, xzufi};

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// XZuFi, XML.
    Xzufi,
    /// Plain JSON.
    Json,
    /// A table: comma, semicolon or tab.
    Csv,
}

impl Format {
    /// The format of a file: `<` begins XML, `[` and `{` JSON, everything else is a table.
    pub fn of(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
        match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'<') => Self::Xzufi,
            Some(b'[' | b'{') => Self::Json,
            _ => Self::Csv,
        }
    }
}

/// Reads a file of any of the formats; `defaults` fill what tables and JSON do not say themselves.
///
/// # Errors
/// The file as a whole cannot be read, with line and reason. Broken records are no error: they are in the result.
pub fn read(bytes: &[u8], defaults: &Defaults) -> Result<Imported, Fault> {
    match Format::of(bytes) {
        Format::Xzufi => xzufi::read(bytes),
        Format::Json => table::read_json(bytes, defaults),
        Format::Csv => table::read_csv(bytes, defaults),
    }
}
