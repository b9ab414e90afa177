//! Writes a batch: a few statements with many rows each, in one transaction that the caller commits.

use crate::db::Tx;
use crate::fault::{Fault, write_json};
use crate::many::{Cell, Many};
use crate::steps::batch::{Batch, Work};
use crate::steps::{Guard, Instance, ModelKey, Origin};
use crate::tasks::{NO_DUE, party_of_group, party_of_user};
use std::sync::Arc;
use uuid::Uuid;

/// How the writing went.
pub(super) enum Written {
    /// All rows are there.
    All,
    /// Somebody stepped or suspended one of the instances meanwhile: nothing may be kept.
    Stale,
    /// These guards did not hold: nothing may be kept.
    Lost(Vec<Guard>),
}

/// Writes everything of a batch, instances last read first, so that what fails fails early.
///
/// # Errors
/// When the database refuses a row.
pub(super) async fn batch(tx: &mut Tx, batch: &mut Batch) -> Result<Written, Fault> {
    tx.prefer_indexes().await?;
    let lost = keep_guards(tx, batch).await?;
    if !lost.is_empty() {
        return Ok(Written::Lost(lost));
    }
    if !move_instances(tx, batch).await? {
        return Ok(Written::Stale);
    }
    write_events(tx, batch).await?;
    keep_contents(tx, batch).await?;
    remove_rows(tx, batch).await?;
    open_tasks(tx, batch).await?;
    add_jobs(tx, batch).await?;
    subscribe(tx, batch).await?;
    raise_incidents(tx, batch).await?;
    Ok(Written::All)
}

/// Removes leased jobs and marks kept messages; gives the guards that did not hold. The conditions speak of the row
/// itself, so PostgreSQL checks them again on a row that somebody else has just changed.
async fn keep_guards(tx: &mut Tx, batch: &Batch) -> Result<Vec<Guard>, Fault> {
    let mut jobs = Many::new(["id", "authority", "owner", "attempt"]);
    let mut arrivals = Many::new(["id", "authority", "now"]);
    for (origin, guard) in &batch.guards {
        match guard {
            Guard::Job { id, owner, attempt } => {
                jobs.push([Cell::id(id.0), authority(origin), Cell::text(owner), Cell::Number(*attempt)]);
            }
            Guard::Arrival(id) => {
                arrivals.push([Cell::id(*id), authority(origin), Cell::number(batch.now.as_microsecond())]);
            }
        }
    }
    let done: Vec<(Uuid,)> = jobs
        .read(
            tx,
            "WITH v ({names}) AS ({rows}) DELETE FROM job WHERE id IN (SELECT id FROM v) AND EXISTS (SELECT 1 FROM v \
             WHERE v.id = job.id AND v.authority = job.authority AND v.owner = job.owner \
             AND (v.attempt IS NULL OR v.attempt = job.attempt)) RETURNING id",
        )
        .await?;
    let taken: Vec<(Uuid,)> = arrivals
        .read(
            tx,
            "WITH v ({names}) AS ({rows}) UPDATE arrival SET taken = v.now FROM v \
             WHERE arrival.id = v.id AND arrival.authority = v.authority AND arrival.taken IS NULL RETURNING arrival.id",
        )
        .await?;
    let held: std::collections::HashSet<Uuid> = done.into_iter().chain(taken).map(|(id,)| id).collect();
    let id = |guard: &Guard| match guard {
        Guard::Job { id, .. } => id.0,
        Guard::Arrival(id) => *id,
    };
    Ok(batch.guards.iter().map(|(_, guard)| guard).filter(|guard| !held.contains(&id(guard))).cloned().collect())
}

