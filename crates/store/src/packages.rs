//! Immutable versions of service packages, by content hash.

use crate::db::Tx;
use crate::fault::{Fault, read_json, read_time, write_json};
use crate::macros::{row, rows, run};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Keeps a version; keeping it again changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn keep(
    tx: &mut Tx,
    hash: &str,
    service: &str,
    files: &BTreeMap<String, String>,
    now: Timestamp,
) -> Result<(), Fault> {
    run!(
        tx,
        "INSERT INTO package (hash, service, files, loaded) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING",
        hash,
        service,
        write_json("package", files)?,
        now.as_microsecond(),
    )?;
    Ok(())
}

/// The files of a version, by path.
///
/// # Errors
/// When the database refuses or the row cannot be read.
pub async fn find(tx: &mut Tx, hash: &str) -> Result<Option<BTreeMap<String, String>>, Fault> {
    row!(tx, (String,), "SELECT files FROM package WHERE hash = $1", hash)?
        .map(|(files,)| read_json("package", &files))
        .transpose()
}

/// A version that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Content hash.
    pub hash: String,
    /// The service's key.
    pub service: String,
    /// When it was first loaded.
    pub loaded: Timestamp,
}

/// All versions of a service, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_versions(tx: &mut Tx, service: &str) -> Result<Vec<Kept>, Fault> {
    rows!(
        tx,
        (String, String, i64),
        "SELECT hash, service, loaded FROM package WHERE service = $1 ORDER BY loaded DESC LIMIT 100",
        service,
    )?
    .into_iter()
    .map(|(hash, service, loaded)| Ok(Kept { hash, service, loaded: read_time("package", loaded)? }))
    .collect()
}
