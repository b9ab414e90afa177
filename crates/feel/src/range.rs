//! Ranges: `[1..10)`, `> 5`, `(2026-01-01..2026-12-31)`.

use crate::compare::{compare, equal};
use crate::value::Value;

/// An interval. An end that is null is open without end.
#[derive(Clone, Debug)]
pub struct Range {
    /// The lower end, null for none.
    pub low: Value,
    /// Whether the lower end belongs to the range.
    pub low_included: bool,
    /// The upper end, null for none.
    pub high: Value,
    /// Whether the upper end belongs to the range.
    pub high_included: bool,
    /// Whether it was written as a single value, `=10`. The standard keeps it apart from `[10..10]`.
    pub single: bool,
}

impl Range {
    /// Whether the value lies within; `None` when it cannot be compared with the ends.
    pub fn contains(&self, value: &Value) -> Option<bool> {
        use std::cmp::Ordering::{Equal, Greater, Less};
        if value.is_null() || (self.low.is_null() && self.high.is_null()) {
            return None;
        }
        let above = match &self.low {
            Value::Null => true,
            low => match compare(value, low)? {
                Greater => true,
                Equal => self.low_included,
                Less => false,
            },
        };
        let below = match &self.high {
            Value::Null => true,
            high => match compare(value, high)? {
                Less => true,
                Equal => self.high_included,
                Greater => false,
            },
        };
        Some(above && below)
    }

    /// Whether both ranges have the same ends, included alike.
    pub fn same(&self, other: &Self) -> Option<bool> {
        let alike = self.single == other.single
            && self.low_included == other.low_included
            && self.high_included == other.high_included;
        Some(alike && equal(&self.low, &other.low)? && equal(&self.high, &other.high)?)
    }
}
