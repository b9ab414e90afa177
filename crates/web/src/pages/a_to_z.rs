//! A to Z: every service by its first letter.

use super::prelude::*;

/// All services by letter.
#[derive(Template)]
#[template(path = "pages/a_to_z.html")]
pub struct AToZ {
    /// Everything around the page.
    pub frame: Frame,
    /// The place whose services these are.
    pub place: String,
    /// Letters that have services, in order.
    pub letters: Vec<Letter>,
}

/// A letter and its services.
pub struct Letter {
    /// `A`
    pub letter: char,
    /// The services, in order.
    pub entries: Vec<Link>,
}

impl Page for AToZ {
    const NAME: &'static str = "a_to_z";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let letters = [
            ('A', vec!["Abfall entsorgen", "Adressauskunft verlangen"]),
            ('B', vec!["Baugesuch einreichen"]),
            ('H', vec!["Heirat anmelden (Ehevorbereitung)", "Hund abmelden", "Hund anmelden"]),
            ('U', vec!["Umzug melden"]),
            ('W', vec!["Wohnsitzbestätigung bestellen"]),
        ];
        let letters = letters.into_iter().map(|(letter, names)| Letter {
            letter,
            entries: names.into_iter().map(|n| Link::new(n, "/leistungen/hund")).collect(),
        });
        vec![("all", Self { frame: frame.at(Section::Services), place: "Aarau".into(), letters: letters.collect() })]
    }
}
