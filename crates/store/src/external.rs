//! Work that workers outside fetch: locked for a while under the worker's name, given back as a command.
//!
//! Completing goes through [`crate::steps`] with a [`crate::steps::Guard::Job`]: the lock, the step and the removal of
//! the work are one transaction, so a worker whose lock was taken over changes nothing.

use crate::db::{Conn, Tx};
use crate::fault::{Fault, read_json, read_time};
use crate::macros::{record, row, rows, run};
use domain::{InstanceId, JobId};
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

/// A piece of work as a worker outside sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct ExternalTask {
    /// Id.
    pub id: JobId,
    /// The authority it works for.
    pub authority: String,
    /// What is asked for.
    pub topic: String,
    /// The process that waits.
    pub instance: InstanceId,
    /// The caller's own name for the process.
    pub business_key: Option<String>,
    /// The content hash of the deployed definition it runs.
    pub definition: Option<[u8; 32]>,
    /// The engine's token that waits.
    pub token: u32,
    /// Its visit.
    pub visit: u32,
    /// With what.
    pub payload: Value,
    /// Who has locked it.
    pub worker: Option<String>,
    /// Until when.
    pub locked_until: Option<Timestamp>,
    /// How often it was fetched: the fencing token.
    pub attempt: i64,
    /// How many failures are left before it becomes an incident.
    pub retries: i64,
    /// Higher is fetched first.
    pub priority: i64,
    /// Why it failed last.
    pub last_fault: Option<String>,
}

record! {
    struct Row {
        id: Uuid,
        authority: String,
        kind: String,
        instance: Uuid,
        business_key: Option<String>,
        definition: Option<Vec<u8>>,
        token: i64,
        visit: i64,
        payload: String,
        owner: Option<String>,
        lease_until: Option<i64>,
        attempt: i64,
        retries: i64,
        priority: i64,
        last_fault: Option<String>,
    }
}

impl Row {
    fn into_task(self) -> Result<ExternalTask, Fault> {
        Ok(ExternalTask {
            id: JobId(self.id),
            authority: self.authority,
            topic: self.kind,
            instance: InstanceId(self.instance),
            business_key: self.business_key,
            definition: self.definition.and_then(|hash| hash.try_into().ok()),
            token: self.token as u32,
            visit: self.visit as u32,
            payload: read_json("external task", &self.payload)?,
            worker: self.owner,
            locked_until: self.lease_until.map(|until| read_time("external task", until)).transpose()?,
            attempt: self.attempt,
            retries: self.retries,
            priority: self.priority,
            last_fault: self.last_fault,
        })
    }
}

macro_rules! fetch_sql {
    ($lock:expr) => {
        concat!(
            "UPDATE job SET owner = $1, lease_until = $2, attempt = attempt + 1 WHERE id IN (SELECT id FROM job \
             WHERE lane = 2 AND authority = $3 AND kind = $4 AND halted = 0 AND due <= $5 \
             AND (lease_until IS NULL OR lease_until <= $5) ORDER BY priority DESC, due LIMIT $6",
            $lock,
            ") RETURNING id, authority, kind, instance, \
             (SELECT i.business_key FROM instance i WHERE i.id = job.instance) AS business_key, \
             (SELECT i.definition FROM instance i WHERE i.id = job.instance) AS definition, token, visit, payload, owner, \
             lease_until, attempt, max_attempts - failures AS retries, priority, last_fault"
        )
    };
}

const FETCH_ON_SQLITE: &str = fetch_sql!("");
const FETCH_ON_POSTGRES: &str = fetch_sql!(" FOR UPDATE SKIP LOCKED");

/// Locks up to `limit` pieces of work of a topic for `worker`: free ones and those whose lock has run out, by priority
/// and age.
///
/// # Errors
/// When the database refuses.
pub async fn fetch_and_lock(
    tx: &mut Tx,
    worker: &str,
    topic: &str,
    limit: i64,
    until: Timestamp,
    now: Timestamp,
) -> Result<Vec<ExternalTask>, Fault> {
    let authority = tx.authority().to_owned();
    let sql = match tx.conn {
        Conn::Sqlite(_) => FETCH_ON_SQLITE,
        Conn::Postgres(_) => FETCH_ON_POSTGRES,
    };
    let rows = rows!(tx, Row, sql, worker, until.as_microsecond(), authority, topic, now.as_microsecond(), limit)?;
    let mut tasks = rows.into_iter().map(Row::into_task).collect::<Result<Vec<_>, Fault>>()?;
    tasks.sort_by_key(|task| std::cmp::Reverse(task.priority));
    Ok(tasks)
}

