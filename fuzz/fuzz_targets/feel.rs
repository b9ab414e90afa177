//! Any text as an expression: it is refused with a position, or evaluated within its limits.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let clock = feel::Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
    if let Ok(expression) = feel::parse(text, &["a", "b c"]) {
        let scope: feel::Context = [("a", feel::Value::Null), ("b c", feel::Value::Null)].into_iter().collect();
        let _ = expression.evaluate(&scope, &clock);
    }
});
