//! `portikus audit`: are the records as they were written?

use crate::clock::{RandomIds, WallClock};
use crate::config::Config;
use crate::say;
use crate::wiring::chain;
use domain::{Clock, Ids};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use store::Db;

/// Checks every chain of hashes, replays every process and says what does not fit; the exit code says whether all did.
///
/// # Errors
/// A sentence when the check itself could not run.
pub fn run(file: Option<PathBuf>) -> Result<ExitCode, String> {
    let config = Config::load(file)?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|fault| fault.to_string())?;
    let report = runtime.block_on(async {
        let db = Db::open(&config.database()).await.map_err(|fault| chain(&fault))?;
        let (clock, ids): (Arc<dyn Clock>, Arc<dyn Ids>) = (Arc::new(WallClock), Arc::new(RandomIds));
        let report = app::audit::check_records(&db, &clock, &ids).await.map_err(|fault| chain(&fault))?;
        db.close().await;
        Ok::<_, String>(report)
    })?;
    for finding in &report.findings {
        say(finding);
    }
    let whole = report.findings.is_empty();
    let verdict = if whole { "all chains whole".to_owned() } else { format!("{} findings", report.findings.len()) };
    say(&format!("{} processes, {} cases: {verdict}", report.instances, report.cases));
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
