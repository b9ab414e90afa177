//! `phone`: Swiss and German numbers as dialled at home, others with their country code. Canonical: "+41625550123".

use serde_json::Value;

use super::{Read, trimmed};
use crate::answer::{FieldProblem, RawInput};
use crate::definition::Field;

pub(crate) fn read(field: &Field, raw: &RawInput, country: &str) -> Read {
    let Some(typed) = trimmed(raw, &field.id) else { return Ok(None) };
    let number = parse(typed, country);
    number.map(|text| Some(Value::String(text))).ok_or_else(|| FieldProblem::new(field, "phone-format"))
}

/// The number in international form; `country` (`CH` or `DE`) decides how a national number is completed.
pub(crate) fn parse(typed: &str, country: &str) -> Option<String> {
    let typed = typed.replace("(0)", "");
    let plus = typed.trim_start().starts_with('+');
    let mut digits = String::new();
    for (index, c) in typed.trim().chars().enumerate() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if index == 0 => {}
            '(' | ')' | '/' | '-' | '.' | '\'' | '\u{2010}'..='\u{2015}' => {}
            _ if c.is_whitespace() => {}
            _ => return None,
        }
    }
    let international = if plus {
        digits
    } else if let Some(rest) = digits.strip_prefix("00") {
        rest.to_owned()
    } else {
        let national = digits.strip_prefix('0')?;
        format!("{}{national}", if country == "DE" { "49" } else { "41" })
    };
    let plausible = match &international {
        number if number.starts_with("41") => number.len() == 11 && !number[2..].starts_with('0'),
        number if number.starts_with("49") => (7..=15).contains(&number.len()) && !number[2..].starts_with('0'),
        number => (8..=15).contains(&number.len()) && !number.starts_with('0'),
    };
    plausible.then(|| format!("+{international}"))
}

/// In groups: "+41 62 555 01 23"; other countries as one block after "+".
pub(crate) fn display(canonical: &str) -> String {
    match canonical.strip_prefix("+41") {
        Some(rest) if rest.len() == 9 && rest.is_ascii() => {
            format!("+41 {} {} {} {}", &rest[..2], &rest[2..5], &rest[5..7], &rest[7..])
        }
        _ => match canonical.strip_prefix("+49") {
            Some(rest) => format!("+49 {rest}"),
            None => canonical.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn national_numbers_follow_the_place() {
        assert_eq!(parse("062 555 01 23", "CH").as_deref(), Some("+41625550123"));
        assert_eq!(parse("02452/13-1015", "DE").as_deref(), Some("+492452131015"));
        assert_eq!(parse("+41 (0)62 555 01 23", "DE").as_deref(), Some("+41625550123"));
        assert_eq!(parse("0049 2452 13 10 15", "CH").as_deref(), Some("+492452131015"));
        assert_eq!(display("+41625550123"), "+41 62 555 01 23");
    }

    #[test]
    fn what_cannot_be_dialled() {
        for typed in ["12", "5550123", "062 555 01 2", "+", "062x", "+410625550123", "0000000", "+4962555012345678"] {
            assert_eq!(parse(typed, "CH"), None, "{typed}");
        }
    }
}
