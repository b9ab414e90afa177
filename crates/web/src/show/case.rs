//! Cases: titles, states, timelines, answers, documents, messages.

use crate::pages::AnswerSection;
use crate::parts::{CaseState, Document, Message, Moment, MomentState, Row};
use crate::server::Visit;
use app::cases::{Entry, Message as Letter};
use app::packages::{Package, ServiceTexts};
use domain::{Case, CaseState as Stored, Outcome};
use form::Locale;
use serde_json::{Map, Value};

/// The state as a reader sees it.
pub fn state(case: &Case) -> CaseState {
    match (case.state, case.outcome) {
        (Stored::AwaitingPayment, _) => CaseState::PaymentOpen,
        (Stored::InProgress, _) => CaseState::InWork,
        (Stored::AwaitingApplicant, _) => CaseState::WaitsForYou,
        (Stored::AtRest, _) => CaseState::Rests,
        (Stored::Closed, Some(Outcome::Granted)) => CaseState::Granted,
        (Stored::Closed, Some(Outcome::Refused)) => CaseState::Refused,
        (Stored::Closed, _) => CaseState::Withdrawn,
    }
}

/// The title of a service in the reader's language.
pub fn title(visit: &Visit, service: &str) -> String {
    let package = visit.site.portal.find_service(service);
    package.map_or_else(|| service.to_owned(), |package| package.title(visit.ctx.lang, visit.authority().country))
}

/// How dates and numbers are written for this reader.
pub fn locale(visit: &Visit) -> Locale {
    Locale::of(&format!("{}-{}", visit.ctx.lang.base().code(), visit.authority().country.code()))
}

/// What happened, oldest first, then what comes.
pub fn timeline(visit: &Visit, case: &Case, texts: &ServiceTexts, history: &[Entry]) -> Vec<Moment> {
    let mut moments: Vec<Moment> = history.iter().filter_map(|entry| past(visit, texts, entry)).collect();
    if case.closed.is_none() {
        let now = match case.state {
            Stored::AwaitingPayment => "event-now-payment",
            Stored::AwaitingApplicant => "event-now-applicant",
            Stored::AtRest => "event-now-rests",
            _ => "event-now-office",
        };
        let own = own_status(texts, history).filter(|_| case.state != Stored::AtRest);
        moments.push(Moment::new(own.unwrap_or_else(|| visit.texts().say(now).into_owned()), MomentState::Now));
        let mut end = Moment::new(visit.texts().say("event-later-decision"), MomentState::Later);
        end.expected = case.expected.map(|at| super::day(visit, at));
        moments.push(end);
    }
    moments
}

/// What the service itself says while its task is open.
fn own_status(texts: &ServiceTexts, history: &[Entry]) -> Option<String> {
    let last =
        history.iter().rev().find(|e| ["task-opened", "asked", "task-done", "answered"].contains(&e.kind.as_str()))?;
    let is_open = matches!(last.kind.as_str(), "task-opened" | "asked");
    let task = last.detail.get("task").and_then(Value::as_str).filter(|_| is_open)?;
    texts.tasks.get(task)?.status.clone()
}

fn past(visit: &Visit, texts: &ServiceTexts, entry: &Entry) -> Option<Moment> {
    let words = visit.texts();
    let text = |name: &str| entry.detail.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (key, note) = match entry.kind.as_str() {
        "submitted" => ("event-submitted", None),
        "paid" => ("event-paid", Some(format!("{} {}", text("currency"), text("amount")))),
        "payment-failed" => ("event-payment-failed", None),
        "looked-up" => ("event-looked-up", Some(text("source"))),
        "decided-by-rule" => ("event-decided-by-rule", Some(rule(&entry.detail))),
        "task-opened" => return None,
        "task-done" => {
            let option = texts.tasks.get(&text("task")).and_then(|task| task.options.get(&text("decision")).cloned());
            let who = if entry.actor == "applicant" { None } else { Some(entry.actor.clone()) };
            let title = option.unwrap_or_else(|| words.say("event-task-done").into_owned());
            return Some(done(visit, title, entry, who));
        }
        "asked" => {
            let input = entry.detail.get("input").and_then(|i| i.get("ask_text")).and_then(Value::as_str);
            ("event-asked", input.map(str::to_owned))
        }
        "answered" => {
            let label = texts.form.fields.get(&text("field")).and_then(|field| field.label.clone());
            ("event-answered", label.map(|label| words.spell(&label).into_owned()))
        }
        "letter" => ("event-letter", Some(text("subject"))),
        "message" | "copy" => return None,
        "status" => {
            let (_, sentence) = texts.status.get(&text("status"))?;
            return Some(done(visit, sentence.clone(), entry, None));
        }
        "decided" => match text("outcome").as_str() {
            "granted" => ("event-granted", None),
            "refused" => ("event-refused", None),
            _ => ("event-lapsed", None),
        },
        "rests" => ("event-rests", None),
        "rests-because" => ("event-rests-because", Some(text("reason"))),
        "goes-on" => ("event-goes-on", None),
        "incident" => ("event-incident", Some(text("message"))),
        "mended" => ("event-mended", None),
        "closed" => match texts.status.get(&text("end")) {
            Some((_, sentence)) => return Some(done(visit, sentence.clone(), entry, None)),
            None => ("event-closed", None),
        },
        _ => return None,
    };
    Some(done(visit, words.say(key).into_owned(), entry, note.filter(|note| !note.is_empty())))
}

