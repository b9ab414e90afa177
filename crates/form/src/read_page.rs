//! One submitted page: raw input to answers, only for the fields of this page that are shown.

use feel::{Clock, Context};

use crate::answer::{Answers, FieldProblem, RawInput};
use crate::condition::place;
use crate::definition::{Field, Form, Page};
use crate::journey::Walk;
use crate::judge::{Given, is_shown, judge};
use crate::questions::{inputs, read, required_code};

/// What came out of a submitted page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageRead {
    /// The good answers, `null` where an optional question was left empty. To be merged into the draft, also when
    /// other fields of the page have problems.
    pub values: Answers,
    /// Mistakes, in the order of the fields.
    pub problems: Vec<FieldProblem>,
}

impl PageRead {
    /// Whether the page is fine as it is.
    pub fn is_valid(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Reads a submitted page. `answers` is the draft so far (uploaded files stand there as references). `None` when the
/// page is not on the path or a page before it is still open: the host then leads to [`crate::Journey::first_open`].
pub fn read_page(form: &Form, page_id: &str, raw: &RawInput, answers: &Answers, clock: &Clock) -> Option<PageRead> {
    let (page, mut scope) = Walk::new(form, answers, clock).before(page_id)?;
    let place = place(clock);
    let before = shown_before(page, &scope, answers, clock);
    let judged = judge(page, &mut scope, clock, |field, _| match read(field, raw, answers, place) {
        Ok(Some(value)) => Given::Value(value),
        Err(problem) => Given::Wrong(problem),
        Ok(None) => {
            let revealed = !before.contains(&field.id) && !inputs(field).iter().any(|name| raw.has(name));
            match (revealed, field.required) {
                (true, true) => Given::Revealed,
                (true, false) => Given::Unseen,
                (false, _) => Given::Empty,
            }
        }
    });
    let mut problems = judged.problems;
    let position = |problem: &FieldProblem| page.fields.iter().position(|field| field.id == problem.field);
    problems.sort_by_key(position);
    Some(PageRead { values: judged.values, problems })
}

/// The fields that the person had before her eyes: those shown with the answers kept so far, and all that depend on
/// no other answer of this page.
fn shown_before(page: &Page, scope: &Context, answers: &Answers, clock: &Clock) -> Vec<String> {
    let mut scope = scope.clone();
    let mut shown = Vec::new();
    for field in &page.fields {
        if is_shown(field.when.as_ref(), &scope, clock) {
            shown.push(field.id.clone());
            if let Some(value) = answers.get(&field.id) {
                scope.insert(field.id.as_str(), crate::condition::feel_value(field, value));
            }
        }
    }
    shown
}

/// Keeps what was read in the draft. Answers of other pages, and of fields not shown now, stay as they are.
pub fn keep(answers: &mut Answers, read: &PageRead) {
    for (id, value) in &read.values {
        answers.insert(id.clone(), value.clone());
    }
}

/// Whether leaving this field empty is a mistake, and with which code; for the mark "optional" and for tests.
pub fn needed(field: &Field) -> Option<&'static str> {
    (field.is_question() && field.required).then(|| required_code(field))
}
