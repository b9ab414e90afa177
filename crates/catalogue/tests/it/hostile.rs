//! Files made to hurt: refused before they are parsed, or read as plain text.

use catalogue::{Defaults, table, xzufi};

#[test]
fn a_dtd_and_its_entities_are_refused_before_parsing() {
    let laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]>\n\
                  <leistung><id>&lol2;</id></leistung>";
    let fault = xzufi::read(laughs.as_bytes()).unwrap_err();
    assert_eq!(fault.line, 2);
    assert!(fault.sentence.contains("DTD"), "{fault}");
    let outside = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><leistung/>";
    assert!(xzufi::read(outside.as_bytes()).unwrap_err().sentence.contains("DTD"));
}

#[test]
fn a_million_levels_are_refused() {
    let deep = "<a>".repeat(1_000_000);
    assert!(xzufi::read(deep.as_bytes()).unwrap_err().sentence.contains("tiefer als 128"));
    let json = "[".repeat(1_000_000);
    assert!(table::read_json(json.as_bytes(), &Defaults::default()).is_err());
}

#[test]
fn heaps_of_attributes_and_namespaces_are_refused() {
    let attributes: String = (0..1000).map(|n| format!(" a{n}=\"\"")).collect();
    let fault = xzufi::read(format!("<leistung{attributes}/>").as_bytes()).unwrap_err();
    assert!(fault.sentence.contains("Attribute"), "{fault}");
    let spaces: String = (0..300).map(|n| format!("<x xmlns:a{n}=\"u\"/>")).collect();
    let fault = xzufi::read(format!("<leistung>{spaces}</leistung>").as_bytes()).unwrap_err();
    assert!(fault.sentence.contains("Namensräume"), "{fault}");
}

#[test]
fn other_encodings_are_named() {
    let latin = b"id;titel\n1;B\xFCrger";
    let fault = table::read_csv(latin, &Defaults::default()).unwrap_err();
    assert_eq!(fault.line, 2);
    assert!(fault.sentence.contains("Latin-1"), "{fault}");
    let utf16 = [0xFF, 0xFE, b'i', 0];
    assert!(xzufi::read(&utf16).unwrap_err().sentence.contains("UTF-16"));
}

#[test]
fn endless_texts_and_control_characters_are_refused_one_by_one() {
    let long = "x".repeat(catalogue::MAX_TEXT + 1);
    let text = format!("id,title\n1,gut\n2,{long}\n3,a\u{8}b\n4,auch gut\n");
    let read = table::read_csv(text.as_bytes(), &Defaults::default()).unwrap();
    let lines: Vec<u32> = read.refused.iter().map(|refusal| refusal.line).collect();
    assert_eq!((read.records.len(), lines), (2, vec![3, 4]));
    let xml = format!(
        "<l><leistung><id>1</id><modulText><inhalt>{long}</inhalt><leikaTextmodul><code>03</code>\
                       </leikaTextmodul></modulText></leistung></l>"
    );
    let read = xzufi::read(xml.as_bytes()).unwrap();
    assert_eq!((read.records.len(), read.refused.len()), (0, 1));
}

#[test]
fn a_new_name_in_every_line_does_not_swell_the_report() {
    let names: String = (0..20_000).map(|n| format!("<x{n}/>")).collect();
    let text = format!(
        "<leistung><id>1</id><modulText><inhalt>Titel</inhalt><leikaTextmodul><code>03</code></leikaTextmodul>\
         </modulText>{names}</leistung>"
    );
    let read = xzufi::read(text.as_bytes()).unwrap();
    assert_eq!((read.records.len(), read.ignored.len(), read.ignored[200].times), (1, 201, 19_800));
}