/// Locks one piece of work that is free, or whose lock has run out, or is this worker's already. False otherwise.
///
/// # Errors
/// When the database refuses.
pub async fn lock(tx: &mut Tx, id: JobId, worker: &str, until: Timestamp, now: Timestamp) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let locked = run!(
        tx,
        "UPDATE job SET owner = $1, lease_until = $2, attempt = attempt + 1 WHERE id = $3 AND authority = $4 AND lane = 2 \
         AND halted = 0 AND (owner IS NULL OR owner = $1 OR lease_until <= $5)",
        worker,
        until.as_microsecond(),
        id.0,
        authority,
        now.as_microsecond(),
    )?;
    Ok(locked == 1)
}

/// Keeps a lock for longer. False when the lock is not this worker's any more or has run out.
///
/// # Errors
/// When the database refuses.
pub async fn extend(tx: &mut Tx, id: JobId, worker: &str, until: Timestamp, now: Timestamp) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let kept = run!(
        tx,
        "UPDATE job SET lease_until = $1 WHERE id = $2 AND authority = $3 AND lane = 2 AND owner = $4 AND lease_until > $5",
        until.as_microsecond(),
        id.0,
        authority,
        worker,
        now.as_microsecond(),
    )?;
    Ok(kept == 1)
}

/// Gives a piece of work back. False when there is none such.
///
/// # Errors
/// When the database refuses.
pub async fn unlock(tx: &mut Tx, id: JobId) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let freed = run!(
        tx,
        "UPDATE job SET owner = NULL, lease_until = NULL WHERE id = $1 AND authority = $2 AND lane = 2",
        id.0,
        authority,
    )?;
    Ok(freed == 1)
}

/// Reports a failure under this worker's lock: the work is free again at `due` with `retries` left; with none left it
/// halts, and the caller raises an incident in the same transaction. False when the lock is not this worker's.
///
/// # Errors
/// When the database refuses.
pub async fn fail(
    tx: &mut Tx,
    id: JobId,
    worker: &str,
    fault: &str,
    retries: i64,
    due: Timestamp,
) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let failed = run!(
        tx,
        "UPDATE job SET owner = NULL, lease_until = NULL, due = $1, last_fault = $2, failures = failures + 1, \
         max_attempts = failures + 1 + $3, halted = CASE WHEN halted = 2 THEN 2 WHEN $3 = 0 THEN 1 ELSE 0 END \
         WHERE id = $4 AND authority = $5 AND lane = 2 AND owner = $6",
        due.as_microsecond(),
        fault,
        retries.max(0),
        id.0,
        authority,
        worker,
    )?;
    Ok(failed == 1)
}

/// Sets how many failures are left: one or more lets halted work go on. False when there is none such.
///
/// # Errors
/// When the database refuses.
pub async fn set_retries(tx: &mut Tx, id: JobId, retries: i64) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let set = run!(
        tx,
        "UPDATE job SET max_attempts = failures + $1, halted = CASE WHEN halted = 2 THEN 2 WHEN $1 = 0 THEN 1 ELSE 0 END \
         WHERE id = $2 AND authority = $3",
        retries.max(0),
        id.0,
        authority,
    )?;
    Ok(set == 1)
}

/// Sets which work is fetched first. False when there is none such.
///
/// # Errors
/// When the database refuses.
pub async fn set_priority(tx: &mut Tx, id: JobId, priority: i64) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let set = run!(
        tx,
        "UPDATE job SET priority = $1 WHERE id = $2 AND authority = $3 AND lane = 2",
        priority,
        id.0,
        authority,
    )?;
    Ok(set == 1)
}

/// One piece of work.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, id: JobId) -> Result<Option<ExternalTask>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        Row,
        "SELECT j.id, j.authority, j.kind, j.instance, i.business_key, i.definition, j.token, j.visit, j.payload, j.owner, \
         j.lease_until, j.attempt, j.max_attempts - j.failures AS retries, j.priority, j.last_fault \
         FROM job j JOIN instance i ON i.id = j.instance WHERE j.id = $1 AND j.authority = $2 AND j.lane = 2",
        id.0,
        authority,
    )?
    .map(Row::into_task)
    .transpose()
}
