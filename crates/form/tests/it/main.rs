//! The form crate through its public door: definitions, journeys, reading as people write, hostile input.
// Helpers outside of #[test] functions may fail the test too.
#![allow(clippy::expect_used, clippy::panic)]

mod definitions;
mod journeys;
mod reading;
mod texts;

use feel::Clock;
use form::{Answers, Form};

/// A Saturday in November 2026, in Aarau or in Heinsberg.
fn clock(zone: &str) -> Clock {
    Clock {
        now: "2026-11-21T12:00:00Z".parse().expect("a moment"),
        zone: jiff::tz::TimeZone::get(zone).expect("a zone"),
    }
}

fn swiss() -> Clock {
    clock("Europe/Zurich")
}

fn german() -> Clock {
    clock("Europe/Berlin")
}

/// The form of this text; its problems fail the test.
fn sound(toml: &str) -> Form {
    let (form, problems) = form::parse(toml, "form.toml");
    form.unwrap_or_else(|| panic!("{problems:#?}"))
}

fn answers(json: serde_json::Value) -> Answers {
    json.as_object().expect("an object").clone()
}
