//! Any bytes as a catalogue: refused as a whole or record by record; what is read is written as a message and as tables
//! and read again.
#![no_main]

use catalogue::xzufi::Sender;
use catalogue::{Defaults, Record, table, xzufi};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let defaults = Defaults { agency: "fuzz".to_owned(), language: "de".to_owned() };
    let Ok(imported) = catalogue::read(bytes, &defaults) else { return };
    let records: Vec<Record> = imported.into_records();
    let sender = Sender { name: "fuzz".to_owned(), message: "1".to_owned(), made: jiff::Timestamp::UNIX_EPOCH };
    let message = xzufi::write(&sender, &records);
    assert!(xzufi::read(message.as_bytes()).is_ok(), "what we write we can read");
    let _ = table::read_csv(table::write_csv(&records).as_bytes(), &defaults);
    let _ = table::read_json(table::write_json(&records).to_string().as_bytes(), &defaults);
});
