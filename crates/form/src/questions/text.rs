//! `text` and `longtext`: what was typed, in NFC, without control characters. Canonical: a string.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::Read;
use crate::answer::{FieldProblem, RawInput};
use crate::definition::Field;

pub(crate) fn read_line(field: &Field, raw: &RawInput, max: usize) -> Read {
    let Some(typed) = raw.first(&field.id) else { return Ok(None) };
    clean(field, typed, max, false).map(|text| text.map(Value::String))
}

pub(crate) fn read_lines(field: &Field, raw: &RawInput, max: usize) -> Read {
    let Some(typed) = raw.first(&field.id) else { return Ok(None) };
    clean(field, typed, max, true).map(|text| text.map(Value::String))
}

/// Trims, normalises to NFC and refuses what cannot be shown or printed. `lines` allows line breaks.
pub(crate) fn clean(field: &Field, typed: &str, max: usize, lines: bool) -> Result<Option<String>, FieldProblem> {
    let too_long = |length: usize| FieldProblem::new(field, "too-long").with("max", max).with("length", length);
    // No character needs more than a few code points of four bytes: far beyond that, do not even normalise.
    if typed.len() > max.saturating_mul(16).max(1000) {
        return Err(too_long(typed.chars().count()));
    }
    let unified = typed.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    let trimmed = unified.trim();
    if trimmed.chars().any(|c| is_control(c) && !(lines && c == '\n')) {
        return Err(FieldProblem::new(field, "control-characters"));
    }
    let text: String = trimmed.nfc().collect();
    let length = text.chars().count();
    if length > max {
        return Err(too_long(length));
    }
    Ok((!text.is_empty()).then_some(text))
}

/// Control characters, and the invisible ones that turn the direction of a line around.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}')
}
