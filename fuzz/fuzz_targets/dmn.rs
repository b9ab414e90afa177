//! Any text as a DMN file: it is refused with a line, or each of its decisions is made within its limits, whatever its
//! inputs are.
#![no_main]

use feel::{Clock, Context, Value};
use libfuzzer_sys::fuzz_target;
use serde_json::json;

fuzz_target!(|text: &str| {
    let clock = Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
    let model = match dmn::parse(text, "fuzz.dmn") {
        Ok(model) => model,
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            return;
        }
    };
    let given = [json!(null), json!(7), json!("one"), json!(true), json!([1, "two", null]), json!({"x": 1.5})];
    for decision in model.decisions() {
        for value in &given {
            let inputs = decision.inputs.iter().map(|name| (name.as_str(), Value::from_json(value)));
            let Ok(decided) = model.decide(&decision.id, &inputs.collect::<Context>(), &clock) else { continue };
            // The explanation goes into the history.
            assert!(serde_json::to_value(&decided.explanation).is_ok());
        }
    }
});
