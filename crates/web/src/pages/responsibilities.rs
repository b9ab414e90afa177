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
    /// The office with its page; none where the authority has no office at all.
    pub office: Option<Link>,
    /// No office says that it does this kind of work, so the first one answers.
    pub is_fallback: bool,
}

impl Page for Responsibilities {
    const NAME: &'static str = "responsibilities";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let row = |title: &str, office: Option<&str>, is_fallback| ResponsibilityRow {
            service: Link::new(title, "/leistungen/hund-anmelden"),
            office: office.map(|name| Link::new(name, "/behoerden/steuern")),
            is_fallback,
        };
        let page = Self {
            frame: frame
                .at(Section::Design)
                .read_by(Role::Designer)
                .with_back(&frame.say("coverage-title"), "/redaktion"),
            rows: vec![
                row("Hund anmelden", Some("Steuern und Finanzen"), false),
                row("Baum fällen", Some("Gemeindekanzlei"), true),
                row("Grab reservieren", None, false),
            ],
        };
        vec![("", page)]
    }
}
