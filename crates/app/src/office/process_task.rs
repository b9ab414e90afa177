//! A task of a process without a case: what it shows, the form made from it, taking it and completing it.

use super::worklist::staff_here;
use crate::error::{Error, authorise};
use crate::packages::ServiceTexts;
use crate::portal::Portal;
use crate::processes;
use domain::{Action, Ctx, Resource, TaskId};
use engine::{Command, Node, State, TokenId, Variables};
use form::{Answers, Field, FieldProblem, FieldText, Form, Kind, Page, RawInput};
use serde_json::Value;
use std::collections::BTreeMap;
use store::clerk_tasks::{self, Line};
use store::steps::ModelKey;
use store::{Scope, Tx, tasks};

/// The one page of the form.
const PAGE: &str = "task";
/// Longest text of one line, and of several.
const LONGEST: (usize, usize) = (1_000, 20_000);

/// An open task as its clerk sees it.
#[derive(Debug, Clone)]
pub struct ProcessTask {
    /// The task.
    pub line: Line,
    /// Whether she has it.
    pub mine: bool,
    /// Whether a colleague has it.
    pub taken: bool,
    /// What is asked: one page.
    pub form: Form,
    /// The words of the form.
    pub texts: ServiceTexts,
    /// What the fields begin with.
    pub answers: Answers,
    /// What is only shown: labels and values that no field holds.
    pub given: Vec<(String, Value)>,
    /// Whether the form was made from the values: then an empty field is nothing to speak of.
    pub is_made: bool,
    names: BTreeMap<String, String>,
    whole: bool,
}

/// What came of completing.
#[derive(Debug, Clone, PartialEq)]
pub enum Completed {
    /// The process goes on.
    Done,
    /// Mistakes in what was typed; nothing was done.
    Mistakes(Vec<FieldProblem>),
}

/// Whether this clerk may do the task: it is offered to one of her groups, to her, to everybody, or she has it.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub(super) async fn check_offered(ctx: &Ctx, tx: &mut Tx, line: &Line) -> Result<(), Error> {
    let offers = clerk_tasks::list_offers(tx, line.id).await?;
    let plain = Resource { authority: Some(&line.authority), ..Resource::default() };
    let groups = line.group.iter().chain(&offers.groups).map(|group| Resource { group: Some(group), ..plain.clone() });
    let clerks = offers.users.iter().chain(&line.assignee).map(|user| Resource { clerk: Some(user), ..plain.clone() });
    let mut meant: Vec<Resource<'_>> = groups.chain(clerks).collect();
    if line.group.is_none() && offers.groups.is_empty() && offers.users.is_empty() {
        meant.push(plain);
    }
    let mut verdict = Err(Error::NotFound);
    for resource in &meant {
        verdict = authorise(ctx, Action::CompleteTask, resource);
        if verdict.is_ok() {
            break;
        }
    }
    verdict
}

/// The task, or its case where it belongs to one.
///
/// # Errors
/// [`Error::NotFound`] for everybody but clerks that it is offered to.
pub async fn find_task(portal: &Portal, ctx: &Ctx, id: TaskId) -> Result<Line, Error> {
    staff_here(ctx, Action::ListWorklist)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let line = clerk_tasks::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    check_offered(ctx, &mut tx, &line).await?;
    Ok(line)
}

/// Opens a task of a process without a case.
///
/// # Errors
/// As [`find_task`].
pub async fn open_task(portal: &Portal, ctx: &Ctx, id: TaskId) -> Result<ProcessTask, Error> {
    let line = find_task(portal, ctx, id).await?;
    if line.case.is_some() {
        return Err(Error::NotFound);
    }
    let me = &staff_here(ctx, Action::ListWorklist)?.subject;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let found = store::process_instances::find(&mut tx, line.instance).await?;
    drop(tx);
    let (running, state) = found.ok_or(Error::NotFound)?;
    let model = processes::load_model(portal, &ModelKey::Definition(running.definition)).await?;
    let token = state.tokens.get(&TokenId(line.token)).ok_or(Error::NotFound)?;
    let node = model.node(token.node).ok_or(Error::NotFound)?;
    let (mine, taken) = match &line.assignee {
        Some(who) => (who == me, who != me),
        None => (false, false),
    };
    let made = make_form(portal, ctx, &line, node, &state);
    let Made { form, texts, answers, given, is_made, names, whole } = made;
    Ok(ProcessTask { line, mine, taken, form, texts, answers, given, is_made, names, whole })
}

