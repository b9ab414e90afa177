//! The working days of a place as functions that expressions in processes call:
//! `add working days(from, days)` and `is working day(day)`.

use domain::WorkingDays;
use feel::{Context, DateTime, Fault, Foreign, Function, Kind, Parameter, Run, Value};
use std::sync::Arc;

/// The functions for one place, to be laid behind the variables of a process.
pub(crate) fn functions(days: &WorkingDays) -> Context {
    let named = |names: &[&str], body: Arc<dyn Foreign>| {
        let parameters = names.iter().map(|name| Parameter { name: (*name).into(), kind: Kind::Any });
        Value::Function(Arc::new(Function::foreign(parameters.collect(), body)))
    };
    [
        ("add working days", named(&["from", "days"], Arc::new(Add(days.clone())))),
        ("is working day", named(&["day"], Arc::new(Is(days.clone())))),
    ]
    .into_iter()
    .collect()
}

/// A day keeps being a day, a date with time keeps its time; null for anything else.
struct Add(WorkingDays);

impl Foreign for Add {
    fn call(&self, arguments: &[Value], run: &Run<'_>) -> Result<Value, Fault> {
        let days = arguments.get(1).and_then(Value::as_i64).and_then(|days| i32::try_from(days).ok());
        let (Some(from), Some(days)) = (arguments.first(), days) else { return Ok(Value::Null) };
        run.charge(u64::from(days.unsigned_abs()))?;
        let later = |day: feel::Date| to_feel(self.0.add(from_feel(day)?, days)?);
        Ok(match from {
            Value::Date(day) => later(*day).map_or(Value::Null, Value::Date),
            Value::DateTime(at) => {
                later(at.date).map_or(Value::Null, |date| Value::DateTime(DateTime { date, ..at.clone() }))
            }
            _ => Value::Null,
        })
    }
}

struct Is(WorkingDays);

impl Foreign for Is {
    fn call(&self, arguments: &[Value], _run: &Run<'_>) -> Result<Value, Fault> {
        let day = match arguments.first() {
            Some(Value::Date(day)) => from_feel(*day),
            Some(Value::DateTime(at)) => from_feel(at.date),
            _ => None,
        };
        Ok(day.map_or(Value::Null, |day| Value::Bool(self.0.is_working_day(day))))
    }
}

/// Years beyond four digits have no calendar of holidays.
fn from_feel(day: feel::Date) -> Option<jiff::civil::Date> {
    let (year, month, day) = (day.year(), day.month(), day.day());
    jiff::civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn to_feel(day: jiff::civil::Date) -> Option<feel::Date> {
    feel::Date::new(day.year().into(), day.month().into(), day.day().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value_of(text: &str) -> String {
        let clock = feel::Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
        let functions = functions(&WorkingDays::of("CH-LU"));
        let value = feel::parse(text, &[]).unwrap().evaluate(&functions, &clock).unwrap();
        value.to_json().to_string()
    }

    #[test]
    fn expressions_count_the_working_days_of_the_place() {
        assert_eq!(value_of(r#"add working days(date("2026-04-02"), 3)"#), r#""2026-04-09""#);
        let at = r#"add working days(date and time("2026-06-03T14:00:00@Europe/Zurich"), 1)"#;
        assert!(value_of(at).starts_with(r#""2026-06-05T14:00:00"#), "{}", value_of(at));
        assert_eq!(value_of(r#"is working day(date("2026-12-08"))"#), "false");
        assert_eq!(value_of(r#"for d in ["2026-12-07", "2026-12-09"] return is working day(date(d))"#), "[true,true]");
        assert_eq!(value_of(r#"add working days("tomorrow", 3)"#), "null");
        assert_eq!(value_of(r#"add working days(date("2026-04-02"), 100000000000)"#), "null");
    }
}
