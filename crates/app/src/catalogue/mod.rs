//! Catalogues from outside: taken in record by record, shown beside the shared repertoire, given out again.

mod describe;
mod entry;
mod export;
mod import;

pub use describe::{describe, describe_entry};
pub(crate) use entry::is_address;
pub use entry::{Entry, Said};
pub use export::{Format, Source, export};
pub use import::{Report, check, import};

use crate::error::Error;
use crate::portal::Portal;
use ::catalogue::Record;
use std::sync::Arc;
use std::time::Duration;
use store::changes::{self, Changing};
use store::{Db, Scope};
use tokio::sync::watch;

/// So often a node asks whether there is something new: one row of a small table.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Everything that authorities brought in, ready for pages and search, and the state it was read at.
///
/// # Errors
/// When the store fails.
pub async fn load(db: &Db) -> Result<(Vec<Arc<Entry>>, i64), Error> {
    let mut tx = db.read(Scope::installation()).await?;
    let state = changes::find_state(&mut tx, Changing::Catalogue).await?;
    let records: Vec<(String, Record)> = store::catalogue::list_all(&mut tx).await?;
    drop(tx);
    Ok((entry::entries(records), state))
}

/// Keeps the search of a running node up to date with catalogues that others bring in, until `stop` says so.
pub async fn follow(portal: Arc<Portal>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match portal.refresh_search().await {
            Ok(true) => tracing::info!("the search index was built anew: a catalogue has changed"),
            Ok(false) => {}
            Err(fault) => tracing::warn!(error = &fault as &dyn std::error::Error, "catalogues cannot be followed"),
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}
