//! What designers of an authority changed in files of service packages and nobody uses yet.

use crate::db::Tx;
use crate::fault::{Fault, read_time};
use crate::macros::{record, row, rows, run};
use jiff::Timestamp;

/// A changed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageDraft {
    /// The service's key.
    pub service: String,
    /// The file's path inside the package.
    pub path: String,
    /// The whole text.
    pub content: String,
    /// Last change.
    pub changed: Timestamp,
    /// By whom.
    pub changed_by: String,
}

record! {
    struct Row {
        service: String,
        path: String,
        content: String,
        changed: i64,
        changed_by: String,
    }
}

impl Row {
    fn into_draft(self) -> Result<PackageDraft, Fault> {
        let changed = read_time("package draft", self.changed)?;
        let Row { service, path, content, changed_by, .. } = self;
        Ok(PackageDraft { service, path, content, changed, changed_by })
    }
}

/// Saves a file; a later text replaces an earlier one.
///
/// # Errors
/// When the database refuses.
pub async fn save(tx: &mut Tx, draft: &PackageDraft) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO package_draft (authority, federation, service, path, content, changed, changed_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (authority, service, path) \
         DO UPDATE SET content = excluded.content, changed = excluded.changed, changed_by = excluded.changed_by",
        authority,
        federation,
        &draft.service,
        &draft.path,
        &draft.content,
        draft.changed.as_microsecond(),
        &draft.changed_by,
    )?;
    Ok(())
}

/// The changed files of a service, by path.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, service: &str) -> Result<Vec<PackageDraft>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        Row,
        "SELECT service, path, content, changed, changed_by FROM package_draft \
         WHERE authority = $1 AND service = $2 ORDER BY path",
        authority,
        service,
    )?
    .into_iter()
    .map(Row::into_draft)
    .collect()
}

/// The changed file of a service under this path.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, service: &str, path: &str) -> Result<Option<PackageDraft>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        Row,
        "SELECT service, path, content, changed, changed_by FROM package_draft \
         WHERE authority = $1 AND service = $2 AND path = $3",
        authority,
        service,
        path,
    )?
    .map(Row::into_draft)
    .transpose()
}

/// Forgets a changed file. False when there was none.
///
/// # Errors
/// When the database refuses.
pub async fn discard(tx: &mut Tx, service: &str, path: &str) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let gone = run!(
        tx,
        "DELETE FROM package_draft WHERE authority = $1 AND service = $2 AND path = $3",
        authority,
        service,
        path,
    )?;
    Ok(gone == 1)
}
