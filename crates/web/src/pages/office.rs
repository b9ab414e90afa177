//! Office: address, hours, people, and what it does.

use super::prelude::*;

/// One office.
#[derive(Template)]
#[template(path = "pages/office.html")]
pub struct Office {
    /// Everything around the page.
    pub frame: Frame,
    /// Contact and hours.
    pub office: OfficeCard,
    /// The authority it belongs to.
    pub authority: String,
    /// What it does, in a sentence; empty for none.
    pub about: String,
    /// Services it is in charge of.
    pub services: Vec<Link>,
    /// People who work there.
    pub staff: Vec<Staff>,
}

/// Somebody who works in an office.
pub struct Staff {
    /// Name.
    pub name: String,
    /// What she does.
    pub function: String,
    /// Direct number; empty for none.
    pub phone: String,
}

impl Page for Office {
    const NAME: &'static str = "office";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let staff = |name: &str, function: &str, phone: &str| Staff {
            name: name.into(),
            function: function.into(),
            phone: phone.into(),
        };
        vec![(
            "full",
            Self {
                frame: frame.at(Section::Authorities).with_back(&frame.say("nav-authorities"), "/behoerden"),
                office: OfficeCard { href: None, ..OfficeCard::sample() },
                authority: "Stadt Aarau".into(),
                about: "Wir führen das Einwohnerregister und stellen Bestätigungen aus. Beispieltext.".into(),
                services: ["Hund anmelden", "Umzug melden", "Wohnsitzbestätigung bestellen"]
                    .map(|n| Link::new(n, "/leistungen/hund"))
                    .into(),
                staff: vec![
                    staff("Reto Beispiel", "Leitung", "062 000 00 11"),
                    staff("Ana Muster", "Hundekontrolle", ""),
                ],
            },
        )]
    }
}
