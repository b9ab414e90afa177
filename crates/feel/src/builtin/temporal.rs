//! The calendar: `day of week` and its like, `now`, `today`.

use super::{Builtin, entry, only};
use crate::date::Date;
use crate::date_time::DateTime;
use crate::value::Value;

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const ALL: &[Builtin] = &[
    entry("day of year", &["date"], |values, _| Ok(day(values).map(Date::day_of_year).into())),
    entry("day of week", &["date"], |values, _| Ok(day(values).and_then(|day| name(&WEEKDAYS, day.weekday())).into())),
    entry("month of year", &["date"], |values, _| Ok(day(values).and_then(|day| name(&MONTHS, day.month())).into())),
    entry("week of year", &["date"], |values, _| Ok(day(values).map(Date::week_of_year).into())),
    entry("now", &[""], |_, run| Ok(Value::DateTime(DateTime::from_timestamp(run.clock.now, &run.clock.zone)))),
    entry("today", &[""], |_, run| Ok(DateTime::from_timestamp(run.clock.now, &run.clock.zone).date.into())),
];

fn day(values: &[Value]) -> Option<Date> {
    match only(&values[0]) {
        Value::Date(date) => Some(*date),
        Value::DateTime(moment) => Some(moment.date),
        _ => None,
    }
}

fn name(names: &[&'static str], number: i64) -> Option<&'static str> {
    names.get(usize::try_from(number).ok()?.checked_sub(1)?).copied()
}
