//! What people searched for: counts by authority, day, language and query, and nothing about who searched.

use crate::db::Tx;
use crate::fault::Fault;
use crate::macros::{record, row, rows, run};
use crate::many::{Cell, Many};
use jiff::civil::Date;

/// What one node counted of a query on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// At whose portal.
    pub authority: String,
    /// Its federation.
    pub federation: String,
    /// The day in the place's own time.
    pub day: Date,
    /// Code of the language the portal was read in.
    pub language: String,
    /// The folded words; empty for searches whose words are not kept.
    pub query: String,
    /// How often it was asked.
    pub asked: i64,
    /// How often nothing was hit.
    pub missed: i64,
    /// How often somebody said that the answer was what they looked for.
    pub useful: i64,
    /// How often somebody said that it was not.
    pub useless: i64,
}

record! {
    /// A query over several days.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Summed {
        /// The folded words.
        pub query: String,
        /// Code of the language.
        pub language: String,
        /// How often it was asked.
        pub asked: i64,
        /// How often nothing was hit.
        pub missed: i64,
        /// How often the answer was right.
        pub useful: i64,
        /// How often it was not.
        pub useless: i64,
        /// How many queries the whole list has.
        pub queries: i64,
        /// How often all queries of the whole list were asked.
        pub listed: i64,
    }
}

/// Adds to the counts, of whichever authorities, in one statement. For the installation's own transactions.
///
/// # Errors
/// When the database refuses.
pub async fn add(tx: &mut Tx, counts: &[Count]) -> Result<(), Fault> {
    let mut many =
        Many::new(["authority", "federation", "day", "language", "query", "asked", "missed", "useful", "useless"]);
    for count in counts {
        many.push([
            Cell::text(&count.authority),
            Cell::text(&count.federation),
            Cell::text(count.day.to_string()),
            Cell::text(&count.language),
            Cell::text(&count.query),
            Cell::number(count.asked),
            Cell::number(count.missed),
            Cell::number(count.useful),
            Cell::number(count.useless),
        ]);
    }
    many.run(
        tx,
        "WITH v ({names}) AS ({rows}) INSERT INTO search_count \
         (authority, federation, day, language, query, asked, missed, useful, useless) \
         SELECT authority, federation, day, language, query, asked, missed, useful, useless FROM v \
         WHERE authority IS NOT NULL ON CONFLICT (authority, day, language, query) DO UPDATE SET \
         asked = search_count.asked + excluded.asked, missed = search_count.missed + excluded.missed, \
         useful = search_count.useful + excluded.useful, useless = search_count.useless + excluded.useless",
    )
    .await?;
    Ok(())
}

/// One text for an authority and one for a whole federation, so that each uses its own index.
macro_rules! summed {
    ($tenant:ident) => {
        concat!(
            "SELECT query, language, CAST(SUM(asked) AS BIGINT) AS asked, CAST(SUM(missed) AS BIGINT) AS missed, ",
            "CAST(SUM(useful) AS BIGINT) AS useful, CAST(SUM(useless) AS BIGINT) AS useless, ",
            "CAST(COUNT(*) OVER () AS BIGINT) AS queries, CAST(SUM(SUM(asked)) OVER () AS BIGINT) AS listed ",
            "FROM search_count WHERE ",
            stringify!($tenant),
            " = $1 AND day >= $2 AND query <> '' GROUP BY query, language HAVING SUM(asked) >= $3 ",
            "ORDER BY SUM(missed) DESC, SUM(asked) DESC, query, language LIMIT $4 OFFSET $5"
        )
    };
}

/// A part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The first day that counts.
    pub since: Date,
    /// Queries that were asked less often stay unseen.
    pub least: i64,
    /// At most so many lines.
    pub limit: i64,
    /// After so many lines.
    pub offset: i64,
}

/// The queries of this authority, or of all authorities of the federation where the transaction works for that; what
/// nothing was found for comes first.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, part: &Part) -> Result<Vec<Summed>, Fault> {
    let since = part.since.to_string();
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let found = if authority == "+" {
        rows!(tx, Summed, summed!(federation), federation, since, part.least, part.limit, part.offset)?
    } else {
        rows!(tx, Summed, summed!(authority), authority, since, part.least, part.limit, part.offset)?
    };
    Ok(found)
}

/// How often anything was asked since a day, and how often of that nothing was hit; in the scope of [`list`].
///
/// # Errors
/// When the database refuses.
pub async fn sum(tx: &mut Tx, since: Date) -> Result<(i64, i64), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let found = row!(
        tx,
        (i64, i64),
        "SELECT CAST(COALESCE(SUM(asked), 0) AS BIGINT), CAST(COALESCE(SUM(missed), 0) AS BIGINT) FROM search_count \
         WHERE federation = $1 AND day >= $2 AND ($3 = '+' OR authority = $3)",
        federation,
        since.to_string(),
        authority,
    )?;
    Ok(found.unwrap_or_default())
}

/// Removes what is older than a day, of all authorities.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &mut Tx, before: Date) -> Result<u64, Fault> {
    Ok(run!(tx, "DELETE FROM search_count WHERE day < $1", before.to_string())?)
}
