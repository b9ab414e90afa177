//! `declaration`: a box that must be ticked. Canonical: `true`.

use serde_json::Value;

use super::{Read, trimmed};
use crate::answer::RawInput;
use crate::definition::Field;

pub(crate) fn read(field: &Field, raw: &RawInput) -> Read {
    Ok(matches!(trimmed(raw, &field.id), Some("yes" | "on" | "true" | "1")).then_some(Value::Bool(true)))
}
