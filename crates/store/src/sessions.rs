//! Browser sessions: only the hash of the cookie is kept; they end when idle and after an absolute time.

use crate::db::Tx;
use crate::fault::{Fault, read_json, write_json};
use crate::macros::{record, row, run};
use domain::{PersonId, SessionId, Staff, TrustLevel};
use jiff::Timestamp;
use uuid::Uuid;

/// A session on one host.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Id.
    pub id: SessionId,
    /// The token every form of this session carries.
    pub csrf: String,
    /// The signed-in inhabitant.
    pub person: Option<PersonId>,
    /// How sure we are of her.
    pub level: TrustLevel,
    /// The signed-in member of staff.
    pub staff: Option<Staff>,
    /// A sign-in under way, as the web layer wrote it.
    pub login: Option<String>,
    /// Last use.
    pub seen: Timestamp,
    /// Absolute end.
    pub expires: Timestamp,
}

record! {
    struct Row {
        id: Uuid,
        csrf: String,
        person: Option<Uuid>,
        level: String,
        staff: Option<String>,
        login: Option<String>,
        seen: i64,
        expires: i64,
    }
}

/// Begins a session; `token` is the SHA-256 of the cookie.
///
/// # Errors
/// When the database refuses.
pub async fn begin(tx: &mut Tx, session: &Session, token: &[u8]) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let staff = session.staff.as_ref().map(|s| write_json("session", s)).transpose()?;
    run!(
        tx,
        "INSERT INTO session (id, token, authority, federation, csrf, person, level, staff, login, created, seen, expires) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)",
        session.id.0,
        token,
        authority,
        federation,
        &session.csrf,
        session.person.map(|p| p.0),
        session.level.as_str(),
        staff,
        &session.login,
        session.seen.as_microsecond(),
        session.expires.as_microsecond(),
    )?;
    Ok(())
}

/// The session of a cookie on this host, unless it ended or was idle since before `idle_since`; somebody
/// who is not signed in has nothing to lose by a pause and keeps her drafts.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, token: &[u8], now: Timestamp, idle_since: Timestamp) -> Result<Option<Session>, Fault> {
    let authority = tx.authority().to_owned();
    let found = row!(
        tx,
        Row,
        "SELECT id, csrf, person, level, staff, login, seen, expires FROM session \
         WHERE token = $1 AND authority = $2 AND expires > $3 AND (seen > $4 OR (person IS NULL AND staff IS NULL))",
        token,
        authority,
        now.as_microsecond(),
        idle_since.as_microsecond(),
    )?;
    found
        .map(|row| {
            Ok(Session {
                id: SessionId(row.id),
                csrf: row.csrf,
                person: row.person.map(PersonId),
                level: TrustLevel::from_word(&row.level),
                staff: row.staff.as_deref().map(|s| read_json("session", s)).transpose()?,
                login: row.login,
                seen: crate::fault::read_time("session", row.seen)?,
                expires: crate::fault::read_time("session", row.expires)?,
            })
        })
        .transpose()
}

/// Notes that the session is in use.
///
/// # Errors
/// When the database refuses.
pub async fn touch(tx: &mut Tx, id: SessionId, now: Timestamp) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(tx, "UPDATE session SET seen = $1 WHERE id = $2 AND authority = $3", now.as_microsecond(), id.0, authority)?;
    Ok(())
}

/// Keeps the state of a sign-in under way (state, nonce, verifier, where to go afterwards), or forgets it.
///
/// # Errors
/// When the database refuses.
pub async fn set_login(tx: &mut Tx, id: SessionId, login: Option<&str>) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(tx, "UPDATE session SET login = $1 WHERE id = $2 AND authority = $3", login, id.0, authority)?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database refuses.
pub async fn end(tx: &mut Tx, id: SessionId) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(tx, "DELETE FROM session WHERE id = $1 AND authority = $2", id.0, authority)?;
    Ok(())
}

/// Removes sessions that ended, of all authorities.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, Fault> {
    Ok(run!(tx, "DELETE FROM session WHERE expires < $1", now.as_microsecond())?)
}
