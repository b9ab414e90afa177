//! Designer: the service packages and what the check found in them; one package in detail.

use super::ReviewShown;
use super::prelude::*;

/// All service packages.
#[derive(Template)]
#[template(path = "pages/designer.html")]
pub struct Designer {
    /// Everything around the page.
    pub frame: Frame,
    /// The packages, by title.
    pub packages: Vec<PackageRow>,
}

/// A package in the list.
pub struct PackageRow {
    /// `hund-anmelden`
    pub key: String,
    /// As people say it.
    pub title: String,
    /// Short content hash.
    pub version: String,
    /// Can be applied for online.
    pub online: bool,
    /// What the check found.
    pub findings: u64,
    /// Its page.
    pub href: String,
}

/// One service package.
#[derive(Template)]
#[template(path = "pages/package.html")]
pub struct Package {
    /// Everything around the page.
    pub frame: Frame,
    /// The package.
    pub package: PackageRow,
    /// Steps of the process, in order: name and kind.
    pub steps: Vec<Row>,
    /// Files with size.
    pub files: Vec<(String, u64)>,
    /// What the check found.
    pub findings: Vec<Finding>,
    /// Where it can be tried out.
    pub preview_href: String,
    /// The models that can be drawn.
    pub models: Vec<Link>,
    /// Files changed in drafts: the file with its page, who, when.
    pub drafts: Vec<(Link, String, DateTime)>,
    /// How the package comes out with its drafts.
    pub review: ReviewShown,
}

/// Something the check found.
pub struct Finding {
    /// File inside the package.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// What is wrong, in a sentence.
    pub text: String,
}

fn row(title: &str, findings: u64) -> PackageRow {
    PackageRow {
        key: "hund-anmelden".into(),
        title: title.into(),
        version: "9f86d081".into(),
        online: findings == 0,
        findings,
        href: "/werkstatt/hund-anmelden".into(),
    }
}

impl Page for Designer {
    const NAME: &'static str = "designer";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        vec![(
            "list",
            Self {
                frame: frame.at(Section::Design).read_by(Role::Designer),
                packages: vec![
                    row("Hund anmelden", 0),
                    row("Wohnsitzbestätigung bestellen", 2),
                    row("Parkkarte bestellen", 0),
                ],
            },
        )]
    }
}

impl Page for Package {
    const NAME: &'static str = "package";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let page = |findings: Vec<Finding>| Self {
            frame: frame.at(Section::Design).read_by(Role::Designer).with_back(&frame.say("nav-design"), "/werkstatt"),
            package: row("Hund anmelden", findings.len() as u64),
            steps: vec![
                Row::new("Register abfragen", "Dienst"),
                Row::new("Angaben prüfen", "Aufgabe für Menschen"),
                Row::new("Brief erstellen", "Dienst"),
            ],
            files: vec![("form.toml".into(), 4_210), ("process.bpmn".into(), 18_400), ("fees.dmn".into(), 6_100)],
            findings,
            preview_href: "/werkstatt/hund-anmelden/vorschau".into(),
            models: vec![
                Link::new(frame.say("model-process"), "/werkstatt/hund-anmelden/prozess"),
                Link::new(
                    frame.with("model-edit-decision", "name", "dog-tax"),
                    "/werkstatt/hund-anmelden/entscheidung/dog-tax",
                ),
            ],
            drafts: vec![(
                Link::new("process.bpmn", "/werkstatt/hund-anmelden/prozess"),
                "Noa Muster".into(),
                date(2026, 11, 21).at(9, 12, 0, 0),
            )],
            review: ReviewShown { examples: Some((5, 5)), ..ReviewShown::default() },
        };
        let finding = |file: &str, line, text: &str| Finding { file: file.into(), line, text: text.into() };
        vec![
            ("clean", page(vec![])),
            (
                "findings",
                page(vec![
                    finding("form.toml", 42, "Die Bedingung nennt die Frage «chip_nr», die es nicht gibt."),
                    finding("texts/fr.toml", 7, "Die Übersetzung von «breed.label» fehlt."),
                ]),
            ),
        ]
    }
}
