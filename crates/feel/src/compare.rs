//! Equality and order of values. `None` is the third truth value: both cannot be compared.

use std::cmp::Ordering;

use crate::time::SECOND;
use crate::value::Value;
use crate::zone::Zone;

/// Whether both are equal; `None` when they are of different kinds.
pub fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Null, Value::Null) => Some(true),
        (Value::Null, _) | (_, Value::Null) => Some(false),
        (Value::Bool(a), Value::Bool(b)) => Some(a == b),
        (Value::Number(a), Value::Number(b)) => Some(a == b),
        (Value::String(a), Value::String(b)) => Some(a == b),
        (Value::Date(a), Value::Date(b)) => Some(a == b),
        (Value::Time(a), Value::Time(b)) => Some(same_second(a.zone(), a.instant(), b.zone(), b.instant())),
        (Value::DateTime(a), Value::DateTime(b)) => {
            Some(same_second(a.time.zone(), a.instant(), b.time.zone(), b.instant()))
        }
        (Value::DaysDuration(a), Value::DaysDuration(b)) => Some(a == b),
        (Value::MonthsDuration(a), Value::MonthsDuration(b)) => Some(a == b),
        (Value::List(a), Value::List(b)) => {
            if a.len() != b.len() {
                return Some(false);
            }
            all_equal(a.iter().zip(b.iter()))
        }
        (Value::Context(a), Value::Context(b)) => {
            if a.len() != b.len() || a.iter().any(|(name, _)| b.get(name).is_none()) {
                return Some(false);
            }
            all_equal(a.iter().filter_map(|(name, value)| Some((value, b.get(name)?))))
        }
        (Value::Range(a), Value::Range(b)) => a.same(b),
        (Value::Function(a), Value::Function(b)) => Some(std::sync::Arc::ptr_eq(a, b)),
        _ => None,
    }
}

/// The standard compares times by their whole seconds. A local time equals none with a zone.
fn same_second(zone: Option<&Zone>, instant: i128, other_zone: Option<&Zone>, other: i128) -> bool {
    zone.is_some() == other_zone.is_some() && instant.div_euclid(SECOND) == other.div_euclid(SECOND)
}

fn all_equal<'v>(pairs: impl Iterator<Item = (&'v Value, &'v Value)>) -> Option<bool> {
    let mut unknown = false;
    for (a, b) in pairs {
        match equal(a, b) {
            Some(false) => return Some(false),
            None => unknown = true,
            Some(true) => {}
        }
    }
    if unknown { None } else { Some(true) }
}

/// Which of both comes first; `None` when they have no order.
pub fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Time(a), Value::Time(b)) => a.compare(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.compare(b),
        (Value::DaysDuration(a), Value::DaysDuration(b)) => Some(a.cmp(b)),
        (Value::MonthsDuration(a), Value::MonthsDuration(b)) => Some(a.cmp(b)),
        _ => None,
    }
}
