//! A large catalogue: everything stays linear. The times are printed, for whoever runs this with `--nocapture`.

use std::time::Instant;

use crate::linked::publisher;
use crate::samples::service;
use catalogue::linked::render_cpsv;
use catalogue::{
    Defaults, Extent, Organisation, Record, RecordId, Responsibility, TextModule, Texts, Verdict, check, diff, table,
    xzufi,
};

#[test]
fn twenty_thousand_services_go_out_and_come_back() {
    let mut records = Vec::new();
    for number in 0..200 {
        let id = RecordId::new("test", format!("amt-{number}"));
        let name = Texts::german(format!("Amt {number}"));
        records.push(Record::Organisation(Box::new(Organisation { id, name, ..Organisation::default() })));
    }
    for number in 0..20_000 {
        let mut service = service(&format!("l{number}"), &format!("Leistung {number}"));
        service.set_text(TextModule::Full, "de", "Beispieltext. ".repeat(40));
        let found = Responsibility {
            id: RecordId::new("test", format!("z{number}")),
            service: service.id.clone(),
            office: RecordId::new("test", format!("amt-{}", number % 200)),
            ..Responsibility::default()
        };
        records.push(Record::Service(Box::new(service)));
        records.push(Record::Responsibility(Box::new(found)));
    }
    let clock = Instant::now();
    let mut lap = Instant::now();
    let mut said = |what: &str| {
        println!("{what}: {:?}", lap.elapsed());
        lap = Instant::now();
    };
    let made = "2026-11-21T12:00:00Z".parse().unwrap();
    let message = xzufi::write(&xzufi::Sender { name: "x".into(), message: "1".into(), made }, &records);
    said(&format!("write XZuFi, {} MB", message.len() / 1_000_000));
    let read = xzufi::read(message.as_bytes()).unwrap();
    said("read XZuFi");
    let changes = diff(&records, &read, Extent::Whole);
    said("compare");
    assert!(changes.len() == records.len() && changes.iter().all(|change| change.verdict == Verdict::Unchanged));
    assert_eq!(check(&records, "2026-11-21".parse().unwrap(), &["de"]).len(), 20_000);
    said("check");
    let text = table::write_csv(&records);
    assert_eq!(table::read_csv(text.as_bytes(), &Defaults::default()).unwrap().records.len(), 20_000);
    said("write and read CSV");
    let document = render_cpsv(&records, &publisher());
    assert_eq!(document["@graph"].as_array().unwrap().len(), 20_000 + 200 + 2);
    said("render CPSV-AP");
    assert!(clock.elapsed().as_secs() < 120, "something is not linear: {:?}", clock.elapsed());
}
