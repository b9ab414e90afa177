//! Background work with leases: claimed by one node at a time, repeated until done, deleted when done.

use crate::db::{Conn, Tx};
use crate::dialect::SKIP_LOCKED;
use crate::fault::{Fault, read_json, write_json};
use crate::macros::{record, row, rows, run};
use domain::{CaseId, InstanceId, JobId};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use uuid::Uuid;

/// Who carries out a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Our own nodes.
    Node,
    /// Our own nodes too, in a lane of its own: many timers may fall due at once and must not hold up the rest.
    Timer,
    /// A worker outside fetches it, see [`crate::external`].
    Outside,
}

impl Lane {
    pub(crate) fn number(self) -> i64 {
        match self {
            Lane::Node => 0,
            Lane::Timer => 1,
            Lane::Outside => 2,
        }
    }
}

/// A piece of background work.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Id; also the stable idempotency key of what it sends outside.
    pub id: JobId,
    /// The authority it works for.
    pub authority: String,
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// The process that waits for it, with token and visit.
    pub instance: Option<InstanceId>,
    /// The engine's token.
    pub token: Option<u32>,
    /// The token's visit.
    pub visit: Option<u32>,
    /// The engine's timer, for timers.
    pub timer: Option<u32>,
    /// What to do: a service topic, or `timer`, `mail`, `payment`.
    pub kind: String,
    /// With what.
    pub payload: Value,
    /// Not before.
    pub due: Timestamp,
    /// How often it was begun; with the owner the fencing token, so it only ever grows.
    pub attempt: i64,
    /// How often it failed since it last went well.
    pub failures: i64,
    /// After so many failures it halts and an incident is raised.
    pub max_attempts: i64,
    /// Why it failed last.
    pub last_fault: Option<String>,
}

record! {
    struct Row {
        id: Uuid,
        authority: String,
        case_id: Option<Uuid>,
        instance: Option<Uuid>,
        token: Option<i64>,
        visit: Option<i64>,
        timer: Option<i64>,
        kind: String,
        payload: String,
        due: i64,
        attempt: i64,
        failures: i64,
        max_attempts: i64,
        last_fault: Option<String>,
    }
}

impl Row {
    fn into_job(self) -> Result<Job, Fault> {
        let small = |number: Option<i64>| number.map(|n| n as u32);
        Ok(Job {
            id: JobId(self.id),
            authority: self.authority,
            case: self.case_id.map(CaseId),
            instance: self.instance.map(InstanceId),
            token: small(self.token),
            visit: small(self.visit),
            timer: small(self.timer),
            kind: self.kind,
            payload: read_json("job", &self.payload)?,
            due: crate::fault::read_time("job", self.due)?,
            attempt: self.attempt,
            failures: self.failures,
            max_attempts: self.max_attempts,
            last_fault: self.last_fault,
        })
    }
}

/// Puts work into the queue; that of an instance at rest rests too.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO job (id, authority, federation, case_id, instance, token, visit, timer, kind, payload, lane, \
         priority, due, attempt, failures, max_attempts, owner, lease_until, last_fault, halted, created) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $14, 0, $11, 0, 0, $12, NULL, NULL, NULL, \
         COALESCE((SELECT 2 * i.suspended FROM instance i WHERE i.id = $5), 0), $13)",
        job.id.0,
        authority,
        federation,
        job.case.map(|c| c.0),
        job.instance.map(|i| i.0),
        job.token.map(i64::from),
        job.visit.map(i64::from),
        job.timer.map(i64::from),
        &job.kind,
        write_json("job", &job.payload)?,
        job.due.as_microsecond(),
        job.max_attempts,
        now.as_microsecond(),
        if job.timer.is_some() { Lane::Timer } else { Lane::Node }.number(),
    )?;
    Ok(())
}

macro_rules! claim_sql {
    ($lock:expr) => {
        concat!(
            "UPDATE job SET owner = $1, lease_until = $2, attempt = attempt + 1 WHERE id IN (SELECT id FROM job \
             WHERE lane = $5 AND halted = 0 AND due <= $3 AND (lease_until IS NULL OR lease_until < $3) ORDER BY due LIMIT $4",
            $lock,
            ") RETURNING id, authority, case_id, instance, token, visit, timer, kind, payload, due, attempt, failures, \
             max_attempts, last_fault"
        )
    };
}

