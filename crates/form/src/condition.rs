//! Expressions of a form and the values they see: the only file that knows how answers look in FEEL.

use feel::{Clock, Context, Decimal, Expression, Fault, Limits, Value as FeelValue};
use jiff::civil::Date;
use serde_json::Value;

use crate::answer::Place;
use crate::definition::{Field, Kind, Limit};
use crate::problem::Problem;
use crate::questions::amount;

/// Steps of one evaluation: ample for a condition, too few to slow a page down.
const FUEL: u64 = 50_000;

/// A checked FEEL expression of a form.
#[derive(Clone, Debug)]
pub struct Condition {
    /// As the author wrote it.
    pub text: String,
    /// Line of the expression in the form file.
    pub line: usize,
    /// The field ids it uses.
    pub names: Vec<String>,
    expression: Expression,
}

impl Condition {
    /// Parses an expression knowing these field ids. A fault is reported with its line in the file.
    pub fn parse(text: &str, ids: &[String], file: &str, line: usize, problems: &mut Vec<Problem>) -> Option<Self> {
        let names: Vec<&str> = ids.iter().map(String::as_str).collect();
        match feel::parse(text, &names) {
            Ok(expression) => Some(Self { text: text.to_owned(), line, names: expression.free_names(), expression }),
            Err(problem) => {
                let message = format!("The expression cannot be read, column {}: {}", problem.column, problem.message);
                problems.push(Problem::fault(file, line + problem.line.saturating_sub(1), message));
                None
            }
        }
    }

    /// The value over these answers; null when the evaluation had to be stopped.
    pub(crate) fn value(&self, scope: &Context, clock: &Clock) -> FeelValue {
        self.evaluate(scope, clock).unwrap_or_default()
    }

    /// Whether it is true; a stopped evaluation is not.
    pub(crate) fn holds(&self, scope: &Context, clock: &Clock) -> bool {
        self.value(scope, clock).is_true()
    }

    /// Whether something with this condition is shown. A stopped evaluation counts as yes: rather ask than skip.
    pub(crate) fn shows(&self, scope: &Context, clock: &Clock) -> bool {
        self.evaluate(scope, clock).map_or(true, |value| value.is_true())
    }

    fn evaluate(&self, scope: &Context, clock: &Clock) -> Result<FeelValue, Fault> {
        let limits = Limits { fuel: FUEL, ..Limits::default() };
        self.expression.evaluate_with_limits(scope, clock, limits)
    }
}

/// A canonical answer as FEEL sees it: dates are dates, amounts numbers, everything else as in JSON.
pub(crate) fn feel_value(field: &Field, value: &Value) -> FeelValue {
    match (&field.kind, value) {
        (Kind::Date { .. }, Value::String(day)) => feel::Date::parse(day).into(),
        (Kind::Amount { .. }, Value::String(text)) => {
            amount::minor_units(text).and_then(|minor| Decimal::new(i128::from(minor), -2)).into()
        }
        _ => FeelValue::from_json(value),
    }
}

/// A limit worked out: a number or a day.
pub(crate) enum Bound {
    Number(f64),
    Day(String),
}

pub(crate) fn bound(limit: Option<&Limit>, scope: &Context, clock: &Clock) -> Option<Bound> {
    match limit? {
        Limit::Number(number) => Some(Bound::Number(*number)),
        Limit::Worked(condition) => match condition.value(scope, clock) {
            FeelValue::Number(number) => Some(Bound::Number(number.to_f64())),
            FeelValue::Date(day) => Some(Bound::Day(day.to_string())),
            FeelValue::DateTime(moment) => Some(Bound::Day(moment.to_string().chars().take(10).collect())),
            _ => None,
        },
    }
}

/// Country and day that the clock tells: German time zones mean Germany, all others Switzerland.
pub(crate) fn place(clock: &Clock) -> Place {
    let zoned = clock.now.to_zoned(clock.zone.clone());
    let german = matches!(clock.zone.iana_name(), Some("Europe/Berlin" | "Europe/Busingen"));
    let today: Date = zoned.date();
    Place { country: if german { "DE" } else { "CH" }, today }
}
