//! Searches: what people looked for, how often in vain, and what they said of the answers.

use super::prelude::*;

/// Queries of some time, what was not found first.
#[derive(Template)]
#[template(path = "pages/searches.html")]
pub struct Searches {
    /// Everything around the page.
    pub frame: Frame,
    /// The times to choose from; the chosen one is marked.
    pub periods: Vec<(Link, bool)>,
    /// Whole federation or this authority alone, for who may choose.
    pub wholes: Vec<(Link, bool)>,
    /// All searches.
    pub asked: u64,
    /// Those that hit nothing.
    pub missed: u64,
    /// Those whose words are not shown.
    pub unseen: u64,
    /// How often a query is asked before it is shown.
    pub least: u64,
    /// This page of queries.
    pub rows: Vec<SearchRow>,
    /// The table as a file.
    pub download: String,
    /// More pages.
    pub pager: Pager,
}

/// A query in the table.
pub struct SearchRow {
    /// Its words and the search for them.
    pub search: Link,
    /// The language of the portal then, by its own name.
    pub language: &'static str,
    /// How often asked.
    pub asked: u64,
    /// How often nothing was hit.
    pub missed: u64,
    /// How often somebody found what she looked for.
    pub useful: u64,
    /// How often not.
    pub useless: u64,
    /// Where to say what is meant by it.
    pub explain: String,
}

impl Page for Searches {
    const NAME: &'static str = "searches";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let row = |query: &str, asked, missed, useful, useless| SearchRow {
            search: Link::new(query, "/suche?q=hund"),
            language: "Deutsch",
            asked,
            missed,
            useful,
            useless,
            explain: "/redaktion/synonyme?wort=hund".into(),
        };
        let page = |rows: Vec<SearchRow>| Self {
            frame: frame
                .at(Section::Design)
                .read_by(Role::Designer)
                .with_back(&frame.say("coverage-title"), "/redaktion"),
            periods: vec![
                (Link::new(frame.texts.count("searches-days", 30), "/redaktion/suchen?tage=30"), true),
                (Link::new(frame.texts.count("searches-days", 365), "/redaktion/suchen?tage=365"), false),
            ],
            wholes: vec![
                (Link::new(frame.say("searches-whole"), "/redaktion/suchen?tage=30"), true),
                (Link::new("Kanton Aargau", "/redaktion/suchen?tage=30&nur=hier"), false),
            ],
            asked: if rows.is_empty() { 0 } else { 1_204 },
            missed: if rows.is_empty() { 0 } else { 61 },
            unseen: if rows.is_empty() { 0 } else { 310 },
            least: 3,
            pager: Pager {
                page: 1,
                pages: if rows.is_empty() { 1 } else { 3 },
                previous: None,
                next: Some("/redaktion/suchen?tage=30&seite=2".into()),
            },
            download: "/redaktion/suchen.csv?tage=30".into(),
            rows,
        };
        let rows = vec![
            row("hochzeitskleid mieten", 19, 19, 0, 4),
            row("töffli nummer <b>", 12, 3, 5, 1),
            row("hund anmelden", 240, 0, 31, 2),
        ];
        vec![("full", page(rows)), ("empty", page(vec![]))]
    }
}
