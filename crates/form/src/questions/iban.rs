//! `iban`: any country, with spaces or without. Canonical: without spaces, capital letters.

use iban::{Iban, ParseIbanError};
use serde_json::Value;

use super::{Read, compact, trimmed};
use crate::answer::{FieldProblem, RawInput};
use crate::definition::Field;

/// Lengths around here: a missing digit should be told as such, not as a wrong check digit.
const LENGTHS: [(&str, usize); 6] = [("CH", 21), ("LI", 21), ("DE", 22), ("AT", 20), ("FR", 27), ("IT", 27)];

pub(crate) fn read(field: &Field, raw: &RawInput) -> Read {
    let Some(typed) = trimmed(raw, &field.id) else { return Ok(None) };
    let wrong = || FieldProblem::new(field, "iban-format");
    let text = compact(typed).ok_or_else(wrong)?;
    let text = text.strip_prefix("IBAN").unwrap_or(&text);
    if LENGTHS.iter().any(|(country, length)| text.starts_with(country) && text.len() != *length) {
        return Err(wrong());
    }
    match text.parse::<Iban>() {
        Ok(_) => Ok(Some(Value::String(text.to_owned()))),
        Err(ParseIbanError::InvalidBaseIban { source: iban::ParseBaseIbanError::InvalidChecksum }) => {
            Err(FieldProblem::new(field, "iban-checksum"))
        }
        Err(_) => Err(wrong()),
    }
}

/// In groups of four.
pub(crate) fn display(canonical: &str) -> String {
    let letters: Vec<char> = canonical.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
