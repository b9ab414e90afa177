//! The functions every expression can call: one file for each family of the standard.

mod boolean;
mod context;
mod conversion;
mod list;
mod list_order;
mod list_summary;
mod number;
mod range;
mod regular;
mod regular_blocks;
mod temporal;
mod text;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::decimal::Decimal;
use crate::limits::{Fault, Run};
use crate::value::Value;

/// A function that is built in.
pub(crate) struct Builtin {
    /// Its name in FEEL.
    pub(crate) name: &'static str,
    /// The names of the parameters, one text for each way to call it; `?` marks optional ones, `…` one that
    /// repeats, `^` one that takes no list when given by name.
    pub(crate) signatures: &'static [&'static str],
    /// Computes the result from as many values as a signature allows.
    pub(crate) run: Body,
}

pub(crate) type Body = fn(&[Value], &Run<'_>) -> Result<Value, Fault>;

/// Shortens the tables of the families.
pub(crate) const fn entry(name: &'static str, signatures: &'static [&'static str], run: Body) -> Builtin {
    Builtin { name, signatures, run }
}

static BY_NAME: LazyLock<HashMap<&'static str, &'static Builtin>> = LazyLock::new(|| {
    [
        boolean::ALL,
        context::ALL,
        conversion::ALL,
        list::ALL,
        list_order::ALL,
        list_summary::ALL,
        number::ALL,
        range::ALL,
        temporal::ALL,
        text::ALL,
    ]
    .into_iter()
    .flatten()
    .map(|builtin| (builtin.name, builtin))
    .collect()
});

/// The built-in function of this name.
pub(crate) fn find(name: &str) -> Option<&'static Builtin> {
    BY_NAME.get(name).copied()
}

/// The argument at a position; a missing one is null.
pub(crate) fn argument(values: &[Value], position: usize) -> &Value {
    values.get(position).unwrap_or(&Value::Null)
}

/// A text argument; a list of one text counts as that text.
pub(crate) fn text(values: &[Value], position: usize) -> Option<&str> {
    only(argument(values, position)).as_str()
}

/// A number argument; a list of one number counts as that number.
pub(crate) fn number(values: &[Value], position: usize) -> Option<Decimal> {
    only(argument(values, position)).as_number()
}

/// A list argument; a single value counts as a list of it, null as nothing.
pub(crate) fn list(values: &[Value], position: usize) -> Option<&[Value]> {
    match argument(values, position) {
        Value::Null => None,
        Value::List(items) => Some(items),
        single => Some(std::slice::from_ref(single)),
    }
}

/// The arguments of a function over many values: one list, or the values themselves.
pub(crate) fn many(values: &[Value]) -> &[Value] {
    match values {
        [Value::List(items)] => items,
        _ => values,
    }
}

/// The only element of a list of one, else the value itself.
pub(crate) fn only(value: &Value) -> &Value {
    match value {
        Value::List(items) if items.len() == 1 => &items[0],
        _ => value,
    }
}
