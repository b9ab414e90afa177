//! Any bytes as a catalogue: refused as a whole or record by record; what is read is written and read again the same.
#![no_main]

use catalogue::{Defaults, Record};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let defaults = Defaults { agency: "fuzz".to_owned(), language: "de".to_owned() };
    if let Ok(imported) = catalogue::read(bytes, &defaults) {
        let records: Vec<Record> = imported.into_records();
        let _ = catalogue::table::write_csv(&records);
    }
});
