//! What an evaluation may use up. No expression runs for ever, fills the memory or overflows the stack.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use fancy_regex::Regex;

use crate::value::Value;

/// Steps that compiling a pattern counts for.
const COMPILE_COST: u64 = 2_000;
/// How many compiled patterns one evaluation keeps.
const KEPT_PATTERNS: usize = 64;

/// Compiled patterns by text and flags; `None` for those that are not valid.
type Patterns = HashMap<(String, String), Option<Arc<Regex>>>;

/// The limits of one evaluation.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Steps: every operator, iteration and call costs at least one.
    pub fuel: u64,
    /// How deep calls and expressions may nest, and values in values.
    pub depth: u32,
    /// How many values a single value may hold.
    pub size: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { fuel: 5_000_000, depth: 400, size: 1_000_000 }
    }
}

/// Why an evaluation was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Too many steps.
    #[error("the evaluation took more steps than allowed")]
    Fuel,
    /// Nested too deeply.
    #[error("the evaluation is nested more deeply than allowed")]
    Depth,
    /// A value grew too large.
    #[error("a value grew larger than allowed")]
    Size,
}

/// The moment at which an expression is evaluated, for `now()` and `today()`.
#[derive(Clone, Debug)]
pub struct Clock {
    /// The moment.
    pub now: jiff::Timestamp,
    /// The zone in which it is shown.
    pub zone: jiff::tz::TimeZone,
}

/// One evaluation under way: its clock and what is left of its limits.
#[derive(Debug)]
pub struct Run<'c> {
    /// The injected clock.
    pub clock: &'c Clock,
    limits: Limits,
    fuel: Cell<u64>,
    depth: Cell<u32>,
    patterns: RefCell<Patterns>,
}

impl<'c> Run<'c> {
    /// Starts with full limits.
    pub fn new(clock: &'c Clock, limits: Limits) -> Self {
        Self { clock, limits, fuel: Cell::new(limits.fuel), depth: Cell::new(0), patterns: RefCell::default() }
    }

    /// Uses up steps.
    pub fn charge(&self, steps: u64) -> Result<(), Fault> {
        let left = self.fuel.get().checked_sub(steps).ok_or(Fault::Fuel)?;
        self.fuel.set(left);
        Ok(())
    }

    /// Refuses a value that is too large or nested too deeply.
    pub fn check(&self, value: &Value) -> Result<(), Fault> {
        if value.weight() > self.limits.size {
            return Err(Fault::Size);
        }
        if value.depth() > self.limits.depth { Err(Fault::Depth) } else { Ok(()) }
    }

    /// Runs `work` one level deeper.
    pub fn deeper<T>(&self, work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth.get() >= self.limits.depth {
            return Err(Fault::Depth);
        }
        self.depth.set(self.depth.get() + 1);
        let result = work();
        self.depth.set(self.depth.get() - 1);
        result
    }

    /// A compiled pattern, built at its first use.
    pub(crate) fn regex(
        &self,
        pattern: &str,
        flags: &str,
        build: impl FnOnce() -> Option<Regex>,
    ) -> Result<Option<Arc<Regex>>, Fault> {
        let key = (pattern.to_owned(), flags.to_owned());
        if let Some(known) = self.patterns.borrow().get(&key) {
            return Ok(known.clone());
        }
        self.charge(COMPILE_COST + pattern.len() as u64 * 10)?;
        let built = build().map(Arc::new);
        let mut patterns = self.patterns.borrow_mut();
        if patterns.len() >= KEPT_PATTERNS {
            patterns.clear();
        }
        patterns.insert(key, built.clone());
        Ok(built)
    }

    /// The limits it started with.
    pub fn limits(&self) -> Limits {
        self.limits
    }
}
