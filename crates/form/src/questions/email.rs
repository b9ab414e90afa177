//! `email`: a pragmatic check that never refuses a working address. Canonical: as typed, the domain in small letters.

use serde_json::Value;

use super::{Read, trimmed};
use crate::answer::{FieldProblem, RawInput};
use crate::definition::Field;

pub(crate) fn read(field: &Field, raw: &RawInput) -> Read {
    let Some(typed) = trimmed(raw, &field.id) else { return Ok(None) };
    let address = parse(typed.strip_prefix("mailto:").unwrap_or(typed));
    address.map(|text| Some(Value::String(text))).ok_or_else(|| FieldProblem::new(field, "email-format"))
}

fn parse(typed: &str) -> Option<String> {
    let (local, domain) = typed.rsplit_once('@')?;
    let wild = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '\\' | '[' | ']' | '@')
    };
    let local_fine = (1..=64).contains(&local.len())
        && !local.contains(wild)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    let labels: Vec<&str> = domain.split('.').collect();
    let label_fine = |label: &&str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let last_fine =
        labels.last().is_some_and(|last| last.chars().count() >= 2 && !last.chars().all(|c| c.is_ascii_digit()));
    (local_fine && typed.len() <= 254 && labels.len() >= 2 && labels.iter().all(label_fine) && last_fine)
        .then(|| format!("{local}@{}", domain.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_addresses_pass() {
        assert_eq!(parse("a.b+c'd@Example.ORG").as_deref(), Some("a.b+c'd@example.org"));
        assert!(parse("müller@bücher.example").is_some());
    }

    #[test]
    fn others_do_not() {
        for typed in [
            "a",
            "a@b",
            "@b.ch",
            "a@",
            "a b@c.ch",
            "a@b..ch",
            "a@-b.ch",
            "a@1.2.3.4",
            "a\r\nBcc:x@y.ch",
            "a@@b.ch",
            "a..b@c.ch",
            "x@b.c",
        ] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }
}
