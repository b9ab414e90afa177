//! The office: one case and deciding it.

use crate::pages::{ClerkCase, ClerkOption, ClerkTask};
use crate::parts::{Choice, Problem, Section};
use crate::server::{Posted, Reply, Visit, page, see_other};
use crate::show;
use app::Error;
use app::office::{self, Completion, OfficeCase};
use axum::extract::Path;
use domain::{Actor, CaseId, DocumentId, TaskId};

/// The member of staff who reads.
pub(super) fn me(visit: &Visit) -> String {
    match &visit.ctx.actor {
        Actor::Staff(staff) => staff.subject.clone(),
        _ => String::new(),
    }
}

async fn open(visit: &Visit, case: &str) -> Result<OfficeCase, Error> {
    let case: CaseId = case.parse().map_err(|_| Error::NotFound)?;
    office::open_case(&visit.site.portal, &visit.ctx, case).await
}

/// One case with everything a clerk needs.
pub async fn case(visit: Visit, Path(case): Path<String>) -> Reply {
    match open(&visit, &case).await {
        Ok(opened) => print(&visit, &opened, &Completion::default(), &[]).await,
        Err(fault) => Err(visit.refuse(fault)),
    }
}

async fn print(
    visit: &Visit,
    opened: &OfficeCase,
    typed: &Completion,
    missing: &[(&'static str, &'static str)],
) -> Reply {
    let mut frame = visit.frame(Section::Work).await?;
    frame.back = visit.back_to("nav-work", "/arbeit");
    let case = &opened.case;
    let texts = opened.package.texts(visit.ctx.lang, visit.authority().country);
    let href = format!("/arbeit/{}", case.id);
    let rests = case.state == domain::CaseState::AtRest;
    // Put to rest while she wrote: what she typed stays.
    let too_late = rests && *typed != Completion::default();
    let held_up = too_late.then(|| {
        let at = match typed.decision.as_str() {
            "ask" => "ask-reason",
            "reject" | "refuse" => "reject-reason",
            _ => "do-title",
        };
        Problem::new(at, frame.say("clerk-rests"))
    });
    let problems: Vec<Problem> = missing
        .iter()
        .map(|(field, what)| {
            let at = match (*field, typed.decision.as_str()) {
                ("ask_field", _) => "ask-field",
                ("ask_text", _) => "ask-reason",
                ("reason", _) => "reject-reason",
                _ => "do-title",
            };
            Problem::new(at, frame.say(&format!("clerk-{what}-{}", field.replace('_', "-"))))
        })
        .chain(held_up)
        .collect();
    let task = opened.tasks.first().filter(|_| !rests || too_late).map(|task| {
        let form = opened.package.form.as_ref();
        let askable =
            form.into_iter().flat_map(|form| form.fields()).filter(|field| field.is_question()).filter_map(|field| {
                let label = texts.form.fields.get(&field.id)?.label.clone()?;
                Some(Choice::new(field.id.clone(), label, typed.ask_field == field.id))
            });
        let options = opened.package.task_options(&task.node).into_iter().map(|key| ClerkOption {
            label: texts
                .tasks
                .get(&task.node)
                .and_then(|t| t.options.get(&key).cloned())
                .unwrap_or_else(|| key.clone()),
            key,
        });
        ClerkTask {
            name: show::case::task_title(visit, &case.service, &task.node, &task.name),
            action: format!("{href}/aufgabe/{}", task.id),
            claimed_by: task
                .assignee
                .clone()
                .filter(|who| *who != me(visit))
                .map(|_| frame.say("work-colleague").into_owned())
                .unwrap_or_default(),
            options: options.collect(),
            askable: askable.collect(),
            reason: typed.reason.clone(),
            ask_text: typed.ask_text.clone(),
        }
    });
    let has_problems = !problems.is_empty();
    let mut printed = page(&ClerkCase {
        title: show::case::title(visit, &case.service),
        reference: case.reference.clone(),
        state: show::case::state(case),
        due: case.expected.filter(|_| case.closed.is_none()).map(|at| show::day(visit, at)),
        applicant: opened.applicant.as_ref().map(domain::Person::full_name).unwrap_or_default(),
        answers: show::case::answers(visit, &opened.package, &case.answers, &opened.sources, None),
        documents: show::case::documents(visit, &href, &opened.documents),
        task,
        rests,
        messages: Vec::new(),
        timeline: show::case::timeline(visit, case, &texts, &opened.history),
        problems,
        frame,
    })?;
    if has_problems {
        let status = if too_late { http::StatusCode::CONFLICT } else { http::StatusCode::UNPROCESSABLE_ENTITY };
        *printed.status_mut() = status;
    }
    Ok(printed)
}

/// Decides.
pub async fn complete(Path((case, task)): Path<(String, String)>, posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let decision = find("do");
    let asks = decision == "ask";
    let done = Completion {
        reason: if asks { String::new() } else { find("reason") },
        ask_field: if asks { find("field") } else { String::new() },
        ask_text: if asks { find("reason") } else { String::new() },
        decision,
    };
    let completed = async {
        let case: CaseId = case.parse().map_err(|_| Error::NotFound)?;
        let task: TaskId = task.parse().map_err(|_| Error::NotFound)?;
        office::complete(&visit.site.portal, &visit.ctx, case, task, &done).await
    };
    match completed.await {
        Ok(missing) if missing.is_empty() => Ok(see_other(&format!("/arbeit/{case}"))),
        Ok(missing) => match open(&visit, &case).await {
            Ok(opened) => print(&visit, &opened, &done, &missing).await,
            Err(fault) => Err(visit.refuse(fault)),
        },
        Err(fault) if fault.is_at_rest() => match open(&visit, &case).await {
            Ok(opened) => print(&visit, &opened, &done, &[]).await,
            Err(fault) => Err(visit.refuse(fault)),
        },
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// Downloads a document of a case.
pub async fn document(visit: Visit, Path((case, document)): Path<(String, String)>) -> Reply {
    let loaded = async {
        let case: CaseId = case.parse().map_err(|_| Error::NotFound)?;
        let document: DocumentId = document.parse().map_err(|_| Error::NotFound)?;
        office::load_document(&visit.site.portal, &visit.ctx, case, document).await
    };
    match loaded.await {
        Ok((document, bytes)) => Ok(super::cases::download(&document, bytes)),
        Err(fault) => Err(visit.refuse(fault)),
    }
}
