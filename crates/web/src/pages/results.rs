//! Results: what was typed stays; each hit says what it is, who is in charge here, whether it works online.

use super::inbox::Filter;
use super::prelude::*;

/// Search results.
#[derive(Template)]
#[template(path = "pages/results.html")]
pub struct Results {
    /// Everything around the page.
    pub frame: Frame,
    /// What was typed.
    pub query: String,
    /// The place taken into account.
    pub place: String,
    /// This page of hits.
    pub hits: Vec<Hit>,
    /// All hits that are as wished.
    pub total: u64,
    /// All hits, whatever was wished for.
    pub all: u64,
    /// The kinds to choose from, all of them first; empty where there is nothing to choose.
    pub kinds: Vec<Filter>,
    /// The way to what goes online alone; when that is chosen, the way back.
    pub online: Option<Filter>,
    /// The address of all hits.
    pub everything: String,
    /// The nearest services when nothing was found.
    pub nearest: Vec<Link>,
    /// Whom to ask.
    pub office: OfficeCard,
    /// More pages.
    pub pager: Pager,
    /// Where it is sent whether the answer was right.
    pub judge_action: &'static str,
}

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HitKind {
    /// A service.
    Service,
    /// An office.
    Office,
    /// A person.
    Person,
    /// A life situation.
    Situation,
    /// A form or leaflet.
    Document,
}

impl HitKind {
    /// Key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Service => "kind-service",
            Self::Office => "kind-office",
            Self::Person => "kind-person",
            Self::Situation => "kind-situation",
            Self::Document => "kind-document",
        }
    }
}

/// What there is instead of doing it online here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offline {
    /// The office's telephone; empty where it has none.
    pub phone: String,
    /// The online counter that the authority had before.
    pub counter: Option<String>,
}

/// One hit.
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// Its name.
    pub title: String,
    /// Its page.
    pub href: String,
    /// One line about it.
    pub line: String,
    /// Who is in charge here; empty for none.
    pub authority: String,
    /// Can be done online.
    pub online: bool,
    /// How to reach the office, for a service that cannot be done online here.
    pub offline: Option<Offline>,
}

impl Page for Results {
    const NAME: &'static str = "results";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let hit = |kind, title: &str, line: &str, authority: &str, online| Hit {
            kind,
            title: title.into(),
            href: "/leistungen/hund".into(),
            line: line.into(),
            authority: authority.into(),
            online,
            offline: (kind == HitKind::Service && !online).then(|| Offline {
                phone: "062 000 00 10".into(),
                counter: Some("https://onlineschalter.aarau.example/".into()),
            }),
        };
        let hits = || {
            vec![
                hit(
                    HitKind::Service,
                    "Hund anmelden",
                    "Melden Sie Ihren Hund innert zehn Tagen an. Beispieltext.",
                    "Einwohnerdienste, Stadt Aarau",
                    true,
                ),
                hit(
                    HitKind::Service,
                    "Hund abmelden",
                    "Bei Tod, Verkauf oder Wegzug des Hundes. Beispieltext.",
                    "Einwohnerdienste, Stadt Aarau",
                    false,
                ),
                hit(HitKind::Situation, "Tiere", "Alles rund um Haustiere und Wildtiere.", "", false),
                hit(
                    HitKind::Office,
                    "Veterinärdienst",
                    "Bewilligungen, Tierschutz, Meldungen.",
                    "Kanton Aargau",
                    false,
                ),
                hit(
                    HitKind::Person,
                    "Reto Beispiel",
                    "Sachbearbeiter Hundekontrolle",
                    "Einwohnerdienste, Stadt Aarau",
                    false,
                ),
            ]
        };
        let kind = |key: &str, href: &str, count, current| Filter {
            name: frame.say(key).into_owned(),
            href: format!("/suche?q=hund{href}"),
            count,
            current,
        };
        let page = |query: &str, hits: Vec<Hit>, total, pages| Self {
            frame: frame.clone(),
            query: query.into(),
            place: "Aarau".into(),
            kinds: if hits.is_empty() {
                vec![]
            } else {
                vec![
                    kind("kind-all", "", total, true),
                    kind("kind-services", "&art=leistungen", 2, false),
                    kind("kind-situations", "&art=lebenslagen", 1, false),
                    kind("kind-offices", "&art=behoerden", 1, false),
                    kind("kind-persons", "&art=personen", 1, false),
                ]
            },
            online: (!hits.is_empty()).then(|| kind("results-online", "&online=1", 1, false)),
            everything: "/suche?q=hund".into(),
            all: total,
            judge_action: "/suche/danke",
            hits,
            total,
            nearest: vec![
                Link::new("Hund anmelden", "/leistungen/hund"),
                Link::new("Parkkarte bestellen", "/leistungen/parkkarte"),
            ],
            office: OfficeCard::sample(),
            pager: Pager { page: 1, pages, previous: None, next: Some("?q=hund&seite=2".into()) },
        };
        let online = Self { online: Some(kind("results-online", "", 1, true)), ..page("hund", hits(), 23, 3) };
        let nothing_left = Self { all: 5, ..page("hund", vec![], 0, 1) };
        vec![
            ("found", page("hund", hits(), 23, 3)),
            ("online", online),
            ("nothing-left", nothing_left),
            ("nothing", page("xylophon <b>", vec![], 0, 1)),
        ]
    }
}
