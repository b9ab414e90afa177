//! Processes: the list, one with its course, its diagram, and what mends it.

use crate::pages::{HeldRow, Mend, ProcessInstance, ProcessInstances, ProcessRow, ProcessState, StepRow, StepState};
use crate::parts::{Choice, Link, Problem, Section};
use crate::server::{Posted, Reply, Visit, page, percent, see_other};
use crate::show;
use app::Error;
use app::operation::course::{CourseStep, Standing};
use app::operation::instances::{self, Listed, Watched, Which, Wish};
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::InstanceId;
use serde::Deserialize;
use serde_json::json;

/// What of the list.
#[derive(Deserialize)]
pub struct Asked {
    welche: Option<String>,
    leistung: Option<String>,
    seite: Option<u32>,
}

/// A part of the list with its word in addresses and the key of its name.
const PARTS: [(Which, &str, &str); 4] = [
    (Which::Running, "laufend", "processes-running"),
    (Which::Stuck, "still", "processes-stuck"),
    (Which::Ended, "beendet", "processes-ended"),
    (Which::Models, "modelle", "processes-models"),
];

fn address(word: &str, service: Option<&str>, page: u32) -> String {
    let service = service.map(|key| format!("&leistung={}", percent(key))).unwrap_or_default();
    let page = if page > 1 { format!("&seite={page}") } else { String::new() };
    format!("/betrieb/prozesse?welche={word}{service}{page}")
}

/// A page of processes.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Reply {
    let part = asked.welche.as_deref().and_then(|word| PARTS.iter().find(|part| part.1 == word));
    let (which, word, _) = part.copied().unwrap_or(PARTS[0]);
    let service = asked.leistung.filter(|key| visit.site.portal.find_service(key).is_some() && which != Which::Models);
    let wish = Wish { which, service, page: asked.seite.unwrap_or(1).clamp(1, 10_000) };
    let found = match instances::list(&visit.site.portal, &visit.ctx, &wish).await {
        Ok(found) => found,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Operation).await?;
    frame.back = visit.back_to("nav-operation", "/betrieb");
    let service = wish.service.as_deref();
    let tabs = PARTS.iter().map(|(other, word, key)| {
        let service = service.filter(|_| *other != Which::Models);
        (Link::new(frame.say(key), address(word, service, 1)), *other == which)
    });
    let rows = found.lines.iter().map(|line| ProcessRow {
        title: title(&visit, &line.listed),
        reference: reference(&line.listed),
        href: format!("/betrieb/prozesse/{}", line.listed.id),
        authority: authority_of(&visit, &line.listed.authority),
        steps: line.at.clone(),
        state: state(&line.listed),
        begun: line.listed.begun.map(|at| show::moment(&visit, at)),
    });
    let services = visit.site.portal.services.values().filter(|package| package.process.is_some());
    let mut services: Vec<Choice> = services
        .map(|package| {
            let name = package.title(visit.ctx.lang, visit.authority().country);
            Choice::new(package.key.clone(), name, service == Some(package.key.as_str()))
        })
        .collect();
    services.sort_by_cached_key(|choice| choice.label.to_lowercase());
    page(&ProcessInstances {
        tabs: tabs.collect(),
        services: if which == Which::Models { Vec::new() } else { services },
        which: word,
        rows: rows.collect(),
        previous: (wish.page > 1).then(|| address(word, service, wish.page - 1)),
        next: found.more.then(|| address(word, service, wish.page + 1)),
        frame,
    })
}

fn title(visit: &Visit, listed: &Listed) -> String {
    match &listed.service {
        Some(service) => show::case::title(visit, service),
        None => listed.name.clone().unwrap_or_default(),
    }
}

/// The case's reference; where there is no case, the beginning of the process's own id.
fn reference(listed: &Listed) -> String {
    listed.reference.clone().unwrap_or_else(|| listed.id.to_string().chars().take(8).collect())
}

/// The name of another authority; none for the one whose portal this is.
fn authority_of(visit: &Visit, key: &str) -> String {
    let other = visit.site.portal.directory.find(key).filter(|authority| authority.key != visit.authority().key);
    other.map(|authority| authority.full_name(visit.ctx.lang)).unwrap_or_default()
}

fn state(listed: &Listed) -> ProcessState {
    match listed {
        Listed { ended: Some(_), .. } => ProcessState::Ended,
        Listed { incidents: 1.., .. } => ProcessState::Stuck,
        Listed { suspended: true, .. } => ProcessState::Resting,
        _ => ProcessState::Running,
    }
}

fn id_of(text: &str) -> Result<InstanceId, Error> {
    text.parse().map(InstanceId).map_err(|_| Error::NotFound)
}

async fn load(visit: &Visit, id: &str) -> Result<Watched, Error> {
    instances::open(&visit.site.portal, &visit.ctx, id_of(id)?).await
}

/// One process.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    match load(&visit, &id).await {
        Ok(watched) => print(visit, &watched, Vec::new(), Typed::default()).await,
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// What was typed into the form with the mistake.
#[derive(Default)]
struct Typed {
    name: String,
    value: String,
}

