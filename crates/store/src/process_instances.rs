//! Instances of deployed definitions as programs and operators ask for them: one with its state, or a page of them.

use crate::db::Tx;
use crate::fault::{Fault, read_json};
use crate::macros::{record, row, rows};
use crate::outline;
use crate::pack::unpack;
use crate::steps::Parent;
use domain::InstanceId;
use engine::State;
use uuid::Uuid;

/// An instance of a deployed definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// Id.
    pub id: InstanceId,
    /// The content hash of its definition.
    pub definition: [u8; 32],
    /// The caller's own name for it.
    pub business_key: Option<String>,
    /// The number of steps so far.
    pub version: i64,
    /// Whether it rests.
    pub suspended: bool,
    /// Whether it has ended.
    pub ended: bool,
    /// The call activity it works for.
    pub parent: Option<Parent>,
}

/// Which ones; what is `None` does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// This very instance.
    pub id: Option<InstanceId>,
    /// The key of its definition.
    pub definition_key: Option<String>,
    /// The content hash of its definition.
    pub definition: Option<[u8; 32]>,
    /// The caller's own name.
    pub business_key: Option<String>,
    /// Resting or not.
    pub suspended: Option<bool>,
}

record! {
    struct Row {
        id: Uuid,
        definition: Vec<u8>,
        business_key: Option<String>,
        version: i64,
        suspended: i64,
        ended: Option<i64>,
        parent: Option<Uuid>,
        parent_token: Option<i64>,
    }
}

record! {
    struct WithState {
        ..row: Row,
        state: String,
    }
}

impl Row {
    fn into_running(self) -> Result<Running, Fault> {
        let wrong = |_| Fault::Unreadable { what: "process instance", why: "its hash has the wrong length".to_owned() };
        Ok(Running {
            id: InstanceId(self.id),
            definition: self.definition.try_into().map_err(wrong)?,
            business_key: self.business_key,
            version: self.version,
            suspended: self.suspended != 0,
            ended: self.ended.is_some(),
            parent: self
                .parent
                .zip(self.parent_token)
                .map(|(id, token)| Parent { instance: InstanceId(id), token: token as u32 }),
        })
    }
}

/// An instance of this authority with its state.
///
/// # Errors
/// When the database refuses or the state cannot be read.
pub async fn find(tx: &mut Tx, id: InstanceId) -> Result<Option<(Running, State)>, Fault> {
    let authority = tx.authority().to_owned();
    // One statement, so that the state is the one of this version.
    let found = row!(
        tx,
        WithState,
        "SELECT id, definition, business_key, version, suspended, ended, parent, parent_token, state FROM instance \
         WHERE id = $1 AND authority = $2 AND definition IS NOT NULL",
        id.0,
        authority,
    )?;
    let Some(WithState { row, state }) = found else { return Ok(None) };
    let texts = outline::restore(tx, vec![unpack(&state)]).await?;
    let state = read_json("process state", texts.first().map_or("", String::as_str))?;
    Ok(Some((row.into_running()?, state)))
}

/// The instances of this authority that have not ended, by id.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, wanted: &Wanted, from: i64, limit: i64) -> Result<Vec<Running>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        Row,
        "SELECT id, definition, business_key, version, suspended, ended, parent, parent_token FROM instance i WHERE authority = $1 \
         AND ended IS NULL AND definition IS NOT NULL AND (CAST($2 AS TEXT) IS NULL OR business_key = $2) \
         AND ($3 < 0 OR suspended = $3) AND (CAST($4 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM definition d \
         WHERE d.authority = i.authority AND d.hash = i.definition AND d.key = $4)) \
         AND ($5 = 0 OR definition = $6) AND ($7 = 0 OR id = $8) ORDER BY id LIMIT $9 OFFSET $10",
        authority,
        wanted.business_key.clone(),
        wanted.suspended.map_or(-1, i64::from),
        wanted.definition_key.clone(),
        i64::from(wanted.definition.is_some()),
        wanted.definition.unwrap_or_default().to_vec(),
        i64::from(wanted.id.is_some()),
        wanted.id.map_or(Uuid::nil(), |id| id.0),
        limit,
        from,
    )?
    .into_iter()
    .map(Row::into_running)
    .collect()
}

/// How many such instances there are.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, wanted: &Wanted) -> Result<i64, Fault> {
    let authority = tx.authority().to_owned();
    let found = row!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM instance i WHERE authority = $1 \
         AND ended IS NULL AND definition IS NOT NULL AND (CAST($2 AS TEXT) IS NULL OR business_key = $2) \
         AND ($3 < 0 OR suspended = $3) AND (CAST($4 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM definition d \
         WHERE d.authority = i.authority AND d.hash = i.definition AND d.key = $4)) \
         AND ($5 = 0 OR definition = $6) AND ($7 = 0 OR id = $8)",
        authority,
        wanted.business_key.clone(),
        wanted.suspended.map_or(-1, i64::from),
        wanted.definition_key.clone(),
        i64::from(wanted.definition.is_some()),
        wanted.definition.unwrap_or_default().to_vec(),
        i64::from(wanted.id.is_some()),
        wanted.id.map_or(Uuid::nil(), |id| id.0),
    )?;
    Ok(found.map_or(0, |(count,)| count))
}
