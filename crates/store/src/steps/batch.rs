//! The pure part of a group commit: steps one after another in memory, their rows folded into what is to be written.
//!
//! Several orders of one batch may concern the same instance: each works on the result of the one before, and a row that
//! comes and goes within the batch is never written. Rows that go are removed before new ones are written.

use crate::fault::{Fault, write_json};
use crate::instances::chain;
use crate::outline::{self, Contents};
use crate::pack::pack;
use crate::steps::{Change, Guard, IncidentRow, Instance, JobRow, Order, Origin, Receipt, Refusal, Stepper, TaskRow};
use domain::InstanceId;
use engine::{Command, Rejection, State};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Version and rest of an instance in the database; `None` for one that begins.
type Base = Option<(i64, bool)>;

/// Whose subscription, for which message, with which key.
type Waits = (Arc<Origin>, String, Option<String>);

/// An instance that this batch moves.
pub(super) struct Work {
    /// As it will be.
    pub(super) instance: Arc<Instance>,
    /// What must still be so in the database.
    pub(super) base: Base,
}

/// One step's row of history.
pub(super) struct EventRow {
    pub(super) origin: Arc<Origin>,
    pub(super) version: i64,
    pub(super) actor: String,
    pub(super) text: String,
    pub(super) hash: Vec<u8>,
}

/// What names a job of an instance besides its id.
#[derive(PartialEq, Eq, Hash, PartialOrd, Ord, Clone, Copy)]
pub(super) enum JobKey {
    Call(u32, u32),
    Timer(u32),
    Other(uuid::Uuid),
}

/// Everything a batch writes. Maps are ordered, so that two nodes touch rows in the same order.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) now: Timestamp,
    pub(super) work: BTreeMap<InstanceId, Work>,
    pub(super) events: Vec<EventRow>,
    pub(super) contents: Contents,
    pub(super) guards: Vec<(Arc<Origin>, Guard)>,
    pub(super) tasks: BTreeMap<(InstanceId, u32), (Arc<Origin>, TaskRow)>,
    pub(super) closed_tasks: BTreeMap<(InstanceId, u32), Arc<Origin>>,
    pub(super) jobs: BTreeMap<(InstanceId, JobKey), (Arc<Origin>, JobRow)>,
    pub(super) cancelled_calls: BTreeMap<(InstanceId, u32, u32), Arc<Origin>>,
    pub(super) cancelled_timers: BTreeMap<(InstanceId, u32), Arc<Origin>>,
    pub(super) subscriptions: BTreeMap<(InstanceId, u32), Waits>,
    pub(super) unsubscribed: BTreeMap<(InstanceId, u32), Arc<Origin>>,
    pub(super) incidents: BTreeMap<(InstanceId, u32), (Arc<Origin>, IncidentRow)>,
    pub(super) resolved: BTreeMap<(InstanceId, u32), (Arc<Origin>, String)>,
    spent: BTreeSet<String>,
    /// Instances known before the batch.
    known: HashMap<InstanceId, Arc<Instance>>,
    /// Instances of which an order was refused although others, or nobody, changed them: the memory may be stale.
    pub(super) doubtful: HashSet<InstanceId>,
}

impl Batch {
    pub(super) fn new(now: Timestamp, known: HashMap<InstanceId, Arc<Instance>>) -> Batch {
        Batch { now, known, ..Batch::default() }
    }

    /// Carries out one order in memory. A refusal leaves the batch as it was.
    pub(super) fn step(&mut self, stepper: &dyn Stepper, order: &Order) -> Result<Receipt, Refusal> {
        let result = self.try_step(stepper, order);
        if result.is_err() {
            self.doubtful.insert(order.instance);
        }
        result
    }

    fn try_step(&mut self, stepper: &dyn Stepper, order: &Order) -> Result<Receipt, Refusal> {
        let (before, base) = self.find(order)?;
        if before.origin.begin.case.is_some() {
            return Err(Refusal::OfCase);
        }
        if before.suspended && !order.even_suspended {
            return Err(Refusal::Suspended);
        }
        if let Some(guard) = &order.guard
            && self.spent.contains(&guard_key(guard))
        {
            return Err(match guard {
                Guard::Job { .. } => Refusal::LeaseLost,
                Guard::Arrival(_) => Refusal::MessageTaken,
            });
        }
        let now = self.now;
        // A model that brings the step down must not take the other callers with it.
        let done = catch_unwind(AssertUnwindSafe(|| stepper.step(&before, order, now)))
            .map_err(|cause| Refusal::Broken(words(cause.as_ref())))??;
        let version = before.version + 1;
        let events = write_json("process events", &done.events).map_err(Arc::new)?;
        let text = outline::shrink(events, &mut self.contents);
        let hash = chain(&before.hash, order.instance, version, now, &order.actor, &text);
        let origin = Arc::clone(&before.origin);
        self.events.push(EventRow {
            origin: Arc::clone(&origin),
            version,
            actor: order.actor.clone(),
            text: pack(&text),
            hash: hash.clone(),
        });
        if let Some(guard) = &order.guard {
            self.spent.insert(guard_key(guard));
            self.guards.push((Arc::clone(&origin), guard.clone()));
        }
        if let Some(over) = over_with(order) {
            self.fold(&origin, over, base.is_none(), &order.actor);
        }
        for change in done.changes {
            self.fold(&origin, change, base.is_none(), &order.actor);
        }
        let suspended = before.suspended;
        let instance = Arc::new(Instance { origin, version, suspended, state: done.state, hash });
        self.work.insert(order.instance, Work { instance: Arc::clone(&instance), base });
        Ok(Receipt { instance })
    }

