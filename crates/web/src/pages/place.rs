//! Place: choose the commune by name or postal code; a code of several communes asks which.

use super::prelude::*;

/// Choosing a commune.
#[derive(Template)]
#[template(path = "pages/place.html")]
pub struct Place {
    /// Everything around the page.
    pub frame: Frame,
    /// What was typed.
    pub query: String,
    /// The path to go on to at the chosen place.
    pub further: String,
    /// Communes that fit; several: which one?
    pub matches: Vec<PlaceMatch>,
    /// All communes, by district.
    pub districts: Vec<District>,
}

/// A commune that fits what was typed.
pub struct PlaceMatch {
    /// `Aarau`
    pub name: String,
    /// District and canton or Kreis.
    pub within: String,
    /// Where choosing it leads.
    pub href: String,
}

/// A district with its communes.
pub struct District {
    /// `Bezirk Aarau`; empty where there are no districts.
    pub name: String,
    /// The communes, in order.
    pub communes: Vec<Link>,
}

impl District {
    /// Districts for samples.
    pub(super) fn samples() -> Vec<Self> {
        [
            (
                "Bezirk Aarau",
                vec!["Aarau", "Biberstein", "Buchs (AG)", "Densbüren", "Erlinsbach (AG)", "Gränichen", "Hirschthal"],
            ),
            ("Bezirk Baden", vec!["Baden", "Bellikon", "Bergdietikon", "Birmenstorf (AG)", "Ennetbaden"]),
        ]
        .map(|(name, communes)| Self {
            name: name.into(),
            communes: communes.into_iter().map(|c| Link::new(c, "https://aarau.example/")).collect(),
        })
        .into()
    }
}

impl Page for Place {
    const NAME: &'static str = "place";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let page = |query: &str, matches| Self {
            frame: frame.with_back(&frame.say("nav-start"), "/"),
            query: query.into(),
            further: "/leistungen/hund-anmelden".into(),
            matches,
            districts: District::samples(),
        };
        let fits = |name: &str, within: &str| PlaceMatch {
            name: name.into(),
            within: within.into(),
            href: "https://aarau.example/".into(),
        };
        vec![
            ("choose", page("", vec![])),
            (
                "ambiguous",
                page(
                    "5022",
                    vec![
                        fits("Küttigen", "Bezirk Aarau, Kanton Aargau"),
                        fits("Erlinsbach (AG)", "Bezirk Aarau, Kanton Aargau"),
                    ],
                ),
            ),
            ("unknown", page("Entenhausen", vec![])),
        ]
    }
}
