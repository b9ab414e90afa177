//! What the letter says, read back from the PDF.

use letters::{Fault, Section, render};

use crate::sample::{german_long, keep, swiss, text_of};

#[test]
fn names_of_din_91379_are_printed_as_they_are() {
    let mut letter = swiss();
    let name = "Đặng Öztürk-Ǧ";
    let others = ["Şahin-Łukasz Čërný", "O'Neil", "M̧̆ C̨̆ Ḫ̱ ʾƏlī", "Ĳssel ẞ ſ", "Παπαδόπουλος", "Иванов"];
    letter.facts.extend(others.iter().map(|other| ("Name".into(), (*other).into())));
    let pdf = render(&letter).unwrap();
    assert!(pdf.missing.is_empty(), "{:?}", pdf.missing);
    keep("names.pdf", &pdf.bytes);
    let Some(text) = text_of(&pdf.bytes) else { return };
    assert!(text.matches(name).count() >= 3, "{name} is not in window, salutation and facts:\n{text}");
    for other in ["Şahin-Łukasz Čërný", "O'Neil", "Παπαδόπουλος", "Иванов"] {
        assert!(text.contains(other), "{other} is missing:\n{text}");
    }
}

#[test]
fn a_value_is_never_read_as_markup() {
    let mut letter = swiss();
    let nasty = [
        "#eval(\"1+1\")",
        "#sys.inputs",
        "$x^2$ \\ \\u{41} *bold* _it_ = Titel",
        "#read(\"/etc/passwd\")",
        "] #panic() [",
        "\"; #import \"@preview/x:1.0.0\"",
        "<label> @ref `raw` // comment /* */",
    ];
    letter.subject = nasty[0].into();
    letter.reference = nasty[1].into();
    letter.paragraphs = nasty.iter().map(|text| (*text).into()).collect();
    letter.facts = vec![(nasty[4].into(), nasty[5].into())];
    letter.recipient = vec![nasty[3].into()];
    letter.authority.name = nasty[2].into();
    letter.labels.page = "#panic() {page}".into();
    letter.sections = vec![Section { title: nasty[6].into(), paragraphs: vec![] }];
    let pdf = render(&letter).unwrap();
    let Some(text) = text_of(&pdf.bytes) else { return };
    let text = text.replace('\n', " ");
    for expected in nasty {
        assert!(text.contains(expected), "{expected} was changed:\n{text}");
    }
}

#[test]
fn long_texts_flow_over_pages_that_are_counted() {
    let pdf = render(&german_long()).unwrap();
    keep("de.pdf", &pdf.bytes);
    let Some(text) = text_of(&pdf.bytes) else { return };
    for expected in
        ["Seite 1 von 3", "Seite 2 von 3", "Seite 3 von 3", "Absatz 22", "Mit freundlichen Grüßen", "7KQ2-M4XF-9RTB"]
    {
        assert!(text.contains(expected), "{expected} is missing:\n{text}");
    }
}

#[test]
fn a_swiss_letter_says_everything_on_one_page_in_reading_order() {
    let pdf = render(&swiss()).unwrap();
    keep("ch.pdf", &pdf.bytes);
    let Some(text) = text_of(&pdf.bytes) else { return };
    let order = [
        "Stadt Aarau",
        "Beispielweg 7a",
        "Wohnsitzbestätigung",
        "Guten Tag",
        "Geboren am",
        "Gut zu wissen",
        "Freundliche Grüsse",
        "Echtheit prüfen",
        "7KQ2-M4XF-9RTB",
    ];
    let mut from = 0;
    for expected in order {
        let at = text[from..].find(expected).unwrap_or_else(|| panic!("{expected} does not follow:\n{text}"));
        from += at + expected.len();
    }
    assert!(text.contains("Seite 1 von 1") && text.contains("Beispieltext"));
}

#[test]
fn a_character_without_a_glyph_is_reported_and_does_not_stop_the_letter() {
    let mut letter = swiss();
    letter.recipient[0] = "Mia 😀 漢 \u{202E}Muster".into();
    let pdf = render(&letter).unwrap();
    assert_eq!(pdf.missing, ['😀', '漢']);
    if let Some(text) = text_of(&pdf.bytes) {
        assert!(text.contains("Mia □ □ Muster"), "{text}");
    }
}

#[test]
fn empty_parts_simply_do_not_appear() {
    let mut letter = swiss();
    letter.facts.clear();
    letter.sections.clear();
    letter.signer.clear();
    letter.verify = letters::Verify::default();
    letter.authority.department = String::new();
    letter.authority.phone = String::new();
    letter.salutation = String::new();
    letter.closing = String::new();
    let pdf = render(&letter).unwrap();
    let Some(text) = text_of(&pdf.bytes) else { return };
    assert!(!text.contains("Prüfcode") && !text.contains("Telefon"), "{text}");
}

#[test]
fn what_cannot_be_used_is_a_fault_with_a_sentence() {
    let faulty = |change: fn(&mut letters::Letter)| {
        let mut letter = swiss();
        change(&mut letter);
        render(&letter).unwrap_err()
    };
    assert!(matches!(faulty(|l| l.authority.colour = "red\")".into()), Fault::Colour(_)));
    assert!(matches!(faulty(|l| l.lang = "deutsch".into()), Fault::Code(_)));
    assert!(matches!(faulty(|l| l.subject = "  ".into()), Fault::Subject));
    assert!(matches!(faulty(|l| l.verify.url = "x".repeat(1_001)), Fault::Address(1_001)));
}
