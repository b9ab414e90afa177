//! Lists: finding, cutting, joining. Positions count from 1, negative ones from the end.

use super::{Builtin, argument, entry, list, number};
use crate::compare::equal;
use crate::decimal::Decimal;
use crate::limits::{Fault, Run};
use crate::value::Value;

pub(super) const ALL: &[Builtin] = &[
    entry("list contains", &["list, element"], |values, _| {
        Ok(list(values, 0).map(|items| items.iter().any(|item| equal(item, &values[1]) == Some(true))).into())
    }),
    entry("sublist", &["list, start position, length?"], |values, _| Ok(sublist(values).into())),
    entry("append", &["list, item…"], |values, _| {
        let Value::List(items) = as_list(&values[0]) else { return Ok(Value::Null) };
        Ok(Value::list(items.iter().chain(&values[1..]).cloned().collect()))
    }),
    entry("concatenate", &["list…"], |values, _| Ok(joined(values).map(Value::list).into())),
    entry("insert before", &["list, position, newItem"], |values, _| Ok(insert_before(values).into())),
    entry("remove", &["list, position"], |values, _| Ok(remove(values).into())),
    entry("reverse", &["list"], |values, _| {
        Ok(list(values, 0).map(|items| Value::list(items.iter().rev().cloned().collect())).into())
    }),
    entry("index of", &["list, match"], |values, _| Ok(index_of(values).into())),
    entry("union", &["list…"], |values, run| match joined(values) {
        Some(items) => distinct(&items, run),
        None => Ok(Value::Null),
    }),
    entry("distinct values", &["list"], |values, run| match list(values, 0) {
        Some(items) => distinct(items, run),
        None => Ok(Value::Null),
    }),
    entry("flatten", &["list"], |values, _| {
        Ok(list(values, 0)
            .map(|items| {
                let mut flat = Vec::new();
                flatten(items, &mut flat);
                Value::list(flat)
            })
            .into())
    }),
    entry("list replace", &["list, position, newItem", "list, match, newItem"], list_replace),
];

fn as_list(value: &Value) -> Value {
    match value {
        Value::List(_) | Value::Null => value.clone(),
        single => Value::list(vec![single.clone()]),
    }
}

/// The index of a position in a list of this length.
fn index(position: Decimal, length: usize) -> Option<usize> {
    let position = position.round(0, crate::decimal::Rounding::Down)?.to_i64()?;
    let index = match position {
        0 => return None,
        1.. => usize::try_from(position - 1).ok()?,
        _ => length.checked_sub(usize::try_from(position.unsigned_abs()).ok()?)?,
    };
    (index < length).then_some(index)
}

fn sublist(values: &[Value]) -> Option<Value> {
    let items = list(values, 0)?;
    let start = index(number(values, 1)?, items.len())?;
    let length = match argument(values, 2) {
        Value::Null => items.len() - start,
        _ => usize::try_from(number(values, 2)?.round(0, crate::decimal::Rounding::Down)?.to_i64()?)
            .ok()
            .filter(|length| *length > 0)?,
    };
    items.get(start..start.checked_add(length)?).map(|part| Value::list(part.to_vec()))
}

fn joined(values: &[Value]) -> Option<Vec<Value>> {
    let mut all = Vec::new();
    for position in 0..values.len() {
        all.extend_from_slice(list(values, position)?);
    }
    Some(all)
}

fn insert_before(values: &[Value]) -> Option<Value> {
    let mut items = list(values, 0)?.to_vec();
    let at = index(number(values, 1)?, items.len())?;
    items.insert(at, argument(values, 2).clone());
    Some(Value::list(items))
}

fn remove(values: &[Value]) -> Option<Value> {
    let mut items = list(values, 0)?.to_vec();
    let at = index(number(values, 1)?, items.len())?;
    items.remove(at);
    Some(Value::list(items))
}

fn index_of(values: &[Value]) -> Option<Value> {
    let sought = argument(values, 1);
    let positions = list(values, 0)?.iter().zip(1_i64..).filter(|(item, _)| equal(item, sought) == Some(true));
    Some(Value::list(positions.map(|(_, position)| position.into()).collect()))
}

fn distinct(items: &[Value], run: &Run<'_>) -> Result<Value, Fault> {
    let mut kept: Vec<Value> = Vec::new();
    for item in items {
        run.charge((kept.len() as u64).saturating_mul(item.weight()) / 4)?;
        if !kept.iter().any(|earlier| equal(earlier, item) == Some(true)) {
            kept.push(item.clone());
        }
    }
    Ok(Value::list(kept))
}

fn flatten(items: &[Value], flat: &mut Vec<Value>) {
    for item in items {
        match item {
            Value::List(inner) => flatten(inner, flat),
            other => flat.push(other.clone()),
        }
    }
}

fn list_replace(values: &[Value], run: &Run<'_>) -> Result<Value, Fault> {
    let Some(items) = list(values, 0) else { return Ok(Value::Null) };
    let new = argument(values, 2);
    match argument(values, 1) {
        Value::Number(position) => Ok(index(*position, items.len())
            .map(|at| {
                let mut changed = items.to_vec();
                changed[at] = new.clone();
                Value::list(changed)
            })
            .into()),
        Value::Function(matches) => {
            let mut changed = Vec::with_capacity(items.len());
            for item in items {
                match matches.call(vec![item.clone(), new.clone()], run)? {
                    Value::Bool(found) => changed.push(if found { new.clone() } else { item.clone() }),
                    _ => return Ok(Value::Null),
                }
            }
            Ok(Value::list(changed))
        }
        _ => Ok(Value::Null),
    }
}
