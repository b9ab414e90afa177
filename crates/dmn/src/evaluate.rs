//! Evaluating boxed expressions.

use std::sync::Arc;

use feel::{Context, Expression, Fault, Foreign, Function, Run, Value};

use crate::decide::{Trace, remark};
use crate::item::Item;
use crate::logic::{Boxed, Entry, FunctionLogic, Logic};

impl Boxed {
    /// The value within these names, conforming to its type.
    pub(crate) fn evaluate(&self, scope: &Context, trace: &Trace, run: &Run<'_>) -> Result<Value, Fault> {
        let value = run.deeper(|| self.logic.evaluate(scope, trace, run))?;
        run.check(&value)?;
        // The type of a function definition is that of its result.
        if matches!(self.logic, Logic::Function(_)) {
            Ok(value)
        } else {
            conform(self.item.as_ref(), value, trace, run)
        }
    }
}

/// The value as this type, or null with a remark.
pub(crate) fn conform(item: Option<&Item>, value: Value, trace: &Trace, run: &Run<'_>) -> Result<Value, Fault> {
    let Some(item) = item else { return Ok(value) };
    match item.conform(value, run)? {
        Some(value) => Ok(value),
        None => {
            remark(trace, "A value is not of its declared type.".to_owned());
            Ok(Value::Null)
        }
    }
}

/// The value of an expression that may be missing or faulty.
pub(crate) fn literal(expression: Option<&Expression>, scope: &Context, run: &Run<'_>) -> Result<Value, Fault> {
    expression.map_or(Ok(Value::Null), |expression| expression.run(scope, run))
}

impl Logic {
    fn evaluate(&self, scope: &Context, trace: &Trace, run: &Run<'_>) -> Result<Value, Fault> {
        let value = |boxed: &Boxed| boxed.evaluate(scope, trace, run);
        match self {
            Self::Literal(expression) => literal(expression.as_ref(), scope, run),
            Self::Context(entries) => context(entries, scope, trace, run),
            Self::List(items) => Ok(Value::list(items.iter().map(value).collect::<Result<_, Fault>>()?)),
            Self::Relation { columns, rows } => {
                let mut list = Vec::with_capacity(rows.len());
                for row in rows {
                    let mut context = Context::new();
                    for (column, cell) in columns.iter().zip(row) {
                        context.insert(column.clone(), value(cell)?);
                    }
                    list.push(Value::Context(context));
                }
                Ok(Value::list(list))
            }
            Self::Invocation { function, bindings } => {
                let Value::Function(function) = value(function)? else {
                    remark(trace, "What is called is no function.".to_owned());
                    return Ok(Value::Null);
                };
                let mut arguments = Vec::with_capacity(bindings.len());
                for (name, boxed) in bindings {
                    arguments.push((&**name, value(boxed)?));
                }
                function.call_named(&arguments, run)
            }
            Self::Function(logic) => Ok(function(logic, scope, trace)),
            Self::Table(table) => table.evaluate(scope, trace, run),
            Self::Conditional { condition, then, otherwise } => match value(condition)? {
                Value::Bool(true) => value(then),
                Value::Bool(false) | Value::Null => value(otherwise),
                _ => Ok(Value::Null),
            },
            Self::Filter { list, matches } => filter(&value(list)?, matches, scope, trace, run),
            Self::For { variable, list, body } => {
                let Some(items) = elements(&value(list)?) else { return Ok(Value::Null) };
                let mut results: Vec<Value> = Vec::new();
                for item in items {
                    run.charge(1 + results.len() as u64 / 16)?;
                    let mut inner = scope.clone();
                    inner.insert(variable.clone(), item);
                    inner.insert("partial", Value::list(results.clone()));
                    results.push(body.evaluate(&inner, trace, run)?);
                }
                Ok(Value::list(results))
            }
            Self::Quantified { every, variable, list, body } => {
                let Some(items) = elements(&value(list)?) else { return Ok(Value::Null) };
                let mut unknown = false;
                for item in items {
                    run.charge(1)?;
                    let mut inner = scope.clone();
                    inner.insert(variable.clone(), item);
                    match body.evaluate(&inner, trace, run)? {
                        Value::Bool(holds) if holds != *every => return Ok(Value::Bool(!every)),
                        Value::Bool(_) => {}
                        _ => unknown = true,
                    }
                }
                Ok(if unknown { Value::Null } else { Value::Bool(*every) })
            }
        }
    }
}

