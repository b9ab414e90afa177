//! Many rows in one statement: the same SQL text on both databases, with the rows as a common table expression `v`.
//!
//! A text says `WITH v ({names}) AS ({rows}) …`. On PostgreSQL the rows travel as one array per column, so one prepared
//! statement fits any number. SQLite has no arrays: the rows are a list of values, padded with empty rows to one of few
//! lengths so that its prepared statements are few. An empty row is NULL throughout: an INSERT says
//! `WHERE <first column> IS NOT NULL`, everything else compares and finds nothing.

use crate::db::{Conn, Tx};
use crate::fault::Fault;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, FromRow, Postgres, Sqlite};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use uuid::Uuid;

/// The lengths of lists on SQLite.
const LENGTHS: [usize; 5] = [1, 4, 16, 64, 256];

/// One value; the kind of the first row's value is the kind of its column.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    Id(Option<Uuid>),
    Number(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

impl Cell {
    pub(crate) fn id(id: Uuid) -> Cell {
        Cell::Id(Some(id))
    }

    pub(crate) fn number(number: impl Into<i64>) -> Cell {
        Cell::Number(Some(number.into()))
    }

    pub(crate) fn text(text: impl Into<String>) -> Cell {
        Cell::Text(Some(text.into()))
    }

    pub(crate) fn bytes(bytes: impl Into<Vec<u8>>) -> Cell {
        Cell::Bytes(Some(bytes.into()))
    }

    fn pg_type(&self) -> &'static str {
        match self {
            Cell::Id(_) => "uuid",
            Cell::Number(_) => "bigint",
            Cell::Text(_) => "text",
            Cell::Bytes(_) => "bytea",
        }
    }
}

/// Rows with `N` named columns, for one statement.
pub(crate) struct Many<const N: usize> {
    names: [&'static str; N],
    rows: Vec<[Cell; N]>,
}

impl<const N: usize> Many<N> {
    pub(crate) fn new(names: [&'static str; N]) -> Self {
        Self { names, rows: Vec::new() }
    }

    pub(crate) fn push(&mut self, row: [Cell; N]) {
        self.rows.push(row);
    }

    /// Runs the statement; gives the number of rows it changed. Without rows nothing happens.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn run(self, tx: &mut Tx, sql: &'static str) -> Result<u64, Fault> {
        if self.rows.is_empty() {
            return Ok(0);
        }
        let names = self.names;
        let mut changed = 0;
        match &mut tx.conn {
            Conn::Sqlite(conn) => {
                for part in parts(self.rows) {
                    let text = on_sqlite(sql, &names, padded(part.len()));
                    changed += bind_rows(&text, part).execute(&mut **conn).await?.rows_affected();
                }
            }
            Conn::Postgres(conn) => {
                let text = on_postgres(sql, &names, &self.rows[0]);
                changed += bind_columns(&text, self.rows).execute(&mut **conn).await?.rows_affected();
            }
        }
        Ok(changed)
    }

    /// Runs the statement and reads what it gives back.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn read<R>(self, tx: &mut Tx, sql: &'static str) -> Result<Vec<R>, Fault>
    where
        R: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    {
        let mut found = Vec::new();
        if self.rows.is_empty() {
            return Ok(found);
        }
        let names = self.names;
        match &mut tx.conn {
            Conn::Sqlite(conn) => {
                for part in parts(self.rows) {
                    let text = on_sqlite(sql, &names, padded(part.len()));
                    let rows = bind_rows(&text, part).fetch_all(&mut **conn).await?;
                    for row in &rows {
                        found.push(R::from_row(row)?);
                    }
                }
            }
            Conn::Postgres(conn) => {
                let text = on_postgres(sql, &names, &self.rows[0]);
                let rows = bind_columns(&text, self.rows).fetch_all(&mut **conn).await?;
                for row in &rows {
                    found.push(R::from_row(row)?);
                }
            }
        }
        Ok(found)
    }
}

fn padded(rows: usize) -> usize {
    LENGTHS.into_iter().find(|length| *length >= rows).unwrap_or(rows)
}

/// The rows in lists of at most the greatest length.
fn parts<const N: usize>(mut rows: Vec<[Cell; N]>) -> Vec<Vec<[Cell; N]>> {
    let longest = LENGTHS[LENGTHS.len() - 1];
    let mut parts = Vec::new();
    while rows.len() > longest {
        let rest = rows.split_off(longest);
        parts.push(std::mem::replace(&mut rows, rest));
    }
    parts.push(rows);
    parts
}

/// Finished texts: the template by its address in the program, the columns' kinds or the number of rows.
type Texts = Mutex<HashMap<(usize, usize), Arc<str>>>;
static TEXTS: LazyLock<Texts> = LazyLock::new(Mutex::default);

fn text(sql: &'static str, length: usize, names: &[&'static str], rows: impl FnOnce() -> String) -> Arc<str> {
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    let made = || Arc::from(sql.replacen("{names}", &names.join(", "), 1).replacen("{rows}", &rows(), 1));
    Arc::clone(texts.entry((sql.as_ptr().addr(), length)).or_insert_with(made))
}