const CLAIM_ON_SQLITE: &str = claim_sql!("");
const CLAIM_ON_POSTGRES: &str = claim_sql!(" FOR UPDATE SKIP LOCKED");

/// Takes up to `limit` jobs that are due, of all authorities, for `lease`; jobs whose lease ran out are due again. Half of
/// the room is for timers and half for everything else, as long as both have work: neither starves the other.
///
/// # Errors
/// When the database refuses.
pub async fn claim(
    tx: &mut Tx,
    owner: &str,
    now: Timestamp,
    lease: SignedDuration,
    limit: i64,
) -> Result<Vec<Job>, Fault> {
    let until = now.saturating_add(lease).unwrap_or(Timestamp::MAX);
    // A single slot goes to either lane in turn.
    let timers_first = limit == 1 && now.as_millisecond() % 2 == 0;
    let (first, second) = if timers_first { (Lane::Timer, Lane::Node) } else { (Lane::Node, Lane::Timer) };
    let mut claimed = claim_lane(tx, owner, now, until, first, limit - limit / 2).await?;
    claimed.extend(claim_lane(tx, owner, now, until, second, limit - claimed.len() as i64).await?);
    if (claimed.len() as i64) < limit && limit > 1 {
        claimed.extend(claim_lane(tx, owner, now, until, first, limit - claimed.len() as i64).await?);
    }
    Ok(claimed)
}

async fn claim_lane(
    tx: &mut Tx,
    owner: &str,
    now: Timestamp,
    until: Timestamp,
    lane: Lane,
    limit: i64,
) -> Result<Vec<Job>, Fault> {
    debug_assert!(CLAIM_ON_POSTGRES.contains(SKIP_LOCKED));
    if limit <= 0 {
        return Ok(Vec::new());
    }
    let sql = match tx.conn {
        Conn::Sqlite(_) => CLAIM_ON_SQLITE,
        Conn::Postgres(_) => CLAIM_ON_POSTGRES,
    };
    rows!(tx, Row, sql, owner, until.as_microsecond(), now.as_microsecond(), limit, lane.number())?
        .into_iter()
        .map(Row::into_job)
        .collect()
}

/// Keeps a job that is still being worked on. False when the lease was lost meanwhile.
///
/// # Errors
/// When the database refuses.
pub async fn extend(tx: &mut Tx, job: &Job, owner: &str, until: Timestamp) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let kept = run!(
        tx,
        "UPDATE job SET lease_until = $1 WHERE id = $2 AND owner = $3 AND attempt = $4 AND authority = $5",
        until.as_microsecond(),
        job.id.0,
        owner,
        job.attempt,
        authority,
    )?;
    Ok(kept == 1)
}

/// Removes a job that is done. False when the lease was lost meanwhile: then nothing of its result may be kept.
///
/// # Errors
/// When the database refuses.
pub async fn finish(tx: &mut Tx, job: &Job, owner: &str) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let gone = run!(
        tx,
        "DELETE FROM job WHERE id = $1 AND owner = $2 AND attempt = $3 AND authority = $4",
        job.id.0,
        owner,
        job.attempt,
        authority,
    )?;
    Ok(gone == 1)
}

/// Puts a job back for `due`: with the reason after a failure, without one when it only has to look again later.
/// Halted jobs wait for a person.
///
/// # Errors
/// When the database refuses.
pub async fn put_back(
    tx: &mut Tx,
    job: &Job,
    owner: &str,
    due: Timestamp,
    fault: Option<&str>,
    halted: bool,
) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let kept = run!(
        tx,
        "UPDATE job SET owner = NULL, lease_until = NULL, due = $1, last_fault = $2, \
         halted = CASE WHEN halted = 2 THEN 2 ELSE $3 END, failures = CASE WHEN $4 = 1 THEN failures + 1 ELSE 0 END \
         WHERE id = $5 AND owner = $6 AND attempt = $7 AND authority = $8",
        due.as_microsecond(),
        fault,
        i64::from(halted),
        i64::from(fault.is_some()),
        job.id.0,
        owner,
        job.attempt,
        authority,
    )?;
    Ok(kept == 1)
}

