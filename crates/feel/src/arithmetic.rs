//! `+ - * / **` over numbers, texts, dates, times and durations. A pair the standard does not define gives null.

use crate::date_time::DateTime;
use crate::decimal::Decimal;
use crate::duration::{DaysDuration, MonthsDuration};
use crate::mathematics;
use crate::time::{DAY, SECOND, Time};
use crate::value::Value;
use crate::zone::Zone;

pub(crate) fn negate(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(-*number),
        Value::DaysDuration(DaysDuration(length)) => Value::DaysDuration(DaysDuration(-length)),
        Value::MonthsDuration(MonthsDuration(months)) => Value::MonthsDuration(MonthsDuration(-months)),
        _ => Value::Null,
    }
}

pub(crate) fn add(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => a.checked_add(*b).into(),
        (Value::String(a), Value::String(b)) => {
            let mut joined = String::with_capacity(a.len() + b.len());
            joined.push_str(a);
            joined.push_str(b);
            joined.into()
        }
        (Value::DaysDuration(a), Value::DaysDuration(b)) => days(a.0.checked_add(b.0)),
        (Value::MonthsDuration(a), Value::MonthsDuration(b)) => months(a.0.checked_add(b.0)),
        (moment, Value::DaysDuration(length)) | (Value::DaysDuration(length), moment) => move_by(moment, length.0),
        (moment, Value::MonthsDuration(length)) | (Value::MonthsDuration(length), moment) => {
            move_months(moment, length.0)
        }
        _ => Value::Null,
    }
}

pub(crate) fn subtract(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => a.checked_sub(*b).into(),
        (Value::DaysDuration(a), Value::DaysDuration(b)) => days(a.0.checked_sub(b.0)),
        (Value::MonthsDuration(a), Value::MonthsDuration(b)) => months(a.0.checked_sub(b.0)),
        (moment, Value::DaysDuration(length)) => move_by(moment, -length.0),
        (moment, Value::MonthsDuration(length)) => move_months(moment, -length.0),
        (Value::Time(a), Value::Time(b)) if a.zone().is_some() == b.zone().is_some() => {
            days(Some(a.instant() - b.instant()))
        }
        _ => match (as_moment(left), as_moment(right)) {
            (Some(a), Some(b)) if a.time.zone().is_some() == b.time.zone().is_some() => {
                days(Some(a.instant() - b.instant()))
            }
            _ => Value::Null,
        },
    }
}

pub(crate) fn multiply(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => a.checked_mul(*b).into(),
        (Value::Number(factor), Value::DaysDuration(length)) | (Value::DaysDuration(length), Value::Number(factor)) => {
            days(seconds(length.0).and_then(|length| to_nanoseconds(length.checked_mul(*factor)?)))
        }
        (Value::Number(factor), Value::MonthsDuration(length))
        | (Value::MonthsDuration(length), Value::Number(factor)) => {
            months(Decimal::from(length.0).checked_mul(*factor).and_then(whole))
        }
        _ => Value::Null,
    }
}

pub(crate) fn divide(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => a.checked_div(*b).into(),
        (Value::DaysDuration(length), Value::Number(divisor)) => {
            days(seconds(length.0).and_then(|length| to_nanoseconds(length.checked_div(*divisor)?)))
        }
        (Value::MonthsDuration(length), Value::Number(divisor)) => {
            months(Decimal::from(length.0).checked_div(*divisor).and_then(whole))
        }
        (Value::DaysDuration(a), Value::DaysDuration(b)) => {
            seconds(a.0).zip(seconds(b.0)).and_then(|(a, b)| a.checked_div(b)).into()
        }
        (Value::MonthsDuration(a), Value::MonthsDuration(b)) => Decimal::from(a.0).checked_div(b.0.into()).into(),
        _ => Value::Null,
    }
}

pub(crate) fn power(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::Number(base), Value::Number(exponent)) => mathematics::power(*base, *exponent).into(),
        _ => Value::Null,
    }
}

fn days(nanoseconds: Option<i128>) -> Value {
    nanoseconds.map(|length| Value::DaysDuration(DaysDuration(length))).into()
}

fn months(months: Option<i64>) -> Value {
    months.map(|length| Value::MonthsDuration(MonthsDuration(length))).into()
}

fn seconds(nanoseconds: i128) -> Option<Decimal> {
    Decimal::new(nanoseconds, -9)
}

fn to_nanoseconds(seconds: Decimal) -> Option<i128> {
    let cut = seconds.round(9, crate::decimal::Rounding::Down)?;
    let exponent = u32::try_from(cut.exponent() + 9).ok()?;
    cut.coefficient().checked_mul(10_i128.checked_pow(exponent)?)
}

fn whole(number: Decimal) -> Option<i64> {
    number.round(0, crate::decimal::Rounding::Down)?.to_i64()
}

/// A date counts as its midnight in UTC.
fn as_moment(value: &Value) -> Option<DateTime> {
    match value {
        Value::Date(date) => Some(DateTime { date: *date, time: Time::from_nanosecond(0, Some(Zone::UTC)) }),
        Value::DateTime(moment) => Some(moment.clone()),
        _ => None,
    }
}

fn move_by(moment: &Value, nanoseconds: i128) -> Value {
    match moment {
        Value::Date(date) => {
            i64::try_from(nanoseconds.div_euclid(DAY)).ok().and_then(|days| date.add_days(days)).into()
        }
        Value::Time(time) => Value::Time(Time::from_nanosecond(
            time.nanosecond_of_day() + nanoseconds % (DAY * SECOND),
            time.zone().cloned(),
        )),
        Value::DateTime(moment) => moment.add_nanoseconds(nanoseconds).map(Value::DateTime).into(),
        _ => Value::Null,
    }
}

fn move_months(moment: &Value, months: i64) -> Value {
    match moment {
        Value::Date(date) => date.add_months(months).into(),
        Value::DateTime(moment) => moment.add_months(months).map(Value::DateTime).into(),
        _ => Value::Null,
    }
}
