//! The public door: parsed expressions and unary tests, ready to be evaluated any number of times.

use std::sync::Arc;

use crate::ast::{NodeId, Program};
use crate::env::{Env, Layer};
use crate::limits::{Clock, Fault, Limits, Run};
use crate::value::{Context, Value};

/// Why a text is not FEEL, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[error("line {line}, column {column}: {message}")]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// A plain sentence.
    pub message: String,
}

/// A parsed expression.
#[derive(Clone, Debug)]
pub struct Expression {
    pub(crate) program: Arc<Program>,
    pub(crate) root: NodeId,
    pub(crate) free: Arc<[Arc<str>]>,
}

impl Expression {
    /// The value within these names, under the default limits.
    pub fn evaluate(&self, scope: &Context, clock: &Clock) -> Result<Value, Fault> {
        self.evaluate_with_limits(scope, clock, Limits::default())
    }

    /// The value within these names, under these limits.
    pub fn evaluate_with_limits(&self, scope: &Context, clock: &Clock, limits: Limits) -> Result<Value, Fault> {
        self.run(scope, &Run::new(clock, limits))
    }

    /// The value within these names, as a part of a larger evaluation.
    pub fn run(&self, scope: &Context, run: &Run<'_>) -> Result<Value, Fault> {
        let env = Env::default().with(Layer::Many(scope.clone()));
        crate::evaluate::evaluate(&self.program, self.root, &env, run)
    }

    /// The names the expression takes from its surroundings, in order of appearance. Built-in functions are not among them.
    pub fn free_names(&self) -> Vec<String> {
        self.free.iter().map(ToString::to_string).collect()
    }

    /// The text it was parsed from.
    pub fn text(&self) -> &str {
        &self.program.text
    }
}

/// Parsed unary tests, such as `< 5, [10..20]` in the cell of a decision table.
#[derive(Clone, Debug)]
pub struct UnaryTests(pub(crate) Expression);

impl UnaryTests {
    /// Whether the input passes one of the tests, under the default limits.
    pub fn matches(&self, input: &Value, scope: &Context, clock: &Clock) -> Result<bool, Fault> {
        self.run(input, scope, &Run::new(clock, Limits::default()))
    }

    /// Whether the input passes one of the tests, as a part of a larger evaluation.
    pub fn run(&self, input: &Value, scope: &Context, run: &Run<'_>) -> Result<bool, Fault> {
        let env = Env::default().with(Layer::Many(scope.clone())).with(Layer::One("?".into(), input.clone()));
        Ok(crate::evaluate::evaluate(&self.0.program, self.0.root, &env, run)?.is_true())
    }

    /// The names the tests take from their surroundings.
    pub fn free_names(&self) -> Vec<String> {
        self.0.free_names()
    }

    /// The text they were parsed from.
    pub fn text(&self) -> &str {
        self.0.text()
    }
}
