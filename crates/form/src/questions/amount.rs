//! `amount`: money, with or without currency sign. Canonical: a decimal string with two decimals, "1250.50".

use serde_json::Value;

use super::number::{group, split};
use super::{Read, trimmed};
use crate::answer::{FieldProblem, RawInput};
use crate::definition::Field;
use crate::display::Locale;

/// What people write around an amount.
const CURRENCIES: [&str; 6] = ["CHF", "SFr.", "Fr.", "EUR", "Euro", "€"];

pub(crate) fn read(field: &Field, raw: &RawInput) -> Read {
    let Some(typed) = trimmed(raw, &field.id) else { return Ok(None) };
    let wrong = || FieldProblem::new(field, "amount-format");
    let bare = without_dash(without_currency(typed));
    let parts = split(bare).ok_or_else(wrong)?;
    if parts.decimals.len() > 2 && parts.decimals[2..].chars().any(|c| c != '0') {
        return Err(wrong());
    }
    let sign = if parts.negative { "-" } else { "" };
    let decimals: String = parts.decimals.chars().chain("00".chars()).take(2).collect();
    Ok(Some(Value::String(format!("{sign}{}.{decimals}", parts.whole))))
}

fn without_currency(typed: &str) -> &str {
    for sign in CURRENCIES {
        let at_front = typed.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign));
        if at_front {
            return typed[sign.len()..].trim_start();
        }
        let end = typed.len().wrapping_sub(sign.len());
        if typed.get(end..).is_some_and(|tail| tail.eq_ignore_ascii_case(sign)) {
            return typed[..end].trim_end();
        }
    }
    typed
}

/// `20.–` and `20.--` mean 20.
fn without_dash(typed: &str) -> &str {
    let bare = typed.trim_end_matches(['-', '\u{2013}', '\u{2014}']);
    if bare.len() == typed.len() { typed } else { bare.trim_end_matches(['.', ',']) }
}

/// The amount in hundredths, from its canonical form; `None` when it is not one.
pub(crate) fn minor_units(canonical: &str) -> Option<i64> {
    let (whole, decimals) = canonical.split_once('.')?;
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let all_digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if decimals.len() != 2 || !all_digits(digits) || !all_digits(decimals) {
        return None;
    }
    format!("{whole}{decimals}").parse().ok()
}

/// The digits as the place writes them, without currency.
pub(crate) fn display(canonical: &str, locale: Locale) -> String {
    let Some((whole, decimals)) = canonical.split_once('.') else { return canonical.to_owned() };
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let point = if locale == Locale::DeDe { ',' } else { '.' };
    format!("{sign}{}{point}{decimals}", group(digits, locale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currency_and_dash_are_taken_off() {
        for (typed, bare) in
            [("CHF 20.–", "20"), ("20.--", "20"), ("12,50 €", "12,50"), ("fr. 5", "5"), ("-3", "-3"), ("€", "")]
        {
            assert_eq!(without_dash(without_currency(typed)), bare, "{typed}");
        }
    }

    #[test]
    fn minor_units_are_exact() {
        assert_eq!(minor_units("1250.50"), Some(125_050));
        assert_eq!(minor_units("-0.05"), Some(-5));
        assert_eq!(minor_units("1250.5"), None);
        assert_eq!(minor_units("-.05"), None);
    }
}
