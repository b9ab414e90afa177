//! Contexts: `get value`, `get entries`, `context`, `context put`, `context merge`.

use std::sync::Arc;

use super::{Builtin, argument, entry, list, only, text};
use crate::value::{Context, Value};

pub(super) const ALL: &[Builtin] = &[
    entry("get value", &["m, key"], |values, _| Ok(get_value(values).into())),
    entry("get entries", &["m"], |values, _| Ok(get_entries(values).into())),
    entry("context", &["entries"], |values, _| Ok(context(values).into())),
    entry("context put", &["context, key^, value", "context, keys, value"], |values, _| Ok(put(values).into())),
    entry("context merge", &["contexts"], |values, _| Ok(merge(values).into())),
];

fn get_value(values: &[Value]) -> Option<Value> {
    only(argument(values, 0)).as_context()?.get(text(values, 1)?).cloned()
}

fn get_entries(values: &[Value]) -> Option<Value> {
    let context = only(argument(values, 0)).as_context()?;
    let pairs = context.names().zip(context.iter()).map(|(name, (_, value))| {
        Value::Context(Context::from_iter([("key", Value::String(name.clone())), ("value", value.clone())]))
    });
    Some(Value::list(pairs.collect()))
}

fn context(values: &[Value]) -> Option<Value> {
    let mut built = Context::new();
    for pair in list(values, 0)? {
        let pair = pair.as_context()?;
        let Some(Value::String(key)) = pair.get("key") else { return None };
        if built.insert(key.clone(), pair.get("value")?.clone()).is_some() {
            return None;
        }
    }
    Some(Value::Context(built))
}

fn put(values: &[Value]) -> Option<Value> {
    let context = only(argument(values, 0)).as_context()?;
    let value = argument(values, 2);
    match argument(values, 1) {
        Value::String(key) => Some(Value::Context(with(context, key, value.clone()))),
        Value::List(keys) if !keys.is_empty() && keys.len() <= 100 => {
            put_deep(context, keys, value).map(Value::Context)
        }
        _ => None,
    }
}

fn put_deep(context: &Context, keys: &[Value], value: &Value) -> Option<Context> {
    let (Value::String(first), rest) = keys.split_first()? else { return None };
    if rest.is_empty() {
        return Some(with(context, first, value.clone()));
    }
    let inner = context.get(first)?.as_context()?;
    Some(with(context, first, Value::Context(put_deep(inner, rest, value)?)))
}

fn with(context: &Context, key: &Arc<str>, value: Value) -> Context {
    let mut changed = context.clone();
    changed.insert(key.clone(), value);
    changed
}

fn merge(values: &[Value]) -> Option<Value> {
    let mut merged = Context::new();
    for context in list(values, 0)? {
        for (name, value) in context.as_context()?.iter() {
            merged.insert(name, value.clone());
        }
    }
    Some(Value::Context(merged))
}
