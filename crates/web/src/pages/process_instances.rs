//! Processes: which run, which stand still and where.

use super::prelude::*;
use crate::parts::Tone;

/// A page of processes.
#[derive(Template)]
#[template(path = "pages/process_instances.html")]
pub struct ProcessInstances {
    /// Everything around the page.
    pub frame: Frame,
    /// Which processes, as tabs; the open one is marked.
    pub tabs: Vec<(Link, bool)>,
    /// The services, to choose one; empty where processes belong to none.
    pub services: Vec<Choice>,
    /// The word of the open tab in addresses.
    pub which: &'static str,
    /// The processes.
    pub rows: Vec<ProcessRow>,
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
}

/// How a process stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProcessState {
    /// It runs or waits for its turn.
    Running,
    /// It does not go on by itself.
    Stuck,
    /// An operator put it to rest.
    Resting,
    /// It is over.
    Ended,
}

impl ProcessState {
    /// Key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Running => "process-running",
            Self::Stuck => "process-stuck",
            Self::Resting => "process-resting",
            Self::Ended => "process-ended",
        }
    }

    /// Colour and shape.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Running => Tone::On,
            Self::Stuck => Tone::Bad,
            Self::Resting => Tone::Calm,
            Self::Ended => Tone::Done,
        }
    }
}

/// A process in the list.
pub struct ProcessRow {
    /// The service, or the name of the deployed model.
    pub title: String,
    /// Reference of the case, or the beginning of the process's id.
    pub reference: String,
    /// Its page.
    pub href: String,
    /// The authority that runs it; empty for the one whose portal this is.
    pub authority: String,
    /// Names of the steps where it is.
    pub steps: Vec<String>,
    /// How it stands.
    pub state: ProcessState,
    /// Since when.
    pub begun: Option<DateTime>,
}

impl Page for ProcessInstances {
    const NAME: &'static str = "process_instances";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let row = |id: u32, step: &str, state| ProcessRow {
            title: "Hund anmelden".into(),
            reference: format!("AA-2026-{id:06}"),
            href: format!("/betrieb/prozesse/{id}"),
            authority: if id.is_multiple_of(2) { "Stadt Aarau".into() } else { String::new() },
            steps: vec![step.into()],
            state,
            begun: Some(date(2026, 11, 21).at(9, 12, 0, 0)),
        };
        let tab = |key: &str, current| (Link::new(frame.say(key), "/betrieb/prozesse"), current);
        let page = |rows: Vec<ProcessRow>| Self {
            frame: frame
                .at(Section::Operation)
                .read_by(Role::Operator)
                .with_back(&frame.say("nav-operation"), "/betrieb"),
            tabs: vec![
                tab("processes-running", true),
                tab("processes-stuck", false),
                tab("processes-ended", false),
                tab("processes-models", false),
            ],
            services: vec![Choice::new("hund-anmelden", "Hund anmelden", true)],
            which: "laufend",
            next: (!rows.is_empty()).then(|| "/betrieb/prozesse?seite=2".into()),
            previous: None,
            rows,
        };
        vec![
            (
                "full",
                page(vec![
                    row(118, "Anmeldung prüfen", ProcessState::Running),
                    row(121, "Bestätigung erstellen", ProcessState::Stuck),
                    row(124, "Angabe ergänzen", ProcessState::Resting),
                ]),
            ),
            ("empty", page(vec![])),
        ]
    }
}
