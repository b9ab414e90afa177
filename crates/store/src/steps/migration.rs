//! Steps that the engine took beforehand: one instance to another version of its definition, and notes in its history.
//! State, history, rows and the version it names are written in one transaction.

use crate::db::Tx;
use crate::fault::Fault;
use crate::macros::{rows, run};
use crate::steps::batch::Batch;
use crate::steps::write::{self, Written};
use crate::steps::{Instance, Order, Refusal, StepRows, Stepper, load};
use domain::InstanceId;
use engine::Event;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// What the engine made of the instance, as a step that needs no model.
struct Prepared(StepRows);

impl Stepper for Prepared {
    fn step(&self, _: &Instance, _: &Order, _: Timestamp) -> Result<StepRows, Refusal> {
        Ok(self.0.clone())
    }
}

/// The instance as the committer knows it, of this authority alone.
///
/// # Errors
/// When the database refuses or the state cannot be read.
pub async fn find(tx: &mut Tx, id: InstanceId) -> Result<Option<Arc<Instance>>, Fault> {
    let authority = tx.authority().to_owned();
    let found = load::instances(tx, &[id]).await?.into_iter().next();
    Ok(found.filter(|instance| instance.origin.authority == authority))
}

/// Writes `rows` behind `instance` and lets it name the definition `to`. The order says who and at which authority.
/// False when somebody stepped meanwhile: read again.
///
/// # Errors
/// What speaks against it, or the database.
pub async fn migrate(
    tx: &mut Tx,
    instance: &Arc<Instance>,
    order: &Order,
    rows: StepRows,
    to: &[u8; 32],
    now: Timestamp,
) -> Result<bool, Refusal> {
    let Some(version) = keep(tx, instance, order, rows, now).await? else { return Ok(false) };
    let named = name_definition(tx, instance.origin.id, version, to).await.map_err(Arc::new)?;
    Ok(named == 1)
}

/// Writes events that change nothing behind `instance`: who did something around it. False when somebody stepped
/// meanwhile: read again.
///
/// # Errors
/// What speaks against it, or the database.
pub async fn note(
    tx: &mut Tx,
    instance: &Arc<Instance>,
    order: &Order,
    events: Vec<Event>,
    now: Timestamp,
) -> Result<bool, Refusal> {
    let rows = StepRows { state: instance.state.clone(), events, changes: Vec::new() };
    Ok(keep(tx, instance, order, rows, now).await?.is_some())
}

/// The version that was written; `None` when somebody stepped meanwhile.
async fn keep(
    tx: &mut Tx,
    instance: &Arc<Instance>,
    order: &Order,
    rows: StepRows,
    now: Timestamp,
) -> Result<Option<i64>, Refusal> {
    let mut batch = Batch::new(now, HashMap::from([(instance.origin.id, Arc::clone(instance))]));
    let receipt = batch.step(&Prepared(rows), order)?;
    let written = write::batch(tx, &mut batch).await.map_err(Arc::new)?;
    Ok(matches!(written, Written::All).then_some(receipt.instance.version))
}

async fn name_definition(tx: &mut Tx, id: InstanceId, version: i64, to: &[u8; 32]) -> Result<u64, Fault> {
    let authority = tx.authority().to_owned();
    Ok(run!(
        tx,
        "UPDATE instance SET definition = $1 WHERE id = $2 AND authority = $3 AND version = $4",
        to.to_vec(),
        id.0,
        authority,
        version,
    )?)
}

/// The instances with which an action for many went well: what its undoing looks at.
///
/// # Errors
/// When the database refuses.
pub async fn list_done(tx: &mut Tx, action: Uuid) -> Result<Vec<InstanceId>, Fault> {
    let authority = tx.authority().to_owned();
    let found = rows!(
        tx,
        (Uuid,),
        "SELECT instance FROM bulk_item WHERE action = $1 AND authority = $2 AND state = 'done' ORDER BY instance",
        action,
        authority,
    )?;
    Ok(found.into_iter().map(|(id,)| InstanceId(id)).collect())
}
