//! Start: one question, what waits for me, the most wanted services, life situations.

use super::prelude::*;

/// The start page of an authority.
#[derive(Template)]
#[template(path = "pages/start.html")]
pub struct Start {
    /// Everything around the page.
    pub frame: Frame,
    /// Name of the place whose services are shown.
    pub place: String,
    /// What waits for the person signed in; shown first.
    pub waiting: Vec<Waiting>,
    /// Most wanted services here.
    pub wanted: Vec<Link>,
    /// Life situations.
    pub situations: Vec<Tile>,
    /// The office to ask when nothing fits.
    pub office: OfficeCard,
}

/// Something that waits for the reader.
pub struct Waiting {
    /// What it is about.
    pub title: String,
    /// Where to act.
    pub href: String,
    /// Its state.
    pub state: CaseState,
    /// Until when.
    pub due: Option<Date>,
}

/// A life situation: icon, word, one line.
pub struct Tile {
    /// Name of an icon in `assets/icons`.
    pub icon: String,
    /// The word.
    pub name: String,
    /// One line about it.
    pub line: String,
    /// Its page.
    pub href: String,
}

impl Tile {
    /// Tiles for samples.
    pub(super) fn samples() -> Vec<Self> {
        [
            ("move", "Umziehen", "Zuzug, Wegzug, Adresse ändern"),
            ("family", "Kind und Familie", "Geburt, Betreuung, Zulagen"),
            ("rings", "Heiraten und trennen", "Ehe, Namen, Scheidung"),
            ("passport", "Ausweise", "Pass, Identitätskarte, Bestätigungen"),
            ("car", "Auto und Verkehr", "Parkkarte, Führerausweis, Velo"),
            ("work", "Arbeit", "Bewilligung, Arbeitslosigkeit, Gewerbe"),
            ("animal", "Tiere", "Hund anmelden und abmelden"),
            ("money", "Steuern", "Erklärung, Frist, Raten"),
            ("farewell", "Todesfall", "Anzeigen, Bestattung, Nachlass"),
        ]
        .map(|(icon, name, line)| Self {
            icon: icon.into(),
            name: name.into(),
            line: line.into(),
            href: "/lebenslagen/umziehen".into(),
        })
        .into()
    }
}

impl Page for Start {
    const NAME: &'static str = "start";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let wanted = [
            "Wohnsitzbestätigung bestellen",
            "Hund anmelden",
            "Umzug melden",
            "Parkkarte bestellen",
            "Identitätskarte bestellen",
            "Frist für Steuererklärung verlängern",
        ];
        let page = |frame: Frame, waiting| Self {
            place: frame.authority.name.trim_start_matches("Stadt ").into(),
            frame,
            waiting,
            wanted: wanted.map(|w| Link::new(w, "/leistungen/wohnsitzbestaetigung")).into(),
            situations: Tile::samples(),
            office: OfficeCard::sample(),
        };
        let waiting = vec![
            Waiting {
                title: "Hund anmelden".into(),
                href: "/postfach/1/antwort".into(),
                state: CaseState::WaitsForYou,
                due: Some(date(2026, 12, 4)),
            },
            Waiting {
                title: "Wohnsitzbestätigung".into(),
                href: "/antraege/1".into(),
                state: CaseState::Draft,
                due: None,
            },
        ];
        vec![
            ("nobody", page(frame.at(Section::Start), vec![])),
            ("signed-in", page(frame.at(Section::Start).read_by(Role::Inhabitant), waiting)),
        ]
    }
}
