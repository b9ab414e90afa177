//! Process instances: one row of state, one hash-chained row of events per step.

use crate::db::Tx;
use crate::fault::{Fault, read_json, read_time, write_json};
use crate::macros::{row, rows, run};
use crate::outline::{self, Contents};
use crate::pack::{pack, unpack};
use domain::{CaseId, InstanceId};
use engine::{Event, State};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The instance of a case, as the way of one transaction a step reads it; [`crate::steps`] knows all kinds.
#[derive(Debug, Clone)]
pub struct Instance {
    /// Id.
    pub id: InstanceId,
    /// The case it runs.
    pub case: CaseId,
    /// Content hash of the service package with its model.
    pub package: String,
    /// Grows with each step; a save names the version it read.
    pub version: i64,
    /// Whether it rests.
    pub suspended: bool,
    /// What the engine needs to go on.
    pub state: State,
}

/// Begins an instance: `state` is the result of the first step.
///
/// # Errors
/// When the database refuses.
pub async fn begin(tx: &mut Tx, instance: &Instance) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let state = keep_document(tx, write_json("process state", &instance.state)?).await?;
    run!(
        tx,
        "INSERT INTO instance (id, authority, federation, case_id, package, version, suspended, state, ended) \
         VALUES ($1, $2, $3, $4, $5, 0, 0, $6, NULL)",
        instance.id.0,
        authority,
        federation,
        instance.case.0,
        &instance.package,
        pack(&state),
    )?;
    Ok(())
}

/// Takes what is too large out of a document and keeps it; gives the document.
async fn keep_document(tx: &mut Tx, text: String) -> Result<String, Fault> {
    let mut contents = Contents::new();
    let text = outline::shrink(text, &mut contents);
    for bytes in contents.values() {
        crate::blobs::keep(tx, bytes).await?;
    }
    Ok(text)
}

/// The document that is stored under `short`.
async fn load_document(tx: &mut Tx, short: &str) -> Result<String, Fault> {
    let texts = outline::restore(tx, vec![unpack(short)]).await?;
    Ok(texts.into_iter().next().unwrap_or_default())
}

/// The instance of a case with this id.
///
/// # Errors
/// When the database refuses or the state cannot be read.
pub async fn find(tx: &mut Tx, id: InstanceId) -> Result<Option<Instance>, Fault> {
    let authority = tx.authority().to_owned();
    let found = row!(
        tx,
        (Uuid, String, i64, i64, String),
        "SELECT case_id, package, version, suspended, state FROM instance \
         WHERE id = $1 AND authority = $2 AND case_id IS NOT NULL AND package IS NOT NULL",
        id.0,
        authority,
    )?;
    let Some((case, package, version, suspended, state)) = found else { return Ok(None) };
    let state = load_document(tx, &state).await?;
    let state = read_json("process state", &state)?;
    Ok(Some(Instance { id, case: CaseId(case), package, version, suspended: suspended != 0, state }))
}

/// Writes a step: the new state, if nobody stepped since `instance` was read, nor put it to rest or let it go on, and its
/// events behind the others.
///
/// # Errors
/// [`Fault::Conflict`] when somebody did: load and step again.
pub async fn save_step(
    tx: &mut Tx,
    instance: &Instance,
    state: &State,
    events: &[Event],
    actor: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let text = keep_document(tx, write_json("process state", state)?).await?;
    let changed = run!(
        tx,
        "UPDATE instance SET state = $1, version = version + 1, ended = $2 WHERE id = $3 AND authority = $4 AND version = $5 \
         AND suspended = $6",
        pack(&text),
        state.outcome().map(|_| now.as_microsecond()),
        instance.id.0,
        &authority,
        instance.version,
        i64::from(instance.suspended),
    )?;
    if changed != 1 {
        return Err(Fault::Conflict("process"));
    }
    let before = row!(
        tx,
        (Vec<u8>,),
        "SELECT hash FROM instance_event WHERE instance = $1 AND version = $2",
        instance.id.0,
        instance.version,
    )?;
    let events = keep_document(tx, write_json("process events", &events)?).await?;
    let before = before.as_ref().map_or(&[] as &[u8], |(hash,)| hash);
    let hash = chain(before, instance.id, instance.version + 1, now, actor, &events);
    run!(
        tx,
        "INSERT INTO instance_event (instance, version, authority, federation, at, actor, events, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        instance.id.0,
        instance.version + 1,
        authority,
        federation,
        now.as_microsecond(),
        actor,
        pack(&events),
        hash,
    )?;
    Ok(())
}

