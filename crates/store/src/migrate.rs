//! Brings a database to the newest version, one transaction a step, by one node at a time.

use crate::db::{Conn, Db, Scope};
use crate::dialect;
use crate::fault::Fault;
use crate::macros::{row, run};
use sqlx::{AssertSqlSafe, Executor};

/// All steps, oldest first. A step that was released is never edited.
const STEPS: [&str; 1] = [include_str!("../migrations/0001_first.sql")];

/// Runs the steps that are missing.
pub(crate) async fn to_newest(db: &Db) -> Result<(), Fault> {
    let known = STEPS.len() as i64;
    let mut tx = db.write(Scope::installation()).await?;
    if db.is_postgres() {
        // Two nodes that start at once take turns; the lock ends with the transaction.
        run!(tx, "SELECT pg_advisory_xact_lock(7070)")?;
    }
    run!(tx, "CREATE TABLE IF NOT EXISTS schema_step (step INTEGER PRIMARY KEY)")?;
    let found: Option<(i64,)> = row!(tx, (i64,), "SELECT CAST(COALESCE(MAX(step), 0) AS BIGINT) FROM schema_step")?;
    let found = found.map_or(0, |(step,)| step);
    if found > known {
        return Err(Fault::TooNew { found, known });
    }
    for (step, text) in STEPS.iter().enumerate().skip(found as usize) {
        match &mut tx.conn {
            Conn::Sqlite(conn) => conn.execute(AssertSqlSafe(dialect::for_sqlite(text))).await.map(drop)?,
            Conn::Postgres(conn) => conn.execute(AssertSqlSafe((*text).to_owned())).await.map(drop)?,
        }
        run!(tx, "INSERT INTO schema_step (step) VALUES ($1)", step as i64 + 1)?;
    }
    // The policies are written anew once all tables are there: they follow the program, not a single step.
    if let (Conn::Postgres(conn), true) = (&mut tx.conn, found < known) {
        conn.execute(AssertSqlSafe(dialect::row_level_security())).await?;
    }
    tx.commit().await
}
