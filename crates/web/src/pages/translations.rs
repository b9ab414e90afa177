//! Translations: which service speaks which language, and one service in two languages side by side.

use super::prelude::*;

/// All services with how far they are translated.
#[derive(Template)]
#[template(path = "pages/translations.html")]
pub struct Translations {
    /// Everything around the page.
    pub frame: Frame,
    /// The languages, by their own names.
    pub languages: Vec<String>,
    /// The services, what lacks most first.
    pub rows: Vec<TranslationRow>,
    /// Whole translations of all services together.
    pub whole: u64,
}

/// A service in the list.
pub struct TranslationRow {
    /// Its German title.
    pub title: String,
    /// The page with both languages.
    pub href: String,
    /// Language and the key of how far it is translated.
    pub languages: Vec<(String, &'static str)>,
}

/// One service, German on one side.
#[derive(Template)]
#[template(path = "pages/translation.html")]
pub struct Translation {
    /// Everything around the page.
    pub frame: Frame,
    /// The service's German title.
    pub title: String,
    /// German by its own name.
    pub german: &'static str,
    /// The other language by its own name.
    pub language: String,
    /// Its code, for whoever reads it aloud.
    pub code: String,
    /// The languages to choose from.
    pub languages: Vec<Choice>,
    /// The texts.
    pub sides: Vec<Side>,
}

/// One text in two languages; a paragraph each.
pub struct Side {
    /// What it is.
    pub name: String,
    /// In German.
    pub german: Vec<String>,
    /// In the other language.
    pub other: Vec<String>,
}

impl Page for Translations {
    const NAME: &'static str = "translations";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let row = |title: &str, how: [&'static str; 2]| TranslationRow {
            title: title.into(),
            href: "/redaktion/uebersetzungen/hund-anmelden".into(),
            languages: vec![("Français".into(), how[0]), ("English".into(), how[1])],
        };
        let page = Self {
            frame: frame
                .at(Section::Design)
                .read_by(Role::Designer)
                .with_back(&frame.say("coverage-title"), "/redaktion"),
            languages: vec!["Français".into(), "English".into()],
            rows: vec![
                row("Baum fällen", ["translation-missing", "translation-brief"]),
                row("Hund anmelden", ["translation-whole", "translation-whole"]),
            ],
            whole: 2,
        };
        vec![("", page)]
    }
}

impl Page for Translation {
    const NAME: &'static str = "translation";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let side = |name: &str, german: &[&str], other: &[&str]| Side {
            name: name.into(),
            german: german.iter().map(|text| (*text).to_owned()).collect(),
            other: other.iter().map(|text| (*text).to_owned()).collect(),
        };
        let back = frame.say("translations-title");
        let page = Self {
            frame: frame.at(Section::Design).read_by(Role::Designer).with_back(&back, "/redaktion/uebersetzungen"),
            title: "Hund anmelden".into(),
            german: "Deutsch",
            language: "Français".into(),
            code: "fr".into(),
            languages: vec![Choice::new("fr", "Français", true), Choice::new("en", "English", false)],
            sides: vec![
                side("Titel", &["Hund anmelden"], &["Annoncer un chien"]),
                side("Beschreibung", &["Wer einen Hund hält, meldet ihn an.", "Das geht online."], &[]),
            ],
        };
        vec![("", page)]
    }
}
