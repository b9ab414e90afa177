//! `tax-id`: the German tax identification number, 11 digits, ISO 7064 MOD 11,10. Canonical: 11 digits.

use serde_json::Value;

use super::{Read, compact, trimmed};
use crate::answer::{FieldProblem, RawInput};
use crate::definition::Field;

pub(crate) fn read(field: &Field, raw: &RawInput) -> Read {
    let Some(typed) = trimmed(raw, &field.id) else { return Ok(None) };
    let digits = compact(typed)
        .filter(|digits| digits.len() == 11 && digits.bytes().all(|c| c.is_ascii_digit()) && is_possible(digits))
        .ok_or_else(|| FieldProblem::new(field, "tax-id-format"))?;
    if !checks(&digits) {
        return Err(FieldProblem::new(field, "tax-id-checksum"));
    }
    Ok(Some(Value::String(digits)))
}

/// Among the first ten digits exactly one occurs two or three times, every other at most once.
fn is_possible(digits: &str) -> bool {
    let mut counts = [0u8; 10];
    for digit in digits.bytes().take(10) {
        counts[usize::from(digit - b'0')] += 1;
    }
    counts.iter().filter(|count| **count > 1).count() == 1 && counts.iter().all(|count| *count <= 3)
}

fn checks(digits: &str) -> bool {
    let mut product = 10;
    for digit in digits.bytes().take(10) {
        let sum = (u32::from(digit - b'0') + product) % 10;
        product = (if sum == 0 { 10 } else { sum } * 2) % 11;
    }
    let wanted = (11 - product) % 10;
    digits.as_bytes().get(10).is_some_and(|last| u32::from(last - b'0') == wanted)
}

pub(crate) fn display(canonical: &str) -> String {
    if canonical.len() != 11 || !canonical.is_ascii() {
        return canonical.to_owned();
    }
    format!("{} {} {} {}", &canonical[..2], &canonical[2..5], &canonical[5..8], &canonical[8..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn example_numbers_check() {
        for number in ["86095742719", "47036892816", "65929970489"] {
            assert!(is_possible(number) && checks(number), "{number}");
        }
        assert!(!checks("86095742718"));
        assert!(!is_possible("12345678901"));
    }
}
