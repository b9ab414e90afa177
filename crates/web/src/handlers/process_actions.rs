//! What is done to many processes: how far it is, how each of them fared, and undoing a migration.

use crate::pages::{ActionReport, ItemFate, ItemRow, ProcessAction};
use crate::parts::{Pager, Section};
use crate::server::{Posted, Reply, Visit, page, see_other};
use crate::show;
use app::Error;
use app::processes::bulk::{self, Bulk, Done, Fate};
use app::processes::migrate;
use axum::extract::{Path, Query};
use serde::Deserialize;
use uuid::Uuid;

/// Which page of the report.
#[derive(Deserialize)]
pub struct Asked {
    seite: Option<u32>,
}

/// The address of an action.
pub(super) fn address(action: Uuid) -> String {
    format!("/betrieb/auftraege/{action}")
}

/// An action as pages print it.
pub(super) fn shown(visit: &Visit, done: &Done) -> ProcessAction {
    let words = visit.texts();
    let title = match &done.bulk {
        Bulk::Suspend { .. } => words.say("action-suspend").into_owned(),
        Bulk::Resume => words.say("action-resume").into_owned(),
        Bulk::Retry => words.say("action-retry").into_owned(),
        Bulk::Cancel { .. } => words.say("action-cancel").into_owned(),
        Bulk::SetVariables { .. } => words.say("action-set").into_owned(),
        Bulk::Migrate { plan } => words.with2("action-migrate", "from", plan.from, "to", plan.to),
    };
    let count = |count: i64| u64::try_from(count).unwrap_or(0);
    ProcessAction {
        title,
        href: address(done.id),
        by: done.asked_by.clone(),
        asked: show::moment(visit, done.asked),
        waiting: count(done.progress.waiting),
        done: count(done.progress.done),
        refused: count(done.progress.refused),
    }
}

fn id_of(text: &str) -> Result<Uuid, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

/// An action with its report.
pub async fn show(visit: Visit, Path(action): Path<String>, Query(asked): Query<Asked>) -> Reply {
    let number = asked.seite.unwrap_or(1).clamp(1, 10_000);
    let opened = async { bulk::report(&visit.site.portal, &visit.ctx, id_of(&action)?, number).await };
    let (done, items) = match opened.await {
        Ok(opened) => opened,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Operation).await?;
    frame.back = match &done.bulk {
        Bulk::Migrate { plan } => visit.back_to("models-title", super::deployed_models::address(&plan.key, plan.to)),
        _ => visit.back_to("models-title", "/betrieb/definitionen"),
    };
    let action = shown(&visit, &done);
    let words = visit.texts();
    let rows = items.into_iter().map(|item| {
        let (fate, obstacles) = match item.fate {
            Fate::Waiting => (ItemFate::Waiting, Vec::new()),
            Fate::Done => (ItemFate::Done, Vec::new()),
            Fate::Refused(obstacles) => (ItemFate::Refused, obstacles),
        };
        ItemRow {
            reference: show::process::reference(item.business_key.as_deref(), item.instance),
            href: format!("/betrieb/prozesse/{}", item.instance),
            fate,
            obstacles: obstacles.iter().map(|obstacle| show::process::obstacle(&words, obstacle)).collect(),
        }
    });
    let pages = u32::try_from(action.all().max(1).div_ceil(bulk::PAGE.unsigned_abs())).unwrap_or(1);
    let at = |page: u32| format!("{}?seite={page}", action.href);
    let can_undo = matches!(done.bulk, Bulk::Migrate { .. }) && action.waiting == 0 && action.done > 0;
    page(&ActionReport {
        reason: match &done.bulk {
            Bulk::Suspend { reason } | Bulk::Cancel { reason } => reason.clone(),
            _ => String::new(),
        },
        rows: rows.collect(),
        pager: Pager {
            page: number,
            pages,
            previous: (number > 1).then(|| at(number - 1)),
            next: (number < pages).then(|| at(number + 1)),
        },
        undo: can_undo.then(|| action.href.clone()),
        action,
        frame,
    })
}

/// Brings back what a migration brought over.
pub async fn undo(Path(action): Path<String>, posted: Posted) -> Reply {
    let (visit, _, _) = posted.ours()?;
    let begun = async { migrate::undo(&visit.site.portal, &visit.ctx, id_of(&action)?).await };
    match begun.await {
        Ok(undoing) => Ok(see_other(&address(undoing))),
        Err(fault) => Err(visit.refuse(fault)),
    }
}
