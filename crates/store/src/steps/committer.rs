//! The committer: collects orders, commits them together, answers after the commit.

use crate::db::{Db, Scope};
use crate::fault::Fault;
use crate::steps::batch::Batch;
use crate::steps::hot::Hot;
use crate::steps::write::Written;
use crate::steps::{Guard, Instance, Order, Receipt, Refusal, Stepper, load, write};
use domain::{Clock, InstanceId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// How much a committer takes at once.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most steps in one transaction.
    pub steps: usize,
    /// How long an order waits for others at most, where the transaction before had several.
    pub linger: Duration,
    /// How many instances stay in memory.
    pub hot: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { steps: 256, linger: Duration::from_millis(2), hot: 20_000 }
    }
}

/// After so many repetitions in a row a batch is taken apart, and a single order gives up.
const PATIENCE: u32 = 8;

type Answer = Result<Receipt, Refusal>;

struct Ask {
    order: Order,
    answer: oneshot::Sender<Answer>,
}

/// The door to group commit; cheap to clone. When the last one is dropped, what was asked is finished and the work ends.
#[derive(Debug, Clone)]
pub struct Committer {
    asks: mpsc::Sender<Ask>,
}

impl Committer {
    /// Starts the work on the present runtime. One a node.
    pub fn start(db: Db, stepper: Arc<dyn Stepper>, clock: Arc<dyn Clock>, limits: Limits) -> Committer {
        let (asks, inbox) = mpsc::channel(4 * limits.steps.max(1));
        let desk = Desk { db, stepper, clock, limits, hot: Hot::new(limits.hot) };
        tokio::spawn(desk.work(inbox));
        Committer { asks }
    }

    /// Has one order carried out. Returns after the commit.
    ///
    /// # Errors
    /// Why it was not; then nothing of it was kept.
    pub async fn submit(&self, order: Order) -> Result<Receipt, Refusal> {
        let (answer, answered) = oneshot::channel();
        self.asks.send(Ask { order, answer }).await.map_err(|_| Refusal::Stopped)?;
        answered.await.unwrap_or(Err(Refusal::Stopped))
    }
}

struct Desk {
    db: Db,
    stepper: Arc<dyn Stepper>,
    clock: Arc<dyn Clock>,
    limits: Limits,
    hot: Hot,
}

/// Why a batch must be done again.
enum Trouble {
    /// The memory was stale; it is fresh now.
    Stale,
    /// These guards did not hold.
    Lost(Vec<Guard>),
    /// The database refused.
    Fault(Fault),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Trouble::Fault(fault)
    }
}

impl Desk {
    async fn work(mut self, mut inbox: mpsc::Receiver<Ask>) {
        let most = self.limits.steps.max(1);
        let mut last = 0;
        loop {
            let mut batch = Vec::with_capacity(last.max(1));
            if inbox.recv_many(&mut batch, most).await == 0 {
                return;
            }
            if last > 1 && batch.len() < last.min(most) {
                self.linger(&mut inbox, &mut batch, last.min(most)).await;
            }
            last = batch.len();
            self.settle(batch).await;
        }
    }

    /// Waits for as many as came last time: whoever was answered just now may be about to ask again. Who is alone never
    /// waits.
    async fn linger(&self, inbox: &mut mpsc::Receiver<Ask>, batch: &mut Vec<Ask>, expected: usize) {
        let more = async {
            while batch.len() < expected {
                let room = expected - batch.len();
                if inbox.recv_many(batch, room).await == 0 {
                    return;
                }
            }
        };
        // At the end of the time what has come is in `batch` already.
        let _ = tokio::time::timeout(self.limits.linger, more).await;
    }