/// Takes a task over.
///
/// # Errors
/// [`Error::Conflict`] when a colleague has it already.
pub async fn claim_task(portal: &Portal, ctx: &Ctx, id: TaskId) -> Result<(), Error> {
    find_task(portal, ctx, id).await?;
    let me = &staff_here(ctx, Action::ListWorklist)?.subject;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    match tasks::claim(&mut tx, id, me).await {
        Err(fault) if fault.is_conflict() => return Err(Error::Conflict),
        other => other?,
    }
    Ok(tx.commit().await?)
}

/// Gives a task back that this clerk has.
///
/// # Errors
/// [`Error::Conflict`] when she does not have it.
pub async fn release_task(portal: &Portal, ctx: &Ctx, id: TaskId) -> Result<(), Error> {
    find_task(portal, ctx, id).await?;
    let me = &staff_here(ctx, Action::ListWorklist)?.subject;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if !tasks::release(&mut tx, id, me).await? {
        return Err(Error::Conflict);
    }
    Ok(tx.commit().await?)
}

/// Completes a task with what was typed.
///
/// # Errors
/// [`Error::Conflict`] when a colleague has it or was faster; a refusal while its process rests.
pub async fn complete_task(portal: &Portal, ctx: &Ctx, id: TaskId, typed: &RawInput) -> Result<Completed, Error> {
    let task = open_task(portal, ctx, id).await?;
    if task.taken {
        return Err(Error::Conflict);
    }
    let clock = feel::Clock { now: ctx.now(), zone: ctx.zone() };
    let read = form::read_page(&task.form, PAGE, typed, &Answers::new(), &clock);
    let read = read.ok_or_else(|| Error::Internal("a form of one page has no such page".to_owned()))?;
    if !read.is_valid() {
        return Ok(Completed::Mistakes(read.problems));
    }
    let mut variables = Variables::new();
    for (field, value) in read.values {
        // Of all values of the process only those that were changed are brought back.
        let before = task.answers.get(&field).unwrap_or(&Value::Null);
        if let Some(name) = task.names.get(&field).filter(|_| task.whole || !same(before, &value)) {
            variables.insert(name.clone(), value);
        }
    }
    let command = Command::CompleteTask { token: TokenId(task.line.token), visit: task.line.visit, variables };
    processes::tell(portal, ctx, task.line.instance, command).await?;
    Ok(Completed::Done)
}

/// A form sends a number as it is written; `1` and `1.0` are one number.
fn same(one: &Value, other: &Value) -> bool {
    one == other || one.as_f64().is_some_and(|number| other.as_f64() == Some(number))
}

struct Made {
    form: Form,
    texts: ServiceTexts,
    answers: Answers,
    given: Vec<(String, Value)>,
    is_made: bool,
    names: BTreeMap<String, String>,
    whole: bool,
}

/// The form: the page of a service package that the form key names, or one made from what the task shows: its input
/// mapping, or where it has none, what its process knows.
fn make_form(portal: &Portal, ctx: &Ctx, line: &Line, node: &Node, state: &State) -> Made {
    let has_mapping = !node.inputs.is_empty();
    let shown = if has_mapping { line.input.clone() } else { visible(state, line.token, &line.input) };
    if let Some((form, texts)) = line.form_key.as_deref().and_then(|key| find_page(portal, ctx, key)) {
        let names: BTreeMap<String, String> = form.fields().map(|field| (field.id.clone(), field.id.clone())).collect();
        let (answers, given) = shown.into_iter().partition(|(name, _)| names.contains_key(name));
        return Made { form, texts, answers, given: spread(given), is_made: false, names, whole: true };
    }
    let (mut fields, mut answers, mut names, mut given) = (Vec::new(), Answers::new(), BTreeMap::new(), Vec::new());
    let mut texts = ServiceTexts::default();
    for (number, (name, value)) in shown.into_iter().enumerate() {
        let Some(kind) = kind_of(&value) else {
            given.push((label_of(&name), value));
            continue;
        };
        let id = format!("v{number}");
        let label = FieldText { label: Some(label_of(&name)), ..FieldText::default() };
        texts.form.fields.insert(id.clone(), label);
        names.insert(id.clone(), name);
        answers.insert(id.clone(), value);
        fields.push(Field { id, kind, required: false, when: None, check: None, prefill: None, line: 0 });
    }
    let page = Page { id: PAGE.to_owned(), when: None, fields, line: 0 };
    let form = Form { file: String::new(), pages: vec![page] };
    Made { form, texts, answers, given, is_made: true, names, whole: has_mapping }
}

