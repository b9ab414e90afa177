//! One page judged: which fields are shown, what their answers are worth. The same rules for a page just sent in and
//! for one kept in a draft, so that the two can never disagree.

use feel::{Clock, Context};
use serde_json::Value;

use crate::answer::{Answers, FieldProblem};
use crate::condition::{Bound, Condition, bound, feel_value};
use crate::definition::{Field, Kind, Page};
use crate::questions::{amount, file, required_code};

/// What is there for a field.
pub(crate) enum Given {
    /// The question was never shown.
    Unseen,
    /// It was shown and left empty.
    Empty,
    /// Newly shown by another answer on the same page, and required.
    Revealed,
    /// A canonical value.
    Value(Value),
    /// Something unreadable.
    Wrong(FieldProblem),
}

/// A judged page.
#[derive(Default)]
pub(crate) struct Judged {
    /// Ids of the fields shown, in order, information and computed ones included.
    pub shown: Vec<String>,
    /// The readable answers of the shown questions, `null` where left empty.
    pub values: Answers,
    /// The computed values.
    pub computed: Answers,
    pub problems: Vec<FieldProblem>,
    /// A shown question has no answer yet.
    pub unseen: bool,
}

impl Judged {
    pub fn is_complete(&self) -> bool {
        !self.unseen && self.problems.is_empty()
    }
}

/// Judges `page` over `scope` (the answers before it), which afterwards holds this page's answers too.
pub(crate) fn judge(
    page: &Page,
    scope: &mut Context,
    clock: &Clock,
    mut give: impl FnMut(&Field, &Context) -> Given,
) -> Judged {
    let mut judged = Judged::default();
    for field in &page.fields {
        if !is_shown(field.when.as_ref(), scope, clock) {
            continue;
        }
        judged.shown.push(field.id.clone());
        if let Kind::Computed { value } = &field.kind {
            let worked = value.value(scope, clock);
            judged.computed.insert(field.id.clone(), worked.to_json());
            scope.insert(field.id.as_str(), worked);
        }
        if !field.is_question() {
            continue;
        }
        match give(field, scope) {
            Given::Unseen => judged.unseen = true,
            Given::Empty if field.required => judged.problems.push(FieldProblem::new(field, required_code(field))),
            Given::Empty => {
                judged.values.insert(field.id.clone(), Value::Null);
            }
            Given::Revealed => judged.problems.push(FieldProblem::new(field, "also-needed")),
            Given::Wrong(problem) => judged.problems.push(problem),
            Given::Value(value) => {
                scope.insert(field.id.as_str(), feel_value(field, &value));
                match out_of_bounds(field, &value, scope, clock) {
                    Some(problem) => judged.problems.push(problem),
                    None => {
                        judged.values.insert(field.id.clone(), value);
                    }
                }
            }
        }
    }
    for field in &page.fields {
        let answered = judged.values.get(&field.id).is_some_and(|value| !value.is_null());
        if let Some(check) = &field.check
            && answered
            && !check.holds(scope, clock)
        {
            judged.values.remove(&field.id);
            judged.problems.push(FieldProblem::new(field, "check-failed"));
        }
    }
    judged
}

pub(crate) fn is_shown(when: Option<&Condition>, scope: &Context, clock: &Clock) -> bool {
    when.is_none_or(|when| when.shows(scope, clock))
}

fn out_of_bounds(field: &Field, value: &Value, scope: &Context, clock: &Clock) -> Option<FieldProblem> {
    match &field.kind {
        Kind::Number { min, max, .. } => {
            let number = value.as_f64()?;
            outside(field, number, bound(min.as_ref(), scope, clock), bound(max.as_ref(), scope, clock))
        }
        Kind::Amount { min, max } => {
            let minor = amount::minor_units(value.as_str()?)?;
            #[allow(clippy::cast_precision_loss)] // at most 15 digits are read
            let number = minor as f64 / 100.0;
            outside(field, number, bound(min.as_ref(), scope, clock), bound(max.as_ref(), scope, clock))
        }
        Kind::Date { min, max } => {
            let day = value.as_str()?;
            if let Some(Bound::Day(limit)) = bound(min.as_ref(), scope, clock)
                && day < limit.as_str()
            {
                return Some(FieldProblem::new(field, "date-too-early").with("limit_date", limit));
            }
            match bound(max.as_ref(), scope, clock) {
                Some(Bound::Day(limit)) if day > limit.as_str() => {
                    Some(FieldProblem::new(field, "date-too-late").with("limit_date", limit))
                }
                _ => None,
            }
        }
        Kind::Text { max_length } | Kind::LongText { max_length } => {
            let length = value.as_str()?.chars().count();
            (length > *max_length)
                .then(|| FieldProblem::new(field, "too-long").with("max", max_length).with("length", length))
        }
        Kind::File { .. } => file::check_count(field, value),
        _ => None,
    }
}

fn outside(field: &Field, number: f64, min: Option<Bound>, max: Option<Bound>) -> Option<FieldProblem> {
    match (min, max) {
        (Some(Bound::Number(min)), _) if number < min => {
            Some(FieldProblem::new(field, "number-too-small").with("min", min))
        }
        (_, Some(Bound::Number(max))) if number > max => {
            Some(FieldProblem::new(field, "number-too-large").with("max", max))
        }
        _ => None,
    }
}
