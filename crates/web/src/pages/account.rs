//! Account: what is known about me and from where, who looked at it, and what I can do about it.

use super::check::AnswerSection;
use super::prelude::*;

/// The person's own data.
#[derive(Template)]
#[template(path = "pages/account.html")]
pub struct Account {
    /// Everything around the page.
    pub frame: Frame,
    /// What is known, by source.
    pub known: Vec<AnswerSection>,
    /// Who looked, newest first.
    pub looks: Vec<Look>,
    /// Where to download everything.
    pub download_href: String,
    /// Whom to complain to: mail address.
    pub complaint_email: String,
}

/// Somebody looked at personal data.
pub struct Look {
    /// When.
    pub at: DateTime,
    /// Which authority.
    pub authority: String,
    /// In which role.
    pub role: String,
    /// For which purpose.
    pub purpose: String,
    /// The case: reference and page.
    pub case: Link,
}

impl Page for Account {
    const NAME: &'static str = "account";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let look = |hour, role: &str, purpose: &str| Look {
            at: date(2026, 11, 20).at(hour, 5, 0, 0),
            authority: "Stadt Aarau".into(),
            role: role.into(),
            purpose: purpose.into(),
            case: Link::new("AA-2026-000124", "/postfach/1"),
        };
        let page = |looks| Self {
            frame: frame.read_by(Role::Inhabitant),
            known: AnswerSection::samples(),
            looks,
            download_href: "/konto/daten.zip".into(),
            complaint_email: "datenschutz@beispiel.test".into(),
        };
        vec![
            (
                "full",
                page(vec![
                    look(10, "Sachbearbeitung Einwohnerdienste", "Antrag prüfen"),
                    look(9, "Automatische Abfrage", "Angaben vorausfüllen"),
                ]),
            ),
            ("nobody-looked", page(vec![])),
        ]
    }
}
