//! Numbers: rounding, absolute value, modulo, roots, logarithms, parity.

use super::{Builtin, argument, entry, number, only};
use crate::decimal::{Decimal, Rounding};
use crate::duration::{DaysDuration, MonthsDuration};
use crate::mathematics;
use crate::value::Value;

pub(super) const ALL: &[Builtin] = &[
    entry("decimal", &["n, scale"], |values, _| Ok(round(values, Rounding::HalfEven).into())),
    entry("floor", &["n, scale?"], |values, _| Ok(round(values, Rounding::Floor).into())),
    entry("ceiling", &["n, scale?"], |values, _| Ok(round(values, Rounding::Ceiling).into())),
    entry("round up", &["n, scale"], |values, _| Ok(round(values, Rounding::Up).into())),
    entry("round down", &["n, scale"], |values, _| Ok(round(values, Rounding::Down).into())),
    entry("round half up", &["n, scale"], |values, _| Ok(round(values, Rounding::HalfUp).into())),
    entry("round half down", &["n, scale"], |values, _| Ok(round(values, Rounding::HalfDown).into())),
    entry("abs", &["n"], |values, _| {
        Ok(match only(&values[0]) {
            Value::Number(number) => Value::Number(number.abs()),
            Value::DaysDuration(length) => Value::DaysDuration(DaysDuration(length.0.abs())),
            Value::MonthsDuration(length) => Value::MonthsDuration(MonthsDuration(length.0.abs())),
            _ => Value::Null,
        })
    }),
    entry("modulo", &["dividend, divisor"], |values, _| {
        Ok(number(values, 0)
            .zip(number(values, 1))
            .and_then(|(dividend, divisor)| dividend.checked_modulo(divisor))
            .into())
    }),
    entry("sqrt", &["number"], |values, _| Ok(number(values, 0).and_then(mathematics::square_root).into())),
    entry("log", &["number"], |values, _| Ok(number(values, 0).and_then(mathematics::logarithm).into())),
    entry("exp", &["number"], |values, _| Ok(number(values, 0).and_then(mathematics::exponential).into())),
    entry("odd", &["number"], |values, _| Ok(parity(values).map(|rest| !rest.is_zero()).into())),
    entry("even", &["number"], |values, _| Ok(parity(values).map(Decimal::is_zero).into())),
];

/// Without a scale to whole numbers. A scale beyond what decimals have is not defined.
fn round(values: &[Value], rounding: Rounding) -> Option<Decimal> {
    let scale = match values.len() {
        1 => 0,
        _ => number(values, 1)?.round(0, Rounding::Down)?.to_i64()?,
    };
    let scale = i32::try_from(scale).ok().filter(|scale| (-6111..=6176).contains(scale))?;
    only(argument(values, 0)).as_number()?.round(scale, rounding)
}

fn parity(values: &[Value]) -> Option<Decimal> {
    let number = number(values, 0)?;
    if number.is_integer() { number.checked_modulo(Decimal::from(2)) } else { None }
}
