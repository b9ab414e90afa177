//! How often something changed, by what it is and whose: what nodes compare to see whether they have to read anew.
//!
//! A counter moves in the transaction of the change, so whoever sees the number sees the change. Each authority has its
//! own, so that nobody waits for another's long import.

use crate::db::Tx;
use crate::fault::Fault;
use crate::macros::{row, run};

/// What nodes keep in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changing {
    /// Catalogues that authorities brought in.
    Catalogue,
    /// What authorities say in words of their own.
    Specialisation,
    /// What authorities decide about their own portals.
    Setting,
}

impl Changing {
    fn word(self) -> &'static str {
        match self {
            Changing::Catalogue => "catalogue",
            Changing::Specialisation => "specialisation",
            Changing::Setting => "setting",
        }
    }
}

/// Notes that something of the transaction's authority changes with this transaction.
///
/// # Errors
/// When the database refuses.
pub async fn note(tx: &mut Tx, what: Changing) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO change_count (what, authority, federation, count) VALUES ($1, $2, $3, 1) \
         ON CONFLICT (what, authority) DO UPDATE SET count = change_count.count + 1",
        what.word(),
        authority,
        federation,
    )?;
    Ok(())
}

/// A number that is greater after every change, whoever's it was.
///
/// # Errors
/// When the database refuses.
pub async fn find_state(tx: &mut Tx, what: Changing) -> Result<i64, Fault> {
    let found = row!(
        tx,
        (i64,),
        "SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) FROM change_count WHERE what = $1",
        what.word()
    )?;
    Ok(found.map_or(0, |(count,)| count))
}
