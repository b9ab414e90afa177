//! The crate through its public door.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod conformance;
mod hostile;
mod loading;
mod tables;

use feel::{Clock, Context, Value};

fn clock() -> Clock {
    Clock { now: "2026-03-01T10:00:00Z".parse().unwrap(), zone: jiff::tz::TimeZone::UTC }
}

/// A whole file around these elements.
fn file(body: &str) -> String {
    format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:main\" name=\"main\">\n{body}\n</definitions>"
    )
}

/// The value of an expression without surroundings.
fn value(text: &str) -> Value {
    feel::parse(text, &[]).unwrap().evaluate(&Context::new(), &clock()).unwrap()
}

/// Decides over inputs written as a FEEL context; the result as FEEL.
#[track_caller]
fn decide(model: &dmn::Model, decision: &str, inputs: &str) -> String {
    let inputs = value(inputs).as_context().cloned().unwrap();
    model.decide(decision, &inputs, &clock()).unwrap().value.to_string()
}

#[track_caller]
fn load(body: &str) -> dmn::Model {
    dmn::parse(&file(body), "main.dmn").unwrap_or_else(|problems| panic!("{problems:?}"))
}