/// Compares and sets what was there, inserts what begins. False when one was changed by somebody else.
async fn move_instances(tx: &mut Tx, batch: &mut Batch) -> Result<bool, Fault> {
    let mut moved = Many::new(["id", "authority", "version", "suspended", "next", "state", "ended"]);
    let mut begun = Many::new([
        "id",
        "authority",
        "federation",
        "case_id",
        "package",
        "definition",
        "business_key",
        "parent",
        "parent_token",
        "version",
        "state",
        "ended",
    ]);
    let mut count = 0;
    for Work { instance, base } in batch.work.values() {
        let Instance { origin, version, state, .. } = &**instance;
        let ended = Cell::Number(state.outcome().map(|_| batch.now.as_microsecond()));
        let text = Cell::text(Batch::state_text(&mut batch.contents, state)?);
        if let Some((before, suspended)) = base {
            count += 1;
            let rest = Cell::number(i64::from(*suspended));
            moved.push([
                Cell::id(origin.id.0),
                authority(origin),
                Cell::number(*before),
                rest,
                Cell::number(*version),
                text,
                ended,
            ]);
            continue;
        }
        let (package, definition) = match &origin.begin.model {
            ModelKey::Package(hash) => (Some(hash.clone()), None),
            ModelKey::Definition(hash) => (None, Some(hash.to_vec())),
        };
        begun.push([
            Cell::id(origin.id.0),
            authority(origin),
            federation(origin),
            Cell::Id(origin.begin.case.map(|case| case.0)),
            Cell::Text(package),
            Cell::Bytes(definition),
            Cell::Text(origin.begin.business_key.clone()),
            Cell::Id(origin.begin.parent.map(|parent| parent.instance.0)),
            Cell::Number(origin.begin.parent.map(|parent| i64::from(parent.token))),
            Cell::number(*version),
            text,
            ended,
        ]);
    }
    let set = moved
        .run(
            tx,
            "WITH v ({names}) AS ({rows}) UPDATE instance SET state = v.state, version = v.next, ended = v.ended FROM v \
             WHERE instance.id = v.id AND instance.authority = v.authority AND instance.version = v.version \
             AND instance.suspended = v.suspended",
        )
        .await?;
    if set != count {
        return Ok(false);
    }
    begun
        .run(
            tx,
            "WITH v ({names}) AS ({rows}) INSERT INTO instance (id, authority, federation, case_id, package, definition, \
             business_key, parent, parent_token, version, suspended, state, ended) SELECT id, authority, federation, case_id, \
             package, definition, business_key, parent, parent_token, version, 0, state, ended FROM v WHERE id IS NOT NULL",
        )
        .await?;
    Ok(true)
}

async fn write_events(tx: &mut Tx, batch: &mut Batch) -> Result<(), Fault> {
    let at = batch.now.as_microsecond();
    let mut rows = Many::new(["instance", "version", "authority", "federation", "at", "actor", "events", "hash"]);
    for event in std::mem::take(&mut batch.events) {
        rows.push([
            Cell::id(event.origin.id.0),
            Cell::number(event.version),
            authority(&event.origin),
            federation(&event.origin),
            Cell::number(at),
            Cell::text(event.actor),
            Cell::text(event.text),
            Cell::bytes(event.hash),
        ]);
    }
    rows.run(
        tx,
        "WITH v ({names}) AS ({rows}) INSERT INTO instance_event (instance, version, authority, federation, at, actor, events, \
         hash) SELECT instance, version, authority, federation, at, actor, events, hash FROM v WHERE instance IS NOT NULL",
    )
    .await?;
    Ok(())
}

async fn keep_contents(tx: &mut Tx, batch: &mut Batch) -> Result<(), Fault> {
    let mut rows = Many::new(["sha256", "bytes"]);
    for (hash, bytes) in std::mem::take(&mut batch.contents) {
        rows.push([Cell::bytes(hash), Cell::bytes(bytes)]);
    }
    rows.run(
        tx,
        "WITH v ({names}) AS ({rows}) INSERT INTO blob (sha256, bytes) SELECT sha256, bytes FROM v WHERE sha256 IS NOT NULL \
         ON CONFLICT (sha256) DO NOTHING",
    )
    .await?;
    Ok(())
}

async fn remove_rows(tx: &mut Tx, batch: &Batch) -> Result<(), Fault> {
    let numbered = |map: &std::collections::BTreeMap<(domain::InstanceId, u32), Arc<Origin>>, names| {
        let mut rows = Many::new(names);
        for ((instance, number), origin) in map {
            rows.push([Cell::id(instance.0), Cell::number(*number), authority(origin)]);
        }
        rows
    };
    let closed: Vec<(Uuid, i64)> = numbered(&batch.closed_tasks, ["instance", "token", "authority"])
        .read(
            tx,
            "WITH v ({names}) AS ({rows}) DELETE FROM task WHERE id IN (SELECT t.id FROM v JOIN task t \
             ON t.instance = v.instance AND t.token = v.token AND t.authority = v.authority) RETURNING id, offers",
        )
        .await?;
    let mut offered = Many::new(["task"]);
    for (task, offers) in closed {
        if offers > 0 {
            offered.push([Cell::id(task)]);
        }
    }
    offered.run(tx, "WITH v ({names}) AS ({rows}) DELETE FROM task_offer WHERE task IN (SELECT task FROM v)").await?;
    let mut calls = Many::new(["instance", "token", "visit", "authority"]);
    for ((instance, token, visit), origin) in &batch.cancelled_calls {
        calls.push([Cell::id(instance.0), Cell::number(*token), Cell::number(*visit), authority(origin)]);
    }
    calls
        .run(
            tx,
            "WITH v ({names}) AS ({rows}) DELETE FROM job WHERE id IN (SELECT j.id FROM v JOIN job j ON j.instance = v.instance \
             AND j.token = v.token AND j.visit = v.visit AND j.authority = v.authority AND j.timer IS NULL)",
        )
        .await?;
    numbered(&batch.cancelled_timers, ["instance", "timer", "authority"])
        .run(
            tx,
            "WITH v ({names}) AS ({rows}) DELETE FROM job WHERE id IN (SELECT j.id FROM v JOIN job j ON j.instance = v.instance \
             AND j.timer = v.timer AND j.authority = v.authority)",
        )
        .await?;
    resolve_what_went(tx, batch).await?;
    numbered(&batch.unsubscribed, ["instance", "number", "authority"])
        .run(
            tx,
            "WITH v ({names}) AS ({rows}) DELETE FROM subscription WHERE (instance, number) IN (SELECT s.instance, s.number \
             FROM v JOIN subscription s ON s.instance = v.instance AND s.number = v.number AND s.authority = v.authority)",
        )
        .await?;
    Ok(())
}

