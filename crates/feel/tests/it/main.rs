//! The crate through its public door.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod builtins;
mod decimals;
mod hostile;
mod language;

use feel::{Clock, Context, Value};

fn clock() -> Clock {
    Clock { now: "2026-11-21T09:30:00Z".parse().unwrap(), zone: jiff::tz::TimeZone::get("Europe/Zurich").unwrap() }
}

/// The value of an expression without surroundings.
fn value(text: &str) -> Value {
    let parsed = feel::parse(text, &[]).unwrap_or_else(|problem| panic!("{text}: {problem}"));
    parsed.evaluate(&Context::new(), &clock()).unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

/// Checks lines of `expression => value`, both written in FEEL and the value as it is displayed.
#[track_caller]
fn check(lines: &str) {
    let mut wrong = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (expression, expected) = line.rsplit_once(" => ").unwrap_or_else(|| panic!("no => in {line}"));
        let actual = value(expression).to_string();
        if actual != expected.trim() {
            wrong.push(format!("{expression}\n    expected {expected}\n    actual   {actual}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
