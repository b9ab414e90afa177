//! Looking for work before a worker outside locks it: whether there is any, and which of it fits a filter.

use crate::db::Tx;
use crate::fault::{Fault, read_json};
use crate::macros::{row, rows, run};
use domain::{InstanceId, JobId};
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

/// Free work that a filter is held against.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Id.
    pub id: JobId,
    /// The process that waits.
    pub instance: InstanceId,
    /// With what.
    pub payload: Value,
}

/// Whether a topic has free work.
///
/// # Errors
/// When the database refuses.
pub async fn has_free(tx: &mut Tx, topic: &str, now: Timestamp) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let found = row!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM (SELECT 1 FROM job WHERE lane = 2 AND authority = $1 AND kind = $2 AND halted = 0 \
         AND due <= $3 AND (lease_until IS NULL OR lease_until <= $3) LIMIT 1) AS free",
        authority,
        topic,
        now.as_microsecond(),
    )?;
    Ok(found.is_some_and(|(count,)| count > 0))
}

/// Free work of a topic by priority and age, of instances with this business key and of this definition where they are
/// given.
///
/// # Errors
/// When the database refuses.
pub async fn list_free(
    tx: &mut Tx,
    topic: &str,
    business_key: Option<&str>,
    definition_key: Option<&str>,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Candidate>, Fault> {
    let authority = tx.authority().to_owned();
    let found = rows!(
        tx,
        (Uuid, Uuid, String),
        "SELECT j.id, j.instance, j.payload FROM job j JOIN instance i ON i.id = j.instance WHERE j.lane = 2 \
         AND j.authority = $1 AND j.kind = $2 AND j.halted = 0 AND j.due <= $3 \
         AND (j.lease_until IS NULL OR j.lease_until <= $3) AND (CAST($4 AS TEXT) IS NULL OR i.business_key = $4) \
         AND (CAST($5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM definition d WHERE d.authority = i.authority \
         AND d.hash = i.definition AND d.key = $5)) ORDER BY j.priority DESC, j.due LIMIT $6",
        authority,
        topic,
        now.as_microsecond(),
        business_key,
        definition_key,
        limit,
    )?;
    found
        .into_iter()
        .map(|(id, instance, payload)| {
            Ok(Candidate { id: JobId(id), instance: InstanceId(instance), payload: read_json("job", &payload)? })
        })
        .collect()
}

/// Locks one piece of work that is still free. False when somebody was faster, be it the same worker.
///
/// # Errors
/// When the database refuses.
pub async fn lock_free(tx: &mut Tx, id: JobId, worker: &str, until: Timestamp, now: Timestamp) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let locked = run!(
        tx,
        "UPDATE job SET owner = $1, lease_until = $2, attempt = attempt + 1 WHERE id = $3 AND authority = $4 AND lane = 2 \
         AND halted = 0 AND due <= $5 AND (lease_until IS NULL OR lease_until <= $5)",
        worker,
        until.as_microsecond(),
        id.0,
        authority,
        now.as_microsecond(),
    )?;
    Ok(locked == 1)
}