/// Lets a halted job run again, with its full number of tries.
///
/// # Errors
/// When the database refuses.
pub async fn resume(tx: &mut Tx, id: JobId, now: Timestamp) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let woken = run!(
        tx,
        "UPDATE job SET halted = CASE WHEN halted = 2 OR EXISTS (SELECT 1 FROM instance i WHERE i.id = job.instance \
         AND i.suspended = 1) THEN 2 ELSE 0 END, failures = 0, due = $1, owner = NULL, lease_until = NULL \
         WHERE id = $2 AND authority = $3",
        now.as_microsecond(),
        id.0,
        authority,
    )?;
    Ok(woken == 1)
}

/// Forgets the service call of a token that was interrupted.
///
/// # Errors
/// When the database refuses.
pub async fn cancel_call(tx: &mut Tx, instance: InstanceId, token: u32, visit: u32) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "DELETE FROM job WHERE instance = $1 AND token = $2 AND visit = $3 AND timer IS NULL AND authority = $4",
        instance.0,
        i64::from(token),
        i64::from(visit),
        authority,
    )?;
    Ok(())
}

/// Forgets a timer.
///
/// # Errors
/// When the database refuses.
pub async fn cancel_timer(tx: &mut Tx, instance: InstanceId, timer: u32) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "DELETE FROM job WHERE instance = $1 AND timer = $2 AND authority = $3",
        instance.0,
        i64::from(timer),
        authority,
    )?;
    Ok(())
}

/// Jobs of one kind at an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindCount {
    /// The kind.
    pub kind: String,
    /// Waiting for their first or next try.
    pub waiting: i64,
    /// Being worked on now.
    pub running: i64,
    /// Waiting after a failure.
    pub retrying: i64,
    /// Since when the oldest waits.
    pub oldest: Option<Timestamp>,
}

/// The jobs of this authority by kind, or of the federation where the transaction works for all of it. Timers are left
/// out: they wait on purpose.
///
/// # Errors
/// When the database refuses.
pub async fn count_by_kind(tx: &mut Tx) -> Result<Vec<KindCount>, Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    rows!(
        tx,
        (String, i64, i64, i64, Option<i64>),
        "SELECT kind, COUNT(CASE WHEN owner IS NULL THEN 1 END), COUNT(owner), \
         COUNT(CASE WHEN owner IS NULL AND last_fault IS NOT NULL THEN 1 END), MIN(created) \
         FROM job WHERE federation = $1 AND (authority = $2 OR $2 = '+') AND kind <> 'timer' GROUP BY kind ORDER BY kind",
        federation,
        authority,
    )?
    .into_iter()
    .map(|(kind, waiting, running, retrying, oldest)| {
        let oldest = oldest.map(|at| crate::fault::read_time("job", at)).transpose()?;
        Ok(KindCount { kind, waiting, running, retrying, oldest })
    })
    .collect()
}

/// The jobs of a case that failed at least once and will be tried again, notices by mail left out: they hold up nothing.
///
/// # Errors
/// When the database refuses.
pub async fn list_struggling(tx: &mut Tx, case: CaseId) -> Result<Vec<Job>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        Row,
        "SELECT id, authority, case_id, instance, token, visit, timer, kind, payload, due, attempt, failures, max_attempts, \
         last_fault FROM job WHERE case_id = $1 AND authority = $2 AND last_fault IS NOT NULL AND kind <> 'mail' ORDER BY due LIMIT 50",
        case.0,
        authority,
    )?
    .into_iter()
    .map(Row::into_job)
    .collect()
}

/// Jobs of all authorities that our nodes should do now: for the metrics.
///
/// # Errors
/// When the database refuses.
pub async fn count_due(tx: &mut Tx, now: Timestamp) -> Result<i64, Fault> {
    let found = row!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM job WHERE lane IN (0, 1) AND halted = 0 AND due <= $1",
        now.as_microsecond()
    )?;
    Ok(found.map_or(0, |(count,)| count))
}
