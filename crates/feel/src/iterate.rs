//! Loops over lists: `for`, `some`, `every` and filters.

use std::sync::Arc;

use crate::ast::{Binding, NodeId};
use crate::date::Date;
use crate::decimal::Decimal;
use crate::env::{Env, Layer};
use crate::evaluate::Evaluator;
use crate::limits::Fault;
use crate::value::Value;

/// What a binding runs over, without writing long ranges out.
enum Source {
    List(crate::value::List),
    Numbers { next: Decimal, last: Decimal, step: Decimal },
    Days { next: i64, last: i64 },
    Undefined,
}

impl Source {
    fn new(evaluator: &Evaluator<'_>, binding: &Binding, env: &Env) -> Result<Self, Fault> {
        let from = evaluator.value(binding.from, env)?;
        if let Some(to) = binding.to {
            return Ok(Self::between(&from, &evaluator.value(to, env)?));
        }
        Ok(match &from {
            Value::List(list) => Self::List(list.clone()),
            Value::Null => Self::Undefined,
            Value::Range(range) => {
                let shrink = |end: &Value, included: bool, by: i64| match end {
                    Value::Number(number) if !included => number.checked_add(by.into()).into(),
                    Value::Date(day) if !included => day.add_days(by).into(),
                    other => other.clone(),
                };
                let (low, high) =
                    (shrink(&range.low, range.low_included, 1), shrink(&range.high, range.high_included, -1));
                match crate::compare::compare(&low, &high) {
                    Some(std::cmp::Ordering::Greater) => Self::List(crate::value::List::new(Vec::new())),
                    _ => Self::between(&low, &high),
                }
            }
            single => Self::List(crate::value::List::new(vec![single.clone()])),
        })
    }

    fn between(from: &Value, to: &Value) -> Self {
        match (from, to) {
            (Value::Number(from), Value::Number(to)) if from.is_integer() && to.is_integer() => {
                let step = if from <= to { Decimal::ONE } else { -Decimal::ONE };
                Self::Numbers { next: *from, last: *to, step }
            }
            (Value::Date(from), Value::Date(to)) => Self::Days { next: from.to_days(), last: to.to_days() },
            _ => Self::Undefined,
        }
    }

    /// The element at a position, which goes up by one from call to call.
    fn take(&mut self, position: usize) -> Option<Value> {
        match self {
            Self::List(list) => list.get(position).cloned(),
            Self::Numbers { next, last, step } => {
                let passed = if step.is_negative() { *next < *last } else { *next > *last };
                if passed {
                    return None;
                }
                let value = *next;
                *next = next.checked_add(*step)?;
                Some(Value::Number(value))
            }
            Self::Days { next, last } => {
                if next == last {
                    // Past the end in a direction that is never taken again.
                    let value = Date::from_days(*next);
                    *self = Self::Undefined;
                    return value.map(Value::Date);
                }
                let value = Date::from_days(*next);
                *next += if *next < *last { 1 } else { -1 };
                value.map(Value::Date)
            }
            Self::Undefined => None,
        }
    }
}

/// Runs `visit` for every combination of the bindings; it stops early when `visit` returns false. `None` when a source is undefined.
fn combinations(
    evaluator: &Evaluator<'_>,
    bindings: &[Binding],
    env: &Env,
    visit: &mut dyn FnMut(&Env) -> Result<bool, Fault>,
) -> Result<Option<bool>, Fault> {
    let Some((first, rest)) = bindings.split_first() else { return visit(env).map(Some) };
    let mut source = Source::new(evaluator, first, env)?;
    if matches!(source, Source::Undefined) {
        return Ok(None);
    }
    let mut position = 0;
    while let Some(value) = source.take(position) {
        evaluator.run.charge(1)?;
        position += 1;
        let inner = env.with(Layer::One(first.name.clone(), value));
        match evaluator.run.deeper(|| combinations(evaluator, rest, &inner, visit))? {
            Some(true) => {}
            stopped => return Ok(stopped),
        }
    }
    Ok(Some(true))
}

/// `for … return …`, with the results so far as `partial`.
pub(crate) fn for_each(
    evaluator: &Evaluator<'_>,
    bindings: &[Binding],
    body: NodeId,
    env: &Env,
) -> Result<Value, Fault> {
    let uses_partial =
        evaluator.program.nodes.iter().any(|node| matches!(node, crate::ast::Node::Name(name) if **name == *"partial"));
    let partial: Arc<str> = "partial".into();
    let mut results: Vec<Value> = Vec::new();
    let mut weight = 0_u64;
    let size = evaluator.run.limits().size;
    let visited = combinations(evaluator, bindings, env, &mut |inner| {
        let value = if uses_partial {
            evaluator.run.charge(results.len() as u64)?;
            evaluator.value(body, &inner.with(Layer::One(partial.clone(), Value::list(results.clone()))))?
        } else {
            evaluator.value(body, inner)?
        };
        weight = weight.saturating_add(value.weight());
        if weight > size {
            return Err(Fault::Size);
        }
        results.push(value);
        Ok(true)
    })?;
    Ok(if visited.is_some() { Value::list(results) } else { Value::Null })
}

/// `some … satisfies …` and `every … satisfies …`, three-valued.
pub(crate) fn quantified(
    evaluator: &Evaluator<'_>,
    every: bool,
    bindings: &[Binding],
    body: NodeId,
    env: &Env,
) -> Result<Value, Fault> {
    let (mut decided, mut unknown) = (false, false);
    let visited = combinations(evaluator, bindings, env, &mut |inner| {
        match evaluator.value(body, inner)? {
            Value::Bool(holds) if holds != every => decided = true,
            Value::Bool(_) => {}
            _ => unknown = true,
        }
        Ok(!decided)
    })?;
    Ok(match visited {
        None => Value::Null,
        Some(_) if decided => Value::Bool(!every),
        Some(_) if unknown => Value::Null,
        Some(_) => Value::Bool(every),
    })
}

/// `list[position]` and `list[condition]`.
pub(crate) fn filter(evaluator: &Evaluator<'_>, list: NodeId, filter: NodeId, env: &Env) -> Result<Value, Fault> {
    let list = match evaluator.value(list, env)? {
        Value::List(list) => list,
        Value::Null => return Ok(Value::Null),
        single => crate::value::List::new(vec![single]),
    };
    let mut kept = Vec::new();
    for (position, item) in list.iter().enumerate() {
        evaluator.run.charge(1)?;
        match evaluator.value(filter, &env.with(Layer::Item(item.clone())))? {
            Value::Bool(true) => kept.push(item.clone()),
            Value::Number(index) if position == 0 => return Ok(at_position(&list, index)),
            _ => {}
        }
    }
    if list.is_empty() && matches!(evaluator.value(filter, env)?, Value::Number(_)) {
        return Ok(Value::Null);
    }
    Ok(Value::list(kept))
}

/// The element at a position, counted from 1, or from the end when negative; null beyond the list.
pub fn at_position(list: &[Value], index: Decimal) -> Value {
    let position = match index.to_i64() {
        Some(index) if index > 0 => usize::try_from(index - 1).ok(),
        Some(index) if index < 0 => {
            usize::try_from(index.unsigned_abs()).ok().and_then(|back| list.len().checked_sub(back))
        }
        _ => None,
    };
    position.and_then(|position| list.get(position)).cloned().unwrap_or_default()
}
