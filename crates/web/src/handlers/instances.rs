//! Processes: the list, one with its course, and its diagram.

use crate::pages::{
    DeedRow, HeldRow, Mend, PlaceForm, ProcessInstance, ProcessInstances, ProcessRow, ProcessState, StepRow, StepState,
};
use crate::parts::{Choice, Link, Problem, Section};
use crate::server::{Reply, Visit, page, percent};
use crate::show;
use app::Error;
use app::operation::course::{CourseStep, Standing};
use app::operation::deeds::{Deed, DeedKind};
use app::operation::instances::{self, Line, Listed, Watched, Which, Wish};
use app::operation::places::Place;
use axum::Json;
use axum::extract::{Path, Query};
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
    let rows = found.lines.iter().map(|line| row(&visit, line));
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

/// A process in a list.
pub(super) fn row(visit: &Visit, line: &Line) -> ProcessRow {
    ProcessRow {
        title: title(visit, &line.listed),
        reference: reference(&line.listed),
        href: format!("/betrieb/prozesse/{}", line.listed.id),
        authority: authority_of(visit, &line.listed.authority),
        steps: line.at.clone(),
        state: state(&line.listed),
        begun: line.listed.begun.map(|at| show::moment(visit, at)),
    }
}

fn title(visit: &Visit, listed: &Listed) -> String {
    match &listed.service {
        Some(service) => show::case::title(visit, service),
        None => listed.name.clone().unwrap_or_default(),
    }
}

/// The case's reference; where there is no case, the caller's own name or the beginning of the process's id.
fn reference(listed: &Listed) -> String {
    let case = listed.reference.clone();
    case.unwrap_or_else(|| show::process::reference(listed.business_key.as_deref(), listed.id))
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

pub(super) fn id_of(text: &str) -> Result<InstanceId, Error> {
    text.parse().map(InstanceId).map_err(|_| Error::NotFound)
}

pub(super) async fn load(visit: &Visit, id: &str) -> Result<Watched, Error> {
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
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) value: String,
}

pub(super) async fn print(visit: Visit, watched: &Watched, problems: Vec<Problem>, typed: Typed) -> Reply {
    let mut frame = visit.frame(Section::Operation).await?;
    let listed = &watched.listed;
    let is_model = listed.case.is_none();
    frame.back = visit
        .back_to("processes-title", if is_model { "/betrieb/prozesse?welche=modelle" } else { "/betrieb/prozesse" });
    let base = format!("/betrieb/prozesse/{}", listed.id);
    let held = watched.held.iter().map(|held| HeldRow {
        anchor: anchor(held),
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
        action: format!("{base}/eingriff"),
        places: watched.places.iter().map(place_form).collect(),
        rests: listed.suspended,
    });
    let value = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let variables = watched.variables.iter().map(|(name, known)| (name.clone(), known.as_ref().map(value)));
    page(&ProcessInstance {
        id: listed.id.to_string(),
        title: title(&visit, listed),
        reference: reference(listed),
        state: state(listed),
        authority: authority_of(&visit, &listed.authority),
        diagram: watched.has_diagram().then(|| format!("{base}/diagramm.json")),
        held: held.collect(),
        steps: watched.course.steps.iter().map(|step| step_row(&visit, step)).collect(),
        variables: variables.collect(),
        is_model,
        mend,
        deeds: watched.deeds.iter().map(|deed| deed_row(&visit, deed)).collect(),
        problems,
        frame,
    })
}

/// Where on the page the button of an incident is.
fn anchor(held: &instances::HeldAt) -> String {
    format!("stoerung-{}", held.held.id)
}

fn place_form(place: &Place) -> PlaceForm {
    let mut targets: Vec<Choice> =
        place.targets.iter().map(|(id, label)| Choice::new(id.clone(), label.clone(), false)).collect();
    targets.sort_by_cached_key(|choice| choice.label.to_lowercase());
    PlaceForm {
        id: format!("{}.{}", place.token, place.visit),
        step: place.label.clone(),
        can_skip: place.can_skip,
        targets,
    }
}

fn deed_row(visit: &Visit, deed: &Deed) -> DeedRow {
    let key = match deed.kind {
        DeedKind::Moved => "deed-moved",
        DeedKind::Skipped => "deed-skipped",
        DeedKind::ValuesSet => "deed-values",
        DeedKind::PutToRest => "deed-rested",
        DeedKind::WokenUp => "deed-woken",
        DeedKind::Migrated => "deed-migrated",
        DeedKind::Retried => "deed-retried",
        DeedKind::Cancelled => "deed-cancelled",
    };
    let is_reason = matches!(deed.kind, DeedKind::PutToRest | DeedKind::Cancelled);
    DeedRow {
        text: visit.texts().with2(key, "step", &deed.step, "detail", &deed.detail),
        reason: if is_reason { deed.detail.clone() } else { String::new() },
        by: if deed.actor == "portal" { visit.texts().say("step-by-portal").into_owned() } else { deed.actor.clone() },
        at: show::moment(visit, deed.at),
    }
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
        Some(json!({ "element": element, "message": held.held.message, "href": format!("#{}", anchor(held)) }))
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