/// The hash of a step: over the one before and the document of its events as text.
pub(crate) fn chain(before: &[u8], id: InstanceId, version: i64, at: Timestamp, actor: &str, events: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(id.0.as_bytes());
    hash.update(version.to_be_bytes());
    hash.update(at.as_microsecond().to_be_bytes());
    hash.update((actor.len() as u64).to_be_bytes());
    hash.update(actor.as_bytes());
    hash.update(events.as_bytes());
    hash.finalize().to_vec()
}

/// One step of an instance's history.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The version it led to.
    pub version: i64,
    /// When.
    pub at: Timestamp,
    /// Who caused it.
    pub actor: String,
    /// What happened.
    pub events: Vec<Event>,
}

/// The whole history of an instance, oldest first.
///
/// # Errors
/// When the database refuses, a row cannot be read, or the chain of hashes is broken.
pub async fn load_history(tx: &mut Tx, id: InstanceId) -> Result<Vec<Step>, Fault> {
    let authority = tx.authority().to_owned();
    let rows = rows!(
        tx,
        (i64, i64, String, String, Vec<u8>),
        "SELECT version, at, actor, events, hash FROM instance_event WHERE instance = $1 AND authority = $2 ORDER BY version",
        id.0,
        authority,
    )?;
    let mut before: Vec<u8> = Vec::new();
    let (mut steps, mut documents) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    for (expected, (version, at, actor, events, hash)) in (1..).zip(rows) {
        let (at, events) = (read_time("process events", at)?, unpack(&events));
        if version != expected || hash != chain(&before, id, version, at, &actor, &events) {
            let why = format!("the chain of hashes of instance {id} is broken at step {expected}");
            return Err(Fault::Unreadable { what: "process events", why });
        }
        documents.push(events);
        steps.push(Step { version, at, actor, events: Vec::new() });
        before = hash;
    }
    for (step, events) in steps.iter_mut().zip(outline::restore(tx, documents).await?) {
        step.events = read_json("process events", &events)?;
    }
    Ok(steps)
}

/// Ids of this authority's instances behind `after`, in order: for the audit.
///
/// # Errors
/// When the database refuses.
pub async fn list_ids(tx: &mut Tx, after: Option<InstanceId>, limit: i64) -> Result<Vec<InstanceId>, Fault> {
    let authority = tx.authority().to_owned();
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let found = rows!(
        tx,
        (Uuid,),
        "SELECT id FROM instance WHERE authority = $1 AND id > $2 ORDER BY id LIMIT $3",
        authority,
        after,
        limit,
    )?;
    Ok(found.into_iter().map(|(id,)| InstanceId(id)).collect())
}

/// How many instances belong to no known authority, how many histories to no instance, and how many to no case: none,
/// unless somebody worked on the database by hand.
///
/// # Errors
/// When the database refuses.
pub async fn count_strays(tx: &mut Tx) -> Result<(i64, i64, i64), Fault> {
    let found = row!(
        tx,
        (i64, i64, i64),
        "SELECT (SELECT COUNT(*) FROM instance i WHERE NOT EXISTS (SELECT 1 FROM tenant t WHERE t.key = i.authority)), \
         (SELECT COUNT(DISTINCT e.instance) FROM instance_event e \
         WHERE NOT EXISTS (SELECT 1 FROM instance i WHERE i.id = e.instance)), \
         (SELECT COUNT(DISTINCT h.case_id) FROM history h WHERE NOT EXISTS (SELECT 1 FROM case_file c WHERE c.id = h.case_id))",
    )?;
    Ok(found.unwrap_or((0, 0, 0)))
}

/// Notes that an instance waits for a message.
///
/// # Errors
/// When the database refuses.
pub async fn subscribe(
    tx: &mut Tx,
    id: InstanceId,
    number: u32,
    message: &str,
    key: Option<&str>,
) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO subscription (instance, number, authority, federation, message, correlation) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        id.0,
        i64::from(number),
        authority,
        federation,
        message,
        key,
    )?;
    Ok(())
}

/// Notes that it no longer does.
///
/// # Errors
/// When the database refuses.
pub async fn unsubscribe(tx: &mut Tx, id: InstanceId, number: u32) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "DELETE FROM subscription WHERE instance = $1 AND number = $2 AND authority = $3",
        id.0,
        i64::from(number),
        authority,
    )?;
    Ok(())
}
