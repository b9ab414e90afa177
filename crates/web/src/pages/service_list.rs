//! Service list for editors: what the authority says itself, what waits, what should be read again; and the history of
//! one service.

use super::prelude::*;
use crate::parts::Tone;

/// All services of an authority.
#[derive(Template)]
#[template(path = "pages/service_list.html")]
pub struct ServiceList {
    /// Everything around the page.
    pub frame: Frame,
    /// Which services are listed, each with how many there are.
    pub filters: Vec<ListFilter>,
    /// The services.
    pub rows: Vec<ListedService>,
    /// Other pages.
    pub pager: Pager,
    /// A second person must publish what somebody wrote.
    pub second_person: bool,
    /// Something was just saved.
    pub saved: bool,
}

/// A part of the list.
pub struct ListFilter {
    /// Key of its name.
    pub name: String,
    /// How many services.
    pub count: u64,
    /// Its address.
    pub href: String,
    /// It is shown.
    pub current: bool,
}

/// A service in the list.
pub struct ListedService {
    /// What it is called.
    pub title: String,
    /// Its editor.
    pub href: String,
    /// Key of the word for what is published.
    pub standing: &'static str,
    /// How much that matters.
    pub tone: Tone,
    /// There is a draft; true: in review.
    pub draft: Option<bool>,
    /// When it should be read again.
    pub due: Option<Date>,
    /// That day is over.
    pub is_overdue: bool,
}

impl Page for ServiceList {
    const NAME: &'static str = "service_list";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let filter = |name: &str, count, current| ListFilter {
            name: format!("entries-{name}"),
            count,
            href: format!("?zeigen={name}"),
            current,
        };
        let row = |title: &str, standing, tone, draft, due, is_overdue| ListedService {
            title: title.into(),
            href: "/redaktion/leistungen/x".into(),
            standing,
            tone,
            draft,
            due,
            is_overdue,
        };
        let page = |rows: Vec<ListedService>, saved| Self {
            frame: frame.at(Section::Design).read_by(Role::Designer),
            filters: vec![
                filter("alle", 97, true),
                filter("eigene", 2, false),
                filter("entwuerfe", 1, false),
                filter("pruefung", 1, false),
                filter("faellig", 1, false),
            ],
            rows,
            pager: Pager { page: 1, pages: 2, previous: None, next: Some("?seite=2".into()) },
            second_person: false,
            saved,
        };
        let rows = vec![
            row("Abfallkalender", "entry-shared", Tone::Calm, None, None, false),
            row("Hund anmelden", "entry-own-words", Tone::Done, Some(true), Some(date(2026, 3, 1)), true),
            row("Schifffahrt", "entry-withheld", Tone::Bad, None, Some(date(2027, 3, 1)), false),
            row("Waldhütte mieten", "entry-new", Tone::On, Some(false), None, false),
        ];
        vec![("rows", page(rows, false)), ("empty", page(Vec::new(), true))]
    }
}

/// Every version of what an authority said about a service.
#[derive(Template)]
#[template(path = "pages/service_versions.html")]
pub struct ServiceVersions {
    /// Everything around the page.
    pub frame: Frame,
    /// What the service is called.
    pub title: String,
    /// Newest first.
    pub rows: Vec<ServiceVersion>,
    /// There is a draft, which an older version would replace.
    pub has_draft: bool,
}

/// A published version.
pub struct ServiceVersion {
    /// Counted from 1.
    pub number: i64,
    /// When it was published.
    pub at: DateTime,
    /// Who wrote it.
    pub writer: String,
    /// Who published it.
    pub publisher: String,
    /// The authority took back what it had said.
    pub is_taken_back: bool,
    /// What changed: name, before, after.
    pub differences: Vec<(String, String, String)>,
}

impl Page for ServiceVersions {
    const NAME: &'static str = "service_versions";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let version = |number, is_taken_back, differences: &[(&str, &str, &str)]| ServiceVersion {
            number,
            at: date(2026, 11, 21).at(9, 12, 0, 0),
            writer: "Noa Muster".into(),
            publisher: "Lou Beispiel".into(),
            is_taken_back,
            differences: differences.iter().map(|(a, b, c)| ((*a).into(), (*b).into(), (*c).into())).collect(),
        };
        let page = |has_draft| Self {
            frame: frame.at(Section::Design).read_by(Role::Designer),
            title: "Hund anmelden".into(),
            rows: vec![
                version(2, true, &[("Titel (Deutsch)", "Hund melden", "")]),
                version(1, false, &[("Titel (Deutsch)", "", "Hund melden"), ("Angeboten", "Ja", "Nein")]),
            ],
            has_draft,
        };
        vec![("rows", page(false)), ("draft", page(true))]
    }
}
