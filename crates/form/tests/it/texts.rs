//! Texts of a form and the codes of mistakes.

use form::{CODES, FormTexts, Locale, check_texts, display};
use serde_json::json;

const FORM: &str = r#"
[[page]]
id = "zweck"
[[page.field]]
id = "purpose"
type = "choice"
options = ["rent", "other"]
[[page.field]]
id = "copies"
type = "number"
check = 'copies < 9'
"#;

const COMPLETE: &str = r#"
title = "Other people's key"
[page.zweck]
title = "Wofür?"
[field.purpose]
label = "Zweck"
[field.purpose.option]
rent = "Miete"
other = "Anderes"
[field.copies]
label = "Anzahl"
problem = "Höchstens 8."
"#;

fn missing(toml: &str, lang: &str) -> Vec<String> {
    let form = super::sound(FORM);
    let (texts, problems) = FormTexts::parse(toml, &format!("texts/{lang}.toml"));
    assert!(problems.is_empty(), "{problems:?}");
    check_texts(&form, &texts, lang).iter().map(ToString::to_string).collect()
}

#[test]
fn complete_texts_have_no_problem() {
    assert_eq!(missing(COMPLETE, "de"), Vec::<String>::new());
}

#[test]
fn what_is_missing_is_a_fault_in_german_and_a_warning_elsewhere() {
    for (gone, expected) in [
        ("title = \"Wofür?\"\n", "form.toml:2: texts/de.toml has no title for the page"),
        ("label = \"Zweck\"\n", "form.toml:4: texts/de.toml has no label for the field: [field.purpose] label"),
        ("other = \"Anderes\"\n", "texts/de.toml has no label for the option `other`"),
        ("problem = \"Höchstens 8.\"\n", "texts/de.toml has no sentence for the check"),
    ] {
        let found = missing(&COMPLETE.replace(gone, ""), "de");
        assert!(found.len() == 1 && found[0].contains(expected), "{gone}: {found:?}");
        let found = missing(&COMPLETE.replace(gone, ""), "fr");
        assert!(found.len() == 1 && found[0].contains("warning: texts/fr.toml"), "{gone}: {found:?}");
    }
}

#[test]
fn words_for_nothing_are_faults() {
    let found = missing(&COMPLETE.replace("[field.copies]", "[field.copys]"), "fr");
    assert!(
        found
            .iter()
            .any(|text| text.contains("texts/fr.toml:10: The form has no field `copys`. Do you mean `copies`?")),
        "{found:?}"
    );
    let found = missing(&COMPLETE.replace("rent =", "rant ="), "de");
    assert!(found.iter().any(|text| text.contains("has no option `rant`")), "{found:?}");
}

#[test]
fn overlays_replace_single_words() {
    let (base, _) = FormTexts::parse(COMPLETE, "texts/de.toml");
    let (over, _) = FormTexts::parse("[field.copies]\nlabel = \"Stück\"\n", "texts/de-DE.toml");
    let merged = over.over(&base);
    assert_eq!(merged.fields["copies"].label.as_deref(), Some("Stück"));
    assert_eq!(merged.fields["copies"].problem.as_deref(), Some("Höchstens 8."));
    assert_eq!(merged.pages["zweck"].title.as_deref(), Some("Wofür?"));
    let form = super::sound(FORM);
    let purpose = form.find_field("purpose").expect("there");
    assert_eq!(display(purpose, &json!("rent"), Locale::DeCh, merged.fields.get("purpose")), "Miete");
}

#[test]
fn codes_are_unique_and_have_sentences() {
    for (at, entry) in CODES.iter().enumerate() {
        assert!(CODES[at + 1..].iter().all(|other| other.code != entry.code), "{} is there twice", entry.code);
        assert!(entry.english.ends_with('.') && entry.meaning.ends_with('.'), "{}", entry.code);
        assert!(entry.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", entry.code);
    }
}