fn done(visit: &Visit, title: String, entry: &Entry, note: Option<String>) -> Moment {
    let failed = matches!(entry.kind.as_str(), "payment-failed" | "incident");
    let state = if failed { MomentState::Failed } else { MomentState::Done };
    Moment { at: Some(super::moment(visit, entry.at)), note, ..Moment::new(title, state) }
}

/// Which rule fired, in a line: the whole explanation stays in the record.
fn rule(detail: &Value) -> String {
    let decision = detail.get("decision").and_then(Value::as_str).unwrap_or_default();
    let result = detail.get("result").map(ToString::to_string).unwrap_or_default();
    format!("{decision}: {result}")
}

/// The address at which the answer to a field (page, field) is changed.
pub type ChangeAt<'a> = dyn Fn(&str, &str) -> String + Send + Sync + 'a;

/// Answers by page with their sources; `change` gives the address at which a page's answer is changed.
pub fn answers(
    visit: &Visit,
    package: &Package,
    answers: &Map<String, Value>,
    sources: &Map<String, Value>,
    change: Option<&ChangeAt<'_>>,
) -> Vec<AnswerSection> {
    let texts = package.texts(visit.ctx.lang, visit.authority().country);
    let Some(form) = &package.form else { return Vec::new() };
    let sections = form.pages.iter().map(|page| {
        let title = texts.form.pages.get(&page.id).and_then(|text| text.title.clone()).unwrap_or_default();
        let rows = page.fields.iter().filter(|field| field.is_question()).filter_map(|field| {
            let value = answers.get(&field.id)?;
            let text = texts.form.fields.get(&field.id);
            let written = form::display(field, value, locale(visit), text);
            let written = if matches!(field.kind, form::Kind::Choice { .. } | form::Kind::Many { .. }) {
                visit.texts().spell(&written).into_owned()
            } else {
                written
            };
            Some(Row {
                label: text.and_then(|t| t.label.clone()).unwrap_or_else(|| field.id.clone()),
                value: written.lines().map(str::to_owned).collect(),
                change: change.map(|change| change(&page.id, &field.id)),
                source: sources.get(&field.id).and_then(|source| super::source(&visit.texts(), source)),
            })
        });
        AnswerSection { title, rows: rows.collect() }
    });
    sections.filter(|section| !section.rows.is_empty()).collect()
}

/// Documents with their addresses under `base`: letters first, then the copy of the application, then what was given.
pub fn documents(visit: &Visit, base: &str, documents: &[domain::Document]) -> Vec<Document> {
    let one = |document: &domain::Document| Document {
        title: document.name.clone(),
        href: format!("{base}/dokument/{}", document.id),
        format: match document.media_type.as_str() {
            "application/pdf" => "PDF".to_owned(),
            "image/png" => "PNG".to_owned(),
            "image/jpeg" => "JPG".to_owned(),
            _ => visit.texts().say("document-file").into_owned(),
        },
        bytes: u64::try_from(document.size).unwrap_or(0),
        date: super::day(visit, document.made),
    };
    let mut documents: Vec<&domain::Document> = documents.iter().collect();
    documents.sort_by_key(|document| ["letter", "copy"].iter().position(|kind| *kind == document.kind).unwrap_or(2));
    documents.into_iter().map(one).collect()
}

/// Messages, newest first.
pub fn messages(visit: &Visit, from: &str, messages: &[Letter]) -> Vec<Message> {
    let one = |message: &Letter| Message {
        from: from.to_owned(),
        at: super::moment(visit, message.sent),
        text: message.body.split("\n\n").map(str::to_owned).collect(),
    };
    messages.iter().rev().map(one).collect()
}

/// What a task is called for whoever does it.
pub fn task_title(visit: &Visit, service: &str, node: &str, name: &str) -> String {
    let package = visit.site.portal.find_service(service);
    let texts = package.map(|package| package.texts(visit.ctx.lang, visit.authority().country));
    texts.and_then(|texts| texts.tasks.get(node)?.title.clone()).unwrap_or_else(|| name.to_owned())
}
