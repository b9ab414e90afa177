//! A task of a process without an application: what it shows, the form made from it, taking and completing it.

use super::prelude::*;

/// A task for a clerk.
#[derive(Template)]
#[template(path = "pages/process_task.html")]
pub struct ProcessTask {
    /// Everything around the page.
    pub frame: Frame,
    /// What to do.
    pub name: String,
    /// The process.
    pub process: String,
    /// The caller's own name for the process, or the beginning of its id.
    pub reference: String,
    /// Until when.
    pub due: Option<Date>,
    /// Since when.
    pub since: DateTime,
    /// Who has it.
    pub held: Holder,
    /// Its process rests.
    pub rests: bool,
    /// What is only shown.
    pub shown: Vec<Row>,
    /// What is asked.
    pub fields: Vec<Field>,
    /// What was wrong with what was typed.
    pub problems: Vec<Problem>,
    /// Where everything is sent (POST): `do` = `claim`, `release`, `complete`.
    pub action: String,
}

/// Who has a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Nobody yet.
    Nobody,
    /// The reader.
    Me,
    /// A colleague.
    Colleague,
}

impl ProcessTask {
    /// Whether the reader can complete it now.
    fn is_open(&self) -> bool {
        !self.rests && self.held != Holder::Colleague
    }
}

impl Page for ProcessTask {
    const NAME: &'static str = "process_task";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let text =
            |value: &str| FieldKind::Text { value: value.into(), width: Width::Full, autocomplete: String::new() };
        let fields = |wrong: bool| {
            let amount = Field::new("v1", "Betrag", FieldKind::Number { value: "1200".into(), unit: String::new() });
            vec![
                Field::new("v0", "Lieferant", text("Papeterie Beispiel AG")),
                if wrong { amount.wrong("Geben Sie eine Zahl ein.") } else { amount },
                Field::new(
                    "v2",
                    "Lieferung bis",
                    FieldKind::Date { day: "30".into(), month: "11".into(), year: "2026".into(), birthday: false },
                ),
                Field::new("v3", "Bewilligt", FieldKind::YesNo { value: None }),
            ]
        };
        let page = |held, rests, fields: Vec<Field>, problems: Vec<Problem>| Self {
            frame: frame.at(Section::Work).read_by(Role::Clerk).with_back(&frame.say("nav-work"), "/arbeit"),
            name: "Bestellung bewilligen".into(),
            process: "Materialbestellung".into(),
            reference: "MB-2026-17".into(),
            due: Some(date(2026, 11, 24)),
            since: date(2026, 11, 20).at(14, 5, 0, 0),
            held,
            rests,
            shown: vec![Row::new("Positionen", "[{\"was\":\"Papier\",\"menge\":20}]")],
            fields,
            problems,
            action: "/arbeit/aufgabe/118".into(),
        };
        vec![
            ("free", page(Holder::Nobody, false, fields(false), vec![])),
            ("wrong", page(Holder::Me, false, fields(true), vec![Problem::new("v1", "Geben Sie eine Zahl ein.")])),
            ("taken", page(Holder::Colleague, false, fields(false), vec![])),
            ("rests", page(Holder::Me, true, fields(false), vec![])),
            ("nothing", page(Holder::Me, false, vec![], vec![])),
        ]
    }
}
