//! Links: the web addresses that an authority names, and whether they still lead somewhere.

use super::prelude::*;
use crate::parts::Tone;

/// All addresses, broken ones first.
#[derive(Template)]
#[template(path = "pages/links.html")]
pub struct Links {
    /// Everything around the page.
    pub frame: Frame,
    /// The addresses.
    pub rows: Vec<NamedAddress>,
}

/// An address.
pub struct NamedAddress {
    /// The address itself.
    pub url: String,
    /// Services that name it; none for the authority's former counter.
    pub services: Vec<Link>,
    /// Key of the word for what the last look said.
    pub outcome: &'static str,
    /// How much that matters.
    pub tone: Tone,
    /// More about it, such as the status; empty for nothing.
    pub detail: String,
    /// Since when it is so.
    pub since: Option<Date>,
}

impl Page for Links {
    const NAME: &'static str = "links";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let row = |url: &str, outcome, tone, detail: &str, services: Vec<Link>| NamedAddress {
            url: url.into(),
            services,
            outcome,
            tone,
            detail: detail.into(),
            since: Some(date(2026, 11, 1)),
        };
        let dog = || vec![Link::new("Hund anmelden", "/redaktion/leistungen/hund-anmelden")];
        let rows = vec![
            row("https://schalter.example/hund-anmelden/formular", "link-gone", Tone::Bad, "404", dog()),
            row("https://alt.example/", "link-silent", Tone::Wait, "", Vec::new()),
            row("https://www.example/", "link-fine", Tone::Done, "", dog()),
        ];
        let page = |rows| Self {
            frame: frame
                .at(Section::Design)
                .read_by(Role::Designer)
                .with_back(&frame.say("coverage-title"), "/redaktion"),
            rows,
        };
        vec![("rows", page(rows)), ("empty", page(Vec::new()))]
    }
}