/// A list's elements; a single value counts as a list of it, null as nothing.
fn elements(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::Null => None,
        Value::List(items) => Some(items.to_vec()),
        single => Some(vec![single.clone()]),
    }
}

/// Later entries see the earlier ones. An entry without a name is the value of the whole.
fn context(entries: &[Entry], scope: &Context, trace: &Trace, run: &Run<'_>) -> Result<Value, Fault> {
    let mut scope = scope.clone();
    let mut built = Context::new();
    for entry in entries {
        let value = entry.value.evaluate(&scope, trace, run)?;
        let value = match &value {
            Value::Function(_) => value,
            _ => conform(entry.item.as_ref(), value, trace, run)?,
        };
        match &entry.name {
            Some(name) => {
                scope.insert(name.clone(), value.clone());
                built.insert(name.clone(), value);
            }
            None => return Ok(value),
        }
    }
    Ok(Value::Context(built))
}

fn filter(list: &Value, matches: &Boxed, scope: &Context, trace: &Trace, run: &Run<'_>) -> Result<Value, Fault> {
    let Some(items) = elements(list) else { return Ok(Value::Null) };
    let mut kept = Vec::new();
    for item in items.iter().cloned() {
        run.charge(1)?;
        let mut inner = scope.clone();
        inner.insert("item", item.clone());
        if let Value::Context(context) = &item {
            for (name, value) in context.iter() {
                inner.insert(name, value.clone());
            }
        }
        match matches.evaluate(&inner, trace, run)? {
            Value::Bool(true) => kept.push(item),
            // A number is a position, as in a filter of FEEL.
            Value::Number(position) if kept.is_empty() => return Ok(feel::at_position(&items, position)),
            _ => {}
        }
    }
    Ok(Value::list(kept))
}

/// A boxed function together with the names it was written among.
fn function(logic: &Arc<FunctionLogic>, scope: &Context, trace: &Trace) -> Value {
    let body = BoxedFunction { logic: logic.clone(), scope: scope.clone(), trace: trace.clone() };
    Value::Function(Arc::new(Function::foreign(logic.parameters.clone(), Arc::new(body))))
}

struct BoxedFunction {
    logic: Arc<FunctionLogic>,
    scope: Context,
    trace: Trace,
}

impl Foreign for BoxedFunction {
    fn call(&self, arguments: &[Value], run: &Run<'_>) -> Result<Value, Fault> {
        self.logic.evaluate(arguments, &self.scope, &self.trace, run)
    }
}

impl FunctionLogic {
    /// The value for arguments in the order of the parameters. An argument outside of its allowed values gives null.
    pub(crate) fn evaluate(
        &self,
        arguments: &[Value],
        scope: &Context,
        trace: &Trace,
        run: &Run<'_>,
    ) -> Result<Value, Fault> {
        let Some(body) = &self.body else { return Ok(Value::Null) };
        let mut scope = scope.clone();
        for ((parameter, item), value) in self.parameters.iter().zip(&self.items).zip(arguments) {
            let conforming = match item {
                Some(item) => item.conform(value.clone(), run)?,
                None => Some(value.clone()),
            };
            let Some(value) = conforming else {
                remark(trace, format!("The argument {} is not of its declared type.", parameter.name));
                return Ok(Value::Null);
            };
            scope.insert(parameter.name.clone(), value);
        }
        let value = body.evaluate(&scope, trace, run)?;
        conform(self.result.as_ref(), value, trace, run)
    }
}
