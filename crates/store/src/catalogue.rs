//! Records of catalogues that authorities brought in: the present content by kind and id, and every change of it.

use crate::db::Tx;
use crate::fault::{Fault, read_json, write_json};
use crate::macros::{rows, run};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The key of a record within an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The kind's word, such as `service`.
    pub kind: String,
    /// The id as text.
    pub id: String,
}

/// Writes the present content of a record, and the change behind it.
///
/// # Errors
/// When the database refuses.
pub async fn save<T: Serialize>(
    tx: &mut Tx,
    key: &Key,
    hash: &str,
    content: &T,
    actor: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let doc = write_json("catalogue record", content)?;
    run!(
        tx,
        "INSERT INTO catalogue_record (authority, federation, kind, id, hash, doc, changed) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (authority, kind, id) \
         DO UPDATE SET hash = excluded.hash, doc = excluded.doc, changed = excluded.changed",
        &authority,
        &federation,
        &key.kind,
        &key.id,
        hash,
        &doc,
        now.as_microsecond(),
    )?;
    note(tx, key, Some(&doc), actor, now).await
}

/// Takes a record away, and notes that it went.
///
/// # Errors
/// When the database refuses.
pub async fn remove(tx: &mut Tx, key: &Key, actor: &str, now: Timestamp) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "DELETE FROM catalogue_record WHERE authority = $1 AND kind = $2 AND id = $3",
        authority,
        &key.kind,
        &key.id,
    )?;
    note(tx, key, None, actor, now).await
}

async fn note(tx: &mut Tx, key: &Key, doc: Option<&str>, actor: &str, now: Timestamp) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO catalogue_change (authority, federation, kind, id, at, actor, doc) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (authority, kind, id, at) DO UPDATE SET doc = excluded.doc",
        authority,
        federation,
        &key.kind,
        &key.id,
        now.as_microsecond(),
        actor,
        doc,
    )?;
    Ok(())
}

/// All records of this authority.
///
/// # Errors
/// When the database refuses or a record cannot be read.
pub async fn list<T: DeserializeOwned>(tx: &mut Tx) -> Result<Vec<T>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(tx, (String,), "SELECT doc FROM catalogue_record WHERE authority = $1 ORDER BY kind, id", authority)?
        .iter()
        .map(|(doc,)| read_json("catalogue record", doc))
        .collect()
}

/// All records of all authorities, with whose they are: for the search index.
///
/// # Errors
/// When the database refuses or a record cannot be read.
pub async fn list_all<T: DeserializeOwned>(tx: &mut Tx) -> Result<Vec<(String, T)>, Fault> {
    rows!(tx, (String, String), "SELECT authority, doc FROM catalogue_record ORDER BY authority, kind, id")?
        .into_iter()
        .map(|(authority, doc)| Ok((authority, read_json("catalogue record", &doc)?)))
        .collect()
}
