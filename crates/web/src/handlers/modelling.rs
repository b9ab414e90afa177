//! Drawing processes and decisions of a service package into a draft.

use crate::pages::{ModelEditor, ModelFinding, ModelKind, ReviewShown};
use crate::parts::Section;
use crate::server::{Posted, Reply, Visit, page, see_other};
use crate::show;
use crate::texts::Texts;
use app::workshop::{self, OpenFile, Review};
use app::{Error, packages::Package};
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use http::header;
use serde::Deserialize;

/// Whether the draft was saved just now.
#[derive(Deserialize)]
pub struct Asked {
    gespeichert: Option<u8>,
}

/// A model of a package: its file and the address of its page.
struct Place {
    kind: ModelKind,
    service: String,
    path: String,
    address: String,
}

impl Place {
    fn process(service: String) -> Place {
        let address = format!("/werkstatt/{service}/prozess");
        Place { kind: ModelKind::Process, service, path: "process.bpmn".into(), address }
    }

    fn decision(service: String, name: &str) -> Place {
        let address = format!("/werkstatt/{service}/entscheidung/{name}");
        Place { kind: ModelKind::Decision, service, path: format!("decisions/{name}.dmn"), address }
    }
}

/// The address of the page on which a file of a package is drawn; none where it is no model.
pub(super) fn page_of(service: &str, path: &str) -> Option<String> {
    if path == "process.bpmn" {
        return Some(Place::process(service.to_owned()).address);
    }
    let name = path.strip_prefix("decisions/")?.strip_suffix(".dmn")?;
    Some(Place::decision(service.to_owned(), name).address)
}

/// The process.
pub async fn process(visit: Visit, Path(service): Path<String>, Query(asked): Query<Asked>) -> Reply {
    show(visit, &Place::process(service), asked.gespeichert.is_some()).await
}

/// A decision.
pub async fn decision(
    visit: Visit,
    Path((service, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Reply {
    show(visit, &Place::decision(service, &name), asked.gespeichert.is_some()).await
}

/// The process as a file.
pub async fn process_file(visit: Visit, Path(service): Path<String>) -> Reply {
    download(visit, &Place::process(service)).await
}

/// A decision as a file.
pub async fn decision_file(visit: Visit, Path((service, name)): Path<(String, String)>) -> Reply {
    download(visit, &Place::decision(service, &name)).await
}

/// Checks, saves or discards the process.
pub async fn change_process(Path(service): Path<String>, posted: Posted) -> Reply {
    change(posted, &Place::process(service)).await
}

/// Checks, saves or discards a decision.
pub async fn change_decision(Path((service, name)): Path<(String, String)>, posted: Posted) -> Reply {
    change(posted, &Place::decision(service, &name)).await
}

async fn show(visit: Visit, place: &Place, saved: bool) -> Reply {
    match workshop::open(&visit.site.portal, &visit.ctx, &place.service, &place.path).await {
        Ok(open) => print(visit, place, open, saved).await,
        Err(fault) => Err(visit.refuse(fault)),
    }
}

async fn change(posted: Posted, place: &Place) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let (portal, ctx) = (&visit.site.portal, &visit.ctx);
    let done = match find("do").as_str() {
        "check" => {
            let checked = workshop::check(portal, ctx, &place.service, &place.path, find("content")).await;
            return match checked {
                Ok(open) => print(visit, place, open, false).await,
                Err(fault) => Err(visit.refuse(fault)),
            };
        }
        "save" => {
            let saved = workshop::save(portal, ctx, &place.service, &place.path, find("content")).await;
            saved.map(|()| format!("{}?gespeichert=1", place.address))
        }
        "discard" => {
            let gone = workshop::discard(portal, ctx, &place.service, &place.path).await;
            gone.map(|()| place.address.clone())
        }
        _ => Err(Error::Invalid("nothing was pressed".to_owned())),
    };
    match done {
        Ok(to) => Ok(see_other(&to)),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

async fn print(visit: Visit, place: &Place, open: OpenFile, saved: bool) -> Reply {
    let mut frame = visit.frame(Section::Design).await?;
    let title = service_title(&visit, &open.package);
    frame.back = Some(crate::parts::Link::new(frame.texts.spell(&title), format!("/werkstatt/{}", open.package.key)));
    let draft = open.draft.map(|draft| (draft.changed_by, show::moment(&visit, draft.changed)));
    page(&ModelEditor {
        kind: place.kind,
        title,
        path: open.path,
        saved: saved && draft.is_some(),
        draft,
        review: review(&frame.texts, &open.review),
        action: place.address.clone(),
        download_href: format!("{}/datei", place.address),
        text: open.text,
        frame,
    })
}

fn service_title(visit: &Visit, package: &Package) -> String {
    package.title(visit.ctx.lang, visit.authority().country)
}

/// A review as pages print it.
pub(super) fn review(words: &Texts, review: &Review) -> ReviewShown {
    let findings = review.findings.iter().map(|finding| ModelFinding {
        file: finding.file.clone(),
        line: finding.line,
        element: finding.element.clone(),
        meaning: finding.rule.as_deref().and_then(|rule| show::process::rule(words, rule)),
        text: finding.message.clone(),
        is_fault: finding.is_fault,
    });
    ReviewShown {
        findings: findings.collect(),
        examples: review.examples.map(|all| (all.saturating_sub(review.failed.len()), all)),
        failed: review.failed.clone(),
    }
}

async fn download(visit: Visit, place: &Place) -> Reply {
    let text = match workshop::download(&visit.site.portal, &visit.ctx, &place.service, &place.path).await {
        Ok(text) => text,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    // Both parts name a package that exists and a file in it: plain letters, digits and hyphens.
    let name = format!("{}-{}", place.service, place.path.rsplit('/').next().unwrap_or_default());
    let headers = [
        (header::CONTENT_TYPE, "application/xml; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, text).into_response())
}
