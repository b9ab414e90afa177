//! The values of FEEL.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::date::Date;
use crate::date_time::DateTime;
use crate::decimal::Decimal;
use crate::duration::{DaysDuration, MonthsDuration};
use crate::function::Function;
use crate::range::Range;
use crate::time::Time;

/// A value of FEEL. Cheap to clone: everything large is shared.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// Nothing, or the result of something that is not defined.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A decimal number of up to 34 digits.
    Number(Decimal),
    /// A text.
    String(Arc<str>),
    /// A day.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A day with a time of day.
    DateTime(DateTime),
    /// A length in days, hours, minutes, seconds.
    DaysDuration(DaysDuration),
    /// A length in years and months.
    MonthsDuration(MonthsDuration),
    /// Values in order.
    List(List),
    /// Values by name.
    Context(Context),
    /// An interval, or a comparison such as `>= 18`.
    Range(Arc<Range>),
    /// Something that can be called.
    Function(Arc<Function>),
}

impl Value {
    /// A list of these values.
    pub fn list(items: Vec<Self>) -> Self {
        Self::List(List::new(items))
    }

    /// Whether this is the boolean `true`.
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Bool(true))
    }

    /// Whether this is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The number, if this is one.
    pub fn as_number(&self) -> Option<Decimal> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The whole number, if this is one within 64 bits.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.to_i64()
    }

    /// The list, if this is one.
    pub fn as_list(&self) -> Option<&List> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// The context, if this is one.
    pub fn as_context(&self) -> Option<&Context> {
        if let Self::Context(context) = self { Some(context) } else { None }
    }

    /// How many values this holds, counted with repetition; long texts count as several.
    pub fn weight(&self) -> u64 {
        match self {
            Self::String(text) => 1 + (text.len() / 32) as u64,
            Self::List(list) => list.weight,
            Self::Context(context) => context.weight,
            _ => 1,
        }
    }

    /// How deep values are nested in this one.
    pub fn depth(&self) -> u32 {
        match self {
            Self::List(list) => list.depth,
            Self::Context(context) => context.depth,
            Self::Range(range) => 1 + range.low.depth().max(range.high.depth()),
            Self::Function(function) => function.depth(),
            _ => 0,
        }
    }
}

/// Values in order.
#[derive(Clone, Debug, Default)]
pub struct List {
    items: Arc<Vec<Value>>,
    weight: u64,
    depth: u32,
}

impl List {
    /// A list of these values.
    pub fn new(items: Vec<Value>) -> Self {
        let weight = items.iter().fold(1_u64, |sum, item| sum.saturating_add(item.weight()));
        let depth = items.iter().map(Value::depth).max().unwrap_or(0) + 1;
        Self { items: Arc::new(items), weight, depth }
    }
}

impl std::ops::Deref for List {
    type Target = [Value];
    fn deref(&self) -> &[Value] {
        &self.items
    }
}

/// Values by name, in the order in which they were put in.
#[derive(Clone, Debug, Default)]
pub struct Context {
    entries: Arc<IndexMap<Arc<str>, Value>>,
    weight: u64,
    depth: u32,
}

impl Context {
    /// A context without entries.
    pub fn new() -> Self {
        Self { entries: Arc::default(), weight: 1, depth: 1 }
    }

    /// The value of this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries.get(name)
    }

    /// Puts a value in; a value already there under this name is replaced, keeps its place and is returned.
    pub fn insert(&mut self, name: impl Into<Arc<str>>, value: impl Into<Value>) -> Option<Value> {
        let value = value.into();
        self.weight = self.weight.saturating_add(value.weight()).saturating_add(1);
        self.depth = self.depth.max(value.depth() + 1);
        let old = Arc::make_mut(&mut self.entries).insert(name.into(), value);
        if let Some(old) = &old {
            self.weight = self.weight.saturating_sub(old.weight() + 1);
        }
        old
    }

    /// The entries in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(name, value)| (&**name, value))
    }

    /// The names in order, shared.
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.entries.keys()
    }

    /// Whether the next change will have to copy the entries.
    pub(crate) fn is_shared(&self) -> bool {
        Arc::strong_count(&self.entries) > 1
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<N: Into<Arc<str>>, V: Into<Value>> FromIterator<(N, V)> for Context {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        let mut context = Self::new();
        for (name, value) in entries {
            context.insert(name, value);
        }
        context
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<Decimal> for Value {
    fn from(value: Decimal) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::String(value.into())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::String(value.into())
    }
}

impl From<Date> for Value {
    fn from(value: Date) -> Self {
        Self::Date(value)
    }
}

impl From<Context> for Value {
    fn from(value: Context) -> Self {
        Self::Context(value)
    }
}

impl From<Vec<Value>> for Value {
    fn from(value: Vec<Value>) -> Self {
        Self::list(value)
    }
}

impl<V: Into<Value>> From<Option<V>> for Value {
    fn from(value: Option<V>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
