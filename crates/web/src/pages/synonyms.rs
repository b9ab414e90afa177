//! Synonyms: words that people use at a place, what is meant by them, and what they lead to.

use super::prelude::*;

/// The list of an authority, to read and to change.
#[derive(Template)]
#[template(path = "pages/synonyms.html")]
pub struct Synonyms {
    /// Everything around the page.
    pub frame: Frame,
    /// The authority.
    pub name: String,
    /// The list holds at all its communes, too.
    pub holds_below: bool,
    /// Most words of a list.
    pub most: u64,
    /// The list in force.
    pub rows: Vec<SynonymRow>,
    /// The list as it was typed, a line a word.
    pub lines: String,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// The list was just put in force.
    pub saved: bool,
}

/// A word in force.
pub struct SynonymRow {
    /// The word and the search for it.
    pub search: Link,
    /// What is meant by it.
    pub means: String,
    /// The first that is found; none where nothing is.
    pub leads_to: Option<Link>,
}

impl Page for Synonyms {
    const NAME: &'static str = "synonyms";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let page = |lines: &str, rows: Vec<SynonymRow>| Self {
            frame: frame
                .at(Section::Design)
                .read_by(Role::Designer)
                .with_back(&frame.say("coverage-title"), "/redaktion"),
            name: "Kanton Aargau".into(),
            holds_below: true,
            most: 500,
            lines: lines.into(),
            rows,
            problems: vec![],
            saved: false,
        };
        let row = |word: &str, means: &str, leads_to: Option<&str>| SynonymRow {
            search: Link::new(word, "/suche?q=abfall"),
            means: means.into(),
            leads_to: leads_to.map(|title| Link::new(title, "/leistungen/abfall")),
        };
        let rows = || {
            let strange = row("Tätschmeister <b>", "Waldfest, Grillplatz", None);
            vec![row("Güselkarte", "Abfallmarke", Some("Abfallmarken bestellen")), strange]
        };
        let lines = "Güselkarte = Abfallmarke\nTätschmeister <b> = Waldfest, Grillplatz\n";
        let wrong = Self {
            problems: vec![Problem::new("words", frame.with("synonym-no-meaning", "line", "Güselkarte"))],
            ..page("Güselkarte\n", rows())
        };
        vec![
            ("full", Self { saved: true, ..page(lines, rows()) }),
            ("empty", Self { holds_below: false, ..page("", vec![]) }),
            ("wrong", wrong),
        ]
    }
}
