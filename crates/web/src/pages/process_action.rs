//! Something done to many processes: how far it is, and how each of them fared.

use super::prelude::*;
use crate::parts::Tone;

/// An action with its report.
#[derive(Template)]
#[template(path = "pages/process_action.html")]
pub struct ActionReport {
    /// Everything around the page.
    pub frame: Frame,
    /// The action.
    pub action: ProcessAction,
    /// Why; empty for no reason given.
    pub reason: String,
    /// This page of processes: those that were refused come first.
    pub rows: Vec<ItemRow>,
    /// More pages.
    pub pager: Pager,
    /// Where it is undone (POST); none where it cannot be.
    pub undo: Option<String>,
}

/// An action on many processes.
pub struct ProcessAction {
    /// What is done.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Who asked.
    pub by: String,
    /// When.
    pub asked: DateTime,
    /// Processes whose turn has not come.
    pub waiting: u64,
    /// Processes with which it went well.
    pub done: u64,
    /// Processes that were left as they were.
    pub refused: u64,
}

impl ProcessAction {
    /// All processes.
    #[must_use]
    pub const fn all(&self) -> u64 {
        self.waiting + self.done + self.refused
    }

    /// Those that were dealt with.
    #[must_use]
    pub const fn dealt_with(&self) -> u64 {
        self.done + self.refused
    }

    /// Some for samples.
    #[must_use]
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let action = |title: String, waiting, done, refused| Self {
            title,
            href: "/betrieb/auftraege/1".into(),
            by: "Otto Operator".into(),
            asked: date(2026, 11, 21).at(9, 40, 0, 0),
            waiting,
            done,
            refused,
        };
        vec![
            action(frame.texts.with2("action-migrate", "from", 1, "to", 2), 860, 380, 0),
            action(frame.say("action-retry").into_owned(), 0, 11, 1),
        ]
    }
}

/// How one process fared.
pub struct ItemRow {
    /// Its caller's own name, or the beginning of its id.
    pub reference: String,
    /// Its page.
    pub href: String,
    /// What became of it.
    pub fate: ItemFate,
    /// What stood in the way, a sentence each.
    pub obstacles: Vec<String>,
}

/// What became of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemFate {
    /// Its turn has not come.
    Waiting,
    /// It went well.
    Done,
    /// It was left as it was.
    Refused,
}

impl ItemFate {
    /// Key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "fate-waiting",
            Self::Done => "fate-done",
            Self::Refused => "fate-refused",
        }
    }

    /// Colour and shape.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Waiting => Tone::On,
            Self::Done => Tone::Done,
            Self::Refused => Tone::Bad,
        }
    }
}

impl Page for ActionReport {
    const NAME: &'static str = "process_action";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let row = |id: u32, fate, obstacles: Vec<String>| ItemRow {
            reference: format!("BG-{id}"),
            href: format!("/betrieb/prozesse/{id}"),
            fate,
            obstacles,
        };
        let over = frame.texts.with2("obstacle-over", "element", "", "detail", "");
        let rows = |last| {
            vec![
                row(121, ItemFate::Refused, vec![over.clone()]),
                row(118, last, vec![]),
                row(124, ItemFate::Done, vec![]),
            ]
        };
        let page = |action, rows, undo: Option<&str>| Self {
            frame: frame
                .at(Section::Operation)
                .read_by(Role::Operator)
                .with_back(&frame.say("models-title"), "/betrieb/definitionen"),
            action,
            reason: String::new(),
            rows,
            pager: Pager { page: 1, pages: 1, previous: None, next: None },
            undo: undo.map(str::to_owned),
        };
        let mut samples = ProcessAction::samples(frame);
        let (over, runs) = (samples.remove(1), samples.remove(0));
        vec![
            ("runs", page(runs, rows(ItemFate::Waiting), None)),
            ("over", page(over, rows(ItemFate::Done), Some("/betrieb/auftraege/1"))),
        ]
    }
}
