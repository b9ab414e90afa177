//! A task of a process without an application: looking at it, taking it, giving it back, completing it.

use crate::pages::{Holder, ProcessTask};
use crate::parts::{Field, Row, Section};
use crate::server::{Posted, Reply, Visit, page, see_other};
use crate::show;
use crate::show::fields::Showing;
use app::Error;
use app::office::{self, Completed};
use axum::extract::Path;
use axum::http::StatusCode;
use domain::TaskId;
use form::{FieldProblem, Locale, RawInput};
use serde_json::{Map, Value};

fn id_of(text: &str) -> Result<TaskId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The task; that of a case is shown with its case.
pub async fn show(visit: Visit, Path(task): Path<String>) -> Reply {
    let found = async { office::find_task(&visit.site.portal, &visit.ctx, id_of(&task)?).await };
    match found.await {
        Ok(line) => match line.case {
            Some(case) => Ok(see_other(&format!("/arbeit/{case}"))),
            None => print(visit, line.id, None, &[]).await,
        },
        Err(fault) => Err(visit.refuse(fault)),
    }
}

async fn print(visit: Visit, id: TaskId, typed: Option<&RawInput>, problems: &[FieldProblem]) -> Reply {
    let task = match office::open_task(&visit.site.portal, &visit.ctx, id).await {
        Ok(task) => task,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Work).await?;
    frame.back = visit.back_to("nav-work", "/arbeit");
    let words = visit.texts();
    let showing = Showing {
        words,
        texts: &task.texts,
        locale: Locale::of(words.tag()),
        answers: &task.answers,
        sources: &Map::new(),
        typed,
        problems,
        uploads: &[],
        currency: if visit.authority().country == domain::Country::Ch { "CHF" } else { "EUR" },
    };
    let line = &task.line;
    let has_problems = !problems.is_empty();
    let mut printed = page(&ProcessTask {
        name: line.name.clone(),
        process: line.process_name.clone().or_else(|| line.process.clone()).unwrap_or_default(),
        reference: show::process::reference(line.reference.as_deref(), line.instance),
        due: line.due.map(|due| show::day(&visit, due)),
        since: show::moment(&visit, line.opened),
        held: match (task.mine, task.taken) {
            (true, _) => Holder::Me,
            (_, true) => Holder::Colleague,
            _ => Holder::Nobody,
        },
        rests: line.suspended,
        shown: task.given.iter().map(|(name, value)| shown(name, value)).collect(),
        fields: task
            .form
            .fields()
            .map(|field| {
                let shown = showing.field(field, false);
                Field { optional: shown.optional && !task.is_made, ..shown }
            })
            .collect(),
        problems: showing.all_problems(),
        action: format!("/arbeit/aufgabe/{}", line.id),
        frame,
    })?;
    if has_problems {
        *printed.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(printed)
}

/// A value that no field holds: a list line by line, everything else as it is written.
fn shown(name: &str, value: &Value) -> Row {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let lines = match value {
        Value::Array(items) => items.iter().map(text).collect(),
        Value::Object(map) => map.iter().map(|(name, value)| format!("{name}: {}", text(value))).collect(),
        other => vec![text(other)],
    };
    Row { label: name.to_owned(), value: lines, change: None, source: None }
}

/// Takes the task, gives it back, or completes it.
pub async fn act(Path(task): Path<String>, posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let what = fields.iter().find(|(name, _)| name == "do").map(|(_, value)| value.clone()).unwrap_or_default();
    let typed: RawInput = fields.into_iter().filter(|(name, _)| name != "do").collect();
    let (portal, ctx) = (&visit.site.portal, &visit.ctx);
    let id = match id_of(&task) {
        Ok(id) => id,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let here = format!("/arbeit/aufgabe/{id}");
    let done = match what.as_str() {
        "claim" => office::claim_task(portal, ctx, id).await.map(|()| here),
        "release" => office::release_task(portal, ctx, id).await.map(|()| here),
        _ => match office::complete_task(portal, ctx, id, &typed).await {
            Ok(Completed::Done) => Ok("/arbeit".to_owned()),
            Ok(Completed::Mistakes(problems)) => return print(visit, id, Some(&typed), &problems).await,
            Err(fault) => Err(fault),
        },
    };
    match done {
        Ok(to) => Ok(see_other(&to)),
        Err(fault) => Err(visit.refuse(fault)),
    }
}
