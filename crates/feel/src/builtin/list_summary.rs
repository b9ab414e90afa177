//! Lists summed up: `count`, `min`, `max`, `sum`, `mean`, `median`, `mode`, `stddev`, `product`, `all`, `any`.

use std::cmp::Ordering;

use super::{Builtin, argument, entry, list, many};
use crate::compare::compare;
use crate::decimal::Decimal;
use crate::mathematics::square_root;
use crate::value::Value;

pub(super) const ALL: &[Builtin] = &[
    entry("count", &["list"], |values, _| Ok(list(values, 0).and_then(|items| i64::try_from(items.len()).ok()).into())),
    entry("min", &["list…"], |values, _| Ok(extreme(many(values), Ordering::Less).into())),
    entry("max", &["list…"], |values, _| Ok(extreme(many(values), Ordering::Greater).into())),
    entry("sum", &["list…"], |values, _| {
        Ok(numbers(values).filter(|all| !all.is_empty()).and_then(|all| sum(&all)).into())
    }),
    entry("mean", &["list…"], |values, _| Ok(numbers(values).and_then(|all| mean(&all)).into())),
    entry("product", &["list…"], |values, _| {
        let all = numbers(values).filter(|all| !all.is_empty());
        Ok(all.and_then(|all| all.into_iter().try_fold(Decimal::ONE, Decimal::checked_mul)).into())
    }),
    entry("median", &["list…"], |values, _| Ok(numbers(values).and_then(median).into())),
    entry("stddev", &["list…"], |values, _| Ok(numbers(values).and_then(|all| deviation(&all)).into())),
    entry("mode", &["list…"], |values, _| Ok(numbers(values).map(mode).into())),
    entry("all", &["list…"], |values, _| Ok(conjunction(values, false))),
    entry("any", &["list…"], |values, _| Ok(conjunction(values, true))),
];

fn numbers(values: &[Value]) -> Option<Vec<Decimal>> {
    many(values).iter().map(Value::as_number).collect()
}

fn extreme(items: &[Value], wanted: Ordering) -> Option<Value> {
    let (mut best, rest) = items.split_first()?;
    compare(best, best)?;
    for item in rest {
        if compare(item, best)? == wanted {
            best = item;
        }
    }
    Some(best.clone())
}

fn sum(all: &[Decimal]) -> Option<Decimal> {
    all.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number))
}

fn count_of(all: &[Decimal]) -> Decimal {
    Decimal::from(i64::try_from(all.len()).unwrap_or(i64::MAX))
}

fn mean(all: &[Decimal]) -> Option<Decimal> {
    sum(all)?.checked_div(count_of(all))
}

fn median(mut all: Vec<Decimal>) -> Option<Decimal> {
    all.sort_unstable();
    let middle = all.len() / 2;
    if all.len() % 2 == 1 {
        return all.get(middle).copied();
    }
    let (low, high) = (all.get(middle.checked_sub(1)?)?, all.get(middle)?);
    low.checked_add(*high)?.checked_div(Decimal::from(2))
}

/// Of a sample: divided by one less than the count.
fn deviation(all: &[Decimal]) -> Option<Decimal> {
    if all.len() < 2 {
        return None;
    }
    let mean = mean(all)?;
    let squares = all.iter().try_fold(Decimal::ZERO, |sum, number| {
        let distance = number.checked_sub(mean)?;
        sum.checked_add(distance.checked_mul(distance)?)
    })?;
    square_root(squares.checked_div(count_of(&all[1..]))?)
}

/// The most frequent numbers, ascending.
fn mode(mut all: Vec<Decimal>) -> Value {
    all.sort_unstable();
    let groups: Vec<&[Decimal]> = all.chunk_by(|a, b| a == b).collect();
    let most = groups.iter().map(|group| group.len()).max().unwrap_or(0);
    Value::list(groups.into_iter().filter(|group| group.len() == most).map(|group| Value::Number(group[0])).collect())
}

/// `all` and `any`: the decisive boolean wins, then anything that is no boolean makes it unknown.
fn conjunction(values: &[Value], decisive: bool) -> Value {
    if values.len() == 1 && argument(values, 0).is_null() {
        return Value::Null;
    }
    let mut unknown = false;
    for item in many(values) {
        match item {
            Value::Bool(value) if *value == decisive => return Value::Bool(decisive),
            Value::Bool(_) => {}
            _ => unknown = true,
        }
    }
    if unknown { Value::Null } else { Value::Bool(!decisive) }
}
