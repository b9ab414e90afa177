//! Deciding many at once: first what would happen, then what happened, a line each.

use super::prelude::*;

/// The marked tasks with what becomes of them.
#[derive(Template)]
#[template(path = "pages/decide_many.html")]
pub struct DecideMany {
    /// Everything around the page.
    pub frame: Frame,
    /// The decision's name, as on its button.
    pub decision: String,
    /// The value of `do` that takes it.
    pub value: String,
    /// Service and element of the tasks, sent on with the form.
    pub kind: String,
    /// How many can be decided, or were.
    pub count: usize,
    /// A line each.
    pub rows: Vec<BulkRow>,
    /// It was done.
    pub done: bool,
}

/// One marked task.
pub struct BulkRow {
    /// Id of the task.
    pub id: String,
    /// Reference of the case; empty when it is gone.
    pub reference: String,
    /// The service.
    pub service: String,
    /// It can be decided so.
    pub possible: bool,
    /// Key of the sentence that says what becomes of it.
    pub verdict: &'static str,
}

impl Page for DecideMany {
    const NAME: &'static str = "decide-many";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let row = |id: u32, possible, verdict| BulkRow {
            id: id.to_string(),
            reference: format!("AA-2026-{id:06}"),
            service: "Hund anmelden".into(),
            possible,
            verdict,
        };
        let page = |rows, count, done| Self {
            frame: frame.at(Section::Work).read_by(Role::Clerk),
            decision: "Anmeldung annehmen".into(),
            value: "decide:approve".into(),
            kind: "hund-anmelden.review".into(),
            count,
            rows,
            done,
        };
        vec![
            ("ask", page(vec![row(1, true, "bulk-possible"), row(2, false, "bulk-not-offered")], 1, false)),
            ("done", page(vec![row(1, false, "bulk-decided"), row(2, false, "bulk-gone")], 1, true)),
        ]
    }
}
