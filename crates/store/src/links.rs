//! Whether the web addresses that authorities name still lead somewhere: the last look at each.

use crate::db::Tx;
use crate::fault::{Fault, read_time};
use crate::macros::{record, rows, run};
use jiff::Timestamp;

/// The last look at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkCheck {
    /// The service that names it; empty for the authority itself.
    pub service: String,
    /// The address.
    pub url: String,
    /// A word: `fine`, `gone`, `silent`, `barred`.
    pub outcome: String,
    /// More for whoever mends it, such as the status.
    pub detail: String,
    /// Since when it comes out like this.
    pub since: Timestamp,
    /// When it was looked at.
    pub checked: Timestamp,
}

record! {
    struct Row {
        service: String,
        url: String,
        outcome: String,
        detail: String,
        since: i64,
        checked: i64,
    }
}

/// Keeps a look. `since` is that of the look before, where it came out alike.
///
/// # Errors
/// When the database refuses.
pub async fn save(tx: &mut Tx, look: &LinkCheck) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO link_check (authority, federation, service, url, outcome, detail, since, checked) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (authority, service, url) DO UPDATE SET \
         since = CASE WHEN link_check.outcome = excluded.outcome THEN link_check.since ELSE excluded.since END, \
         outcome = excluded.outcome, detail = excluded.detail, checked = excluded.checked",
        authority,
        federation,
        &look.service,
        &look.url,
        &look.outcome,
        &look.detail,
        look.since.as_microsecond(),
        look.checked.as_microsecond(),
    )?;
    Ok(())
}

/// All looks of this authority, by address.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx) -> Result<Vec<LinkCheck>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        Row,
        "SELECT service, url, outcome, detail, since, checked FROM link_check WHERE authority = $1 \
         ORDER BY url, service",
        authority,
    )?
    .into_iter()
    .map(|row| {
        let Row { service, url, outcome, detail, since, checked } = row;
        let (since, checked) = (read_time("link check", since)?, read_time("link check", checked)?);
        Ok(LinkCheck { service, url, outcome, detail, since, checked })
    })
    .collect()
}

/// Looks of all authorities that are younger than `since`: authority, service, address.
///
/// # Errors
/// When the database refuses.
pub async fn list_fresh(tx: &mut Tx, since: Timestamp) -> Result<Vec<(String, String, String)>, Fault> {
    Ok(rows!(
        tx,
        (String, String, String),
        "SELECT authority, service, url FROM link_check WHERE checked >= $1",
        since.as_microsecond(),
    )?)
}

/// Forgets looks older than `before`: nobody names these addresses any more. Gives their number.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, Fault> {
    Ok(run!(tx, "DELETE FROM link_check WHERE checked < $1", before.as_microsecond())?)
}
