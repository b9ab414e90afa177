//! Keeping it running: incidents and the button that mends them.

use crate::pages::{Incident, JobKind, Operator};
use crate::parts::Section;
use crate::server::{Posted, Reply, Visit, page, see_other};
use crate::show;
use app::{Error, operation};
use axum::extract::Path;
use uuid::Uuid;

/// What is stuck here.
pub async fn overview(visit: Visit) -> Reply {
    let overview = match operation::open(&visit.site.portal, &visit.ctx).await {
        Ok(overview) => overview,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let frame = visit.frame(Section::Operation).await?;
    let incidents = overview.incidents.iter().map(|held| Incident {
        id: held.incident.id.to_string(),
        step: held.incident.kind.clone(),
        authority: authority_of(&visit, &held.incident.authority),
        service: held.service.as_deref().map(|service| show::case::title(&visit, service)).unwrap_or_default(),
        reference: held.reference.clone().unwrap_or_default(),
        since: show::moment(&visit, held.incident.raised),
        attempts: u32::try_from(held.attempts).unwrap_or(0),
        cause: held.incident.message.clone(),
        action: format!("/betrieb/stoerung/{}", held.incident.id),
    });
    let jobs = overview.jobs.iter().map(|kind| JobKind {
        name: kind.kind.clone(),
        waiting: u64::try_from(kind.waiting).unwrap_or(0),
        running: u64::try_from(kind.running).unwrap_or(0),
        retrying: u64::try_from(kind.retrying).unwrap_or(0),
        oldest: kind.oldest.map(|at| show::moment(&visit, at)),
    });
    page(&Operator { incidents: incidents.collect(), jobs: jobs.collect(), cases: Vec::new(), frame })
}

/// The name of another authority; none for the one whose portal this is.
fn authority_of(visit: &Visit, key: &str) -> String {
    let other = visit.site.portal.directory.find(key).filter(|authority| authority.key != visit.authority().key);
    other.map(|authority| authority.full_name(visit.ctx.lang)).unwrap_or_default()
}

/// Tries again.
pub async fn mend(Path(incident): Path<String>, posted: Posted) -> Reply {
    let from_process = posted.find("weiter").and_then(|id| id.parse::<Uuid>().ok());
    let (visit, _, _) = posted.ours()?;
    let mended = async {
        let incident: Uuid = incident.parse().map_err(|_| Error::NotFound)?;
        operation::retry(&visit.site.portal, &visit.ctx, incident).await
    };
    match mended.await {
        Ok(()) => Ok(see_other(&from_process.map_or("/betrieb".to_owned(), |id| format!("/betrieb/prozesse/{id}")))),
        Err(fault) => Err(visit.refuse(fault)),
    }
}
