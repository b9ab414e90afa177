//! `number`: with or without thousands signs, decimal point or comma. Canonical: a JSON number.

use serde_json::{Number, Value};

use super::{Read, trimmed};
use crate::answer::{FieldProblem, RawInput};
use crate::definition::Field;
use crate::display::Locale;

/// More digits than a JSON number carries exactly are refused.
const MAX_DIGITS: usize = 15;

pub(crate) fn read(field: &Field, raw: &RawInput, decimals: usize) -> Read {
    let Some(typed) = trimmed(raw, &field.id) else { return Ok(None) };
    let parts = split(typed).ok_or_else(|| FieldProblem::new(field, "number-format"))?;
    if parts.ambiguous && decimals > 0 {
        return Err(FieldProblem::new(field, "number-ambiguous")
            .with("thousands", parts.joined())
            .with("decimal", parts.as_decimal()));
    }
    if parts.decimals.trim_end_matches('0').len() > decimals {
        return Err(FieldProblem::new(field, if decimals == 0 { "number-whole" } else { "number-format" }));
    }
    let text = parts.joined();
    let number = match text.parse::<i64>() {
        Ok(whole) => Some(Number::from(whole)),
        Err(_) => text.parse::<f64>().ok().and_then(Number::from_f64),
    };
    number.map(|number| Some(Value::Number(number))).ok_or_else(|| FieldProblem::new(field, "number-format"))
}

/// A number taken apart: sign, whole digits, decimals. `ambiguous` when `1.250` could be either.
#[derive(Debug, PartialEq)]
pub(crate) struct Parts {
    pub negative: bool,
    pub whole: String,
    pub decimals: String,
    pub ambiguous: bool,
}

impl Parts {
    /// As a plain decimal number, trailing zeros of the decimals removed.
    pub fn joined(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let decimals = self.decimals.trim_end_matches('0');
        if decimals.is_empty() { format!("{sign}{}", self.whole) } else { format!("{sign}{}.{decimals}", self.whole) }
    }

    /// The other reading of an ambiguous number: the last three digits as decimals.
    fn as_decimal(&self) -> String {
        let (whole, decimals) = self.whole.split_at(self.whole.len().saturating_sub(3));
        format!("{}{whole}.{decimals}", if self.negative { "-" } else { "" })
    }
}

/// Takes a typed number apart: apostrophes and spaces group thousands, the last of point and comma may be decimal.
/// A single point or comma before exactly three digits counts as thousands and is marked ambiguous.
pub(crate) fn split(typed: &str) -> Option<Parts> {
    let (negative, rest) = match typed.trim_start_matches('+').strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, typed.trim_start_matches('+')),
    };
    let mut signs: Vec<(usize, char)> = Vec::new();
    let mut digits = String::new();
    for c in rest.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '.' | ',' => signs.push((digits.len(), c)),
            '\'' | '\u{2019}' | '\u{2BC}' | '`' | '\u{B4}' => signs.push((digits.len(), '\'')),
            _ if c.is_whitespace() => signs.push((digits.len(), '\'')),
            _ => return None,
        }
    }
    if digits.is_empty() || digits.len() > MAX_DIGITS {
        return None;
    }
    let last = signs.last().copied();
    let repeated = |sign: char| signs.iter().filter(|(_, other)| *other == sign).count() > 1;
    let (cut, ambiguous) = match last {
        None | Some((_, '\'')) => (digits.len(), false),
        Some((_, sign)) if repeated(sign) => (digits.len(), false),
        Some((at, _))
            if digits.len() - at == 3 && signs.len() == 1 && (1..=3).contains(&at) && !digits.starts_with('0') =>
        {
            (digits.len(), true)
        }
        Some((at, _)) => (at, false),
    };
    let groups: Vec<(usize, char)> = signs.into_iter().filter(|(at, _)| *at != cut || cut == digits.len()).collect();
    let same_sign = groups.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let by_three = groups.iter().all(|(at, _)| *at > 0 && *at < cut && (cut - at).is_multiple_of(3));
    if !same_sign || !by_three {
        return None;
    }
    let (whole, decimals) = digits.split_at(cut);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let negative = negative && digits.chars().any(|c| c != '0');
    Some(Parts { negative, whole: whole.to_owned(), decimals: decimals.to_owned(), ambiguous })
}

/// Digits in groups of three as the place writes them.
pub(crate) fn group(whole: &str, locale: Locale) -> String {
    let separator = match locale {
        Locale::DeCh | Locale::ItCh => '\'',
        Locale::DeDe => '.',
        Locale::FrCh => '\u{202F}',
        Locale::En => ',',
    };
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

pub(crate) fn display(value: &Value, locale: Locale) -> String {
    let text = value.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    if !whole.chars().all(|c| c.is_ascii_digit()) || !decimals.chars().all(|c| c.is_ascii_digit()) {
        return text;
    }
    let point = if matches!(locale, Locale::DeDe | Locale::FrCh) { ',' } else { '.' };
    let whole = if whole.len() > 4 || locale != Locale::FrCh { group(whole, locale) } else { whole.to_owned() };
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{decimals}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (typed, joined) in [
            ("12", "12"),
            ("1'250", "1250"),
            ("1’250.5", "1250.5"),
            ("1 250,50", "1250.5"),
            ("1.250,5", "1250.5"),
            ("1,250.5", "1250.5"),
            ("-3", "-3"),
            ("−3", "-3"),
            ("0,5", "0.5"),
            (".5", "0.5"),
            ("1.250.000", "1250000"),
            ("007", "7"),
            ("-0", "0"),
            ("0.125", "0.125"),
        ] {
            assert_eq!(split(typed).map(|parts| parts.joined()).as_deref(), Some(joined), "{typed}");
        }
    }

    #[test]
    fn what_is_not_a_number() {
        for typed in ["", "-", "abc", "1'25", "1.2.3", "1,2,3", "12e3", "1.250'000,5", "1234567890123456", "1..2"] {
            assert_eq!(split(typed), None, "{typed}");
        }
    }

    #[test]
    fn one_point_before_three_digits_is_ambiguous() {
        assert!(split("1.250").is_some_and(|parts| parts.ambiguous));
        assert!(split("1'250").is_some_and(|parts| !parts.ambiguous));
    }
}
