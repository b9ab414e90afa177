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
    entry("is", &["value1?, value2?"], |values, _| Ok(Value::Bool(same(argument(values, 0), argument(values, 1))))),
];

/// Stricter than `=`: times must be written in the same zone.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Time(a), Value::Time(b)) => a.zone() == b.zone() && a.nanosecond_of_day() == b.nanosecond_of_day(),
        (Value::DateTime(a), Value::DateTime(b)) => a.time.zone() == b.time.zone() && a.wall() == b.wall(),
        _ => equal(left, right) == Some(true),
    }
}
