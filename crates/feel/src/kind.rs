//! Types of FEEL, conformance of values to them, and the coercions the standard allows.

use std::sync::Arc;

use crate::date_time::DateTime;
use crate::time::Time;
use crate::value::{Context, Value};
use crate::zone::Zone;

/// A type of FEEL.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Kind {
    /// Everything.
    #[default]
    Any,
    /// Only null.
    Null,
    /// `boolean`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// `date`
    Date,
    /// `time`
    Time,
    /// `date and time`
    DateTime,
    /// `days and time duration`
    DaysDuration,
    /// `years and months duration`
    MonthsDuration,
    /// `list<…>`
    List(Box<Self>),
    /// `context<name: …>`: these entries at least.
    Context(Vec<(Arc<str>, Self)>),
    /// `range<…>`
    Range(Box<Self>),
    /// `function<…> -> …`
    Function(Vec<Self>, Box<Self>),
}

impl Kind {
    /// A simple type by its name in FEEL or in a DMN file.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Any" => Self::Any,
            "Null" => Self::Null,
            "boolean" => Self::Bool,
            "number" => Self::Number,
            "string" => Self::String,
            "date" => Self::Date,
            "time" => Self::Time,
            "date and time" | "dateTime" => Self::DateTime,
            "days and time duration" | "dayTimeDuration" => Self::DaysDuration,
            "years and months duration" | "yearMonthDuration" => Self::MonthsDuration,
            "list" => Self::List(Box::new(Self::Any)),
            "context" => Self::Context(Vec::new()),
            "range" => Self::Range(Box::new(Self::Any)),
            "function" => Self::Function(Vec::new(), Box::new(Self::Any)),
            _ => return None,
        })
    }

    /// Whether a value belongs to the type. Null belongs to none but `Any` and `Null`.
    pub fn holds(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Any, _)
            | (Self::Null, Value::Null)
            | (Self::Bool, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::String, Value::String(_))
            | (Self::Date, Value::Date(_))
            | (Self::Time, Value::Time(_))
            | (Self::DateTime, Value::DateTime(_))
            | (Self::DaysDuration, Value::DaysDuration(_))
            | (Self::MonthsDuration, Value::MonthsDuration(_)) => true,
            (Self::Function(parameters, _), Value::Function(function)) => function.accepts(parameters),
            (Self::List(item), Value::List(list)) => list.iter().all(|value| item.admits(value)),
            (Self::Context(entries), Value::Context(context)) => {
                entries.iter().all(|(name, kind)| context.get(name).is_some_and(|value| kind.admits(value)))
            }
            (Self::Range(item), Value::Range(range)) => item.admits(&range.low) && item.admits(&range.high),
            _ => false,
        }
    }

    /// Whether every value of this type belongs to the other.
    pub fn conforms_to(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::Any) | (Self::Null, _) => true,
            (Self::List(own), Self::List(other)) | (Self::Range(own), Self::Range(other)) => own.conforms_to(other),
            (Self::Context(own), Self::Context(other)) => {
                other.iter().all(|(name, kind)| own.iter().any(|(known, own)| known == name && own.conforms_to(kind)))
            }
            (Self::Function(own, result), Self::Function(other, wanted)) => {
                own.len() == other.len()
                    && other.iter().zip(own).all(|(other, own)| other.conforms_to(own))
                    && result.conforms_to(wanted)
            }
            _ => self == other,
        }
    }

    /// Whether a value may stand where the type is asked for: it belongs to it or is null.
    pub fn admits(&self, value: &Value) -> bool {
        value.is_null() || self.holds(value)
    }

    /// The value as this type: itself, its only element, a list of it, or a date as its midnight in UTC; null when nothing fits.
    pub fn coerce(&self, value: Value) -> Value {
        if self.admits(&value) {
            return value;
        }
        match (self, &value) {
            (Self::DateTime, Value::Date(date)) => {
                Value::DateTime(DateTime { date: *date, time: Time::from_nanosecond(0, Some(Zone::UTC)) })
            }
            (Self::List(item), _) if !matches!(value, Value::List(_)) && item.holds(&value) => Value::list(vec![value]),
            (_, Value::List(list)) if list.len() == 1 && !matches!(self, Self::List(_)) => {
                if self.admits(&list[0]) {
                    list[0].clone()
                } else {
                    Value::Null
                }
            }
            (Self::List(item), Value::List(list)) if **item == Self::DateTime => {
                let coerced: Vec<Value> = list.iter().map(|value| item.coerce(value.clone())).collect();
                if coerced.iter().zip(list.iter()).all(|(new, old)| new.is_null() == old.is_null()) {
                    Value::list(coerced)
                } else {
                    Value::Null
                }
            }
            (Self::Context(entries), Value::Context(context)) => coerce_entries(entries, context),
            _ => Value::Null,
        }
    }
}

fn coerce_entries(kinds: &[(Arc<str>, Kind)], context: &Context) -> Value {
    let mut coerced = context.clone();
    for (name, kind) in kinds {
        let Some(value) = context.get(name) else { return Value::Null };
        let fitting = kind.coerce(value.clone());
        if fitting.is_null() != value.is_null() {
            return Value::Null;
        }
        coerced.insert(name.clone(), fitting);
    }
    Value::Context(coerced)
}
