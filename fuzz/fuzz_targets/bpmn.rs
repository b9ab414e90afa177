//! Any text as a BPMN file: it is refused with rule and line, or played in memory within its limits.
#![no_main]

use engine::simulate::{self, Script};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let clock = feel::Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
    if let Ok(model) = engine::compile(text, "fuzz.bpmn", &[]) {
        let _ = simulate::run(&model, &Script::default(), &clock);
    }
});
