//! Making values of one type from others: `date`, `time`, `date and time`, `duration`, `number`, `string`.

use super::{Builtin, argument, entry, number, only, text};
use crate::date::Date;
use crate::date_time::DateTime;
use crate::decimal::{Decimal, Rounding};
use crate::duration::{Duration, MonthsDuration};
use crate::temporal::from_duration;
use crate::time::{SECOND, Time};
use crate::value::Value;
use crate::zone::Zone;

pub(super) const ALL: &[Builtin] = &[
    entry("date", &["from", "year, month, day"], |values, _| {
        Ok(if values.len() == 1 { date_from(only(&values[0])).into() } else { date_of(values).into() })
    }),
    entry("time", &["from", "hour, minute, second, offset?"], |values, _| {
        Ok(if values.len() == 1 { time_from(only(&values[0])) } else { time_of(values) }.map(Value::Time).into())
    }),
    entry(
        "date and time",
        &[
            "from",
            "date, time",
            "year, month, day, hour, minute, second, offset?",
            "year, month, day, hour, minute, second, timezone",
        ],
        |values, _| {
            let moment = match values {
                [from] => moment_from(only(from)),
                [date, time] => moment_joined(only(date), only(time)),
                _ => moment_of(values),
            };
            Ok(moment.map(Value::DateTime).into())
        },
    ),
    entry("duration", &["from"], |values, _| {
        Ok(match only(&values[0]) {
            Value::String(text) => Duration::parse(text).map(from_duration).into(),
            same @ (Value::DaysDuration(_) | Value::MonthsDuration(_)) => same.clone(),
            _ => Value::Null,
        })
    }),
    entry("years and months duration", &["from, to"], |values, _| {
        let (from, to) = (day_of(only(&values[0])), day_of(only(&values[1])));
        Ok(from.zip(to).map(|(from, to)| Value::MonthsDuration(MonthsDuration(whole_months(from, to)))).into())
    }),
    entry("number", &["from, grouping separator?, decimal separator?"], |values, _| Ok(number_from(values).into())),
    entry("string", &["from"], |values, _| {
        Ok(match &values[0] {
            Value::Null => Value::Null,
            value => text_of(value).into(),
        })
    }),
];

/// A value as text: texts as they are, temporal values in ISO form, all else as FEEL.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string(),
        Value::Date(value) => value.to_string(),
        Value::Time(value) => value.to_string(),
        Value::DateTime(value) => value.to_string(),
        Value::DaysDuration(value) => value.to_string(),
        Value::MonthsDuration(value) => value.to_string(),
        other => other.to_string(),
    }
}

fn date_from(value: &Value) -> Option<Date> {
    match value {
        Value::String(text) => Date::parse(text),
        other => day_of(other),
    }
}

fn day_of(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        Value::DateTime(moment) => Some(moment.date),
        _ => None,
    }
}

fn date_of(values: &[Value]) -> Option<Date> {
    Date::new(whole(values, 0)?, whole(values, 1)?, whole(values, 2)?)
}

fn whole(values: &[Value], position: usize) -> Option<i64> {
    number(values, position)?.to_i64()
}

fn time_from(value: &Value) -> Option<Time> {
    match value {
        Value::String(text) => Time::parse(text),
        Value::Time(time) => Some(time.clone()),
        Value::DateTime(moment) => Some(moment.time.clone()),
        Value::Date(_) => Some(Time::from_nanosecond(0, Some(Zone::UTC))),
        _ => None,
    }
}

fn time_of(values: &[Value]) -> Option<Time> {
    let zone = match only(argument(values, 3)) {
        Value::Null => None,
        Value::DaysDuration(offset) => Some(offset_zone(offset.0)?),
        _ => return None,
    };
    clock(values, zone)
}

/// Hour, minute and second from the first three values; the second may have a fraction.
fn clock(values: &[Value], zone: Option<Zone>) -> Option<Time> {
    let seconds = number(values, 2)?;
    let whole_seconds = seconds.round(0, Rounding::Floor)?;
    let fraction =
        seconds.checked_sub(whole_seconds)?.checked_mul(Decimal::from(1_000_000_000))?.round(0, Rounding::Floor)?;
    Time::new(whole(values, 0)?, whole(values, 1)?, whole_seconds.to_i64()?, fraction.to_i64()?, zone)
}

fn offset_zone(nanoseconds: i128) -> Option<Zone> {
    let seconds = i32::try_from(nanoseconds / SECOND).ok()?;
    (seconds.abs() <= 18 * 3600).then_some(Zone::Offset(seconds))
}

fn moment_from(value: &Value) -> Option<DateTime> {
    match value {
        Value::String(text) => DateTime::parse(text).or_else(|| Date::parse(text).map(DateTime::midnight)),
        Value::DateTime(moment) => Some(moment.clone()),
        Value::Date(date) => Some(DateTime { date: *date, time: Time::from_nanosecond(0, Some(Zone::UTC)) }),
        _ => None,
    }
}

fn moment_joined(date: &Value, time: &Value) -> Option<DateTime> {
    let Value::Time(time) = time else { return None };
    Some(DateTime { date: day_of(date)?, time: time.clone() })
}

fn moment_of(values: &[Value]) -> Option<DateTime> {
    let zone = match only(argument(values, 6)) {
        Value::Null => None,
        Value::DaysDuration(offset) => Some(offset_zone(offset.0)?),
        Value::String(region) => Some(Zone::region(region)?),
        _ => return None,
    };
    Some(DateTime { date: date_of(values)?, time: clock(&values[3..6], zone)? })
}

/// Full months between two days, counted towards zero.
fn whole_months(from: Date, to: Date) -> i64 {
    let months = (to.year() - from.year()) * 12 + to.month() - from.month();
    if months > 0 && to.day() < from.day() {
        months - 1
    } else if months < 0 && to.day() > from.day() {
        months + 1
    } else {
        months
    }
}

fn number_from(values: &[Value]) -> Option<Decimal> {
    let separator = |position: usize| match only(argument(values, position)) {
        Value::Null => Some(None),
        Value::String(text) => Some(Some(text.to_string())),
        _ => None,
    };
    let (grouping, point) = (separator(1)?, separator(2)?);
    let allowed = |text: &Option<String>, choices: &[&str]| text.as_deref().is_none_or(|text| choices.contains(&text));
    if !allowed(&grouping, &[" ", ",", "."])
        || !allowed(&point, &[",", "."])
        || (grouping.is_some() && grouping == point)
    {
        return None;
    }
    if let (Value::Number(number), 1) = (only(&values[0]), values.len()) {
        return Some(*number);
    }
    let mut plain = text(values, 0)?.to_owned();
    if let Some(grouping) = &grouping {
        plain = plain.replace(grouping.as_str(), "");
    }
    if let Some(point) = point.as_deref()
        && point != "."
    {
        if plain.contains('.') {
            return None;
        }
        plain = plain.replace(point, ".");
    }
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    if digits.starts_with(['-', '+']) || digits.ends_with('.') {
        return None;
    }
    plain.parse().ok()
}
