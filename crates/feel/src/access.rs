//! `value.name`: entries of contexts and the parts of temporal values and ranges.

use crate::date::Date;
use crate::duration::{DaysDuration, MonthsDuration};
use crate::time::{DAY, SECOND, Time};
use crate::value::Value;

/// The part of a value with this name; of a list the parts of its elements.
pub(crate) fn path(value: &Value, name: &str) -> Value {
    match value {
        Value::Context(context) => context.get(name).cloned().unwrap_or_default(),
        Value::List(items) => Value::list(items.iter().map(|item| shallow(item, name)).collect()),
        _ => shallow(value, name),
    }
}

fn shallow(value: &Value, name: &str) -> Value {
    match value {
        Value::Context(context) => context.get(name).cloned().unwrap_or_default(),
        Value::Date(date) => of_date(*date, name).into(),
        Value::Time(time) => of_time(time, time.offset(), name),
        Value::DateTime(moment) => match of_date(moment.date, name) {
            Some(part) => part.into(),
            None => of_time(&moment.time, moment.offset(), name),
        },
        Value::DaysDuration(duration) => of_days(*duration, name).into(),
        Value::MonthsDuration(MonthsDuration(months)) => match name {
            "years" => (months / 12).into(),
            "months" => (months % 12).into(),
            _ => Value::Null,
        },
        Value::Range(range) => match name {
            "start" => range.low.clone(),
            "end" => range.high.clone(),
            "start included" => range.low_included.into(),
            "end included" => range.high_included.into(),
            _ => Value::Null,
        },
        _ => Value::Null,
    }
}

fn of_date(date: Date, name: &str) -> Option<i64> {
    Some(match name {
        "year" => date.year(),
        "month" => date.month(),
        "day" => date.day(),
        "weekday" => date.weekday(),
        _ => return None,
    })
}

fn of_time(time: &Time, offset: Option<i64>, name: &str) -> Value {
    match name {
        "hour" => time.hour().into(),
        "minute" => time.minute().into(),
        "second" => time.second().into(),
        "time offset" => offset.map(|seconds| Value::DaysDuration(DaysDuration(i128::from(seconds) * SECOND))).into(),
        "timezone" => time.zone().and_then(|zone| zone.name()).into(),
        _ => Value::Null,
    }
}

fn of_days(DaysDuration(length): DaysDuration, name: &str) -> Option<i64> {
    let part = match name {
        "days" => length / DAY,
        "hours" => length / (3600 * SECOND) % 24,
        "minutes" => length / (60 * SECOND) % 60,
        "seconds" => length / SECOND % 60,
        _ => return None,
    };
    i64::try_from(part).ok()
}
