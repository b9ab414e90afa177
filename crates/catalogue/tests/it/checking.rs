//! What editors are told to mend.

use crate::samples::{message, service};
use catalogue::{
    AreaKey, Finding, Link, OnlineService, Record, RecordId, Responsibility, ServiceKey, TextModule, Validity, check,
};

fn rules(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_good_catalogue_has_only_what_is_really_missing() {
    let findings = check(&message().into_records(), "2026-11-21".parse().unwrap(), &["de", "fr"]);
    assert_eq!(rules(&findings), Vec::<&str>::new());
    let findings = check(&message().into_records(), "2026-11-21".parse().unwrap(), &["de", "it"]);
    assert_eq!(rules(&findings), ["translation-missing"]);
}

#[test]
fn every_rule_finds_its_fault() {
    let mut bad = service("a", "A");
    bad.set_text(TextModule::Teaser, "de", "x".repeat(201));
    bad.links.push(Link { url: "musterdorf.example".into(), title: String::new(), language: "de".into() });
    bad.links.push(Link { url: "javascript:alert(1)".into(), title: String::new(), language: "de".into() });
    bad.areas.push(AreaKey::parse("AGS:12"));
    bad.areas.push(AreaKey::parse("AGS:x"));
    bad.keys.push(ServiceKey::Leika("99".into()));
    bad.validity = Validity { from: None, until: Some("2026-01-31".parse().unwrap()) };
    let orphan = Responsibility {
        id: RecordId::new("test", "r"),
        service: RecordId::new("test", "gone"),
        office: RecordId::new("test", "gone-too"),
        ..Responsibility::default()
    };
    let online = OnlineService { id: RecordId::new("test", "o"), ..OnlineService::default() };
    let records =
        [Record::Service(Box::new(bad)), Record::Responsibility(Box::new(orphan)), Record::Online(Box::new(online))];
    let findings = check(&records, "2026-11-21".parse().unwrap(), &["de"]);
    assert_eq!(
        rules(&findings),
        [
            "summary-long",
            "office-missing",
            "url-broken",
            "url-broken",
            "area-broken",
            "leika-broken",
            "validity-expired",
            "reference-dangling",
            "reference-dangling",
            "url-broken",
        ]
    );
    assert_eq!(findings[6].sentence, "Die Gültigkeit endete am 2026-01-31.");
    assert_eq!(findings[7].sentence, "„test/gone“ (Leistung) gibt es nicht.");
}

#[test]
fn references_without_agency_still_find_their_record() {
    let link = Responsibility {
        id: RecordId::new("", "r"),
        service: RecordId::new("", "a"),
        office: RecordId::new("", "a"),
        ..Responsibility::default()
    };
    let records = [Record::Service(Box::new(service("a", "A"))), Record::Responsibility(Box::new(link))];
    let findings = check(&records, "2026-11-21".parse().unwrap(), &[]);
    // The service is found; an office of that id is not, though a service has it.
    assert_eq!(rules(&findings), ["summary-missing", "reference-dangling"]);
}
