//! CSV and JSON: any spelling of the header comes in, what goes out comes back, formulas do not.

use std::collections::BTreeMap;

use crate::samples::{file, message, service, services};
use catalogue::{Defaults, Keyword, Record, TextModule, Texts, table};

fn defaults() -> Defaults {
    Defaults { agency: "test".into(), language: "de".into() }
}

#[test]
fn a_german_table_is_read_and_its_broken_rows_are_refused() {
    let read = table::read_csv(&file("services.csv"), &defaults()).unwrap();
    let refused: Vec<(u32, &str)> = read.refused.iter().map(|r| (r.line, r.sentence.as_str())).collect();
    assert_eq!(refused[0], (6, "Der Titel fehlt."));
    assert_eq!(refused[1], (7, "Die Kennung „hund“ steht in der Sprache „de“ schon in der Datei."));
    assert_eq!(refused[2], (9, "Die Zeile hat 15 Felder, die Kopfzeile 12."));
    assert_eq!(read.ignored[0].what, "Spalte „Farbe“");
    assert_eq!(read.records.iter().map(|located| located.line).collect::<Vec<_>>(), [2, 5]);
    let records = read.into_records();
    let all = services(&records);
    assert_eq!((all[0].title("de"), all[0].title("fr")), (Some("Hund anmelden"), Some("Annoncer un chien")));
    assert_eq!(all[0].text(TextModule::Full, "de"), Some("Beispieltext: \"Bello\";\nzweite Zeile"));
    assert_eq!(all[0].keywords_in("de").collect::<Vec<_>>(), ["Welpe", "Hundemarke"]);
    assert_eq!(all[0].keywords_in("fr").collect::<Vec<_>>(), ["chiot"]);
    assert_eq!((all[0].categories.len(), all[0].categories[0].title.find("fr")), (1, Some("Animaux")));
    assert_eq!(all[0].text(TextModule::Responsible, "fr"), Some("Chancellerie"));
    // Without an id the title is what stays the same.
    assert_eq!((all[1].id.value.as_str(), all[1].areas[0].to_string().as_str()), ("abfallentsorgen", "AGS:05370016"));
    assert_eq!(all[1].keywords_in("de").collect::<Vec<_>>(), ["Kehricht", "Müll, gemischt"]);
}

#[test]
fn every_separator_and_a_byte_order_mark_are_understood() {
    for text in [
        "id,Name,Keywords\n1,A,x|y",
        "\u{feff}id;name;keywords\n1;A;x|y\n",
        "ID\tBEZEICHNUNG\tSchlagwörter\r\n1\tA\tx|y",
    ] {
        let records = table::read_csv(text.as_bytes(), &defaults()).unwrap().into_records();
        assert_eq!((records[0].title().as_str(), services(&records)[0].keywords.len()), ("A", 2), "{text}");
    }
    for (text, part) in [("", "leer"), ("a,b\n1,2", "Keine Spalte für den Titel"), ("\n\n", "leer")] {
        let fault = table::read_csv(text.as_bytes(), &defaults()).unwrap_err();
        assert!(fault.sentence.contains(part), "{text}: {fault}");
    }
}

#[test]
fn a_quote_that_never_closes_takes_only_its_own_row_down() {
    let read = table::read_csv(b"id,title\n1,A\n2,\"B\n3,C\n", &defaults()).unwrap();
    assert_eq!((read.records.len(), read.refused[0].line), (1, 3));
    assert!(read.refused[0].sentence.contains("nie geschlossen"), "{}", read.refused[0].sentence);
}

#[test]
fn the_best_of_several_names_wins() {
    let read = table::read_csv(b"name,title,key,id\nschlecht,gut,k,i\n", &defaults()).unwrap().into_records();
    assert_eq!((read[0].title().as_str(), read[0].id().value.as_str()), ("gut", "i"));
}

