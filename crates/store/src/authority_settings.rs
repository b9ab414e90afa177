//! What authorities decide about their own portal, by kind: the newest version is in force, the others are history.

use crate::changes::{self, Changing};
use crate::db::Tx;
use crate::fault::{Fault, read_json, write_json};
use crate::macros::{row, rows, run};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// When a version came in force, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Counted from 1.
    pub number: i64,
    /// When it was saved.
    pub at: Timestamp,
    /// Who saved it.
    pub actor: String,
}

/// Saves the next version of a kind; gives its number.
///
/// # Errors
/// When the database refuses, also when somebody saved at the same moment.
pub async fn save<T: Serialize>(
    tx: &mut Tx,
    kind: &str,
    content: &T,
    actor: &str,
    now: Timestamp,
) -> Result<i64, Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let doc = write_json("authority setting", content)?;
    let newest = row!(
        tx,
        (i64,),
        "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM authority_setting WHERE authority = $1 AND kind = $2",
        &authority,
        kind,
    )?;
    let version = newest.map_or(0, |(number,)| number) + 1;
    run!(
        tx,
        "INSERT INTO authority_setting (authority, federation, kind, version, at, actor, doc) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &authority,
        &federation,
        kind,
        version,
        now.as_microsecond(),
        actor,
        &doc,
    )?;
    changes::note(tx, Changing::Setting).await?;
    Ok(version)
}

/// What is in force at each authority: its key, the version, the content.
///
/// # Errors
/// When the database refuses or a content cannot be read.
pub async fn list_in_force<T: DeserializeOwned>(tx: &mut Tx, kind: &str) -> Result<Vec<(String, i64, T)>, Fault> {
    rows!(
        tx,
        (String, i64, String),
        "SELECT s.authority, s.version, s.doc FROM authority_setting s WHERE s.kind = $1 AND s.version = \
         (SELECT MAX(n.version) FROM authority_setting n WHERE n.authority = s.authority AND n.kind = s.kind) \
         ORDER BY s.authority",
        kind,
    )?
    .into_iter()
    .map(|(authority, version, doc)| Ok((authority, version, read_json("authority setting", &doc)?)))
    .collect()
}

/// What was in force as a version of this authority.
///
/// # Errors
/// When the database refuses or the content cannot be read.
pub async fn find_version<T: DeserializeOwned>(tx: &mut Tx, kind: &str, number: i64) -> Result<Option<T>, Fault> {
    let authority = tx.authority().to_owned();
    let found = row!(
        tx,
        (String,),
        "SELECT doc FROM authority_setting WHERE authority = $1 AND kind = $2 AND version = $3",
        authority,
        kind,
        number,
    )?;
    found.map(|(doc,)| read_json("authority setting", &doc)).transpose()
}

/// The versions of this authority, newest first, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub async fn list_versions(tx: &mut Tx, kind: &str, limit: i64) -> Result<Vec<Version>, Fault> {
    let authority = tx.authority().to_owned();
    let found = rows!(
        tx,
        (i64, i64, String),
        "SELECT version, at, actor FROM authority_setting WHERE authority = $1 AND kind = $2 \
         ORDER BY version DESC LIMIT $3",
        authority,
        kind,
        limit,
    )?;
    let version = |(number, at, actor)| {
        let at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
        Version { number, at, actor }
    };
    Ok(found.into_iter().map(version).collect())
}
