//! Work of processes without a case as operators and programs look at it, with what mends it; and kept messages that
//! still look for somebody.

use crate::db::Tx;
use crate::fault::{Fault, read_time};
use crate::macros::{record, rows, run};
use domain::{InstanceId, JobId};
use jiff::Timestamp;
use uuid::Uuid;

/// A piece of work or a timer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Id.
    pub id: JobId,
    /// The process that waits for it.
    pub instance: InstanceId,
    /// The content hash of its definition.
    pub definition: [u8; 32],
    /// A service topic, or `timer`.
    pub kind: String,
    /// Not before.
    pub due: Timestamp,
    /// How many failures are left.
    pub retries: i64,
    /// Why it failed last.
    pub last_fault: Option<String>,
    /// Whether its instance rests.
    pub suspended: bool,
    /// Higher goes first.
    pub priority: i64,
    /// Since when.
    pub created: Timestamp,
}

/// Which ones; what is `None` or false does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// This very one.
    pub id: Option<JobId>,
    /// Of this instance.
    pub instance: Option<InstanceId>,
    /// Only what failed at least once.
    pub failed: bool,
    /// Only what has no retries left.
    pub halted: bool,
}

record! {
    struct Row {
        id: Uuid,
        instance: Uuid,
        definition: Vec<u8>,
        kind: String,
        due: i64,
        retries: i64,
        last_fault: Option<String>,
        suspended: i64,
        priority: i64,
        created: i64,
    }
}

impl Row {
    fn into_listed(self) -> Result<Listed, Fault> {
        let wrong = |_| Fault::Unreadable { what: "job", why: "its hash has the wrong length".to_owned() };
        Ok(Listed {
            id: JobId(self.id),
            instance: InstanceId(self.instance),
            definition: self.definition.try_into().map_err(wrong)?,
            kind: self.kind,
            due: read_time("job", self.due)?,
            retries: self.retries,
            last_fault: self.last_fault,
            suspended: self.suspended != 0,
            priority: self.priority,
            created: read_time("job", self.created)?,
        })
    }
}

/// The work of this authority's instances of deployed definitions, by due time.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, wanted: &Wanted, from: i64, limit: i64) -> Result<Vec<Listed>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        Row,
        "SELECT j.id, j.instance, i.definition, j.kind, j.due, j.max_attempts - j.failures AS retries, j.last_fault, \
         i.suspended, j.priority, j.created FROM job j JOIN instance i ON i.id = j.instance WHERE j.authority = $1 \
         AND i.definition IS NOT NULL AND ($2 = 0 OR j.id = $3) AND ($4 = 0 OR j.instance = $5) \
         AND ($6 = 0 OR j.last_fault IS NOT NULL) AND ($7 = 0 OR j.halted = 1) ORDER BY j.due, j.id LIMIT $8 OFFSET $9",
        authority,
        i64::from(wanted.id.is_some()),
        wanted.id.map_or(Uuid::nil(), |id| id.0),
        i64::from(wanted.instance.is_some()),
        wanted.instance.map_or(Uuid::nil(), |id| id.0),
        i64::from(wanted.failed),
        i64::from(wanted.halted),
        limit,
        from,
    )?
    .into_iter()
    .map(Row::into_listed)
    .collect()
}

/// Marks the open incidents of a job as mended.
///
/// # Errors
/// When the database refuses.
pub async fn resolve_incidents(tx: &mut Tx, job: JobId, by: &str, now: Timestamp) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "UPDATE incident SET resolved = $1, resolved_by = $2 WHERE job = $3 AND authority = $4 AND resolved IS NULL",
        now.as_microsecond(),
        by,
        job.0,
        authority,
    )?;
    Ok(())
}

/// A message that nobody took yet, of whatever authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Id.
    pub id: Uuid,
    /// The authority it came to.
    pub authority: String,
    /// Its name.
    pub message: String,
    /// Its correlation key.
    pub key: Option<String>,
}

/// Messages that nobody took yet and that somebody waits for: they missed each other, or a node fell between.
///
/// # Errors
/// When the database refuses.
pub async fn list_missed(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Kept>, Fault> {
    let found = rows!(
        tx,
        (Uuid, String, String, Option<String>),
        "SELECT a.id, a.authority, a.message, a.correlation FROM arrival a WHERE a.taken IS NULL AND a.expires > $1 \
         AND EXISTS (SELECT 1 FROM subscription s WHERE s.authority = a.authority AND s.message = a.message \
         AND (s.correlation IS NULL OR s.correlation = a.correlation)) ORDER BY a.arrived LIMIT $2",
        now.as_microsecond(),
        limit,
    )?;
    Ok(found.into_iter().map(|(id, authority, message, key)| Kept { id, authority, message, key }).collect())
}
