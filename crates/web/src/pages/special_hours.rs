//! Special hours: days on which offices are open otherwise, to add and to take back.

use super::prelude::*;
use crate::parts::Span;
use jiff::civil::{Date, date};

/// The page for editors.
#[derive(Template)]
#[template(path = "pages/special_hours.html")]
pub struct SpecialHours {
    /// Everything around the page.
    pub frame: Frame,
    /// The authority.
    pub name: String,
    /// Its offices to choose from: key and name.
    pub offices: Vec<(String, String)>,
    /// Days that come, in their order.
    pub rows: Vec<SpecialRow>,
    /// What was typed, by the name of the field.
    pub typed: Vec<(&'static str, String)>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// It was just changed.
    pub saved: bool,
}

/// Days on which an office is open otherwise.
pub struct SpecialRow {
    /// Key of the office.
    pub office: String,
    /// Its name.
    pub name: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Empty: closed.
    pub spans: Vec<Span>,
    /// Why.
    pub note: String,
    /// It came with the authority's data and is changed there.
    pub is_given: bool,
}

impl SpecialHours {
    fn value(&self, field: &str) -> &str {
        self.typed.iter().find(|(name, _)| *name == field).map_or("", |(_, value)| value)
    }

    fn problem(&self, field: &str) -> Option<&Problem> {
        self.problems.iter().find(|problem| problem.at == field)
    }
}

impl Page for SpecialHours {
    const NAME: &'static str = "special_hours";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let page = |rows: Vec<SpecialRow>| Self {
            frame: frame
                .at(Section::Design)
                .read_by(Role::Designer)
                .with_back(&frame.say("coverage-title"), "/redaktion"),
            name: "Stadt Aarau".into(),
            offices: vec![("residents".into(), "Einwohnerdienste".into()), ("tax".into(), "Steuern <b>".into())],
            rows,
            typed: vec![],
            problems: vec![],
            saved: false,
        };
        let row = |from: Date, to: Date, spans: Vec<Span>, note: &str, is_given| SpecialRow {
            office: "residents".into(),
            name: "Einwohnerdienste".into(),
            from,
            to,
            spans,
            note: note.into(),
            is_given,
        };
        let rows = || {
            let early = vec![Span::new((8, 0), (11, 30)), Span::new((13, 0), (14, 0))];
            vec![
                row(date(2026, 11, 27), date(2026, 11, 27), early, "Betriebsausflug <b>", false),
                row(date(2026, 12, 24), date(2027, 1, 3), vec![], "Zwischen den Jahren", true),
            ]
        };
        let wrong = Self {
            typed: vec![("office", "tax".into()), ("from", "gestern".into()), ("hours", "immer".into())],
            problems: vec![
                Problem::new("from", frame.say("special-day-wrong")),
                Problem::new("hours", frame.say("special-hours-wrong")),
                Problem::new("de", frame.say("special-reason-wrong")),
            ],
            ..page(rows())
        };
        vec![("full", Self { saved: true, ..page(rows()) }), ("empty", page(vec![])), ("wrong", wrong)]
    }
}