    /// The instance before the step, and what the database must still hold of it.
    fn find(&self, order: &Order) -> Result<(Arc<Instance>, Base), Refusal> {
        if let Some(work) = self.work.get(&order.instance) {
            return match &order.begin {
                Some(_) => Err(Rejection::AlreadyStarted.into()),
                None if work.instance.origin.authority != order.authority => Err(Refusal::NotFound),
                None => Ok((Arc::clone(&work.instance), work.base)),
            };
        }
        let known = self.known.get(&order.instance);
        match (&order.begin, known) {
            (Some(_), Some(_)) => Err(Rejection::AlreadyStarted.into()),
            (Some(begin), None) => {
                let origin = Arc::new(Origin {
                    id: order.instance,
                    authority: order.authority.clone(),
                    federation: order.federation.clone(),
                    begin: begin.clone(),
                });
                let new = Instance { origin, version: 0, suspended: false, state: State::new(), hash: Vec::new() };
                Ok((Arc::new(new), None))
            }
            (None, Some(known)) if known.origin.authority == order.authority => {
                Ok((Arc::clone(known), Some((known.version, known.suspended))))
            }
            (None, _) => Err(Refusal::NotFound),
        }
    }

    fn fold(&mut self, origin: &Arc<Origin>, change: Change, new: bool, actor: &str) {
        let id = origin.id;
        let origin = || Arc::clone(origin);
        match change {
            Change::OpenTask(task) => {
                self.tasks.insert((id, task.token), (origin(), *task));
            }
            Change::CloseTask { token } => {
                if self.tasks.remove(&(id, token)).is_none() {
                    self.closed_tasks.insert((id, token), origin());
                }
            }
            Change::AddJob(job) => {
                let key = match (job.timer, job.token, job.visit) {
                    (Some(timer), _, _) => JobKey::Timer(timer),
                    (None, Some(token), Some(visit)) => JobKey::Call(token, visit),
                    _ => JobKey::Other(job.id),
                };
                if let (JobKey::Timer(timer), false) = (key, new) {
                    // A cycle arms the same timer again.
                    self.cancelled_timers.insert((id, timer), origin());
                }
                self.jobs.insert((id, key), (origin(), *job));
            }
            Change::CancelCall { token, visit } => {
                if self.jobs.remove(&(id, JobKey::Call(token, visit))).is_none() {
                    self.cancelled_calls.insert((id, token, visit), origin());
                }
            }
            Change::CancelTimer { timer } => {
                self.jobs.remove(&(id, JobKey::Timer(timer)));
                if !new {
                    self.cancelled_timers.insert((id, timer), origin());
                }
            }
            Change::Subscribe { number, message, key } => {
                self.subscriptions.insert((id, number), (origin(), message, key));
            }
            Change::Unsubscribe { number } => {
                if self.subscriptions.remove(&(id, number)).is_none() {
                    self.unsubscribed.insert((id, number), origin());
                }
            }
            Change::RaiseIncident(incident) => {
                self.incidents.insert((id, incident.number), (origin(), incident));
            }
            Change::ResolveIncident { number } => {
                if self.incidents.remove(&(id, number)).is_none() {
                    self.resolved.insert((id, number), (origin(), actor.to_owned()));
                }
            }
        }
    }

    /// The text of an instance's state as it is stored.
    ///
    /// # Errors
    /// When the state cannot be written as JSON.
    pub(super) fn state_text(contents: &mut Contents, state: &State) -> Result<String, Fault> {
        Ok(pack(&outline::shrink(write_json("process state", state)?, contents)))
    }
}

/// The job that an answer or a fired timer is over with, where no guard removes it: the engine does not cancel what it was
/// told.
fn over_with(order: &Order) -> Option<Change> {
    if matches!(order.guard, Some(Guard::Job { .. })) {
        return None;
    }
    match &order.command {
        Command::CompleteService { token, visit, .. } | Command::ThrowError { token, visit, .. } => {
            Some(Change::CancelCall { token: token.0, visit: *visit })
        }
        Command::FireTimer { timer } => Some(Change::CancelTimer { timer: timer.0 }),
        _ => None,
    }
}

fn guard_key(guard: &Guard) -> String {
    match guard {
        Guard::Job { id, .. } => format!("j{id}"),
        Guard::Arrival(id) => format!("a{id}"),
    }
}

fn words(cause: &(dyn std::any::Any + Send)) -> String {
    let text = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a word".to_owned())
}
