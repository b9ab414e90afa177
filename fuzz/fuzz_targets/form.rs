//! Any text as a form: problems with lines, or a form whose pages take whatever a browser sends.
#![no_main]

use form::{Answers, RawInput};
use libfuzzer_sys::fuzz_target;

/// What a browser may send under a field's name.
const TYPED: [&str; 8] = ["", "yes", "1", "31.02.2026", "2026-03-02", "a@b.example", "-1e99", "756.1234.5678.97"];

fuzz_target!(|text: &str| {
    let clock = feel::Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
    let (form, problems) = form::parse(text, "form.toml");
    let Some(form) = form else {
        assert!(!problems.is_empty(), "refused without a reason");
        return;
    };
    for typed in TYPED {
        let mut answers = Answers::new();
        // Each round opens a further page, or tells what is wrong with this one.
        for _ in 0..10 {
            let journey = form::journey(&form, &answers, &clock);
            let Some(page) = journey.first_open() else { break };
            let mut raw = RawInput::default();
            for field in form.fields() {
                form::inputs(field).into_iter().for_each(|name| raw.push(name, typed));
            }
            let Some(read) = form::read_page(&form, page, &raw, &answers, &clock) else { break };
            if !read.is_valid() {
                break;
            }
            form::keep(&mut answers, &read);
        }
    }
});
