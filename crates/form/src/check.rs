//! Static analysis of a form: ids, names in expressions, cycles, pages and fields that can never be shown.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use feel::{Clock, Context, Value};

use crate::condition::Condition;
use crate::definition::{Field, Form, Kind, Limit, Page};
use crate::problem::Problem;
use crate::source::nearest;

/// How many combinations of answers are tried to find out that a condition never holds.
const MOST_COMBINATIONS: usize = 4096;

/// How many are tried for a whole form; what comes later is believed.
const MOST_TRIALS: usize = 50_000;

/// Where a field stands: page and place on the page.
type Position = (usize, usize);

pub(crate) fn check_form(form: &Form, problems: &mut Vec<Problem>) {
    check_ids(form, problems);
    let positions: BTreeMap<&str, Position> = form
        .pages
        .iter()
        .enumerate()
        .flat_map(|(page, it)| it.fields.iter().enumerate().map(move |(at, field)| (field.id.as_str(), (page, at))))
        .collect();
    let names = Names { form, positions, cycle: fields_in_cycles(form), trials: Cell::new(MOST_TRIALS) };
    for (at, page) in form.pages.iter().enumerate() {
        check_page(&names, at, page, problems);
    }
}

fn check_ids(form: &Form, problems: &mut Vec<Problem>) {
    let mut pages = BTreeMap::new();
    for page in &form.pages {
        if let Some(first) = pages.insert(page.id.as_str(), page.line) {
            let message = format!("The page `{}` is there already, on line {first}.", page.id);
            problems.push(Problem::fault(&form.file, page.line, message));
        }
    }
    let mut fields = BTreeMap::new();
    for field in form.fields() {
        if let Some(first) = fields.insert(field.id.as_str(), field.line) {
            let message = format!("The field `{}` is there already, on line {first}.", field.id);
            problems.push(Problem::fault(&form.file, field.line, message));
        }
    }
}

struct Names<'f> {
    form: &'f Form,
    positions: BTreeMap<&'f str, Position>,
    cycle: BTreeSet<&'f str>,
    /// Combinations that may still be tried.
    trials: Cell<usize>,
}

fn check_page(names: &Names<'_>, at: usize, page: &Page, problems: &mut Vec<Problem>) {
    if let Some(when) = &page.when {
        names.check(when, (at, 0), problems);
        if never_holds(names, when) {
            let message = format!("The page `{}` can never be reached: its condition never holds.", page.id);
            problems.push(Problem::fault(&names.form.file, when.line, message));
        }
    }
    for (place, field) in page.fields.iter().enumerate() {
        if let Some(when) = &field.when {
            names.check(when, (at, place), problems);
            if never_holds(names, when) {
                let message = format!("The field `{}` can never be shown: its condition never holds.", field.id);
                problems.push(Problem::fault(&names.form.file, when.line, message));
            }
        }
        if let Some(check) = &field.check {
            names.check(check, (at + 1, 0), problems);
            if !field.is_question() {
                let message = format!("The field `{}` asks nothing, so `check` has no meaning there.", field.id);
                problems.push(Problem::fault(&names.form.file, check.line, message));
            }
        }
        for worked in worked_values(field) {
            names.check(worked, (at, place), problems);
        }
        if field.prefill.is_some()
            && matches!(field.kind, Kind::Info | Kind::Computed { .. } | Kind::Declaration | Kind::File { .. })
        {
            let message = format!("A field of type `{}` cannot be prefilled.", field.kind.name());
            problems.push(Problem::fault(&names.form.file, field.line, message));
        }
    }
}

fn worked_values(field: &Field) -> Vec<&Condition> {
    let limits = match &field.kind {
        Kind::Computed { value } => return vec![value],
        Kind::Number { min, max, .. } | Kind::Amount { min, max } | Kind::Date { min, max } => [min, max],
        _ => return Vec::new(),
    };
    limits
        .into_iter()
        .filter_map(|limit| match limit {
            Some(Limit::Worked(condition)) => Some(condition),
            _ => None,
        })
        .collect()
}

