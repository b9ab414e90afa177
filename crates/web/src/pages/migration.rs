//! Bringing processes to another version: what is to be renamed, the trial run with its verdicts, and the order.

use super::prelude::*;

/// The migration of one version.
#[derive(Template)]
#[template(path = "pages/migration.html")]
pub struct Migration {
    /// Everything around the page.
    pub frame: Frame,
    /// The model's name.
    pub name: String,
    /// The version the processes run.
    pub from: i64,
    /// The versions they can be brought to.
    pub to: Vec<Choice>,
    /// Renamed elements as they were typed, a line each.
    pub renamed: String,
    /// Where the form leads: GET for a trial run, POST for the order.
    pub action: String,
    /// The trial run; none before.
    pub trial: Option<Trial>,
    /// What was wrong with what was sent.
    pub problems: Vec<Problem>,
}

/// What a trial run found.
pub struct Trial {
    /// How many processes can be brought over.
    pub clear: usize,
    /// In whose way something stands.
    pub held: usize,
    /// This page of verdicts: what stands in the way comes first.
    pub rows: Vec<TrialRow>,
    /// More pages.
    pub pager: Pager,
    /// The version that was tried.
    pub to: i64,
}

/// The verdict on one process.
pub struct TrialRow {
    /// Its caller's own name, or the beginning of its id.
    pub reference: String,
    /// Its page.
    pub href: String,
    /// What stands in its way, a sentence each; empty for nothing.
    pub obstacles: Vec<String>,
}

impl Page for Migration {
    const NAME: &'static str = "migration";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let row = |id: u32, obstacles: Vec<String>| TrialRow {
            reference: format!("BG-{id}"),
            href: format!("/betrieb/prozesse/{id}"),
            obstacles,
        };
        let gone = frame.texts.with2("obstacle-gone", "element", "pruefen", "detail", "");
        let page = |to: Vec<Choice>, trial, problems: Vec<Problem>| Self {
            frame: frame
                .at(Section::Operation)
                .read_by(Role::Operator)
                .with_back(&frame.texts.with("models-version-of", "number", 1), "/betrieb/definitionen/baugesuch/1"),
            name: "Baugesuch".into(),
            from: 1,
            to,
            renamed: "pruefen = ansehen".into(),
            action: "/betrieb/definitionen/baugesuch/1/umstellen".into(),
            trial,
            problems,
        };
        let to = || vec![Choice::new("2", frame.texts.with("models-version-of", "number", 2), true)];
        let trial = |clear, held, rows| {
            Some(Trial { clear, held, rows, pager: Pager { page: 1, pages: 1, previous: None, next: None }, to: 2 })
        };
        vec![
            ("first", page(to(), None, vec![])),
            ("mixed", page(to(), trial(2, 1, vec![row(118, vec![gone]), row(121, vec![]), row(124, vec![])]), vec![])),
            ("nobody", page(to(), trial(0, 0, vec![]), vec![])),
            ("wrong", page(to(), None, vec![Problem::new("renamed", frame.say("migrate-renamed-wrong"))])),
            ("alone", page(vec![], None, vec![])),
        ]
    }
}
