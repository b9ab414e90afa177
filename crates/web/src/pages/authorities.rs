//! Authorities: who there is here, from the commune's offices to the canton or Kreis.

use super::prelude::*;

/// All authorities and offices of a place.
#[derive(Template)]
#[template(path = "pages/authorities.html")]
pub struct Authorities {
    /// Everything around the page.
    pub frame: Frame,
    /// Authorities with their offices.
    pub groups: Vec<AuthorityGroup>,
}

/// An authority with its offices.
pub struct AuthorityGroup {
    /// `Stadt Aarau`
    pub name: String,
    /// Its own portal, when it is another one.
    pub href: Option<String>,
    /// Its shield as inline SVG.
    pub shield: String,
    /// Its offices.
    pub offices: Vec<OfficeEntry>,
}

/// An office in a list.
pub struct OfficeEntry {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// What it does, in a line.
    pub line: String,
}

impl Page for Authorities {
    const NAME: &'static str = "authorities";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let office = |name: &str, line: &str| OfficeEntry {
            name: name.into(),
            href: "/behoerden/einwohnerdienste".into(),
            line: line.into(),
        };
        let group = |name: &str, href: Option<&str>, offices| AuthorityGroup {
            name: name.into(),
            href: href.map(str::to_owned),
            shield: frame.authority.shield.clone(),
            offices,
        };
        let groups = vec![
            group(
                "Stadt Aarau",
                None,
                vec![
                    office("Einwohnerdienste", "Zuzug, Wegzug, Bestätigungen, Hunde"),
                    office("Steueramt", "Erklärung, Rechnung, Frist"),
                    office("Baubewilligungen", "Gesuche, Auflagen, Pläne"),
                ],
            ),
            group(
                "Kanton Aargau",
                Some("https://aargau.example"),
                vec![
                    office("Straßenverkehrsamt", "Fahrzeuge, Führerausweis"),
                    office("Migrationsamt", "Aufenthalt und Arbeit"),
                ],
            ),
        ];
        vec![("all", Self { frame: frame.at(Section::Authorities), groups })]
    }
}
