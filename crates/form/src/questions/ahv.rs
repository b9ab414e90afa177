//! `ahv`: the Swiss AHV number, 13 digits from 756 with an EAN-13 check digit. Canonical: "756.1234.5678.97".

use serde_json::Value;

use super::{Read, compact, trimmed};
use crate::answer::{FieldProblem, RawInput};
use crate::definition::Field;

pub(crate) fn read(field: &Field, raw: &RawInput) -> Read {
    let Some(typed) = trimmed(raw, &field.id) else { return Ok(None) };
    let digits = compact(typed)
        .filter(|digits| digits.len() == 13 && digits.starts_with("756") && digits.bytes().all(|c| c.is_ascii_digit()))
        .ok_or_else(|| FieldProblem::new(field, "ahv-format"))?;
    if !checks(&digits) {
        return Err(FieldProblem::new(field, "ahv-checksum"));
    }
    Ok(Some(Value::String(format!("{}.{}.{}.{}", &digits[..3], &digits[3..7], &digits[7..11], &digits[11..]))))
}

/// EAN-13: weights 1 and 3 in turn, the sum of all 13 digits is a multiple of ten.
fn checks(digits: &str) -> bool {
    let sum: u32 =
        digits.bytes().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_checks() {
        assert!(checks("7561234567897"));
        assert!(!checks("7561234567987"));
    }
}
