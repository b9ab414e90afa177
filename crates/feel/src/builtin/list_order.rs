//! `sort`: by a function that says which of two comes first.

use super::{Builtin, entry, list};
use crate::compare::compare;
use crate::limits::{Fault, Run};
use crate::value::Value;

pub(super) const ALL: &[Builtin] = &[entry("sort", &["list, precedes?"], sort)];

fn sort(values: &[Value], run: &Run<'_>) -> Result<Value, Fault> {
    let Some(items) = list(values, 0) else { return Ok(Value::Null) };
    let precedes = match values.get(1) {
        None => None,
        Some(Value::Function(function)) => Some(function),
        Some(_) => return Ok(Value::Null),
    };
    let mut before = |a: &Value, b: &Value| -> Result<Option<bool>, Fault> {
        run.charge(1)?;
        Ok(match precedes {
            None => compare(a, b).map(std::cmp::Ordering::is_lt),
            Some(function) => match function.call(vec![a.clone(), b.clone()], run)? {
                Value::Bool(first) => Some(first),
                _ => None,
            },
        })
    };
    merge_sort(items.to_vec(), &mut before).map(|sorted| sorted.map(Value::list).into())
}

/// Whether the first comes before the second; `None` when that is not defined.
type Precedes<'f> = dyn FnMut(&Value, &Value) -> Result<Option<bool>, Fault> + 'f;

/// Our own, because the order may be undefined (`None`) or run out of fuel midway. Stable.
fn merge_sort(items: Vec<Value>, before: &mut Precedes<'_>) -> Result<Option<Vec<Value>>, Fault> {
    let mut source = items;
    let mut width = 1;
    while width < source.len() {
        let mut merged = Vec::with_capacity(source.len());
        for pair in source.chunks(width * 2) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let (Some(a), Some(b)) = (left.first(), right.first()) {
                let Some(right_first) = before(b, a)? else { return Ok(None) };
                if right_first {
                    merged.push(b.clone());
                    right = &right[1..];
                } else {
                    merged.push(a.clone());
                    left = &left[1..];
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        source = merged;
        width *= 2;
    }
    Ok(Some(source))
}
