//! Keeping it running: what is held up, and letting it go on.

use crate::error::{Error, authorise, repeat_on_conflict};
use crate::portal::Portal;
use crate::process;
use domain::{Action, Ctx, Resource};
use engine::{Command, IncidentId};
use serde_json::json;
use store::incidents::{self, Held};
use store::jobs::{self, KindCount};
use store::Scope;
use uuid::Uuid;

/// What an operator sees of an authority: no contents of cases.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Open incidents, oldest first.
    pub incidents: Vec<Held>,
    /// Work in the queue by kind.
    pub jobs: Vec<KindCount>,
}

fn mend_here(ctx: &Ctx) -> Result<(), Error> {
    let resource = Resource { authority: Some(&ctx.authority.key), ..Resource::default() };
    authorise(ctx, Action::MendIncidents, &resource)
}

/// Opens the overview.
///
/// # Errors
/// [`Error::NotFound`] for everybody but operators.
pub async fn open(portal: &Portal, ctx: &Ctx) -> Result<Overview, Error> {
    mend_here(ctx)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    Ok(Overview { incidents: incidents::list_open(&mut tx, 200).await?, jobs: jobs::count_by_kind(&mut tx).await? })
}

/// Tries again what an incident holds up.
///
/// # Errors
/// [`Error::NotFound`] when it is mended already or not this authority's.
pub async fn retry(portal: &Portal, ctx: &Ctx, id: Uuid) -> Result<(), Error> {
    mend_here(ctx)?;
    repeat_on_conflict(|| retry_once(portal, ctx, id)).await?;
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
        process::advance(portal, ctx, &mut tx, case, &command).await?;
    }
    incidents::resolve(&mut tx, id, &by, ctx.now()).await?;
    if let Some(case) = &case {
        process::record(ctx, &mut tx, case, "mended", json!({ "kind": incident.kind }), false).await?;
    }
    Ok(tx.commit().await?)
}
