//! One SQL text, two drivers: each macro expands the same statement for whichever database the transaction is on.

/// Runs a statement; gives the number of rows it changed.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        match &mut $tx.conn {
            $crate::db::Conn::Sqlite(tx) => {
                sqlx::query::<sqlx::Sqlite>($sql)$(.bind($arg))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            $crate::db::Conn::Postgres(tx) => {
                sqlx::query::<sqlx::Postgres>($sql)$(.bind($arg))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        }
    };
}

/// Reads all rows of a statement into `$row`, a tuple or a [`record`].
macro_rules! rows {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match &mut $tx.conn {
            $crate::db::Conn::Sqlite(tx) => {
                sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($arg))*.fetch_all(&mut **tx).await
            }
            $crate::db::Conn::Postgres(tx) => {
                sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($arg))*.fetch_all(&mut **tx).await
            }
        }
    };
}

/// Reads at most one row.
macro_rules! row {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match &mut $tx.conn {
            $crate::db::Conn::Sqlite(tx) => {
                sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($arg))*.fetch_optional(&mut **tx).await
            }
            $crate::db::Conn::Postgres(tx) => {
                sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($arg))*.fetch_optional(&mut **tx).await
            }
        }
    };
}

/// A struct that is read from a row by the names of its columns; `..part: Type` reads another record from the same row.
///
/// `sqlx` has a derive for this, which compiles both database drivers a second time for the compiler itself.
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $(..$part:ident: $of:ty,)?
        $($(#[$doc:meta])* $column_vis:vis $column:ident: $type:ty,)*
    }) => {
        $(#[$meta])*
        $vis struct $name {
            $($part: $of,)?
            $($(#[$doc])* $column_vis $column: $type,)*
        }

        impl<'r, R: sqlx::Row> sqlx::FromRow<'r, R> for $name
        where
            &'static str: sqlx::ColumnIndex<R>,
            $($of: sqlx::FromRow<'r, R>,)?
            $($type: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,)*
        {
            fn from_row(row: &'r R) -> sqlx::Result<Self> {
                Ok($name {
                    $($part: sqlx::FromRow::from_row(row)?,)?
                    $($column: row.try_get(stringify!($column))?,)*
                })
            }
        }
    };
}

pub(crate) use {record, row, rows, run};
