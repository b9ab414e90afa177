//! Reading transfer messages: everything arrives, what is broken is refused alone, what is unknown is reported.

use crate::samples::{file, message, services};
use catalogue::{AreaScheme, DocumentUse, Kind, Record, ServiceKey, TermUnit, TextModule, plain, xzufi};
use domain::{Currency, Money};

#[test]
fn a_message_is_read_whole() {
    let read = message();
    let kinds: Vec<Kind> = read.records.iter().map(|located| located.record.kind()).collect();
    assert_eq!(
        kinds,
        [Kind::Service, Kind::Organisation, Kind::Person, Kind::Responsibility, Kind::Online, Kind::Responsibility]
    );
    let records = read.into_records();
    let hund = services(&records)[0];
    assert_eq!(hund.id.to_string(), "T100/LEIST/hund-1");
    assert_eq!((hund.title("de"), hund.title("fr")), (Some("Hund anmelden"), Some("Annoncer un chien")));
    assert_eq!(hund.leika(), Some("99102013104000"));
    assert!(matches!(&hund.keys[0], ServiceKey::Other(key) if key.value == "AG-0815"));
    let full = plain(hund.text(TextModule::Full, "de").unwrap());
    assert_eq!(full, "Beispieltext: Wer einen Hund hält, meldet ihn an & zahlt.");
    assert_eq!(hund.deadline.length, Some((10, TermUnit::Day)));
    assert_eq!(hund.processing.iso_duration().as_deref(), Some("P14D"));
    assert_eq!(hund.costs[0].amount, Some(Money { minor: 12050, currency: Currency::Chf }));
    assert_eq!(
        (hund.costs[0].text.find("de"), hund.cost_note.find("de")),
        (Some("erster Hund"), Some("Je Hund und Jahr."))
    );
    assert_eq!(hund.keywords_in("de").collect::<Vec<_>>(), ["Welpe", "Hundemarke"]);
    assert_eq!((hund.documents.len(), hund.documents[1].part), (2, DocumentUse::Issued));
    assert_eq!((hund.areas[0].scheme.clone(), hund.areas[0].number.as_str()), (AreaScheme::Bfs, "4001"));
    assert_eq!(hund.categories[0].id.value, "1110300");
    assert_eq!(hund.links[0].url, "https://musterdorf.example/hund");
    assert_eq!(hund.released.as_ref().unwrap().on, Some("2026-03-01".parse().unwrap()));
    assert_eq!(hund.languages, ["de", "fr"]);
    let Record::Organisation(unit) = &records[1] else { panic!("an organisation unit") };
    assert_eq!(unit.addresses[0].line(), "Musterweg 1, 5000 Musterdorf");
    assert_eq!((unit.hours[0].from, unit.hours[0].to, unit.exceptions[0].open), (510, 705, None));
    assert_eq!(unit.contacts.len(), 3);
    let Record::Person(person) = &records[2] else { panic!("a person") };
    assert_eq!((person.full_name().as_str(), person.office.as_ref()), ("Bea Beispiel", Some(&unit.id)));
}

#[test]
fn broken_records_are_refused_alone_with_line_and_reason() {
    let read = message();
    let text = String::from_utf8(file("transfer.xml")).unwrap();
    let line = |part: &str| u32::try_from(text.lines().position(|line| line.contains(part)).unwrap() + 1).unwrap();
    let refused: Vec<(u32, &str, &str)> =
        read.refused.iter().map(|r| (r.line, r.id.as_ref().unwrap().value.as_str(), r.sentence.as_str())).collect();
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert_eq!(refused[0], (line("ohne-titel") - 1, "ohne-titel", "Die Leistungsbezeichnung fehlt."));
    assert_eq!(refused[1], (line("31.12.2026"), "falsches-datum", "„31.12.2026“ ist kein Datum (JJJJ-MM-TT)."));
    assert_eq!(refused[2].1, "hund-1");
    assert!(refused[2].2.contains("steht schon in Zeile 8"), "{}", refused[2].2);
}

#[test]
fn what_is_not_known_is_reported_once() {
    let read = message();
    let ignored: Vec<&str> = read.ignored.iter().map(|ignored| ignored.what.as_str()).collect();
    assert_eq!(ignored, ["leistung/struktur", "leistung/informationsbereichSDG", "schreibe/spezialisierung"]);
    assert_eq!(read.deletions[0].id.value, "katze-1");
    assert_eq!(read.deletions[0].kind, Some(Kind::Service));
}

#[test]
fn other_versions_lists_and_single_records_are_read() {
    let one = "<leistung><id>a</id><modulText><inhalt languageCode=\"de\">Titel</inhalt>\
               <leikaTextmodul><code>3</code></leikaTextmodul></modulText><stichwort>Wort</stichwort></leistung>";
    let space = "xmlns=\"http://xoev.de/schemata/xzufi/2_3_1\"";
    for text in [
        one.to_owned(),
        format!("<leistungen>{one}</leistungen>"),
        format!("<liste {space}><eintrag>{one}</eintrag></liste>"),
        one.replacen("<leistung>", &format!("<leistung {space}>"), 1),
    ] {
        let read = xzufi::read(text.as_bytes()).unwrap();
        assert_eq!((read.records.len(), read.refused.len()), (1, 0), "{text}");
        assert_eq!(read.records[0].record.title(), "Titel");
    }
}

#[test]
fn responsibilities_within_a_unit_belong_to_it() {
    let text = "<organisationseinheit><id schemeAgencyID=\"a\">amt</id><name>Amt</name>\
                <zustaendigkeit><leistungID>l1</leistungID><gebietID>05370016</gebietID></zustaendigkeit>\
                </organisationseinheit>";
    let records = xzufi::read(text.as_bytes()).unwrap().into_records();
    let Record::Responsibility(found) = &records[1] else { panic!("a responsibility") };
    assert_eq!((found.office.value.as_str(), found.id.value.as_str()), ("amt", "l1@amt"));
    assert_eq!(found.areas[0].scheme, AreaScheme::Ags);
}

#[test]
fn what_is_no_catalogue_is_refused_as_a_whole() {
    for (text, part) in [
        ("<html><body/></html>", "keine XZuFi-Datei"),
        ("<leistung><id>", "wohlgeformtes XML"),
        ("", "wohlgeformtes XML"),
        ("id;titel\n1;a", "wohlgeformtes XML"),
    ] {
        let fault = xzufi::read(text.as_bytes()).unwrap_err();
        assert!(fault.sentence.contains(part), "{text}: {fault}");
    }
}