/// An incident of work that is gone, because the step that waited for it was skipped, left or ended, holds nothing up.
async fn resolve_what_went(tx: &mut Tx, batch: &Batch) -> Result<(), Fault> {
    let calls = batch.cancelled_calls.iter().map(|((id, _, _), origin)| (*id, origin));
    let gone: std::collections::BTreeMap<_, _> =
        calls.chain(batch.cancelled_timers.iter().map(|((id, _), origin)| (*id, origin))).collect();
    let mut rows = Many::new(["instance", "authority", "now"]);
    for (id, origin) in gone {
        rows.push([Cell::id(id.0), authority(origin), Cell::number(batch.now.as_microsecond())]);
    }
    rows.run(
        tx,
        "WITH v ({names}) AS ({rows}) UPDATE incident SET resolved = v.now, resolved_by = (SELECT e.actor FROM instance_event e \
         WHERE e.instance = v.instance ORDER BY e.version DESC LIMIT 1) FROM v WHERE incident.instance = v.instance \
         AND incident.authority = v.authority AND incident.job IS NOT NULL AND incident.resolved IS NULL \
         AND NOT EXISTS (SELECT 1 FROM job j WHERE j.id = incident.job)",
    )
    .await?;
    Ok(())
}

async fn open_tasks(tx: &mut Tx, batch: &Batch) -> Result<(), Fault> {
    let mut rows = Many::new([
        "id",
        "authority",
        "federation",
        "case_id",
        "instance",
        "token",
        "visit",
        "node",
        "name",
        "kind",
        "form_key",
        "work_group",
        "assignee",
        "input",
        "opened",
        "due",
        "rank",
        "offers",
    ]);
    let mut offers = Many::new(["authority", "federation", "party", "rank", "task"]);
    for (origin, task) in batch.tasks.values() {
        let due = task.due.map(|due| due.as_microsecond());
        let rank = due.unwrap_or(NO_DUE);
        // Offered to named persons alone: then no group stands in the row, and not everybody may see it.
        let group = task.groups.first().cloned().or_else(|| (!task.users.is_empty()).then(String::new));
        let further = task.groups.iter().skip(1).map(|group| party_of_group(group));
        let parties: Vec<String> = further.chain(task.users.iter().map(|user| party_of_user(user))).collect();
        rows.push([
            Cell::id(task.id),
            authority(origin),
            federation(origin),
            Cell::Id(origin.begin.case.map(|case| case.0)),
            Cell::id(origin.id.0),
            Cell::number(task.token),
            Cell::number(task.visit),
            Cell::text(&task.node),
            Cell::text(&task.name),
            Cell::text(task.kind.as_str()),
            Cell::Text(task.form_key.clone()),
            Cell::Text(group),
            Cell::Text(task.assignee.clone()),
            Cell::text(write_json("task", &task.input)?),
            Cell::number(batch.now.as_microsecond()),
            Cell::Number(due),
            Cell::number(rank),
            Cell::number(parties.len() as i64),
        ]);
        for party in parties {
            offers.push([
                authority(origin),
                federation(origin),
                Cell::text(party),
                Cell::number(rank),
                Cell::id(task.id),
            ]);
        }
    }
    rows.run(
        tx,
        "WITH v ({names}) AS ({rows}) INSERT INTO task (id, authority, federation, case_id, instance, token, visit, node, name, \
         kind, form_key, work_group, assignee, input, opened, due, rank, offers) SELECT id, authority, federation, case_id, \
         instance, token, visit, node, name, kind, form_key, work_group, assignee, input, opened, due, rank, offers \
         FROM v WHERE id IS NOT NULL",
    )
    .await?;
    offers
        .run(
            tx,
            "WITH v ({names}) AS ({rows}) INSERT INTO task_offer (authority, federation, party, rank, task) \
             SELECT authority, federation, party, rank, task FROM v WHERE authority IS NOT NULL ON CONFLICT DO NOTHING",
        )
        .await?;
    Ok(())
}

