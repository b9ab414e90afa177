//! The providers' own SQLite files, and the check of their callers' keys.

use std::path::Path;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use sha2::{Digest, Sha256};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

/// Opens or creates a database and applies `schema`, which may be applied again and again. One connection: the
/// demo's systems are small, and so no write ever meets another.
pub(crate) async fn open(path: &Path, schema: &'static str) -> Result<SqlitePool, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    sqlx::raw_sql(schema).execute(&pool).await?;
    Ok(pool)
}

/// Whether the request carries `Authorization: Bearer <key>`. Hashes are compared, so the time taken tells nothing.
pub(crate) fn has_key(headers: &HeaderMap, key: &str) -> bool {
    let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    !key.is_empty() && Sha256::digest(given.as_bytes()) == Sha256::digest(key.as_bytes())
}