    /// Answers every order of a batch, in parts where one of them is bad.
    async fn settle(&mut self, batch: Vec<Ask>) {
        let mut waiting = vec![batch];
        let mut tries = 0;
        while let Some(mut part) = waiting.pop() {
            if part.is_empty() {
                continue;
            }
            match self.attempt(&part).await {
                Ok(answers) => {
                    tries = 0;
                    for (ask, answer) in part.into_iter().zip(answers) {
                        // Whoever asked may have gone; the step stands.
                        let _ = ask.answer.send(answer);
                    }
                }
                Err(Trouble::Lost(guards)) => {
                    let (lost, rest) = part.into_iter().partition::<Vec<Ask>, _>(|ask| {
                        ask.order.guard.as_ref().is_some_and(|guard| guards.contains(guard))
                    });
                    for ask in lost {
                        let refusal = match ask.order.guard {
                            Some(Guard::Arrival(_)) => Refusal::MessageTaken,
                            _ => Refusal::LeaseLost,
                        };
                        let _ = ask.answer.send(Err(refusal));
                    }
                    waiting.push(rest);
                }
                Err(trouble) => {
                    self.forget(&part);
                    tries += 1;
                    let again = match &trouble {
                        Trouble::Fault(fault) => fault.is_repeatable(),
                        _ => true,
                    };
                    if again && tries < PATIENCE {
                        waiting.push(part);
                    } else if part.len() > 1 && self.may_be_one(&trouble) {
                        tries = 0;
                        let rest = part.split_off(part.len() / 2);
                        waiting.push(rest);
                        waiting.push(part);
                    } else {
                        tries = 0;
                        refuse(part, trouble);
                    }
                }
            }
        }
    }

    /// Whether a fault may come from one order alone. A database that is away is away for all.
    fn may_be_one(&self, trouble: &Trouble) -> bool {
        match trouble {
            Trouble::Fault(Fault::Sql(fault)) => fault.as_database_error().is_some(),
            Trouble::Fault(Fault::NotKept(_)) => false,
            _ => true,
        }
    }

    fn forget(&mut self, part: &[Ask]) {
        part.iter().for_each(|ask| self.hot.forget(ask.order.instance));
    }

    /// Steps and writes all of it, or nothing.
    async fn attempt(&mut self, part: &[Ask]) -> Result<Vec<Answer>, Trouble> {
        let mut known = HashMap::new();
        let mut missing = Vec::new();
        for Ask { order, .. } in part {
            if known.contains_key(&order.instance) {
                continue;
            }
            match self.hot.find(order.instance) {
                Some(instance) => {
                    known.insert(order.instance, instance);
                }
                None if order.begin.is_none() => missing.push(order.instance),
                None => {}
            }
        }
        let begun: HashSet<InstanceId> =
            part.iter().filter(|ask| ask.order.begin.is_some()).map(|ask| ask.order.instance).collect();
        missing.retain(|id| !begun.contains(id));
        let loaded: HashSet<InstanceId> = missing.iter().copied().collect();
        for instance in self.load(&missing).await? {
            known.insert(instance.origin.id, instance);
        }
        let mut batch = Batch::new(self.clock.now(), known.clone());
        let answers: Vec<Answer> = part.iter().map(|ask| batch.step(&*self.stepper, &ask.order)).collect();
        // A refusal is only true if the memory was.
        let doubtful: Vec<InstanceId> = batch.doubtful.iter().filter(|id| !loaded.contains(id)).copied().collect();
        if self.is_stale(&doubtful, &known).await? {
            return Err(Trouble::Stale);
        }
        if !batch.work.is_empty() {
            let mut tx = self.db.write(Scope::installation()).await?;
            match write::batch(&mut tx, &mut batch).await? {
                Written::All => tx.commit().await?,
                Written::Stale => return Err(Trouble::Stale),
                Written::Lost(guards) => return Err(Trouble::Lost(guards)),
            }
        }
        for work in batch.work.into_values() {
            self.hot.keep(work.instance);
        }
        Ok(answers)
    }

    async fn load(&self, ids: &[InstanceId]) -> Result<Vec<Arc<Instance>>, Fault> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut tx = self.db.read(Scope::installation()).await?;
        load::instances(&mut tx, ids).await
    }

    /// Whether the memory of these instances differs from the database.
    async fn is_stale(&self, ids: &[InstanceId], known: &HashMap<InstanceId, Arc<Instance>>) -> Result<bool, Fault> {
        let fresh = self.load(ids).await?;
        let fresh: HashMap<InstanceId, (i64, bool)> =
            fresh.iter().map(|found| (found.origin.id, (found.version, found.suspended))).collect();
        let remembered = |id: &InstanceId| known.get(id).map(|found| (found.version, found.suspended));
        Ok(ids.iter().any(|id| remembered(id).is_some() && remembered(id) != fresh.get(id).copied()))
    }
}

fn refuse(part: Vec<Ask>, trouble: Trouble) {
    let refusal = match trouble {
        Trouble::Fault(fault) => Refusal::Store(Arc::new(fault)),
        Trouble::Stale | Trouble::Lost(_) => Refusal::Conflict,
    };
    for ask in part {
        let _ = ask.answer.send(Err(refusal.clone()));
    }
}
