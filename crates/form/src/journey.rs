//! The path through a form, derived from the answers by walking from the first page. Nothing stores a current page.

use feel::{Clock, Context};
use serde_json::Value;

use crate::answer::{Answers, FieldProblem};
use crate::definition::{Field, Form, Page};
use crate::judge::{Given, Judged, is_shown, judge};
use crate::questions::has_shape;

/// Where a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Everything it asks is answered and still valid.
    Complete,
    /// It is the first page that still wants an answer.
    Open,
    /// A page before it is open. Whether it belongs to the path may still change.
    NotYet,
}

/// A page on the path.
#[derive(Clone, Debug)]
pub struct Step {
    /// The page's id.
    pub page: String,
    /// Where it stands.
    pub state: StepState,
    /// Ids of the fields shown with the present answers, in order.
    pub shown: Vec<String>,
    /// What has become wrong with answers already kept (an earlier answer changed, a limit passed).
    pub problems: Vec<FieldProblem>,
}

/// The path through a form for some answers.
#[derive(Clone, Debug)]
pub struct Journey {
    /// The pages on the path in order. Those after the open one are what the present answers lead to.
    pub steps: Vec<Step>,
    /// The valid answers of the pages up to the open one, computed values included; exactly these are submitted.
    /// Answers of pages that are not on the path stay in the draft and are not here.
    pub answers_on_path: Answers,
}

impl Journey {
    /// The page's step, if it is on the path.
    pub fn find_step(&self, page: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.page == page)
    }

    /// The first page that still wants an answer; `None` when all is answered.
    pub fn first_open(&self) -> Option<&str> {
        self.steps.iter().find(|step| step.state == StepState::Open).map(|step| step.page.as_str())
    }

    /// The page after `page` on the path; `None` after the last.
    pub fn next_page(&self, page: &str) -> Option<&str> {
        let at = self.steps.iter().position(|step| step.page == page)?;
        self.steps.get(at + 1).map(|step| step.page.as_str())
    }

    /// The page before `page` on the path; `None` before the first.
    pub fn previous_page(&self, page: &str) -> Option<&str> {
        let at = self.steps.iter().position(|step| step.page == page)?;
        self.steps.get(at.checked_sub(1)?).map(|step| step.page.as_str())
    }

    /// Whether a person may open `page` now: it is on the path and nothing before it is open.
    pub fn is_reachable(&self, page: &str) -> bool {
        self.find_step(page).is_some_and(|step| step.state != StepState::NotYet)
    }

    /// Whether every page on the path is complete.
    pub fn is_complete(&self) -> bool {
        self.steps.iter().all(|step| step.state == StepState::Complete)
    }
}

/// Walks the form with these answers. The clock decides what `today()` means and the place's country.
pub fn journey(form: &Form, answers: &Answers, clock: &Clock) -> Journey {
    let mut walk = Walk::new(form, answers, clock);
    while walk.step().is_some() {}
    Journey { steps: walk.steps, answers_on_path: walk.on_path }
}

/// The walk under way; [`crate::read_page`] stops it before the page that was sent in.
pub(crate) struct Walk<'f> {
    pages: std::slice::Iter<'f, Page>,
    answers: &'f Answers,
    clock: &'f Clock,
    pub scope: Context,
    steps: Vec<Step>,
    on_path: Answers,
    open: bool,
}

impl<'f> Walk<'f> {
    pub fn new(form: &'f Form, answers: &'f Answers, clock: &'f Clock) -> Self {
        // Every name is there from the start, so that an unanswered one is null and not unknown.
        let scope = form.fields().map(|field| (field.id.as_str(), feel::Value::Null)).collect();
        let (steps, on_path) = (Vec::new(), Answers::new());
        Self { pages: form.pages.iter(), answers, clock, scope, steps, on_path, open: false }
    }

    /// Walks until just before `page`; `None` when it is not on the path or not reachable yet.
    pub fn before(mut self, page: &str) -> Option<(&'f Page, Context)> {
        loop {
            let next = self.next_on_path()?;
            if next.id == page {
                return (!self.open).then_some((next, self.scope));
            }
            self.take(next);
        }
    }

    fn step(&mut self) -> Option<()> {
        let page = self.next_on_path()?;
        self.take(page);
        Some(())
    }

    fn next_on_path(&mut self) -> Option<&'f Page> {
        let (scope, clock) = (&self.scope, self.clock);
        self.pages.find(|page| is_shown(page.when.as_ref(), scope, clock))
    }

    fn take(&mut self, page: &Page) {
        let judged = judge(page, &mut self.scope, self.clock, |field, _| kept(field, self.answers));
        let complete = judged.is_complete();
        let state = match (self.open, complete) {
            (true, _) => StepState::NotYet,
            (false, true) => StepState::Complete,
            (false, false) => StepState::Open,
        };
        let Judged { shown, values, computed, problems, .. } = judged;
        if state != StepState::NotYet {
            self.on_path.extend(values);
            self.on_path.extend(computed);
        }
        self.open |= !complete;
        self.steps.push(Step { page: page.id.clone(), state, shown, problems });
    }
}

/// What a draft holds for a field. A value that no longer has the field's shape counts as never given.
fn kept(field: &Field, answers: &Answers) -> Given {
    match answers.get(&field.id) {
        None => Given::Unseen,
        Some(Value::Null) => Given::Empty,
        Some(value) if has_shape(field, value) => Given::Value(value.clone()),
        Some(_) => Given::Unseen,
    }
}
