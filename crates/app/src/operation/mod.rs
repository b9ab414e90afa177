//! Keeping it running: what is held up, and letting it go on.

pub mod course;
pub mod deeds;
pub mod instances;
pub mod places;

use crate::error::{Error, authorise, repeat_on_conflict};
use crate::portal::Portal;
use crate::process;
use crate::processes;
use domain::{Action, Ctx, Resource};
use engine::{Command, IncidentId};
use serde_json::json;
use store::Scope;
use store::incidents::{self, Held};
use store::jobs::{self, KindCount};
use uuid::Uuid;

/// What an operator sees of an authority, or of a federation from its lead authority: no contents of cases.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Open incidents, oldest first.
    pub incidents: Vec<Held>,
    /// Work in the queue by kind.
    pub jobs: Vec<KindCount>,
}

/// The lead authority's portal shows its whole federation, every other one itself.
fn mend_here(portal: &Portal, ctx: &Ctx) -> Result<Scope, Error> {
    let lead = portal.directory.lead_of(&ctx.authority.federation);
    let lead = lead.as_ref().map(|lead| lead.key.as_str());
    let resource = Resource { authority: Some(&ctx.authority.key), lead, ..Resource::default() };
    authorise(ctx, Action::MendIncidents, &resource)?;
    Ok(if lead == Some(ctx.authority.key.as_str()) { Scope::of_federation(ctx) } else { Scope::of(ctx) })
}

/// Opens the overview.
///
/// # Errors
/// [`Error::NotFound`] for everybody but operators.
pub async fn open(portal: &Portal, ctx: &Ctx) -> Result<Overview, Error> {
    let scope = mend_here(portal, ctx)?;
    let mut tx = portal.db.read(scope).await?;
    Ok(Overview { incidents: incidents::list_open(&mut tx, 200).await?, jobs: jobs::count_by_kind(&mut tx).await? })
}

/// Tries again what an incident holds up.
///
/// # Errors
/// [`Error::NotFound`] when it is mended already or not of this authority (or its federation).
pub async fn retry(portal: &Portal, ctx: &Ctx, id: Uuid) -> Result<(), Error> {
    let scope = mend_here(portal, ctx)?;
    let mut tx = portal.db.read(scope).await?;
    let incident = incidents::find_open(&mut tx, id).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let there = portal.ctx_at(ctx, &incident.authority)?;
    if let (None, Some(instance), Some(number)) = (incident.case, incident.instance, incident.engine_incident) {
        // A process without a case: its step mends the incident too.
        return processes::operate::mend(portal, &there, instance, IncidentId(number)).await;
    }
    repeat_on_conflict(|| retry_once(portal, &there, id)).await?;
    portal.wake.notify_one();
    Ok(())
}

async fn retry_once(portal: &Portal, ctx: &Ctx, id: Uuid) -> Result<(), Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let incident = incidents::find_open(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let by = process::actor_name(&ctx.actor);
    let case = match incident.case {
        Some(case) => store::cases::find(&mut tx, case).await?,
        None => None,
    };
    if let Some(job) = incident.job {
        jobs::resume(&mut tx, job, ctx.now()).await?;
    }
    if let (Some(case), Some(number)) = (&case, incident.engine_incident) {
        let command = Command::RetryIncident { incident: IncidentId(number) };
        process::obey(portal, ctx, &mut tx, case, &command).await?;
    }
    incidents::resolve(&mut tx, id, &by, ctx.now()).await?;
    if let Some(case) = &case {
        process::record(ctx, &mut tx, case, "mended", json!({ "kind": incident.kind }), false).await?;
    }
    Ok(tx.commit().await?)
}
