//! A worker outside fetches work: locked under its name for a while. Where there is none yet it may wait; no transaction
//! is open meanwhile.

use crate::error::Error;
use crate::portal::Portal;
use crate::process::outward;
use crate::processes::effects::Work;
use crate::processes::{allow, definitions, instances};
use domain::{Action, Ctx};
use engine::Variables;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use store::definitions::Definition;
use store::external::{self, ExternalTask};
use store::fetching::{self, Candidate};
use store::{Scope, Tx};
use tokio::time::Instant;

/// Longest wait for work.
pub const LONGEST_WAIT: Duration = Duration::from_mins(30);
/// Most pieces of work at once.
pub const MOST_AT_ONCE: i64 = 1_000;
/// Other nodes leave work too and wake nobody here.
const PAUSE: Duration = Duration::from_millis(500);
/// How far a filter by variables looks.
const LOOKED_AT: i64 = 200;

/// One kind of work that is asked for.
#[derive(Debug, Clone, Default)]
pub struct Topic {
    /// Its name.
    pub name: String,
    /// For how long it is locked.
    pub lock: SignedDuration,
    /// The variables that are wanted; `None`: all that the step hands over.
    pub variables: Option<Vec<String>>,
    /// Only of processes with this business key.
    pub business_key: Option<String>,
    /// Only of processes with one of these keys; empty: of all.
    pub definition_keys: Vec<String>,
    /// Only of processes whose variables have these values.
    pub process_variables: Variables,
}

impl Topic {
    fn has_filter(&self) -> bool {
        self.business_key.is_some() || !self.definition_keys.is_empty() || !self.process_variables.is_empty()
    }
}

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Under which name it is locked.
    pub worker: String,
    /// Most pieces.
    pub most: i64,
    /// Which kinds.
    pub topics: Vec<Topic>,
    /// How long to wait for the first piece.
    pub wait: Duration,
}

/// A piece of work, locked for the worker.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// The work.
    pub task: ExternalTask,
    /// The element in the model.
    pub activity: String,
    /// What the step hands over, or what was wanted of it.
    pub variables: Variables,
    /// What its process runs.
    pub definition: Arc<Definition>,
    /// Failures that are left; `None` while nobody has said how many.
    pub retries: Option<i64>,
}

/// Fetches and locks, at once or as soon as there is something.
///
/// # Errors
/// When the store fails.
pub async fn fetch_and_lock(portal: &Portal, ctx: &Ctx, wish: &Wish) -> Result<Vec<Fetched>, Error> {
    allow(ctx, Action::DoOutsideWork)?;
    let end = Instant::now() + wish.wait.min(LONGEST_WAIT);
    loop {
        let woken = portal.processes.work.notified();
        tokio::pin!(woken);
        // From here on nobody's call is missed.
        woken.as_mut().enable();
        let found = fetch_now(portal, ctx, wish).await?;
        let left = end.saturating_duration_since(Instant::now());
        if !found.is_empty() || left.is_zero() || portal.processes.is_closing() {
            return Ok(found);
        }
        let _ = tokio::time::timeout(left.min(PAUSE), woken).await;
    }
}

async fn fetch_now(portal: &Portal, ctx: &Ctx, wish: &Wish) -> Result<Vec<Fetched>, Error> {
    let mut left = wish.most.clamp(0, MOST_AT_ONCE);
    let mut found = Vec::new();
    for topic in &wish.topics {
        if left == 0 {
            break;
        }
        // Looking costs a read; locking costs the one writer.
        let mut tx = portal.db.read(Scope::of(ctx)).await?;
        let some = fetching::has_free(&mut tx, &topic.name, ctx.now()).await?;
        drop(tx);
        if !some {
            continue;
        }
        let tasks = if topic.has_filter() {
            fetch_fitting(portal, ctx, wish, topic, left).await?
        } else {
            let until = until(ctx, topic);
            let mut tx = portal.db.write(Scope::of(ctx)).await?;
            let tasks = external::fetch_and_lock(&mut tx, &wish.worker, &topic.name, left, until, ctx.now()).await?;
            tx.commit().await?;
            tasks
        };
        left -= tasks.len() as i64;
        for task in tasks {
            found.push(hand_out(portal, ctx, topic, task).await?);
        }
    }
    Ok(found)
}

