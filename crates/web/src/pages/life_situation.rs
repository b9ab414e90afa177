//! Life situation: what there is to do, in the order people meet it.

use super::prelude::*;

/// One life situation.
#[derive(Template)]
#[template(path = "pages/life_situation.html")]
pub struct LifeSituation {
    /// Everything around the page.
    pub frame: Frame,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub lead: String,
    /// Services, grouped.
    pub groups: Vec<ServiceGroup>,
}

/// Services under a heading.
pub struct ServiceGroup {
    /// `Vor dem Umzug`; empty for a single group.
    pub name: String,
    /// The services.
    pub services: Vec<ServiceEntry>,
}

impl ServiceGroup {
    /// The level of its services' headings: below its own, where it has one.
    fn level(&self) -> u8 {
        if self.name.is_empty() { 2 } else { 3 }
    }
}

/// A service in a list.
pub struct ServiceEntry {
    /// As people say it.
    pub title: String,
    /// Its page.
    pub href: String,
    /// One line.
    pub line: String,
    /// Can be done online.
    pub online: bool,
}

impl ServiceEntry {
    /// Services for samples.
    pub(super) fn samples() -> Vec<Self> {
        [
            ("Umzug melden", "Innert 14 Tagen nach dem Umzug.", true),
            ("Parkkarte bestellen", "Für Ihr Quartier, gültig ein Jahr.", true),
            ("Hund ummelden", "Die Daten des Hundes anpassen.", false),
        ]
        .map(|(title, line, online)| Self {
            title: title.into(),
            href: "/leistungen/umzug".into(),
            line: line.into(),
            online,
        })
        .into()
    }
}

impl Page for LifeSituation {
    const NAME: &'static str = "life_situation";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let group = |name: &str| ServiceGroup { name: name.into(), services: ServiceEntry::samples() };
        let page = |groups| Self {
            frame: frame.at(Section::Situations).with_back(&frame.say("situations-title"), "/lebenslagen"),
            name: "Umziehen".into(),
            lead: "Was Sie beim Umzug melden müssen und was Sie gleich mit erledigen können. Beispieltext.".into(),
            groups,
        };
        vec![
            ("moving", page(vec![group("Vor dem Umzug"), group("Nach dem Umzug")])),
            ("one-group", page(vec![group("")])),
        ]
    }
}
