//! Any text as a DMN file: it is refused with a line, or each of its decisions is evaluated within its limits.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let clock = feel::Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
    if let Ok(model) = dmn::parse(text, "fuzz.dmn") {
        for decision in model.decisions() {
            let _ = model.decide(&decision.id, &feel::Context::new(), &clock);
        }
    }
});
