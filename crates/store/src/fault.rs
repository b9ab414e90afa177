//! What can go wrong below the SQL.

use std::borrow::Cow;
use std::sync::Arc;
use thiserror::Error;

/// A fault of the store.
#[derive(Debug, Error)]
pub enum Fault {
    /// The database refused or is away; the operator finds the reason inside.
    #[error("the database did not do what was asked")]
    Sql(#[from] sqlx::Error),
    /// The database could not keep what a transaction did, nor what others did whose commit it shared.
    #[error("the database could not keep what was done")]
    NotKept(#[source] Arc<sqlx::Error>),
    /// The address of the database cannot be read.
    #[error("the database address {0:?} is neither sqlite:… nor postgres:…")]
    Address(String),
    /// A row holds something this version cannot read.
    #[error("the stored {what} cannot be read: {why}")]
    Unreadable {
        /// The kind of row.
        what: &'static str,
        /// Why.
        why: String,
    },
    /// Somebody else changed the row since it was read; read again and repeat.
    #[error("the {0} was changed by somebody else in the meantime")]
    Conflict(&'static str),
    /// The database was written by a newer Portikus.
    #[error("the database has version {found}, this program knows up to {known}: use the newer program")]
    TooNew {
        /// Version of the database.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
}

impl Fault {
    /// The database's own code of the fault.
    fn code(&self) -> Option<Cow<'_, str>> {
        let fault = match self {
            Fault::Sql(fault) => fault,
            Fault::NotKept(fault) => fault,
            _ => return None,
        };
        fault.as_database_error()?.code()
    }

    /// Whether the same work may succeed when it is begun again from the start.
    pub fn is_conflict(&self) -> bool {
        match self {
            Fault::Conflict(_) => true,
            // 40001 and 40P01: PostgreSQL asks to repeat. 23505: two appended the same number at once. 5: SQLite was busy
            // for longer than we wait.
            _ => self.code().is_some_and(|code| matches!(code.as_ref(), "40001" | "40P01" | "23505" | "5" | "517")),
        }
    }

    /// Whether the database itself asks to repeat: a deadlock, a clash of versions, a lock held for too long.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.code().is_some_and(|code| matches!(code.as_ref(), "40001" | "40P01" | "55P03" | "5" | "517"))
    }
}

/// Reads JSON out of a column.
pub(crate) fn read_json<T: serde::de::DeserializeOwned>(what: &'static str, text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|fault| Fault::Unreadable { what, why: fault.to_string() })
}

/// Writes JSON for a column.
pub(crate) fn write_json<T: serde::Serialize>(what: &'static str, value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|fault| Fault::Unreadable { what, why: fault.to_string() })
}

/// Reads microseconds since 1970 out of a column.
pub(crate) fn read_time(what: &'static str, micros: i64) -> Result<jiff::Timestamp, Fault> {
    jiff::Timestamp::from_microsecond(micros).map_err(|fault| Fault::Unreadable { what, why: fault.to_string() })
}
