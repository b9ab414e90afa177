//! Federation: the entry page of a canton or Kreis, which leads to every commune.

use super::place::District;
use super::prelude::*;

/// Entry page of a federation.
#[derive(Template)]
#[template(path = "pages/federation.html")]
pub struct Federation {
    /// Everything around the page.
    pub frame: Frame,
    /// How many communes there are.
    pub communes: u64,
    /// All of them, by district.
    pub districts: Vec<District>,
    /// Services of the federation's own authority.
    pub wanted: Vec<Link>,
}

impl Page for Federation {
    const NAME: &'static str = "federation";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let mut frame = frame.at(Section::Start);
        frame.authority.name = frame.authority.within.clone();
        frame.authority.within = String::new();
        vec![(
            "canton",
            Self {
                frame,
                communes: 196,
                districts: District::samples(),
                wanted: vec![
                    Link::new("Führerausweis umtauschen", "/leistungen/ausweis"),
                    Link::new("Fahrzeug zulassen", "/leistungen/fahrzeug"),
                ],
            },
        )]
    }
}
