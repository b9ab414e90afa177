//! Something done to many instances: every item has a verdict of its own, and a broken-off action goes on where it was.

use crate::db::Tx;
use crate::fault::{Fault, read_json, read_time, write_json};
use crate::macros::{row, rows, run};
use crate::many::{Cell, Many};
use domain::InstanceId;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

/// What is done to each.
#[derive(Debug, Clone, PartialEq)]
pub struct BulkAction {
    /// Id.
    pub id: Uuid,
    /// Which action: a word its runner knows.
    pub kind: String,
    /// With what.
    pub detail: Value,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked: Timestamp,
}

/// How far it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Items not looked at yet.
    pub waiting: i64,
    /// Items that went well.
    pub done: i64,
    /// Items that were refused.
    pub refused: i64,
}

/// Begins an action on these instances.
///
/// # Errors
/// When the database refuses.
pub async fn begin(tx: &mut Tx, action: &BulkAction, instances: &[InstanceId]) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO bulk_action (id, authority, federation, kind, detail, asked_by, asked) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        action.id,
        &authority,
        &federation,
        &action.kind,
        write_json("bulk action", &action.detail)?,
        &action.asked_by,
        action.asked.as_microsecond(),
    )?;
    let mut items = Many::new(["action", "instance", "authority", "federation"]);
    for instance in instances {
        let (authority, federation) = (Cell::text(&authority), Cell::text(&federation));
        items.push([Cell::id(action.id), Cell::id(instance.0), authority, federation]);
    }
    items
        .run(
            tx,
            "WITH v ({names}) AS ({rows}) INSERT INTO bulk_item (action, instance, authority, federation, state, message) \
             SELECT action, instance, authority, federation, 'waiting', NULL FROM v WHERE action IS NOT NULL \
             ON CONFLICT DO NOTHING",
        )
        .await?;
    Ok(())
}

/// An action of this authority.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<BulkAction>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        (String, String, String, i64),
        "SELECT kind, detail, asked_by, asked FROM bulk_action WHERE id = $1 AND authority = $2",
        id,
        authority,
    )?
    .map(|(kind, detail, asked_by, asked)| {
        let detail = read_json("bulk action", &detail)?;
        Ok(BulkAction { id, kind, detail, asked_by, asked: read_time("bulk action", asked)? })
    })
    .transpose()
}

/// Items that wait, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub async fn list_waiting(tx: &mut Tx, action: Uuid, limit: i64) -> Result<Vec<InstanceId>, Fault> {
    let authority = tx.authority().to_owned();
    let found = rows!(
        tx,
        (Uuid,),
        "SELECT instance FROM bulk_item WHERE action = $1 AND authority = $2 AND state = 'waiting' LIMIT $3",
        action,
        authority,
        limit,
    )?;
    Ok(found.into_iter().map(|(id,)| InstanceId(id)).collect())
}

/// Notes the verdict on an item: `None` went well, a sentence says why not. The first verdict stands.
///
/// # Errors
/// When the database refuses.
pub async fn settle(tx: &mut Tx, action: Uuid, instance: InstanceId, refused: Option<&str>) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "UPDATE bulk_item SET state = $1, message = $2 WHERE action = $3 AND instance = $4 AND authority = $5 \
         AND state = 'waiting'",
        if refused.is_some() { "refused" } else { "done" },
        refused,
        action,
        instance.0,
        authority,
    )?;
    Ok(())
}

/// How far an action is.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, action: Uuid) -> Result<Progress, Fault> {
    let authority = tx.authority().to_owned();
    let found = row!(
        tx,
        (i64, i64, i64),
        "SELECT COUNT(CASE WHEN state = 'waiting' THEN 1 END), COUNT(CASE WHEN state = 'done' THEN 1 END), \
         COUNT(CASE WHEN state = 'refused' THEN 1 END) FROM bulk_item WHERE action = $1 AND authority = $2",
        action,
        authority,
    )?;
    Ok(found.map_or_else(Progress::default, |(waiting, done, refused)| Progress { waiting, done, refused }))
}

/// The latest actions of this authority with how far they are, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, limit: i64) -> Result<Vec<(BulkAction, Progress)>, Fault> {
    let authority = tx.authority().to_owned();
    let found = rows!(
        tx,
        (Uuid, String, String, String, i64),
        "SELECT id, kind, detail, asked_by, asked FROM bulk_action WHERE authority = $1 ORDER BY asked DESC LIMIT $2",
        authority,
        limit,
    )?;
    let mut actions = Vec::with_capacity(found.len());
    for (id, kind, detail, asked_by, asked) in found {
        let (detail, asked) = (read_json("bulk action", &detail)?, read_time("bulk action", asked)?);
        let progress = count(tx, id).await?;
        actions.push((BulkAction { id, kind, detail, asked_by, asked }, progress));
    }
    Ok(actions)
}

/// What became of an instance in an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The instance.
    pub instance: InstanceId,
    /// Its caller's own name.
    pub business_key: Option<String>,
    /// `waiting`, `done` or `refused`.
    pub state: String,
    /// What stood in the way, as it was noted.
    pub message: Option<String>,
}

/// A page of the items of an action: what was refused first, then what waits, then what is done.
///
/// # Errors
/// When the database refuses.
pub async fn list_items(tx: &mut Tx, action: Uuid, limit: i64, skip: i64) -> Result<Vec<Item>, Fault> {
    let authority = tx.authority().to_owned();
    let found = rows!(
        tx,
        (Uuid, Option<String>, String, Option<String>),
        "SELECT b.instance, i.business_key, b.state, b.message FROM bulk_item b LEFT JOIN instance i ON i.id = b.instance \
         WHERE b.action = $1 AND b.authority = $2 \
         ORDER BY CASE b.state WHEN 'refused' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END, b.instance LIMIT $3 OFFSET $4",
        action,
        authority,
        limit,
        skip,
    )?;
    let item = |(id, business_key, state, message)| Item { instance: InstanceId(id), business_key, state, message };
    Ok(found.into_iter().map(item).collect())
}