fn spread(map: Variables) -> Vec<(String, Value)> {
    map.into_iter().map(|(name, value)| (label_of(&name), value)).collect()
}

/// `service/page` of a form key.
fn find_page(portal: &Portal, ctx: &Ctx, key: &str) -> Option<(Form, ServiceTexts)> {
    let (service, page) = key.split_once('/')?;
    let package = portal.find_service(service)?;
    let page = package.form.as_ref()?.find_page(page)?;
    let mut page = Page { id: PAGE.to_owned(), when: None, ..page.clone() };
    // Files belong to an application.
    page.fields.retain(|field| !matches!(field.kind, Kind::File { .. }));
    let form = Form { file: String::new(), pages: vec![page] };
    Some((form, package.texts(ctx.lang, ctx.authority.country).as_ref().clone()))
}

/// What the token sees: the variables of the scopes around it, the nearest last, and its own.
fn visible(state: &State, token: u32, own: &Variables) -> Variables {
    let mut scopes = Vec::new();
    let mut at = state.tokens.get(&TokenId(token)).map(|token| token.scope);
    while let Some(scope) = at.and_then(|id| state.scopes.get(&id)) {
        scopes.push(scope);
        at = scope.owner.and_then(|owner| state.tokens.get(&owner)).map(|owner| owner.scope);
    }
    let mut all = Variables::new();
    for scope in scopes.into_iter().rev() {
        all.extend(scope.variables.clone());
    }
    all.extend(own.clone());
    all
}

/// How a value is asked for; lists and objects are shown alone.
fn kind_of(value: &Value) -> Option<Kind> {
    Some(match value {
        Value::Bool(_) => Kind::YesNo,
        Value::Number(_) => Kind::Number { min: None, max: None, decimals: 6 },
        Value::Null => Kind::Text { max_length: LONGEST.0 },
        Value::String(text) if is_day(text) => Kind::Date { min: None, max: None },
        Value::String(text) if text.len() > 60 || text.contains('\n') => Kind::LongText { max_length: LONGEST.1 },
        Value::String(_) => Kind::Text { max_length: LONGEST.0 },
        Value::Array(_) | Value::Object(_) => return None,
    })
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// `hoehe_des_betrags` and `hoeheDesBetrags` as words.
fn label_of(name: &str) -> String {
    let mut label = String::new();
    let mut before = ' ';
    for c in name.chars() {
        if label.is_empty() {
            label.extend(c.to_uppercase());
        } else if c == '_' || c == '-' {
            label.push(' ');
        } else if c.is_uppercase() && before.is_lowercase() {
            label.push(' ');
            label.push(c);
        } else {
            label.push(c);
        }
        before = c;
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_say_how_they_are_asked_for() {
        let kind = |value: Value| kind_of(&value).map(|kind| kind.name());
        assert_eq!(kind(json!(true)), Some("yesno"));
        assert_eq!(kind(json!(12.5)), Some("number"));
        assert_eq!(kind(json!("2026-11-21")), Some("date"));
        assert_eq!(kind(json!("2026-13-41")), Some("text"));
        assert_eq!(kind(json!("Zeile\nZeile")), Some("longtext"));
        assert_eq!(kind(json!(null)), Some("text"));
        assert_eq!(kind(json!([1])), None);
        assert!(same(&json!(1), &json!(1.0)) && !same(&json!(1), &json!("1")));
    }

    #[test]
    fn names_become_words() {
        assert_eq!(label_of("hoehe_des_betrags"), "Hoehe des betrags");
        assert_eq!(label_of("betragInFranken"), "Betrag In Franken");
        assert_eq!(label_of("IBAN"), "IBAN");
    }
}
