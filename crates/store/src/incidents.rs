//! Incidents: everything that does not go on by itself, with what mends it.

use crate::db::Tx;
use crate::fault::{Fault, read_time};
use crate::macros::{record, row, rows, run};
use domain::{CaseId, InstanceId, JobId};
use jiff::Timestamp;
use uuid::Uuid;

/// An incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Id.
    pub id: Uuid,
    /// The authority whose work it holds up.
    pub authority: String,
    /// The case it holds up.
    pub case: Option<CaseId>,
    /// The process it holds up.
    pub instance: Option<InstanceId>,
    /// The halted job behind it.
    pub job: Option<JobId>,
    /// The engine's number for it, when the process itself raised it.
    pub engine_incident: Option<u32>,
    /// What sort of trouble: a job kind or the engine's word.
    pub kind: String,
    /// One sentence for the operator, without personal data.
    pub message: String,
    /// Since when.
    pub raised: Timestamp,
}

record! {
    struct Row {
        id: Uuid,
        authority: String,
        case_id: Option<Uuid>,
        instance: Option<Uuid>,
        job: Option<Uuid>,
        engine_incident: Option<i64>,
        kind: String,
        message: String,
        raised: i64,
    }
}

impl Row {
    fn into_incident(self) -> Result<Incident, Fault> {
        Ok(Incident {
            id: self.id,
            authority: self.authority,
            case: self.case_id.map(CaseId),
            instance: self.instance.map(InstanceId),
            job: self.job.map(JobId),
            engine_incident: self.engine_incident.map(|n| n as u32),
            kind: self.kind,
            message: self.message,
            raised: read_time("incident", self.raised)?,
        })
    }
}

/// Raises an incident.
///
/// # Errors
/// When the database refuses.
pub async fn raise(tx: &mut Tx, incident: &Incident) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO incident (id, authority, federation, case_id, instance, job, engine_incident, kind, message, raised, \
         resolved, resolved_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, NULL)",
        incident.id,
        authority,
        federation,
        incident.case.map(|c| c.0),
        incident.instance.map(|i| i.0),
        incident.job.map(|j| j.0),
        incident.engine_incident.map(i64::from),
        &incident.kind,
        &incident.message,
        incident.raised.as_microsecond(),
    )?;
    Ok(())
}

/// The open incident with this id at this authority, or in the federation where the transaction works for all of it.
///
/// # Errors
/// When the database refuses.
pub async fn find_open(tx: &mut Tx, id: Uuid) -> Result<Option<Incident>, Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    row!(
        tx,
        Row,
        "SELECT id, authority, case_id, instance, job, engine_incident, kind, message, raised FROM incident \
         WHERE id = $1 AND federation = $2 AND (authority = $3 OR $3 = '+') AND resolved IS NULL",
        id,
        federation,
        authority,
    )?
    .map(Row::into_incident)
    .transpose()
}

/// An open incident with what an operator needs to place it.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// The incident.
    pub incident: Incident,
    /// The case's reference.
    pub reference: Option<String>,
    /// The service's key.
    pub service: Option<String>,
    /// How often the halted job failed.
    pub attempts: i64,
}

record! {
    struct HeldRow {
        ..incident: Row,
        reference: Option<String>,
        service: Option<String>,
        attempts: Option<i64>,
    }
}

/// The open incidents of this authority, or of the federation where the transaction works for all of it; oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_open(tx: &mut Tx, limit: i64) -> Result<Vec<Held>, Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    rows!(
        tx,
        HeldRow,
        "SELECT i.id, i.authority, i.case_id, i.instance, i.job, i.engine_incident, i.kind, i.message, i.raised, c.reference, c.service, \
         j.failures AS attempts FROM incident i LEFT JOIN case_file c ON c.id = i.case_id LEFT JOIN job j ON j.id = i.job \
         WHERE i.federation = $1 AND i.resolved IS NULL AND (i.authority = $2 OR $2 = '+') ORDER BY i.raised LIMIT $3",
        federation,
        authority,
        limit,
    )?
    .into_iter()
    .map(|row| {
        Ok(Held {
            incident: row.incident.into_incident()?,
            reference: row.reference,
            service: row.service,
            attempts: row.attempts.unwrap_or(0),
        })
    })
    .collect()
}

/// Whether a case is held up. A notice by mail that does not go out holds up nothing.
///
/// # Errors
/// When the database refuses.
pub async fn is_held_up(tx: &mut Tx, case: CaseId) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let found = row!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM incident WHERE case_id = $1 AND authority = $2 AND resolved IS NULL AND kind <> 'mail'",
        case.0,
        authority,
    )?;
    Ok(found.is_some_and(|(count,)| count > 0))
}

/// Marks an incident as mended.
///
/// # Errors
/// When the database refuses.
pub async fn resolve(tx: &mut Tx, id: Uuid, by: &str, now: Timestamp) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "UPDATE incident SET resolved = $1, resolved_by = $2 WHERE id = $3 AND authority = $4 AND resolved IS NULL",
        now.as_microsecond(),
        by,
        id,
        authority,
    )?;
    Ok(())
}

/// Marks the incident that the engine numbered so as mended.
///
/// # Errors
/// When the database refuses.
pub async fn resolve_of_engine(
    tx: &mut Tx,
    instance: InstanceId,
    number: u32,
    by: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "UPDATE incident SET resolved = $1, resolved_by = $2 \
         WHERE instance = $3 AND engine_incident = $4 AND authority = $5 AND resolved IS NULL",
        now.as_microsecond(),
        by,
        instance.0,
        i64::from(number),
        authority,
    )?;
    Ok(())
}
