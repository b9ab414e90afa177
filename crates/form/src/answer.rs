//! What people send in and what becomes of it: raw input, answers, and mistakes in answers.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::definition::Field;

/// Answers by field id in canonical form (see each question type). A key with `null` says that an optional question
/// was seen and left empty; a missing key says that it was not seen yet.
pub type Answers = Map<String, Value>;

/// The fields of one submitted page as the browser sends them: name to values, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawInput(BTreeMap<String, Vec<String>>);

impl RawInput {
    /// The first value under `name`, as it was typed.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.first().map(String::as_str)
    }

    /// All values under `name`.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether the browser sent `name` at all, be it empty.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Adds a value under `name`.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.entry(name.into()).or_default().push(value.into());
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for RawInput {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut raw = Self::default();
        for (name, value) in pairs {
            raw.push(name, value);
        }
        raw
    }
}

/// A mistake in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's id.
    pub field: String,
    /// The input that gets the focus: the field's id or one of its parts, such as `birthday-month`.
    pub input: String,
    /// A code of [`crate::CODES`].
    pub code: &'static str,
    /// Arguments for the sentence, by name.
    pub args: Vec<(&'static str, String)>,
}

impl FieldProblem {
    /// A mistake in `field` that concerns it as a whole.
    pub fn new(field: &Field, code: &'static str) -> Self {
        Self { field: field.id.clone(), input: field.id.clone(), code, args: Vec::new() }
    }

    /// The same with an argument for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The same, pointing at one part of the field (`day` gives `birthday-day`).
    #[must_use]
    pub fn at(mut self, part: &str) -> Self {
        self.input = format!("{}-{part}", self.field);
        self
    }
}

/// Where and when the answers are read: national telephone numbers and two-digit years depend on it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// `CH` or `DE`.
    pub country: &'static str,
    /// Today in the place's time zone.
    pub today: Date,
}
