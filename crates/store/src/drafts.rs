//! Applications that were not submitted: saved on every step, one row each, with their uploads.

use crate::db::Tx;
use crate::fault::{Fault, read_json, read_time, write_json};
use crate::macros::{record, row, rows, run};
use domain::{DraftId, PersonId, SessionId};
use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

/// A draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Id.
    pub id: DraftId,
    /// The authority in charge.
    pub authority: String,
    /// The browser session it was begun in.
    pub session: Option<SessionId>,
    /// Its owner, once signed in.
    pub person: Option<PersonId>,
    /// The service's key.
    pub service: String,
    /// Content hash of the package version it keeps.
    pub package: String,
    /// Valid answers by field id.
    pub answers: Map<String, Value>,
    /// What was typed on a page with mistakes: page id and raw fields, so that nothing typed is ever lost.
    pub typed: Option<Value>,
    /// Where prefilled values came from: field id to source and date.
    pub sources: Map<String, Value>,
    /// Grows with each change; a save names the version it read.
    pub version: i64,
    /// Begun.
    pub created: Timestamp,
    /// Last change.
    pub changed: Timestamp,
    /// Will be deleted then.
    pub expires: Timestamp,
}

record! {
    struct Row {
        id: Uuid,
        authority: String,
        session: Option<Uuid>,
        person: Option<Uuid>,
        service: String,
        package: String,
        answers: String,
        typed: Option<String>,
        sources: String,
        version: i64,
        created: i64,
        changed: i64,
        expires: i64,
    }
}

impl Row {
    fn into_draft(self) -> Result<Draft, Fault> {
        Ok(Draft {
            id: DraftId(self.id),
            authority: self.authority,
            session: self.session.map(SessionId),
            person: self.person.map(PersonId),
            service: self.service,
            package: self.package,
            answers: read_json("draft", &self.answers)?,
            typed: self.typed.as_deref().map(|t| read_json("draft", t)).transpose()?,
            sources: read_json("draft", &self.sources)?,
            version: self.version,
            created: read_time("draft", self.created)?,
            changed: read_time("draft", self.changed)?,
            expires: read_time("draft", self.expires)?,
        })
    }
}

/// Begins a draft.
///
/// # Errors
/// When the database refuses.
pub async fn begin(tx: &mut Tx, draft: &Draft) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO draft (id, authority, federation, session, person, service, package, answers, typed, sources, version, \
         created, changed, expires) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, $9, 1, $10, $10, $11)",
        draft.id.0,
        authority,
        federation,
        draft.session.map(|s| s.0),
        draft.person.map(|p| p.0),
        &draft.service,
        &draft.package,
        write_json("draft", &draft.answers)?,
        write_json("draft", &draft.sources)?,
        draft.created.as_microsecond(),
        draft.expires.as_microsecond(),
    )?;
    Ok(())
}

/// The draft with this id at this authority.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, id: DraftId) -> Result<Option<Draft>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        Row,
        "SELECT id, authority, session, person, service, package, answers, typed, sources, version, created, changed, expires \
         FROM draft WHERE id = $1 AND authority = $2",
        id.0,
        authority,
    )?
    .map(Row::into_draft)
    .transpose()
}

/// The drafts of a person over all authorities of the federation, last changed first.
///
/// # Errors
/// When the database refuses.
pub async fn list_own(tx: &mut Tx, person: PersonId) -> Result<Vec<Draft>, Fault> {
    let federation = tx.federation().to_owned();
    rows!(
        tx,
        Row,
        "SELECT id, authority, session, person, service, package, answers, typed, sources, version, created, changed, expires \
         FROM draft WHERE person = $1 AND federation = $2 ORDER BY changed DESC LIMIT 50",
        person.0,
        federation,
    )?
    .into_iter()
    .map(Row::into_draft)
    .collect()
}

/// Saves answers, what was typed, sources and owner, if nobody saved since `draft.version` was read.
///
/// # Errors
/// [`Fault::Conflict`] when somebody did: read again and merge.
pub async fn save(tx: &mut Tx, draft: &Draft, now: Timestamp) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    let typed = draft.typed.as_ref().map(|t| write_json("draft", t)).transpose()?;
    let changed = run!(
        tx,
        "UPDATE draft SET answers = $1, typed = $2, sources = $3, person = $4, session = $5, version = version + 1, \
         changed = $6, expires = $7, reminded = NULL WHERE id = $8 AND authority = $9 AND version = $10",
        write_json("draft", &draft.answers)?,
        typed,
        write_json("draft", &draft.sources)?,
        draft.person.map(|p| p.0),
        draft.session.map(|s| s.0),
        now.as_microsecond(),
        draft.expires.as_microsecond(),
        draft.id.0,
        authority,
        draft.version,
    )?;
    if changed == 1 { Ok(()) } else { Err(Fault::Conflict("draft")) }
}

