//! Any text as an expression and as a cell of a decision table: it is refused with a position, or evaluated within its
//! limits.
#![no_main]

use feel::{Clock, Context, Value};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let clock = Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
    let names = ["a", "b c", "list"];
    let list = Value::from_json(&serde_json::json!([{"x": 1, "y": "one"}, {"x": null}, [2, 3.5], "2026-03-02"]));
    let values = [("a", Value::Null), ("b c", Value::from_json(&7.into())), ("list", list)];
    let scope: Context = values.into_iter().collect();
    if let Ok(expression) = feel::parse(text, &names)
        && let Ok(value) = expression.evaluate(&scope, &clock)
    {
        // A result is written out, and goes to the store as JSON and comes back; once there it stays the same.
        let _ = value.to_string();
        let stored = Value::from_json(&value.to_json());
        assert_eq!(Value::from_json(&stored.to_json()).to_string(), stored.to_string(), "{text}");
    }
    if let Ok(tests) = feel::parse_unary_tests(text, &names) {
        let _ = tests.matches(&Value::from_json(&7.into()), &scope, &clock);
    }
});
