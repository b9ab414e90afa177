//! A node's part in processes: the committer, the compiled models, and who waits for work.

use crate::processes::model_cache::Models;
use domain::{Clock, Directory, Ids};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};
use store::Db;
use store::definitions::Definition;
use store::steps::{Committer, Limits};
use tokio::sync::Notify;

/// Definitions by authority and hash; more than this are not remembered.
const MOST_DEFINITIONS: usize = 5_000;

/// An authority and the content hash of what it deployed.
type ByHash = (String, [u8; 32]);

/// One a node.
pub struct Host {
    pub(crate) committer: Committer,
    pub(crate) models: Arc<Models>,
    /// Wakes whoever waits for work in a long poll.
    pub(crate) work: Notify,
    closing: AtomicBool,
    known: RwLock<HashMap<ByHash, Arc<Definition>>>,
}

impl Host {
    /// Starts the committer on the present runtime. `attempts` is how often work fails before it becomes an incident,
    /// where the model does not say.
    pub fn start(db: &Db, directory: &Directory, clock: &Arc<dyn Clock>, ids: &Arc<dyn Ids>, attempts: i64) -> Host {
        let models = Arc::new(Models::new(directory, Arc::clone(ids), attempts));
        let stepper = Arc::clone(&models);
        Host {
            committer: Committer::start(db.clone(), stepper, Arc::clone(clock), Limits::default()),
            models,
            work: Notify::new(),
            closing: AtomicBool::new(false),
            known: RwLock::default(),
        }
    }

    /// Sends everybody home who waits for work: the node goes down.
    pub fn close(&self) {
        self.closing.store(true, Ordering::SeqCst);
        self.work.notify_waiters();
    }

    /// Whether the node goes down.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::SeqCst)
    }

    /// A definition remembered from before. Whether it is suspended may have changed since.
    pub(crate) fn recall(&self, authority: &str, hash: &[u8; 32]) -> Option<Arc<Definition>> {
        let known = self.known.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        known.get(&(authority.to_owned(), *hash)).cloned()
    }

    /// Remembers a definition.
    pub(crate) fn remember(&self, definition: &Arc<Definition>) {
        let mut known = self.known.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        if known.len() >= MOST_DEFINITIONS {
            known.clear();
        }
        known.insert((definition.authority.clone(), definition.hash), Arc::clone(definition));
    }
}
