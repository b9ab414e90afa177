//! Texts. Positions count characters from 1, negative ones from the end.

use super::conversion::text_of;
use super::regular;
use super::{Builtin, argument, entry, list, number, text};
use crate::value::Value;

pub(super) const ALL: &[Builtin] = &[
    entry("substring", &["string, start position, length?"], |values, _| Ok(substring(values).into())),
    entry("string length", &["string"], |values, _| {
        Ok(text(values, 0).and_then(|text| i64::try_from(text.chars().count()).ok()).into())
    }),
    entry("upper case", &["string"], |values, _| Ok(text(values, 0).map(str::to_uppercase).into())),
    entry("lower case", &["string"], |values, _| Ok(text(values, 0).map(str::to_lowercase).into())),
    entry("substring before", &["string, match"], |values, _| {
        Ok(both(values).map(|(text, sought)| text.find(sought).map_or("", |at| &text[..at])).into())
    }),
    entry("substring after", &["string, match"], |values, _| {
        Ok(both(values).map(|(text, sought)| text.find(sought).map_or("", |at| &text[at + sought.len()..])).into())
    }),
    entry("contains", &["string, match"], |values, _| {
        Ok(both(values).map(|(text, sought)| text.contains(sought)).into())
    }),
    entry("starts with", &["string, match"], |values, _| {
        Ok(both(values).map(|(text, start)| text.starts_with(start)).into())
    }),
    entry("ends with", &["string, match"], |values, _| Ok(both(values).map(|(text, end)| text.ends_with(end)).into())),
    entry("string join", &["list, delimiter?", "list, delimiter, prefix, suffix"], |values, _| Ok(join(values).into())),
    entry("matches", &["input, pattern, flags?"], regular::matches),
    entry("replace", &["input, pattern, replacement, flags?"], regular::replace),
    entry("split", &["string, delimiter"], regular::split),
];

fn both(values: &[Value]) -> Option<(&str, &str)> {
    Some((text(values, 0)?, text(values, 1)?))
}

fn substring(values: &[Value]) -> Option<String> {
    let text = text(values, 0)?;
    let start = number(values, 1)?.to_i64()?;
    let total = text.chars().count();
    let skipped = match start {
        1.. => usize::try_from(start - 1).ok()?,
        0 => return None,
        _ => total.checked_sub(usize::try_from(start.unsigned_abs()).ok()?)?,
    };
    if skipped >= total {
        return None;
    }
    let length = match argument(values, 2) {
        Value::Null => total,
        _ => usize::try_from(number(values, 2)?.round(0, crate::decimal::Rounding::Down)?.to_i64()?)
            .ok()
            .filter(|length| *length > 0)?,
    };
    Some(text.chars().skip(skipped).take(length).collect())
}

fn join(values: &[Value]) -> Option<String> {
    let optional = |position: usize| match argument(values, position) {
        Value::Null => Some(""),
        Value::String(text) => Some(&**text),
        _ => None,
    };
    let (delimiter, prefix, suffix) = (optional(1)?, optional(2)?, optional(3)?);
    let mut parts = Vec::new();
    for item in list(values, 0)? {
        match item {
            Value::Null => {}
            Value::String(_) => parts.push(text_of(item)),
            _ => return None,
        }
    }
    // A long delimiter between many parts would multiply.
    if parts.len().saturating_mul(delimiter.len()) > 1 << 26 {
        return None;
    }
    Some(format!("{prefix}{}{suffix}", parts.join(delimiter)))
}
