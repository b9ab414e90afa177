//! Messages from outside for processes: kept once, given to who waits, kept for a while when nobody waits yet.
//!
//! An arriving message is kept first and then offered to [`list_subscribers`]; an instance that begins to wait looks at
//! [`find_waiting`]. Whichever comes second finds the other. Giving it is an order with a
//! [`crate::steps::Guard::Arrival`], so only one instance takes it.

use crate::db::Tx;
use crate::fault::{Fault, read_json, read_time, write_json};
use crate::macros::{row, rows, run};
use domain::InstanceId;
use jiff::Timestamp;
use uuid::Uuid;

/// A message that came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// Id.
    pub id: Uuid,
    /// Its name.
    pub message: String,
    /// Its correlation key.
    pub key: Option<String>,
    /// The sender's name for it: the same name comes in once.
    pub once: Option<String>,
    /// What it carries.
    pub variables: engine::Variables,
    /// When it came.
    pub arrived: Timestamp,
    /// After that nobody gets it.
    pub expires: Timestamp,
}

/// Keeps a message. False when the same came in before.
///
/// # Errors
/// When the database refuses.
pub async fn keep(tx: &mut Tx, arrival: &Arrival) -> Result<bool, Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let kept = run!(
        tx,
        "INSERT INTO arrival (id, authority, federation, message, correlation, once, variables, arrived, expires, taken) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL) ON CONFLICT DO NOTHING",
        arrival.id,
        authority,
        federation,
        &arrival.message,
        &arrival.key,
        &arrival.once,
        write_json("message", &arrival.variables)?,
        arrival.arrived.as_microsecond(),
        arrival.expires.as_microsecond(),
    )?;
    Ok(kept == 1)
}

/// The oldest message that nobody took yet and that a subscription with this key takes: one without a key takes any.
///
/// # Errors
/// When the database refuses.
pub async fn find_waiting(
    tx: &mut Tx,
    message: &str,
    key: Option<&str>,
    now: Timestamp,
) -> Result<Option<Arrival>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        (Uuid, String, Option<String>, Option<String>, String, i64, i64),
        "SELECT id, message, correlation, once, variables, arrived, expires FROM arrival WHERE authority = $1 AND message = $2 \
         AND taken IS NULL AND expires > $3 AND ($4 = 0 OR correlation = $5) ORDER BY arrived LIMIT 1",
        authority,
        message,
        now.as_microsecond(),
        i64::from(key.is_some()),
        key.unwrap_or_default(),
    )?
    .map(|(id, message, key, once, variables, arrived, expires)| {
        Ok(Arrival {
            id,
            message,
            key,
            once,
            variables: read_json("message", &variables)?,
            arrived: read_time("message", arrived)?,
            expires: read_time("message", expires)?,
        })
    })
    .transpose()
}

/// The instances of this authority that wait for such a message, in the order they began.
///
/// # Errors
/// When the database refuses.
pub async fn list_subscribers(
    tx: &mut Tx,
    message: &str,
    key: Option<&str>,
    limit: i64,
) -> Result<Vec<InstanceId>, Fault> {
    let authority = tx.authority().to_owned();
    let found = rows!(
        tx,
        (Uuid,),
        "SELECT DISTINCT instance FROM subscription WHERE authority = $1 AND message = $2 \
         AND (correlation IS NULL OR correlation = $3) ORDER BY instance LIMIT $4",
        authority,
        message,
        key,
        limit,
    )?;
    Ok(found.into_iter().map(|(id,)| InstanceId(id)).collect())
}

/// Takes a kept message, once. False when somebody else has it.
///
/// # Errors
/// When the database refuses.
pub async fn take(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let taken = run!(
        tx,
        "UPDATE arrival SET taken = $1 WHERE id = $2 AND authority = $3 AND taken IS NULL",
        now.as_microsecond(),
        id,
        authority,
    )?;
    Ok(taken == 1)
}

/// Removes messages whose time is over, of all authorities; gives how many.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, Fault> {
    Ok(run!(tx, "DELETE FROM arrival WHERE expires <= $1", now.as_microsecond())?)
}