impl Names<'_> {
    /// Every name must be a question or computed value standing before `end`.
    fn check(&self, condition: &Condition, end: Position, problems: &mut Vec<Problem>) {
        for name in &condition.names {
            let message = match self.positions.get(name.as_str()) {
                None => {
                    let known: Vec<&str> = self.positions.keys().copied().collect();
                    let hint = nearest(name, &known).map_or_else(String::new, |near| format!(" Do you mean `{near}`?"));
                    format!("The expression uses `{name}`, but the form has no such field.{hint}")
                }
                Some(_) if self.cycle.contains(name.as_str()) => {
                    format!("The expression uses `{name}`, which in turn depends on itself: a circle.")
                }
                Some(position) if *position >= end => {
                    format!("The expression uses `{name}` before it is asked. Move the question or the expression.")
                }
                Some(_) if self.form.find_field(name).is_some_and(|field| matches!(field.kind, Kind::Info)) => {
                    format!("The expression uses `{name}`, but that field only shows text.")
                }
                Some(_) => continue,
            };
            problems.push(Problem::fault(&self.form.file, condition.line, message));
        }
    }
}

/// The fields that depend on themselves through `when`, limits or computed values.
fn fields_in_cycles(form: &Form) -> BTreeSet<&str> {
    let mut needs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for page in &form.pages {
        for field in &page.fields {
            let conditions = page.when.iter().chain(&field.when).chain(worked_values(field));
            needs.entry(&field.id).or_default().extend(conditions.flat_map(|c| c.names.iter().map(String::as_str)));
        }
    }
    needs.keys().copied().filter(|start| reaches(&needs, start)).collect()
}

fn reaches(needs: &BTreeMap<&str, BTreeSet<&str>>, start: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = needs.get(start).into_iter().flatten().copied().collect();
    while let Some(name) = open.pop() {
        if name == start {
            return true;
        }
        if seen.insert(name) {
            open.extend(needs.get(name).into_iter().flatten());
        }
    }
    false
}

/// Whether the condition is false for every possible answer. Only decided where all answers can be tried.
fn never_holds(names: &Names<'_>, condition: &Condition) -> bool {
    let form = names.form;
    let today_matters = ["today", "now"].iter().any(|word| condition.text.contains(word));
    let domains: Option<Vec<(&str, Vec<Value>)>> =
        condition.names.iter().map(|name| Some((name.as_str(), possible_answers(form.find_field(name)?)?))).collect();
    let Some(domains) = domains.filter(|_| !today_matters) else { return false };
    let combinations = domains.iter().try_fold(1usize, |product, (_, values)| {
        product.checked_mul(values.len()).filter(|product| *product <= MOST_COMBINATIONS)
    });
    let clock = Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
    let affordable = combinations.filter(|count| *count <= names.trials.get());
    affordable.is_some_and(|count| {
        names.trials.set(names.trials.get() - count);
        (0..count).all(|number| {
            let mut rest = number;
            let scope: Context = domains
                .iter()
                .map(|(name, values)| {
                    let value = values[rest % values.len()].clone();
                    rest /= values.len();
                    (*name, value)
                })
                .collect();
            !condition.shows(&scope, &clock)
        })
    })
}

/// Every answer a question can have, unanswered included; `None` when there are too many.
fn possible_answers(field: &Field) -> Option<Vec<Value>> {
    let mut values = vec![Value::Null];
    match &field.kind {
        Kind::YesNo | Kind::Declaration => values.extend([Value::Bool(true), Value::Bool(false)]),
        Kind::Choice { options } => values.extend(options.iter().map(|key| Value::from(key.as_str()))),
        Kind::Many { options } if options.len() <= 8 => {
            values.extend((1..1usize << options.len()).map(|set| {
                let ticked = options.iter().enumerate().filter(|(bit, _)| set & (1 << bit) != 0);
                Value::list(ticked.map(|(_, key)| Value::from(key.as_str())).collect())
            }));
        }
        _ => return None,
    }
    Some(values)
}
