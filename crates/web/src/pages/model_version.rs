//! One version of a deployed model: its processes, what can be done with all of them, and whether new ones begin.

use super::prelude::*;
use super::{ProcessRow, ProcessState};

/// A version of a model.
#[derive(Template)]
#[template(path = "pages/model_version.html")]
pub struct ModelVersion {
    /// Everything around the page.
    pub frame: Frame,
    /// The model's name.
    pub name: String,
    /// Its key.
    pub key: String,
    /// The version, from 1.
    pub number: i64,
    /// When it was deployed.
    pub deployed: DateTime,
    /// By whom.
    pub by: String,
    /// No new processes begin.
    pub closed: bool,
    /// Other versions.
    pub others: Vec<Link>,
    /// Where processes are brought over; none where there is no other version.
    pub migrate_href: Option<String>,
    /// Which processes, as tabs; the open one is marked.
    pub tabs: Vec<(Link, bool)>,
    /// The word of the open tab in addresses.
    pub part: &'static str,
    /// The business key that is looked for; empty for none.
    pub business_key: String,
    /// This page of processes.
    pub rows: Vec<ProcessRow>,
    /// How many there are in the list.
    pub count: u64,
    /// More pages.
    pub pager: Pager,
    /// Where everything is sent (POST): `do` = `retry`, `rest`, `wake`, `cancel`, `close`, `open`; `reason`.
    pub action: String,
    /// What can be done with all of the list, as words of `do`.
    pub can: Vec<&'static str>,
    /// What was wrong with what was sent.
    pub problems: Vec<Problem>,
}

impl ModelVersion {
    /// Whether this can be done with all of the list.
    fn can(&self, what: &str) -> bool {
        self.count > 0 && self.can.contains(&what)
    }
}

impl Page for ModelVersion {
    const NAME: &'static str = "model_version";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let row = |id: u32, step: &str, state| ProcessRow {
            title: "Baugesuch".into(),
            reference: format!("BG-{id}"),
            href: format!("/betrieb/prozesse/{id}"),
            authority: String::new(),
            steps: vec![step.into()],
            state,
            begun: Some(date(2026, 11, 21).at(9, 12, 0, 0)),
        };
        let tab = |key: &str, current| (Link::new(frame.say(key), "/betrieb/definitionen/baugesuch/1"), current);
        let page = |rows: Vec<ProcessRow>, closed, problems: Vec<Problem>| Self {
            frame: frame
                .at(Section::Operation)
                .read_by(Role::Operator)
                .with_back(&frame.say("models-title"), "/betrieb/definitionen"),
            name: "Baugesuch".into(),
            key: "baugesuch".into(),
            number: 1,
            deployed: date(2026, 11, 20).at(8, 30, 0, 0),
            by: "Otto Operator".into(),
            closed,
            others: vec![Link::new(
                frame.texts.with("models-version-of", "number", 2),
                "/betrieb/definitionen/baugesuch/2",
            )],
            migrate_href: Some("/betrieb/definitionen/baugesuch/1/umstellen".into()),
            tabs: vec![
                tab("version-running", true),
                tab("version-stuck", false),
                tab("version-resting", false),
                tab("version-ended", false),
            ],
            part: "laufend",
            business_key: String::new(),
            count: rows.len() as u64,
            rows,
            pager: Pager { page: 1, pages: 1, previous: None, next: None },
            action: "/betrieb/definitionen/baugesuch/1".into(),
            can: vec!["retry", "rest", "wake", "cancel"],
            problems,
        };
        let rows = || {
            vec![
                row(118, "Unterlagen prüfen", ProcessState::Running),
                row(121, "Gebühr berechnen", ProcessState::Stuck),
                row(124, "Nachbarn anhören", ProcessState::Resting),
            ]
        };
        vec![
            ("full", page(rows(), false, vec![])),
            ("wrong", page(rows(), true, vec![Problem::new("reason", frame.say("process-cancel-wrong"))])),
            ("empty", page(vec![], true, vec![])),
        ]
    }
}
