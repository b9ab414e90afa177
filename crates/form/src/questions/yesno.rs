//! `yesno`: two radio buttons `yes` and `no`. Canonical: a JSON boolean.

use serde_json::Value;

use super::{Read, trimmed};
use crate::answer::{FieldProblem, RawInput};
use crate::definition::Field;

pub(crate) fn read(field: &Field, raw: &RawInput) -> Read {
    match trimmed(raw, &field.id) {
        None => Ok(None),
        Some("yes") => Ok(Some(Value::Bool(true))),
        Some("no") => Ok(Some(Value::Bool(false))),
        Some(_) => Err(FieldProblem::new(field, "choice-unknown")),
    }
}
