//! Deployed process definitions: immutable versions by content hash, per authority and key.

use crate::db::Tx;
use crate::fault::{Fault, read_json, read_time, write_json};
use crate::macros::{record, row, rows, run};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What is deployed: one process of a BPMN file and the decisions it calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The BPMN file.
    pub bpmn: String,
    /// Which process of the file, where it holds several that can be executed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub process: Option<String>,
    /// DMN files by name.
    #[serde(default)]
    pub decisions: BTreeMap<String, String>,
}

/// A deployed version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The authority that runs it.
    pub authority: String,
    /// The process id in the file.
    pub key: String,
    /// Counted from 1 per authority and key.
    pub version: i64,
    /// The process name, or the key.
    pub name: String,
    /// Content hash: what instances name.
    pub hash: [u8; 32],
    /// When.
    pub deployed: Timestamp,
    /// By whom.
    pub deployed_by: String,
    /// Whether new instances are refused.
    pub suspended: bool,
}

record! {
    struct Row {
        authority: String,
        key: String,
        version: i64,
        name: String,
        hash: Vec<u8>,
        deployed: i64,
        deployed_by: String,
        suspended: i64,
    }
}

impl Row {
    fn into_definition(self) -> Result<Definition, Fault> {
        let wrong = |_| Fault::Unreadable { what: "definition", why: "its hash has the wrong length".to_owned() };
        Ok(Definition {
            authority: self.authority,
            key: self.key,
            version: self.version,
            name: self.name,
            hash: self.hash.try_into().map_err(wrong)?,
            deployed: read_time("definition", self.deployed)?,
            deployed_by: self.deployed_by,
            suspended: self.suspended != 0,
        })
    }
}

/// Deploys a content under a key. The same content as the latest version gives that version and changes nothing.
///
/// # Errors
/// [`Fault::is_conflict`] when somebody deployed the same key at the same time: repeat.
pub async fn deploy(
    tx: &mut Tx,
    key: &str,
    name: &str,
    content: &Content,
    by: &str,
    now: Timestamp,
) -> Result<Definition, Fault> {
    let text = write_json("definition", content)?;
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let latest = find_latest(tx, key).await?;
    if let Some(latest) = latest.as_ref().filter(|latest| latest.hash == hash) {
        return Ok(latest.clone());
    }
    crate::blobs::keep(tx, text.as_bytes()).await?;
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let version = latest.map_or(1, |latest| latest.version + 1);
    run!(
        tx,
        "INSERT INTO definition (authority, key, version, federation, name, hash, deployed, deployed_by, suspended) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
        &authority,
        key,
        version,
        federation,
        name,
        hash.to_vec(),
        now.as_microsecond(),
        by,
    )?;
    Ok(Definition {
        authority,
        key: key.to_owned(),
        version,
        name: name.to_owned(),
        hash,
        deployed: now,
        deployed_by: by.to_owned(),
        suspended: false,
    })
}

/// The newest version of a key at this authority.
///
/// # Errors
/// When the database refuses.
pub async fn find_latest(tx: &mut Tx, key: &str) -> Result<Option<Definition>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        Row,
        "SELECT authority, key, version, name, hash, deployed, deployed_by, suspended FROM definition \
         WHERE authority = $1 AND key = $2 ORDER BY version DESC LIMIT 1",
        authority,
        key,
    )?
    .map(Row::into_definition)
    .transpose()
}

/// The first version with this content at this authority.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, hash: &[u8; 32]) -> Result<Option<Definition>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        Row,
        "SELECT authority, key, version, name, hash, deployed, deployed_by, suspended FROM definition \
         WHERE authority = $1 AND hash = $2 ORDER BY version LIMIT 1",
        authority,
        hash.to_vec(),
    )?
    .map(Row::into_definition)
    .transpose()
}

/// What was deployed under a hash, by whichever authority: for the cache of compiled models.
///
/// # Errors
/// When the database refuses or the content cannot be read.
pub async fn load_content(tx: &mut Tx, hash: &[u8; 32]) -> Result<Content, Fault> {
    let missing = || Fault::Unreadable { what: "definition", why: "its content is missing".to_owned() };
    let bytes = crate::blobs::find(tx, hash).await?.ok_or_else(missing)?;
    read_json("definition", &String::from_utf8_lossy(&bytes))
}

/// All versions at this authority, by key, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, limit: i64) -> Result<Vec<Definition>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        Row,
        "SELECT authority, key, version, name, hash, deployed, deployed_by, suspended FROM definition \
         WHERE authority = $1 ORDER BY key, version DESC LIMIT $2",
        authority,
        limit,
    )?
    .into_iter()
    .map(Row::into_definition)
    .collect()
}

/// Lets a version start no more instances, or again. False when there is none such.
///
/// # Errors
/// When the database refuses.
pub async fn suspend(tx: &mut Tx, key: &str, version: i64, suspended: bool) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let changed = run!(
        tx,
        "UPDATE definition SET suspended = $1 WHERE authority = $2 AND key = $3 AND version = $4",
        i64::from(suspended),
        authority,
        key,
        version,
    )?;
    Ok(changed == 1)
}
