//! The instances of one deployed content, sieved, page by page, and the ids of all of them for what is done to many.

use crate::db::Tx;
use crate::fault::Fault;
use crate::instance_list::{Listed, Row, read, with_states};
use crate::macros::{row, rows};
use domain::InstanceId;
use uuid::Uuid;

/// Which part of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// Those that have not ended.
    #[default]
    Running,
    /// Those that an incident holds up.
    Stuck,
    /// Those at rest.
    Resting,
    /// Those that have ended.
    Ended,
}

impl Part {
    /// All of them, in the order of a page.
    pub const ALL: [Part; 4] = [Part::Running, Part::Stuck, Part::Resting, Part::Ended];

    /// The number that the statements know it by.
    fn number(self) -> i64 {
        match self {
            Part::Running => 0,
            Part::Stuck => 1,
            Part::Resting => 2,
            Part::Ended => 3,
        }
    }
}

/// What is let through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sieve {
    /// The content hash of the definition.
    pub definition: [u8; 32],
    /// Which part.
    pub part: Part,
    /// The caller's own name, exactly.
    pub business_key: Option<String>,
}

/// What both statements ask: `$1` the authority, `$2` the content, `$3` the part, `$4` the caller's own name.
macro_rules! sieved {
    () => {
        " i.authority = $1 AND i.definition = $2 AND (($3 = 3 AND i.ended IS NOT NULL) OR ($3 < 3 AND i.ended IS NULL)) \
         AND ($3 <> 2 OR i.suspended = 1) AND ($3 <> 1 OR EXISTS (SELECT 1 FROM incident x WHERE x.instance = i.id \
         AND x.resolved IS NULL)) AND ($4 = '' OR i.business_key = $4)"
    };
}

/// A page of them, by id.
///
/// # Errors
/// When the database refuses or a state cannot be read.
pub async fn list(tx: &mut Tx, sieve: &Sieve, limit: i64, skip: i64) -> Result<Vec<Listed>, Fault> {
    let authority = tx.authority().to_owned();
    let statement = concat!(
        read!("instance i LEFT JOIN case_file c ON c.id = i.case_id WHERE"),
        sieved!(),
        " ORDER BY i.id LIMIT $5 OFFSET $6"
    );
    let key = sieve.business_key.clone().unwrap_or_default();
    let (definition, part) = (sieve.definition.to_vec(), sieve.part.number());
    let found = rows!(tx, Row, statement, authority, definition, part, key, limit, skip)?;
    with_states(tx, found).await
}

/// The ids of all of them, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub async fn list_ids(tx: &mut Tx, sieve: &Sieve, limit: i64) -> Result<Vec<InstanceId>, Fault> {
    let authority = tx.authority().to_owned();
    let statement = concat!("SELECT i.id FROM instance i WHERE", sieved!(), " ORDER BY i.id LIMIT $5");
    let key = sieve.business_key.clone().unwrap_or_default();
    let (definition, part) = (sieve.definition.to_vec(), sieve.part.number());
    let found = rows!(tx, (Uuid,), statement, authority, definition, part, key, limit)?;
    Ok(found.into_iter().map(|(id,)| InstanceId(id)).collect())
}

/// How many there are.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, sieve: &Sieve) -> Result<i64, Fault> {
    let authority = tx.authority().to_owned();
    let statement = concat!("SELECT COUNT(*) FROM instance i WHERE", sieved!());
    let key = sieve.business_key.clone().unwrap_or_default();
    let (definition, part) = (sieve.definition.to_vec(), sieve.part.number());
    let found = row!(tx, (i64,), statement, authority, definition, part, key)?;
    Ok(found.map_or(0, |(count,)| count))
}
