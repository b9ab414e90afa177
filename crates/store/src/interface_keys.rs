//! Keys of programs that work with an authority's processes: by name and by the hash of their secret, which alone is kept.

use crate::db::Tx;
use crate::fault::{Fault, read_time};
use crate::macros::{record, row, rows, run};
use domain::{Interface, Right};
use jiff::Timestamp;
use uuid::Uuid;

/// A key as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterfaceKey {
    /// Whose, and what it may do.
    pub interface: Interface,
    /// SHA-256 of the secret.
    pub secret: Vec<u8>,
    /// Since when.
    pub created: Timestamp,
}

record! {
    struct Row {
        id: Uuid,
        authority: String,
        name: String,
        secret: Vec<u8>,
        rights: String,
        created: i64,
    }
}

impl Row {
    fn into_key(self) -> Result<InterfaceKey, Fault> {
        let rights = self.rights.split(',').filter_map(Right::from_word).collect();
        Ok(InterfaceKey {
            interface: Interface { id: self.id, name: self.name, authority: self.authority, rights },
            secret: self.secret,
            created: read_time("interface key", self.created)?,
        })
    }
}

/// Keeps a key. False when the authority has one of this name already.
///
/// # Errors
/// When the database refuses.
pub async fn add(tx: &mut Tx, key: &Interface, secret: &[u8], now: Timestamp) -> Result<bool, Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let rights: Vec<&str> = key.rights.iter().map(|right| right.as_str()).collect();
    let added = run!(
        tx,
        "INSERT INTO interface_key (id, authority, federation, name, secret, rights, created) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        key.id,
        authority,
        federation,
        &key.name,
        secret,
        rights.join(","),
        now.as_microsecond(),
    )?;
    Ok(added == 1)
}

/// The key of this authority with this name.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<InterfaceKey>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        Row,
        "SELECT id, authority, name, secret, rights, created FROM interface_key WHERE authority = $1 AND name = $2",
        authority,
        name,
    )?
    .map(Row::into_key)
    .transpose()
}

/// The key of this authority whose secret has this hash.
///
/// # Errors
/// When the database refuses.
pub async fn find_by_secret(tx: &mut Tx, secret: &[u8]) -> Result<Option<InterfaceKey>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        Row,
        "SELECT id, authority, name, secret, rights, created FROM interface_key WHERE authority = $1 AND secret = $2",
        authority,
        secret,
    )?
    .map(Row::into_key)
    .transpose()
}

/// All keys of this authority by name.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx) -> Result<Vec<InterfaceKey>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        Row,
        "SELECT id, authority, name, secret, rights, created FROM interface_key WHERE authority = $1 ORDER BY name",
        authority,
    )?
    .into_iter()
    .map(Row::into_key)
    .collect()
}

/// Removes a key. False when there is none of this name.
///
/// # Errors
/// When the database refuses.
pub async fn remove(tx: &mut Tx, name: &str) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    Ok(run!(tx, "DELETE FROM interface_key WHERE authority = $1 AND name = $2", authority, name)? == 1)
}