fn until(ctx: &Ctx, topic: &Topic) -> Timestamp {
    ctx.now().saturating_add(topic.lock).unwrap_or(Timestamp::MAX)
}

/// Looks at what is free, holds it against the filter, and locks what fits and is still free then.
async fn fetch_fitting(
    portal: &Portal,
    ctx: &Ctx,
    wish: &Wish,
    topic: &Topic,
    most: i64,
) -> Result<Vec<ExternalTask>, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let candidates = list_candidates(&mut tx, ctx, topic).await?;
    drop(tx);
    let mut fitting = Vec::new();
    for candidate in candidates {
        if fitting.len() as i64 == most {
            break;
        }
        if topic.process_variables.is_empty() || fits(portal, ctx, topic, &candidate).await? {
            fitting.push(candidate.id);
        }
    }
    if fitting.is_empty() {
        return Ok(Vec::new());
    }
    let until = until(ctx, topic);
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let mut tasks = Vec::new();
    for id in fitting {
        if fetching::lock_free(&mut tx, id, &wish.worker, until, ctx.now()).await? {
            tasks.extend(external::find(&mut tx, id).await?);
        }
    }
    tx.commit().await?;
    Ok(tasks)
}

async fn list_candidates(tx: &mut Tx, ctx: &Ctx, topic: &Topic) -> Result<Vec<Candidate>, Error> {
    let keys: Vec<Option<&str>> = match topic.definition_keys.as_slice() {
        [] => vec![None],
        keys => keys.iter().map(|key| Some(key.as_str())).collect(),
    };
    let mut candidates = Vec::new();
    for key in keys {
        let business_key = topic.business_key.as_deref();
        candidates.extend(fetching::list_free(tx, &topic.name, business_key, key, ctx.now(), LOOKED_AT).await?);
    }
    Ok(candidates)
}

async fn fits(portal: &Portal, ctx: &Ctx, topic: &Topic, candidate: &Candidate) -> Result<bool, Error> {
    let (_, state) = instances::load(portal, ctx, candidate.instance).await?;
    let variables = state.variables();
    Ok(topic.process_variables.iter().all(|(name, value)| variables.and_then(|all| all.get(name)) == Some(value)))
}

async fn hand_out(portal: &Portal, ctx: &Ctx, topic: &Topic, task: ExternalTask) -> Result<Fetched, Error> {
    let hash = task.definition.ok_or_else(|| Error::Internal("work for outside has no definition".to_owned()))?;
    let definition = definitions::load(portal, ctx, &hash).await?;
    let Work { activity, variables: handed, retries } = outward::read(&task.payload)?;
    let variables = match &topic.variables {
        None => handed,
        Some(names) => choose(portal, ctx, &task, handed, names).await?,
    };
    let retries = (retries.is_some() || task.last_fault.is_some()).then_some(task.retries);
    Ok(Fetched { task, activity, variables, definition, retries })
}

/// The wanted variables: those that the step hands over, and by name also those of the process.
async fn choose(
    portal: &Portal,
    ctx: &Ctx,
    task: &ExternalTask,
    handed: Variables,
    names: &[String],
) -> Result<Variables, Error> {
    let mut all = Variables::new();
    if names.iter().any(|name| !handed.contains_key(name)) {
        let (_, state) = instances::load(portal, ctx, task.instance).await?;
        all = state.variables().cloned().unwrap_or_default();
    }
    all.extend(handed);
    all.retain(|name, _| names.contains(name));
    Ok(all)
}
