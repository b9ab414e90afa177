//! Temporal values from text, as `@"…"` reads them.

use crate::date::Date;
use crate::date_time::DateTime;
use crate::duration::Duration;
use crate::time::Time;
use crate::value::Value;

/// A date, time, date and time or duration; null when the text is none of them.
pub(crate) fn from_text(text: &str) -> Value {
    if let Some(duration) = Duration::parse(text) {
        return from_duration(duration);
    }
    if let Some(date) = Date::parse(text) {
        return Value::Date(date);
    }
    if let Some(moment) = DateTime::parse(text) {
        return Value::DateTime(moment);
    }
    Time::parse(text).map_or(Value::Null, Value::Time)
}

/// A duration of either kind as a value.
pub(crate) fn from_duration(duration: Duration) -> Value {
    match duration {
        Duration::Days(days) => Value::DaysDuration(days),
        Duration::Months(months) => Value::MonthsDuration(months),
    }
}
