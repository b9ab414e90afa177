//! The sample files, and records made by hand.

use catalogue::{AreaKey, Imported, Record, RecordId, Service, TextModule};

/// Bytes of a file in `tests/data`.
pub fn file(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The message with one of everything.
pub fn message() -> Imported {
    catalogue::xzufi::read(&file("transfer.xml")).unwrap()
}

/// A service with title and area.
pub fn service(id: &str, title: &str) -> Service {
    let mut service = Service { id: RecordId::new("test", id), ..Service::default() };
    service.set_text(TextModule::Title, "de", title);
    service.areas.push(AreaKey::parse("BFS:4001"));
    service
}

/// The services among records.
pub fn services(records: &[Record]) -> Vec<&Service> {
    let services = records.iter().filter_map(|record| match record {
        Record::Service(service) => Some(service.as_ref()),
        _ => None,
    });
    services.collect()
}
