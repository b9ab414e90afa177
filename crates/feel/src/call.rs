//! Calling functions: built-in ones, those written in FEEL, and those of the host.

use std::sync::Arc;

use crate::ast::NodeId;
use crate::builtin::{self, Builtin};
use crate::env::{Env, Layer};
use crate::evaluate::Evaluator;
use crate::function::{Body, Foreign, Function};
use crate::limits::{Fault, Run};
use crate::value::Value;

/// A function whose body is outside of FEEL (`external`): it exists, and calling it gives null.
pub(crate) struct Outside;

impl Foreign for Outside {
    fn call(&self, _arguments: &[Value], _run: &Run<'_>) -> Result<Value, Fault> {
        Ok(Value::Null)
    }
}

/// A built-in function as a value, or null when there is none of this name.
pub(crate) fn builtin_value(name: &str) -> Value {
    builtin::find(name).map_or(Value::Null, |builtin| Value::Function(Arc::new(Function::builtin(builtin))))
}

/// `f(a, b)`
pub(crate) fn positional(
    evaluator: &Evaluator<'_>,
    function: NodeId,
    arguments: &[NodeId],
    env: &Env,
) -> Result<Value, Fault> {
    let Value::Function(function) = evaluator.value(function, env)? else { return Ok(Value::Null) };
    let values: Result<Vec<Value>, Fault> = arguments.iter().map(|node| evaluator.value(*node, env)).collect();
    call(&function, values?, evaluator.run)
}

/// `f(x: a, y: b)`
pub(crate) fn named(
    evaluator: &Evaluator<'_>,
    function: NodeId,
    arguments: &[(Arc<str>, NodeId)],
    env: &Env,
) -> Result<Value, Fault> {
    let Value::Function(function) = evaluator.value(function, env)? else { return Ok(Value::Null) };
    let mut values: Vec<(&str, Value)> = Vec::with_capacity(arguments.len());
    for (name, node) in arguments {
        if values.iter().any(|(earlier, _)| **earlier == **name) {
            return Ok(Value::Null);
        }
        values.push((name, evaluator.value(*node, env)?));
    }
    call_named(&function, &values, evaluator.run)
}

/// Calls with arguments by name; an unknown name, or one too few, gives null.
pub(crate) fn call_named(function: &Function, values: &[(&str, Value)], run: &Run<'_>) -> Result<Value, Fault> {
    if let Body::Builtin(builtin) = &function.body {
        return match builtin.signatures.iter().find_map(|signature| arrange(signature, values)) {
            Some(values) => call_builtin(builtin, &values, run),
            None => Ok(Value::Null),
        };
    }
    if values.len() != function.parameters.len() {
        return Ok(Value::Null);
    }
    let mut ordered = Vec::with_capacity(values.len());
    for parameter in &function.parameters {
        let Some((_, value)) = values.iter().find(|(name, _)| **name == *parameter.name) else {
            return Ok(Value::Null);
        };
        ordered.push(value.clone());
    }
    call(function, ordered, run)
}

/// Brings named arguments into the order of a signature such as `string, start position, length?`.
fn arrange(signature: &str, values: &[(&str, Value)]) -> Option<Vec<Value>> {
    let parameters: Vec<(&str, &str)> = signature
        .split(',')
        .map(|parameter| {
            let name = parameter.trim();
            (name.trim_end_matches(['?', '…', '^']), name)
        })
        .collect();
    if values.iter().any(|(name, _)| !parameters.iter().any(|(known, _)| known == name)) {
        return None;
    }
    let mut ordered = Vec::new();
    let mut missing = 0;
    for (parameter, marked) in parameters {
        match values.iter().find(|(name, _)| *name == parameter) {
            Some((_, Value::List(_))) if marked.ends_with('^') => return None,
            Some((_, value)) => {
                ordered.extend(std::iter::repeat_n(Value::Null, missing));
                missing = 0;
                ordered.push(value.clone());
            }
            None if marked.ends_with('?') => missing += 1,
            None => return None,
        }
    }
    Some(ordered)
}

/// Calls with arguments in order. Values are coerced to the parameters' types; too many or too few give null.
pub(crate) fn call(function: &Function, values: Vec<Value>, run: &Run<'_>) -> Result<Value, Fault> {
    run.charge(2 + values.len() as u64)?;
    if let Body::Builtin(builtin) = &function.body {
        let fits = builtin.signatures.iter().any(|signature| {
            let (required, most) = arity(signature);
            (required..=most).contains(&values.len())
        });
        return if fits { call_builtin(builtin, &values, run) } else { Ok(Value::Null) };
    }
    if values.len() != function.parameters.len() {
        return Ok(Value::Null);
    }
    let mut coerced = Vec::with_capacity(values.len());
    for (parameter, value) in function.parameters.iter().zip(values) {
        let was_null = value.is_null();
        let value = parameter.kind.coerce(value);
        if value.is_null() && !was_null {
            return Ok(Value::Null);
        }
        coerced.push(value);
    }
    match &function.body {
        Body::Builtin(_) => Ok(Value::Null),
        Body::Foreign(foreign) => run.deeper(|| foreign.call(&coerced, run)),
        Body::Written { program, node, env } => {
            let names = function.parameters.iter().map(|parameter| parameter.name.clone());
            let env = env.with(Layer::Many(names.zip(coerced).collect()));
            run.deeper(|| crate::evaluate::evaluate(program, *node, &env, run))
        }
    }
}

fn arity(signature: &str) -> (usize, usize) {
    if signature.is_empty() {
        return (0, 0);
    }
    let count = signature.split(',').count();
    let optional = signature.matches('?').count();
    (count - optional, if signature.ends_with('…') { usize::MAX } else { count })
}

fn call_builtin(builtin: &'static Builtin, values: &[Value], run: &Run<'_>) -> Result<Value, Fault> {
    run.charge(values.iter().fold(0_u64, |sum, value| sum.saturating_add(value.weight())) / 8)?;
    let value = (builtin.run)(values, run)?;
    run.check(&value)?;
    Ok(value)
}

impl Function {
    /// Calls the function with arguments in order.
    pub fn call(&self, arguments: Vec<Value>, run: &Run<'_>) -> Result<Value, Fault> {
        call(self, arguments, run)
    }

    /// Calls the function with arguments by name.
    pub fn call_named(&self, arguments: &[(&str, Value)], run: &Run<'_>) -> Result<Value, Fault> {
        call_named(self, arguments, run)
    }
}

/// Calls a built-in function by its name; an unknown one gives null.
pub fn call_builtin_named(name: &str, arguments: Vec<Value>, run: &Run<'_>) -> Result<Value, Fault> {
    match builtin::find(name) {
        Some(builtin) => call(&Function::builtin(builtin), arguments, run),
        None => Ok(Value::Null),
    }
}
