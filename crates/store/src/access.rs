//! The data log: who of the staff read which case, and why. The person concerned can see it.

use crate::db::Tx;
use crate::fault::{Fault, read_time};
use crate::macros::{rows, run};
use domain::{CaseId, PersonId};
use jiff::Timestamp;
use uuid::Uuid;

/// One look at personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The authority whose staff looked.
    pub authority: String,
    /// The case.
    pub case: CaseId,
    /// In which role.
    pub role: String,
    /// Why.
    pub purpose: String,
    /// When.
    pub at: Timestamp,
}

/// Records a look. A second look of the same reader at the same case within the hour is the same look.
///
/// # Errors
/// When the database refuses.
pub async fn record(
    tx: &mut Tx,
    id: Uuid,
    access: &Access,
    person: Option<PersonId>,
    reader: &str,
) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let at = access.at.as_microsecond();
    run!(
        tx,
        "INSERT INTO data_access (id, authority, federation, person, case_id, role, reader, purpose, at) \
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE NOT EXISTS (SELECT 1 FROM data_access \
         WHERE case_id = $5 AND reader = $7 AND purpose = $8 AND at > $10)",
        id,
        authority,
        federation,
        person.map(|p| p.0),
        access.case.0,
        &access.role,
        reader,
        &access.purpose,
        at,
        at - 3_600_000_000,
    )?;
    Ok(())
}

/// Who looked at a person's data, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_own(tx: &mut Tx, person: PersonId, limit: i64) -> Result<Vec<Access>, Fault> {
    let federation = tx.federation().to_owned();
    rows!(
        tx,
        (String, Uuid, String, String, i64),
        "SELECT authority, case_id, role, purpose, at FROM data_access WHERE person = $1 AND federation = $2 \
         ORDER BY at DESC LIMIT $3",
        person.0,
        federation,
        limit,
    )?
    .into_iter()
    .map(|(authority, case, role, purpose, at)| {
        Ok(Access { authority, case: CaseId(case), role, purpose, at: read_time("data access", at)? })
    })
    .collect()
}