#[test]
fn tolerant_json_is_read_with_its_lines() {
    let read = table::read_json(&file("services.json"), &defaults()).unwrap();
    let refused: Vec<(u32, &str)> = read.refused.iter().map(|r| (r.line, r.sentence.as_str())).collect();
    assert_eq!(refused[0].1, "Der Titel fehlt.");
    assert_eq!(refused[1].1, "Der Eintrag ist kein Objekt.");
    let records = read.into_records();
    let all = services(&records);
    assert_eq!((all[0].id.value.as_str(), all[0].title("fr")), ("17", Some("Annoncer un chien")));
    assert_eq!(all[0].text(TextModule::Responsible, "de"), Some("Kanzlei"));
    assert_eq!((all[0].keywords.len(), all[0].links.len()), (2, 1));
    assert_eq!(all[1].keywords_in("de").collect::<Vec<_>>(), ["Kehricht", "Müll"]);
    let bare =
        table::read_json(b"[\n{\"title\": \"A\"},\n{\"title\": \"B\", \"area\": [\"4001\"]}\n]", &defaults()).unwrap();
    assert_eq!(bare.records.iter().map(|located| located.line).collect::<Vec<_>>(), [2, 3]);
    let by_id = br#"{"hund": {"title": "Hund", "meta": {"keywords": "Welpe; Marke", "title": "x"}}, "abfall": {"name": "Abfall"}}"#;
    let records = table::read_json(by_id, &defaults()).unwrap().into_records();
    let all = services(&records);
    assert_eq!((all[0].id.value.as_str(), all[0].title("de"), all[0].keywords.len()), ("hund", Some("Hund"), 2));
    let lines = b"{\"title\": \"A\", \"text\": [{\"title\": \"x\", \"text\": \"y\"}]}\n{\"title\": \n{\"title\": \"C\", \"Kosten\": \"5\"}\n";
    let read = table::read_json(lines, &defaults()).unwrap();
    assert_eq!((read.records.len(), read.refused[0].line), (2, 2));
    let records = read.into_records();
    let all = services(&records);
    assert_eq!((all[0].text(TextModule::Full, "de"), all[1].cost_note.find("de")), (Some("y"), Some("5")));
    for text in ["{}", "17", "{\"a\": {\"b\": 1}}"] {
        assert!(table::read_json(text.as_bytes(), &defaults()).is_err(), "{text}");
    }
}

#[test]
fn formulas_are_defused_and_come_back_whole() {
    let mut evil = service("1", "=HYPERLINK(\"http://x\")");
    evil.set_text(TextModule::Official, "de", "+1");
    evil.set_text(TextModule::Teaser, "de", "-1");
    evil.set_text(TextModule::Full, "de", "@x");
    evil.modules.insert(TextModule::Responsible, Texts(BTreeMap::from([("de".into(), "\tx".into())])));
    evil.keywords.push(Keyword { language: "de".into(), word: "a, b".into() });
    let text = table::write_csv(&[Record::Service(Box::new(evil.clone()))]);
    let row = text.lines().nth(1).unwrap();
    assert_eq!(row, "1,\"'=HYPERLINK(\"\"http://x\"\")\",'+1,'-1,'@x,\"a, b|\",,\"'\tx\",,de,BFS:4001,,,,,,,,,");
    let back = table::read_csv(text.as_bytes(), &defaults()).unwrap().into_records();
    let back = services(&back)[0];
    assert_eq!((back.title("de"), back.text(TextModule::Official, "de")), (evil.title("de"), Some("+1")));
    assert_eq!(back.keywords, evil.keywords);
}

#[test]
fn what_goes_out_comes_back_the_same() {
    let first = table::read_csv(&file("services.csv"), &defaults()).unwrap().into_records();
    let csv = table::read_csv(table::write_csv(&first).as_bytes(), &defaults()).unwrap();
    assert_eq!((csv.refused.as_slice(), csv.clone().into_records()), ([].as_slice(), first.clone()));
    let json = table::read_json(table::write_json(&first).to_string().as_bytes(), &defaults()).unwrap();
    assert_eq!((json.refused.as_slice(), json.clone().into_records()), ([].as_slice(), first));
}

#[test]
fn the_office_in_charge_is_named_in_the_table() {
    let text = table::write_csv(&message().into_records());
    assert!(text.contains("Gemeindekanzlei Musterdorf"), "{text}");
    assert!(text.contains("99102013104000") && text.contains("Welpe|Hundemarke"), "{text}");
}

#[test]
fn the_format_is_found_out() {
    for (name, count) in [("services.csv", 2), ("services.json", 2), ("transfer.xml", 6)] {
        assert_eq!(catalogue::read(&file(name), &defaults()).unwrap().records.len(), count, "{name}");
    }
}
