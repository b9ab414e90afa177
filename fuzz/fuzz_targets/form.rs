//! Any text as a form: problems with lines, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = form::parse(text, "form.toml");
});
