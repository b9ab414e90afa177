//! Unary tests: the cells of decision tables and the right side of `in`.

use std::sync::Arc;

use crate::ast::{Node, NodeId, Operator};
use crate::compare::equal;
use crate::env::Env;
use crate::evaluate::Evaluator;
use crate::limits::Fault;
use crate::range::Range;
use crate::value::Value;

/// Whether one of the tests holds for the input `?`.
pub(crate) fn any_of(evaluator: &Evaluator<'_>, tests: &[NodeId], env: &Env) -> Result<Value, Fault> {
    let input = env.find("?").unwrap_or_default();
    let mut unknown = false;
    for test in tests {
        match test_input(evaluator, &input, *test, env)? {
            Some(true) => return Ok(Value::Bool(true)),
            Some(false) => {}
            None => unknown = true,
        }
    }
    Ok(if unknown { Value::Null } else { Value::Bool(false) })
}

/// Whether none of the tests holds.
pub(crate) fn none_of(evaluator: &Evaluator<'_>, tests: &[NodeId], env: &Env) -> Result<Value, Fault> {
    Ok(match any_of(evaluator, tests, env)? {
        Value::Bool(found) => Value::Bool(!found),
        _ => Value::Null,
    })
}

/// A test in a cell: an expression that is true, or a value the input equals or lies in.
fn test_input(evaluator: &Evaluator<'_>, input: &Value, test: NodeId, env: &Env) -> Result<Option<bool>, Fault> {
    if let Node::Comparison(..) = evaluator.node(test) {
        return within(evaluator, input, test, env);
    }
    let value = evaluator.value(test, env)?;
    if let Value::Bool(holds) = value
        && (!matches!(input, Value::Bool(_)) || mentions_input(evaluator, test))
    {
        return Ok(Some(holds));
    }
    evaluator.run.charge((value.weight() + input.weight()) / 8)?;
    Ok(in_value(input, &value))
}

fn mentions_input(evaluator: &Evaluator<'_>, test: NodeId) -> bool {
    // Nodes of a test lie before it; those of an earlier test in the same cell may be seen too, which does no harm
    // as a bare boolean constant never stands beside an expression over the input.
    evaluator.program.nodes[..=test as usize].iter().any(|node| matches!(node, Node::Name(name) if **name == *"?"))
}

/// Whether the value passes one test on the right side of `in`.
pub(crate) fn within(evaluator: &Evaluator<'_>, value: &Value, test: NodeId, env: &Env) -> Result<Option<bool>, Fault> {
    if let Node::Comparison(operator, operand) = evaluator.node(test) {
        let operand = evaluator.value(*operand, env)?;
        return Ok(match evaluator.apply(*operator, value, &operand)? {
            Value::Bool(holds) => Some(holds),
            _ => None,
        });
    }
    let is_range = matches!(evaluator.node(test), Node::Range { .. });
    let test = evaluator.value(test, env)?;
    if is_range && test.is_null() {
        return Ok(None);
    }
    evaluator.run.charge((value.weight() + test.weight()) / 8)?;
    Ok(in_value(value, &test))
}

/// Whether the value equals the test, lies in its range, or passes one element of its list.
pub(crate) fn in_value(value: &Value, test: &Value) -> Option<bool> {
    match test {
        Value::Range(range) => {
            if let Value::Range(own) = value {
                return own.same(range);
            }
            range.contains(value)
        }
        Value::List(items) => {
            let whole = matches!(value, Value::List(_)) && equal(value, test) == Some(true);
            Some(whole || items.iter().any(|item| in_element(value, item)))
        }
        _ => equal(value, test),
    }
}

fn in_element(value: &Value, item: &Value) -> bool {
    match item {
        Value::Range(range) if !matches!(value, Value::Range(_)) => range.contains(value) == Some(true),
        _ => equal(value, item) == Some(true),
    }
}

/// `>= 18` standing alone is the range of all values from 18 on.
pub(crate) fn as_range(operator: Operator, operand: Value) -> Value {
    if crate::compare::compare(&operand, &operand).is_none() {
        return Value::Null;
    }
    let open = Value::Null;
    let (low, low_included, high, high_included) = match operator {
        Operator::Less => (open, false, operand, false),
        Operator::LessOrEqual => (open, false, operand, true),
        Operator::Greater => (operand, false, open, false),
        Operator::GreaterOrEqual => (operand, true, open, false),
        Operator::Equal => (operand.clone(), true, operand, true),
        _ => return Value::Null,
    };
    Value::Range(Arc::new(Range { low, low_included, high, high_included, single: operator == Operator::Equal }))
}
