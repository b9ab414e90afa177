//! `choice` and `many`: radio buttons, boxes or a list. Canonical: the option's key, or a list of keys in the
//! order of the definition.

use serde_json::Value;

use super::{Read, trimmed};
use crate::answer::{FieldProblem, RawInput};
use crate::definition::Field;

pub(crate) fn read_one(field: &Field, raw: &RawInput, options: &[String]) -> Read {
    match trimmed(raw, &field.id) {
        None => Ok(None),
        Some(key) if options.iter().any(|option| option == key) => Ok(Some(key.into())),
        Some(_) => Err(FieldProblem::new(field, "choice-unknown")),
    }
}

pub(crate) fn read_many(field: &Field, raw: &RawInput, options: &[String]) -> Read {
    let ticked: Vec<&str> = raw.all(&field.id).iter().map(|key| key.trim()).filter(|key| !key.is_empty()).collect();
    if ticked.iter().any(|key| !options.iter().any(|option| option == key)) {
        return Err(FieldProblem::new(field, "choice-unknown"));
    }
    let keys: Vec<Value> =
        options.iter().filter(|option| ticked.contains(&option.as_str())).map(|key| key.as_str().into()).collect();
    Ok((!keys.is_empty()).then_some(Value::Array(keys)))
}