fn on_sqlite(sql: &'static str, names: &[&'static str], length: usize) -> Arc<str> {
    text(sql, length, names, || {
        let row = format!("({})", vec!["?"; names.len()].join(","));
        // The limit says how few they are. Without it the planner takes them for many and walks the whole table instead.
        format!("SELECT * FROM (VALUES {}) LIMIT {length}", vec![row; length].join(","))
    })
}

fn on_postgres(sql: &'static str, names: &[&'static str], row: &[Cell]) -> Arc<str> {
    text(sql, 0, names, || {
        let columns: Vec<String> =
            row.iter().enumerate().map(|(at, cell)| format!("${}::{}[]", at + 1, cell.pg_type())).collect();
        format!("SELECT * FROM unnest({})", columns.join(", "))
    })
}

fn bind_rows<const N: usize>(text: &Arc<str>, rows: Vec<[Cell; N]>) -> Query<'static, Sqlite, SqliteArguments> {
    let empty = padded(rows.len()) - rows.len();
    let mut query = sqlx::query::<Sqlite>(AssertSqlSafe(Arc::clone(text)));
    for cell in rows.into_iter().flatten() {
        query = match cell {
            Cell::Id(id) => query.bind(id),
            Cell::Number(number) => query.bind(number),
            Cell::Text(text) => query.bind(text),
            Cell::Bytes(bytes) => query.bind(bytes),
        };
    }
    for _ in 0..empty * N {
        query = query.bind(None::<i64>);
    }
    query
}

fn bind_columns<const N: usize>(text: &Arc<str>, rows: Vec<[Cell; N]>) -> Query<'static, Postgres, PgArguments> {
    let mut query = sqlx::query::<Postgres>(AssertSqlSafe(Arc::clone(text)));
    let count = rows.len();
    let mut columns: Vec<Vec<Cell>> = (0..N).map(|_| Vec::with_capacity(count)).collect();
    for row in rows {
        for (column, cell) in columns.iter_mut().zip(row) {
            column.push(cell);
        }
    }
    for column in columns {
        macro_rules! bind {
            ($kind:ident) => {
                query.bind(
                    column
                        .into_iter()
                        .map(|cell| if let Cell::$kind(value) = cell { value } else { None })
                        .collect::<Vec<_>>(),
                )
            };
        }
        query = match column.first() {
            Some(Cell::Id(_)) | None => bind!(Id),
            Some(Cell::Number(_)) => bind!(Number),
            Some(Cell::Text(_)) => bind!(Text),
            Some(Cell::Bytes(_)) => bind!(Bytes),
        };
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::{Connection, Row, SqliteConnection};

    /// A table grows with the years, a list of rows does not: whatever SQLite knows of the table, it has to look the rows
    /// up one by one.
    #[tokio::test]
    async fn the_rows_lead_and_the_table_is_searched() -> Result<(), sqlx::Error> {
        let mut conn = SqliteConnection::connect("sqlite::memory:").await?;
        let table = "CREATE TABLE step (id BLOB PRIMARY KEY, owner BLOB, version INTEGER) STRICT, WITHOUT ROWID";
        sqlx::query(table).execute(&mut conn).await?;
        sqlx::query("CREATE INDEX step_owner ON step (owner)").execute(&mut conn).await?;
        for sql in [
            "WITH v ({names}) AS ({rows}) UPDATE step SET version = v.next FROM v WHERE step.id = v.id AND step.version = v.next",
            "WITH v ({names}) AS ({rows}) DELETE FROM step WHERE id IN (SELECT s.id FROM v JOIN step s ON s.owner = v.id)",
            "WITH v ({names}) AS ({rows}) SELECT id FROM step WHERE id IN (SELECT id FROM v WHERE id IS NOT NULL)",
        ] {
            for length in LENGTHS {
                let explained = format!("EXPLAIN QUERY PLAN {}", on_sqlite(sql, &["id", "next"], length));
                let plan = sqlx::query(AssertSqlSafe(explained)).fetch_all(&mut conn).await?;
                let plan: Vec<String> = plan.iter().map(|row| row.get::<String, _>(3)).collect();
                assert!(plan.iter().any(|line| line.starts_with("SEARCH s")), "{length} rows of {sql}: {plan:#?}");
                assert!(!plan.iter().any(|line| line.starts_with("SCAN s")), "{length} rows of {sql}: {plan:#?}");
            }
        }
        Ok(())
    }
}
