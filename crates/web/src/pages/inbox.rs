//! Inbox: one list over all authorities.

use super::prelude::*;

/// A filter: a link with a number.
pub struct Filter {
    /// Its word.
    pub name: String,
    /// Where it leads.
    pub href: String,
    /// How many.
    pub count: u64,
    /// Chosen.
    pub current: bool,
}

/// The inbox.
#[derive(Template)]
#[template(path = "pages/inbox.html")]
pub struct Inbox {
    /// Everything around the page.
    pub frame: Frame,
    /// Filters.
    pub filters: Vec<Filter>,
    /// This page of entries, newest first.
    pub entries: Vec<InboxEntry>,
    /// More pages.
    pub pager: Pager,
}

/// A case, message or draft in the inbox.
pub struct InboxEntry {
    /// What it is about.
    pub title: String,
    /// The newest thing that happened, in a sentence.
    pub line: String,
    /// Which authority.
    pub from: String,
    /// When.
    pub at: DateTime,
    /// Its page.
    pub href: String,
    /// Where it stands.
    pub state: CaseState,
    /// Until when something is asked of the reader.
    pub due: Option<Date>,
    /// Not opened yet.
    pub unread: bool,
}

impl Page for Inbox {
    const NAME: &'static str = "inbox";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let entry = |title: &str, line: &str, state, unread, due| InboxEntry {
            title: title.into(),
            line: line.into(),
            from: "Stadt Aarau".into(),
            at: date(2026, 11, 20).at(10, 5, 0, 0),
            href: "/postfach/1".into(),
            state,
            due,
            unread,
        };
        let filter = |key: &str, count, current| Filter {
            name: frame.say(key).into_owned(),
            href: "/postfach".into(),
            count,
            current,
        };
        let filters = || {
            vec![
                filter("inbox-all", 4, true),
                filter("inbox-waiting", 1, false),
                filter("inbox-open", 2, false),
                filter("inbox-finished", 1, false),
            ]
        };
        let page = |entries| Self {
            frame: frame.at(Section::Inbox).read_by(Role::Inhabitant),
            filters: filters(),
            entries,
            pager: Pager { page: 1, pages: 1, previous: None, next: None },
        };
        let entries = vec![
            entry(
                "Hund anmelden",
                "Uns fehlt noch eine Angabe.",
                CaseState::WaitsForYou,
                true,
                Some(date(2026, 12, 4)),
            ),
            entry("Wohnsitzbestätigung bestellen", "Ihre Bestätigung ist da.", CaseState::Granted, true, None),
            entry("Parkkarte bestellen", "Wir prüfen Ihre Angaben.", CaseState::InWork, false, None),
            entry(
                "Umzug melden",
                "Gespeichert, noch nicht abgesendet.",
                CaseState::Draft,
                false,
                Some(date(2026, 12, 21)),
            ),
        ];
        vec![("full", page(entries)), ("empty", page(vec![]))]
    }
}
