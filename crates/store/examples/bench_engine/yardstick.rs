//! Clock, processor time, memory, size on disk, percentiles.

use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row, SqliteConnection};
use std::time::Duration;

/// The time of this computer.
pub struct SystemClock;

impl domain::Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "a benchmark is its own outermost layer")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The present moment.
pub fn now() -> Timestamp {
    domain::Clock::now(&SystemClock)
}

/// What this process has used of the processors so far; Linux counts it in hundredths of a second.
pub fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<u64> = after.split_whitespace().skip(11).take(2).filter_map(|n| n.parse().ok()).collect();
    Duration::from_millis(10 * fields.iter().sum::<u64>())
}

/// Memory of this process in megabytes.
pub fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// The value below which `share` of the measurements lie, in milliseconds.
pub fn percentile(sorted: &[Duration], share: f64) -> f64 {
    let at = ((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1));
    sorted.get(at).map_or(0.0, |duration| (duration.as_secs_f64() * 100_000.0).round() / 100.0)
}

/// Runs statements beside the store: for filling tables and asking for sizes.
pub async fn raw(address: &str, statements: &[&str]) -> i64 {
    let mut last = 0;
    if address.starts_with("sqlite:") {
        let mut conn = SqliteConnection::connect(address).await.unwrap();
        for sql in statements {
            let row = conn.fetch_optional(AssertSqlSafe((*sql).to_owned())).await.unwrap();
            last = row.and_then(|row| row.try_get(0).ok()).unwrap_or(0);
        }
        conn.close().await.unwrap();
    } else {
        let mut conn = PgConnection::connect(address).await.unwrap();
        conn.execute("SELECT set_config('portikus.authority', '*', false)").await.unwrap();
        for sql in statements {
            let row = conn.fetch_optional(AssertSqlSafe((*sql).to_owned())).await.unwrap();
            last = row.and_then(|row| row.try_get(0).ok()).unwrap_or(0);
        }
        conn.close().await.unwrap();
    }
    last
}

/// Bytes of the database on disk: SQLite with its log brought in, PostgreSQL after a plain VACUUM.
pub async fn size(address: &str) -> i64 {
    if address.starts_with("sqlite:") {
        let size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        raw(address, &["PRAGMA wal_checkpoint(TRUNCATE)", size]).await
    } else {
        raw(address, &["VACUUM", "SELECT pg_database_size(current_database())"]).await
    }
}
