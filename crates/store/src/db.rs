//! The database: a held writer and readers on SQLite, a pool on PostgreSQL; transactions with the tenant inside.

use crate::dialect::PREFER_INDEXES;
use crate::failpoint::{self, Moment};
use crate::fault::Fault;
use crate::writer::{Turn, Writer};
use domain::{Ctx, PersonId};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};
use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::time::Duration;

/// A database, ready to use; cheap to clone.
#[derive(Debug, Clone)]
pub struct Db(Pools);

#[derive(Debug, Clone)]
enum Pools {
    Sqlite { writer: Writer, readers: SqlitePool },
    Postgres(PgPool),
}

/// For whom a transaction works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    authority: Option<String>,
    federation: Option<String>,
    person: Option<PersonId>,
}

impl Scope {
    /// The scope of a request or of a job.
    pub fn of(ctx: &Ctx) -> Scope {
        Scope {
            authority: Some(ctx.authority.key.clone()),
            federation: Some(ctx.authority.federation.clone()),
            person: ctx.actor.person(),
        }
    }

    /// All authorities of the tenant's federation: for reading what the lead authority looks after.
    pub fn of_federation(ctx: &Ctx) -> Scope {
        Scope { authority: None, federation: Some(ctx.authority.federation.clone()), person: None }
    }

    /// Work of the installation that belongs to no tenant yet: claiming jobs, housekeeping, seeding.
    pub fn installation() -> Scope {
        Scope { authority: None, federation: None, person: None }
    }

    fn authority_word(&self) -> &str {
        match (&self.authority, &self.federation) {
            (Some(authority), _) => authority,
            (None, Some(_)) => "+",
            (None, None) => "*",
        }
    }
}

/// A transaction. Dropping it undoes everything; [`Tx::commit`] keeps it.
#[derive(Debug)]
pub struct Tx {
    pub(crate) conn: Conn,
    scope: Scope,
}

/// The connection below a transaction.
#[derive(Debug)]
pub(crate) enum Conn {
    Sqlite(SqliteTx),
    Postgres(Transaction<'static, Postgres>),
}

/// A transaction on SQLite.
#[derive(Debug)]
pub(crate) enum SqliteTx {
    Reads(Transaction<'static, Sqlite>),
    Writes(Turn),
}

impl Deref for SqliteTx {
    type Target = SqliteConnection;
    fn deref(&self) -> &SqliteConnection {
        match self {
            SqliteTx::Reads(tx) => tx,
            SqliteTx::Writes(turn) => turn,
        }
    }
}

impl DerefMut for SqliteTx {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match self {
            SqliteTx::Reads(tx) => tx,
            SqliteTx::Writes(turn) => turn,
        }
    }
}

impl Db {
    /// Opens `sqlite:<file>` (made if missing) or `postgres:…` and brings it to the newest version.
    ///
    /// # Errors
    /// When the address is wrong, the database is away, or a newer program wrote it.
    pub async fn open(address: &str) -> Result<Db, Fault> {
        let db = if address.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(address)?
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(20))
                .foreign_keys(true)
                // The statements of group commit come in several lengths each.
                .statement_cache_capacity(400)
                .pragma("cache_size", "-8000")
                .pragma("temp_store", "MEMORY");
            let writer = Writer::open(&options).await?;
            let readers = SqlitePoolOptions::new().max_connections(4).min_connections(1).connect_with(options).await?;
            Db(Pools::Sqlite { writer, readers })
        } else if address.starts_with("postgres:") || address.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(address)?;
            Db(Pools::Postgres(PgPoolOptions::new().max_connections(16).connect_with(options).await?))
        } else {
            return Err(Fault::Address(address.to_owned()));
        };
        crate::migrate::to_newest(&db).await?;
        Ok(db)
    }

    /// Whether this is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        matches!(self.0, Pools::Postgres(_))
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn write(&self, scope: Scope) -> Result<Tx, Fault> {
        let conn = match &self.0 {
            Pools::Sqlite { writer, .. } => Conn::Sqlite(SqliteTx::Writes(writer.take().await?)),
            Pools::Postgres(pool) => Conn::Postgres(pool.begin().await?),
        };
        Tx::scoped(conn, scope).await
    }

    /// Begins a transaction that only reads.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(&self, scope: Scope) -> Result<Tx, Fault> {
        let conn = match &self.0 {
            Pools::Sqlite { readers, .. } => Conn::Sqlite(SqliteTx::Reads(readers.begin().await?)),
            Pools::Postgres(pool) => Conn::Postgres(pool.begin().await?),
        };
        Tx::scoped(conn, scope).await
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn check(&self) -> Result<(), Fault> {
        let mut tx = self.read(Scope::installation()).await?;
        crate::macros::run!(tx, "SELECT 1")?;
        Ok(())
    }

    /// Closes all connections after the work under way.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    async fn scoped(mut conn: Conn, scope: Scope) -> Result<Tx, Fault> {
        if let Conn::Postgres(tx) = &mut conn {
            sqlx::query(
                "SELECT set_config('portikus.authority', $1, true), set_config('portikus.federation', $2, true), \
                 set_config('portikus.person', $3, true)",
            )
            .bind(scope.authority_word())
            .bind(scope.federation.as_deref().unwrap_or(""))
            .bind(scope.person.map(|p| p.0.to_string()).unwrap_or_default())
            .execute(&mut **tx)
            .await?;
        }
        Ok(Tx { conn, scope })
    }

    /// For a transaction that touches single rows by key alone: lets PostgreSQL plan so even where it still believes that
    /// a table is nearly empty. A plan made then would later read a million rows for each of a few.
    pub(crate) async fn prefer_indexes(&mut self) -> Result<(), Fault> {
        if let Conn::Postgres(tx) = &mut self.conn {
            sqlx::query(PREFER_INDEXES).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Keeps what was done.
    ///
    /// # Errors
    /// When the database could not commit; then nothing was kept.
    pub async fn commit(self) -> Result<(), Fault> {
        failpoint::pass(Moment::BeforeCommit);
        match self.conn {
            Conn::Sqlite(SqliteTx::Writes(turn)) => turn.commit().await?,
            Conn::Sqlite(SqliteTx::Reads(tx)) => tx.commit().await?,
            Conn::Postgres(tx) => tx.commit().await?,
        }
        failpoint::pass(Moment::AfterCommit);
        Ok(())
    }

    /// The authority this transaction works for; a name no row carries for work of the installation (`*`) or of a whole
    /// federation (`+`).
    pub(crate) fn authority(&self) -> &str {
        self.scope.authority_word()
    }

    /// The federation this transaction works for.
    pub(crate) fn federation(&self) -> &str {
        self.scope.federation.as_deref().unwrap_or("*")
    }
}
