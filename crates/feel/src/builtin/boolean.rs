//! `not`, `is`.

use super::{Builtin, argument, entry, only};
use crate::compare::equal;
use crate::value::Value;

pub(super) const ALL: &[Builtin] = &[
    entry("not", &["negand"], |values, _| {
        Ok(match only(argument(values, 0)) {
            Value::Bool(value) => Value::Bool(!value),
            _ => Value::Null,
        })
    }),
    entry("is", &["value1, value2"], |values, _| Ok(Value::Bool(equal(&values[0], &values[1]) == Some(true)))),
];