async fn add_jobs(tx: &mut Tx, batch: &Batch) -> Result<(), Fault> {
    let mut rows = Many::new([
        "id",
        "authority",
        "federation",
        "case_id",
        "instance",
        "token",
        "visit",
        "timer",
        "kind",
        "payload",
        "lane",
        "priority",
        "due",
        "max_attempts",
        "halted",
        "created",
    ]);
    for ((instance, _), (origin, job)) in &batch.jobs {
        // What a person mends in an instance at rest leaves work that rests too.
        let rests = batch.work.get(instance).is_some_and(|work| work.instance.suspended);
        rows.push([
            Cell::id(job.id),
            authority(origin),
            federation(origin),
            Cell::Id(origin.begin.case.map(|case| case.0)),
            Cell::id(origin.id.0),
            Cell::Number(job.token.map(i64::from)),
            Cell::Number(job.visit.map(i64::from)),
            Cell::Number(job.timer.map(i64::from)),
            Cell::text(&job.kind),
            Cell::text(write_json("job", &job.payload)?),
            Cell::number(job.lane.number()),
            Cell::number(job.priority),
            Cell::number(job.due.as_microsecond()),
            Cell::number(job.max_attempts),
            Cell::number(if rests { 2 } else { 0 }),
            Cell::number(batch.now.as_microsecond()),
        ]);
    }
    rows.run(
        tx,
        "WITH v ({names}) AS ({rows}) INSERT INTO job (id, authority, federation, case_id, instance, token, visit, timer, kind, \
         payload, lane, priority, due, attempt, failures, max_attempts, owner, lease_until, last_fault, halted, created) \
         SELECT id, authority, federation, case_id, instance, token, visit, timer, kind, payload, lane, priority, due, 0, 0, \
         max_attempts, NULL, NULL, NULL, halted, created FROM v WHERE id IS NOT NULL",
    )
    .await?;
    Ok(())
}

async fn subscribe(tx: &mut Tx, batch: &Batch) -> Result<(), Fault> {
    let mut rows = Many::new(["instance", "number", "authority", "federation", "message", "correlation"]);
    for ((instance, number), (origin, message, key)) in &batch.subscriptions {
        let key = Cell::Text(key.clone());
        let message = Cell::text(message);
        rows.push([Cell::id(instance.0), Cell::number(*number), authority(origin), federation(origin), message, key]);
    }
    rows.run(
        tx,
        "WITH v ({names}) AS ({rows}) INSERT INTO subscription (instance, number, authority, federation, message, correlation) \
         SELECT instance, number, authority, federation, message, correlation FROM v WHERE instance IS NOT NULL",
    )
    .await?;
    Ok(())
}

async fn raise_incidents(tx: &mut Tx, batch: &Batch) -> Result<(), Fault> {
    let now = batch.now.as_microsecond();
    let mut mended = Many::new(["instance", "number", "authority", "by", "now"]);
    for ((instance, number), (origin, by)) in &batch.resolved {
        mended.push([
            Cell::id(instance.0),
            Cell::number(*number),
            authority(origin),
            Cell::text(by),
            Cell::number(now),
        ]);
    }
    mended
        .run(
            tx,
            "WITH v ({names}) AS ({rows}) UPDATE incident SET resolved = v.now, resolved_by = v.by FROM v \
             WHERE incident.instance = v.instance AND incident.engine_incident = v.number \
             AND incident.authority = v.authority AND incident.resolved IS NULL",
        )
        .await?;
    let mut raised = Many::new([
        "id",
        "authority",
        "federation",
        "case_id",
        "instance",
        "engine_incident",
        "kind",
        "message",
        "raised",
    ]);
    for (origin, incident) in batch.incidents.values() {
        raised.push([
            Cell::id(incident.id),
            authority(origin),
            federation(origin),
            Cell::Id(origin.begin.case.map(|case| case.0)),
            Cell::id(origin.id.0),
            Cell::number(incident.number),
            Cell::text(&incident.kind),
            Cell::text(&incident.message),
            Cell::number(now),
        ]);
    }
    raised
        .run(
            tx,
            "WITH v ({names}) AS ({rows}) INSERT INTO incident (id, authority, federation, case_id, instance, job, \
             engine_incident, kind, message, raised, resolved, resolved_by) SELECT id, authority, federation, case_id, instance, \
             NULL, engine_incident, kind, message, raised, NULL, NULL FROM v WHERE id IS NOT NULL",
        )
        .await?;
    Ok(())
}

fn authority(origin: &Origin) -> Cell {
    Cell::text(&origin.authority)
}

fn federation(origin: &Origin) -> Cell {
    Cell::text(&origin.federation)
}