async fn print(visit: Visit, watched: &Watched, problems: Vec<Problem>, typed: Typed) -> Reply {
    let mut frame = visit.frame(Section::Operation).await?;
    frame.back = visit.back_to("processes-title", "/betrieb/prozesse");
    let listed = &watched.listed;
    let base = format!("/betrieb/prozesse/{}", listed.id);
    let held = watched.held.iter().map(|held| HeldRow {
        step: held.element.as_ref().map(|(_, label)| label.clone()).unwrap_or_default(),
        message: held.held.message.clone(),
        since: show::moment(&visit, held.held.raised),
        action: format!("/betrieb/stoerung/{}", held.held.id),
    });
    let mend = watched.can_mend().then(|| Mend {
        set_action: format!("{base}/wert"),
        cancel_action: format!("{base}/beenden"),
        name: typed.name,
        value: typed.value,
    });
    page(&ProcessInstance {
        id: listed.id.to_string(),
        title: title(&visit, listed),
        reference: reference(listed),
        state: state(listed),
        authority: authority_of(&visit, &listed.authority),
        diagram: watched.has_diagram().then(|| format!("{base}/diagramm.json")),
        held: held.collect(),
        steps: watched.course.steps.iter().map(|step| step_row(&visit, step)).collect(),
        variables: watched.variables.clone(),
        mend,
        problems,
        frame,
    })
}

fn step_row(visit: &Visit, step: &CourseStep) -> StepRow {
    let kind = match step.kind {
        "userTask" | "manualTask" => "step-kind-person",
        "serviceTask" | "sendTask" | "scriptTask" => "step-kind-service",
        "businessRuleTask" => "step-kind-rule",
        "subProcess" | "transaction" | "callActivity" | "adHocSubProcess" => "step-kind-process",
        other if other.ends_with("Event") || other == "receiveTask" => "step-kind-event",
        _ => "step-kind-other",
    };
    let standing = match step.standing {
        Standing::Done => StepState::Done,
        Standing::Here => StepState::Here,
        Standing::Stuck => StepState::Stuck,
        Standing::Left => StepState::Left,
    };
    let by = match step.actor.as_deref() {
        Some("applicant") => visit.texts().say("step-by-applicant").into_owned(),
        Some("portal") => visit.texts().say("step-by-portal").into_owned(),
        Some(name) => name.to_owned(),
        None => String::new(),
    };
    StepRow {
        label: step.label.clone(),
        kind,
        standing,
        came: show::moment(visit, step.came),
        left: step.left.map(|at| show::moment(visit, at)),
        by,
    }
}

/// The model with the marks of one process, for the script that draws it.
pub async fn diagram(visit: Visit, Path(id): Path<String>) -> Reply {
    let watched = match load(&visit, &id).await {
        Ok(watched) => watched,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let here = watched.course.here.iter().map(|(element, count)| json!({ "element": element, "count": count }));
    let stuck = watched.held.iter().filter_map(|held| {
        let (element, _) = held.element.as_ref()?;
        Some(json!({ "element": element, "message": held.held.message }))
    });
    let marks = json!({
        "xml": watched.bpmn,
        "here": here.collect::<Vec<_>>(),
        "past": watched.course.past,
        "ways": watched.course.ways,
        "stuck": stuck.collect::<Vec<_>>(),
    });
    Ok(Json(marks).into_response())
}

/// Sets a variable.
pub async fn set_value(Path(id): Path<String>, posted: Posted) -> Reply {
    let typed = Typed { name: given(&posted, "name"), value: given(&posted, "value") };
    let (visit, _, _) = posted.ours()?;
    let done =
        async { instances::set_value(&visit.site.portal, &visit.ctx, id_of(&id)?, &typed.name, &typed.value).await };
    let done = done.await;
    answer(visit, &id, done, "variable", "process-set-wrong", typed).await
}

/// Ends a process.
pub async fn cancel(Path(id): Path<String>, posted: Posted) -> Reply {
    let reason = given(&posted, "reason");
    let (visit, _, _) = posted.ours()?;
    let done = async { instances::cancel(&visit.site.portal, &visit.ctx, id_of(&id)?, &reason).await };
    let done = done.await;
    answer(visit, &id, done, "reason", "process-cancel-wrong", Typed::default()).await
}

fn given(posted: &Posted, name: &str) -> String {
    posted.find(name).unwrap_or_default().trim().to_owned()
}

/// Back to the process; with a mistake the same page says what to do.
async fn answer(visit: Visit, id: &str, done: Result<(), Error>, field: &str, key: &str, typed: Typed) -> Reply {
    match done {
        Ok(()) => Ok(see_other(&format!("/betrieb/prozesse/{id}"))),
        Err(Error::Invalid(_)) => {
            let watched = match load(&visit, id).await {
                Ok(watched) => watched,
                Err(fault) => return Err(visit.refuse(fault)),
            };
            let problems = vec![Problem::new(field, visit.texts().say(key))];
            let mut printed = print(visit, &watched, problems, typed).await?;
            *printed.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(printed)
        }
        Err(fault) => Err(visit.refuse(fault)),
    }
}
