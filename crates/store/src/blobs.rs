//! File contents by SHA-256, in the same transaction as the row that names them.

use crate::db::Tx;
use crate::fault::Fault;
use crate::macros::{row, run};
use sha2::{Digest, Sha256};

/// Keeps contents and gives their address; keeping the same again changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn keep(tx: &mut Tx, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let sha256 = Sha256::digest(bytes).to_vec();
    run!(tx, "INSERT INTO blob (sha256, bytes) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING", &sha256, bytes)?;
    Ok(sha256)
}

/// The contents at an address.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, sha256: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    Ok(row!(tx, (Vec<u8>,), "SELECT bytes FROM blob WHERE sha256 = $1", sha256)?.map(|(bytes,)| bytes))
}