/// Moves the drafts begun in a session to another session: at sign-in the session id changes.
///
/// # Errors
/// When the database refuses.
pub async fn move_to_session(tx: &mut Tx, from: SessionId, to: SessionId) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "UPDATE draft SET session = $1 WHERE session = $2 AND person IS NULL AND authority = $3",
        to.0,
        from.0,
        authority,
    )?;
    Ok(())
}

/// Removes a draft; its uploads stay until the case takes them over or housekeeping removes them.
///
/// # Errors
/// When the database refuses.
pub async fn remove(tx: &mut Tx, id: DraftId) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(tx, "DELETE FROM draft WHERE id = $1 AND authority = $2", id.0, authority)?;
    Ok(())
}

/// Removes drafts of all authorities whose time is over, with their uploads.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, Fault> {
    let now = now.as_microsecond();
    run!(tx, "DELETE FROM upload WHERE draft IN (SELECT id FROM draft WHERE expires < $1)", now)?;
    Ok(run!(tx, "DELETE FROM draft WHERE expires < $1", now)?)
}

/// A draft whose owner should hear that it will be deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiring {
    /// The draft.
    pub id: DraftId,
    /// Its authority.
    pub authority: String,
    /// Its owner.
    pub person: PersonId,
    /// When it will be deleted.
    pub expires: Timestamp,
}

/// Drafts of all authorities that belong to somebody, end before `until` and were not told of yet.
///
/// # Errors
/// When the database refuses.
pub async fn list_expiring(tx: &mut Tx, until: Timestamp, limit: i64) -> Result<Vec<Expiring>, Fault> {
    rows!(
        tx,
        (Uuid, String, Uuid, i64),
        "SELECT id, authority, person, expires FROM draft \
         WHERE expires < $1 AND person IS NOT NULL AND reminded IS NULL ORDER BY expires LIMIT $2",
        until.as_microsecond(),
        limit,
    )?
    .into_iter()
    .map(|(id, authority, person, expires)| {
        let expires = read_time("draft", expires)?;
        Ok(Expiring { id: DraftId(id), authority, person: PersonId(person), expires })
    })
    .collect()
}

/// Notes that the owner of a draft was told of its end. False when that was noted before.
///
/// # Errors
/// When the database refuses.
pub async fn mark_reminded(tx: &mut Tx, id: DraftId, now: Timestamp) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let marked = run!(
        tx,
        "UPDATE draft SET reminded = $1 WHERE id = $2 AND authority = $3 AND reminded IS NULL",
        now.as_microsecond(),
        id.0,
        authority,
    )?;
    Ok(marked == 1)
}

/// A file given with a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Id, unguessable.
    pub id: Uuid,
    /// The field it answers.
    pub field: String,
    /// The name it had on the person's device, cleaned.
    pub name: String,
    /// Media type found from its contents.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Address of the contents.
    pub sha256: Vec<u8>,
}

/// Keeps an upload's row; its contents are a blob.
///
/// # Errors
/// When the database refuses.
pub async fn add_upload(tx: &mut Tx, draft: DraftId, upload: &Upload, now: Timestamp) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO upload (id, authority, federation, draft, field, name, media_type, size, sha256, made) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        upload.id,
        authority,
        federation,
        draft.0,
        &upload.field,
        &upload.name,
        &upload.media_type,
        upload.size,
        &upload.sha256,
        now.as_microsecond(),
    )?;
    Ok(())
}

/// The uploads of a draft, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_uploads(tx: &mut Tx, draft: DraftId) -> Result<Vec<Upload>, Fault> {
    let authority = tx.authority().to_owned();
    Ok(rows!(
        tx,
        (Uuid, String, String, String, i64, Vec<u8>),
        "SELECT id, field, name, media_type, size, sha256 FROM upload WHERE draft = $1 AND authority = $2 ORDER BY made, id",
        draft.0,
        authority,
    )?
    .into_iter()
    .map(|(id, field, name, media_type, size, sha256)| Upload { id, field, name, media_type, size, sha256 })
    .collect())
}

/// Removes one upload of a draft.
///
/// # Errors
/// When the database refuses.
pub async fn remove_upload(tx: &mut Tx, draft: DraftId, id: Uuid) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(tx, "DELETE FROM upload WHERE id = $1 AND draft = $2 AND authority = $3", id, draft.0, authority)?;
    Ok(())
}
