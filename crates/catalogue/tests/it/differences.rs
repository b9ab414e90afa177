//! What an import would change: nothing when nothing changed, and each record by itself.

use crate::samples::{message, service};
use catalogue::{Defaults, EditorState, Extent, Record, TextModule, Verdict, diff, table, xzufi};

fn verdicts(changes: &[catalogue::Change]) -> Vec<(&str, &Verdict)> {
    changes.iter().map(|change| (change.id.as_ref().map_or("?", |id| id.value.as_str()), &change.verdict)).collect()
}

#[test]
fn a_second_import_changes_nothing() {
    let old = message().into_records();
    let again = message();
    let changes = diff(&old, &again, Extent::Whole);
    let records = changes.iter().filter(|change| !matches!(change.verdict, Verdict::Refused { .. }));
    assert!(records.clone().all(|change| change.verdict == Verdict::Unchanged), "{changes:?}");
    assert_eq!(records.count(), old.len());
}

#[test]
fn a_new_export_of_the_same_content_changes_nothing() {
    let mut old = message().into_records();
    if let Record::Service(service) = &mut old[0] {
        service.state = EditorState::Draft;
        service.changed = Some("2020-01-01T00:00:00Z".parse().unwrap());
    }
    let changes = diff(&old, &message(), Extent::Part);
    assert_eq!(changes[0].verdict, Verdict::Unchanged);
}

#[test]
fn each_record_has_its_verdict() {
    let record = |id: &str, title: &str| Record::Service(Box::new(service(id, title)));
    let old = [record("a", "A"), record("b", "B"), record("c", "C"), record("broken", "Alt")];
    let text = "id,title,summary,area\na,A,,BFS:4001\nb,B,neu,BFS:4001\nd,D,,\nbroken,,,\n";
    let defaults = Defaults { agency: "test".into(), language: "de".into() };
    let mut new = table::read_csv(text.as_bytes(), &defaults).unwrap();
    for located in &mut new.records {
        if let Record::Service(service) = &mut located.record {
            service.languages.clear();
        }
    }
    let changes = diff(&old, &new, Extent::Whole);
    let refused = Verdict::Refused { sentence: "Der Titel fehlt.".into() };
    let changed = Verdict::Changed { fields: vec!["modules".into()] };
    let expected = [
        ("a", &Verdict::Unchanged),
        ("b", &changed),
        ("d", &Verdict::New),
        ("broken", &refused),
        ("c", &Verdict::Gone),
    ];
    assert_eq!(verdicts(&changes), expected);
    let part = diff(&old, &new, Extent::Part);
    assert!(part.iter().all(|change| change.verdict != Verdict::Gone), "a part takes nothing away");
}

#[test]
fn a_deletion_takes_away_what_it_names() {
    let mut old = service("katze-1", "Katze anmelden");
    old.id = catalogue::RecordId { agency: "T100".into(), scheme: "LEIST".into(), value: "katze-1".into() };
    let changes = diff(&[Record::Service(Box::new(old))], &message(), Extent::Part);
    let gone = changes.iter().find(|change| change.verdict == Verdict::Gone).unwrap();
    assert_eq!((gone.title.as_str(), gone.line.is_some()), ("Katze anmelden", true));
}

#[test]
fn nothing_is_gone_by_absence_when_a_nameless_record_was_refused() {
    let old = [Record::Service(Box::new(service("a", "A")))];
    let new = xzufi::read(b"<l><leistung><stichwort>x</stichwort></leistung></l>").unwrap();
    let changes = diff(&old, &new, Extent::Whole);
    assert_eq!(changes.len(), 1);
    assert!(matches!(changes[0].verdict, Verdict::Refused { .. }));
}

#[test]
fn the_hash_follows_the_content() {
    let mut one = service("a", "A");
    let before = Record::Service(Box::new(one.clone())).hash();
    one.set_text(TextModule::Hints, "de", "x");
    assert_ne!(before, Record::Service(Box::new(one)).hash());
    assert_eq!(before.len(), 64);
}
