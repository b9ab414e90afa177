//! The question types, one file each: how an answer is read as people write it, and how it is shown.
//!
//! Reading gives the canonical value (or `None` when nothing was typed), or what is wrong with it.

pub(crate) mod address;
pub(crate) mod ahv;
pub(crate) mod amount;
pub(crate) mod choice;
pub(crate) mod date;
pub(crate) mod declaration;
pub(crate) mod email;
pub(crate) mod file;
pub(crate) mod iban;
pub(crate) mod number;
pub(crate) mod person_name;
pub(crate) mod phone;
pub(crate) mod tax_id;
pub(crate) mod text;
pub(crate) mod yesno;

use serde_json::Value;

use crate::answer::{Answers, FieldProblem, Place, RawInput};
use crate::definition::{Field, Kind};

pub(crate) type Read = Result<Option<Value>, FieldProblem>;

/// Longest input, in bytes, of every question that is not free text.
const LONGEST_SHORT_INPUT: usize = 1000;

/// Reads the answer to `field`; `stored` are the draft's answers, where the host keeps references to uploaded files.
pub(crate) fn read(field: &Field, raw: &RawInput, stored: &Answers, place: Place) -> Read {
    if !matches!(field.kind, Kind::Text { .. } | Kind::LongText { .. }) {
        for name in inputs(field) {
            if let Some(length) = raw.all(&name).iter().map(String::len).find(|length| *length > LONGEST_SHORT_INPUT) {
                return Err(FieldProblem { input: name, ..FieldProblem::new(field, "too-long") }
                    .with("max", LONGEST_SHORT_INPUT)
                    .with("length", length));
            }
        }
    }
    match &field.kind {
        Kind::Text { max_length } => text::read_line(field, raw, *max_length),
        Kind::LongText { max_length } => text::read_lines(field, raw, *max_length),
        Kind::Number { decimals, .. } => number::read(field, raw, *decimals),
        Kind::Amount { .. } => amount::read(field, raw),
        Kind::Date { .. } => date::read(field, raw, place.today),
        Kind::YesNo => yesno::read(field, raw),
        Kind::Choice { options } => choice::read_one(field, raw, options),
        Kind::Many { options } => choice::read_many(field, raw, options),
        Kind::Email => email::read(field, raw),
        Kind::Phone => phone::read(field, raw, place.country),
        Kind::Address => address::read(field, raw, place.country),
        Kind::PersonName => person_name::read(field, raw),
        Kind::Ahv => ahv::read(field, raw),
        Kind::TaxId => tax_id::read(field, raw),
        Kind::Iban => iban::read(field, raw),
        Kind::File { .. } => Ok(file::stored(field, stored)),
        Kind::Declaration => declaration::read(field, raw),
        Kind::Info | Kind::Computed { .. } => Ok(None),
    }
}

/// The code for "nothing was answered" of this kind.
pub(crate) fn required_code(field: &Field) -> &'static str {
    match field.kind {
        Kind::YesNo | Kind::Choice { .. } => "required-choice",
        Kind::Many { .. } => "required-many",
        Kind::Date { .. } => "required-date",
        Kind::PersonName => "required-name",
        Kind::File { .. } => "required-file",
        Kind::Declaration => "declaration-needed",
        _ => "required",
    }
}

/// Whether a canonical value still has the shape of its field; a draft may be older than a change of the form.
pub(crate) fn has_shape(field: &Field, value: &Value) -> bool {
    match &field.kind {
        Kind::Number { .. } => value.is_number(),
        Kind::Amount { .. } => value.as_str().is_some_and(|text| amount::minor_units(text).is_some()),
        Kind::Date { .. } => value.as_str().is_some_and(|text| date::from_iso(text).is_some()),
        Kind::YesNo | Kind::Declaration => value.is_boolean(),
        Kind::Choice { options } => value.as_str().is_some_and(|key| options.iter().any(|option| option == key)),
        Kind::Many { options } => value.as_array().is_some_and(|keys| {
            keys.iter().all(|key| key.as_str().is_some_and(|key| options.iter().any(|option| option == key)))
        }),
        Kind::Address | Kind::PersonName => value.is_object(),
        Kind::File { .. } => value.is_array(),
        Kind::Info | Kind::Computed { .. } => true,
        _ => value.is_string(),
    }
}

/// The names of the inputs that belong to a field, the first being the one that gets the focus.
pub fn inputs(field: &Field) -> Vec<String> {
    let parts: &[&str] = match field.kind {
        Kind::Date { .. } => &["day", "month", "year"],
        Kind::Address => &address::PARTS,
        Kind::PersonName => &person_name::PARTS,
        _ => &[],
    };
    let mut names = vec![field.id.clone()];
    names.extend(parts.iter().map(|part| format!("{}-{part}", field.id)));
    names
}

/// The trimmed input under `name`; `None` when it is absent or blank.
pub(crate) fn trimmed<'r>(raw: &'r RawInput, name: &str) -> Option<&'r str> {
    raw.first(name).map(str::trim).filter(|text| !text.is_empty())
}

/// The letters and digits of a number typed with spaces, dots, hyphens or slashes; `None` when other signs occur.
pub(crate) fn compact(text: &str) -> Option<String> {
    text.chars()
        .filter(|c| !(c.is_whitespace() || matches!(c, '.' | '-' | '/' | '\u{2010}'..='\u{2015}' | '\u{2060}')))
        .map(|c| c.is_ascii_alphanumeric().then(|| c.to_ascii_uppercase()))
        .collect()
}
