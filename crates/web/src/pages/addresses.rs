//! Addresses: where this portal is reached, and the short addresses that its designers keep.

use super::prelude::*;

/// The page for designers.
#[derive(Template)]
#[template(path = "pages/addresses.html")]
pub struct Addresses {
    /// Everything around the page.
    pub frame: Frame,
    /// The main address, without a slash at the end.
    pub base: String,
    /// Host names that lead there.
    pub others: Vec<String>,
    /// Most short addresses of a list.
    pub most: u64,
    /// Those in force.
    pub rows: Vec<ShortRow>,
    /// The list as it was typed, a line each.
    pub lines: String,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// The list was just put in force.
    pub saved: bool,
}

/// A short address in force.
pub struct ShortRow {
    /// `/hunde`
    pub from: String,
    /// The path that it leads to.
    pub to: String,
}

impl Page for Addresses {
    const NAME: &'static str = "addresses";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let page = |lines: &str, rows: Vec<ShortRow>| Self {
            frame: frame
                .at(Section::Appearance)
                .read_by(Role::Designer)
                .with_back(&frame.say("look-title"), "/gestaltung"),
            base: "https://service.aarau.example".into(),
            others: vec!["aarau.portal.example".into()],
            most: 200,
            lines: lines.into(),
            rows,
            problems: vec![],
            saved: false,
        };
        let row = |from: &str, to: &str| ShortRow { from: from.into(), to: to.into() };
        let rows = || vec![row("/hunde", "/leistungen/hund-anmelden"), row("/münz", "/suche?q=<b>")];
        let lines = "/hunde /leistungen/hund-anmelden\n/münz /suche?q=<b>\n";
        let wrong = Self {
            problems: vec![
                Problem::new("lines", frame.with("short-elsewhere", "line", "//evil.example")),
                Problem::new("lines", frame.with("short-page", "line", "/hilfe")),
            ],
            ..page("/a //evil.example\n/hilfe /suche\n", rows())
        };
        vec![
            ("full", Self { saved: true, ..page(lines, rows()) }),
            ("empty", Self { others: vec![], ..page("", vec![]) }),
            ("wrong", wrong),
        ]
    }
}
