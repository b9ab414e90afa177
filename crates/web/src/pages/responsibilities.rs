//! Responsibilities: which office answers for which service.

use super::prelude::*;

/// All services of an authority with their offices.
#[derive(Template)]
#[template(path = "pages/responsibilities.html")]
pub struct Responsibilities {
    /// Everything around the page.
    pub frame: Frame,
    /// The services, by title.
    pub rows: Vec<ResponsibilityRow>,
}

/// A service and its office.
pub struct ResponsibilityRow {
    /// The service with its page.
    pub service: Link,
    /// The office; empty where the authority has none at all.
    pub office: String,
    /// Its page, where it has one here.
    pub href: Option<String>,
    /// No office says that it does this kind of work, so the first one answers.
    pub is_fallback: bool,
}

impl Page for Responsibilities {
    const NAME: &'static str = "responsibilities";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let row = |title: &str, office: &str, has_page: bool, is_fallback| ResponsibilityRow {
            service: Link::new(title, "/leistungen/hund-anmelden"),
            office: office.into(),
            href: has_page.then(|| "/behoerden/steuern".into()),
            is_fallback,
        };
        let page = Self {
            frame: frame
                .at(Section::Design)
                .read_by(Role::Designer)
                .with_back(&frame.say("coverage-title"), "/redaktion"),
            rows: vec![
                row("Hund anmelden", "Steuern und Finanzen", true, false),
                row("Baum fällen", "Gemeindekanzlei", true, true),
                row("Leihrad-Station vorschlagen", "Verkehrsplanung", false, false),
                row("Grab reservieren", "", false, false),
            ],
        };
        vec![("", page)]
    }
}
