//! Instances in memory by id. An entry may be stale: what is written compares versions, so that costs a repetition only.

use crate::steps::Instance;
use domain::InstanceId;
use std::collections::HashMap;
use std::sync::Arc;

/// At most `room` instances in two generations: who is not asked for during a whole generation goes.
pub(super) struct Hot {
    room: usize,
    young: HashMap<InstanceId, Arc<Instance>>,
    old: HashMap<InstanceId, Arc<Instance>>,
}

impl Hot {
    pub(super) fn new(room: usize) -> Hot {
        Hot { room, young: HashMap::new(), old: HashMap::new() }
    }

    pub(super) fn find(&mut self, id: InstanceId) -> Option<Arc<Instance>> {
        if let Some(found) = self.young.get(&id) {
            return Some(Arc::clone(found));
        }
        let found = self.old.remove(&id)?;
        self.keep(Arc::clone(&found));
        Some(found)
    }

    /// Keeps an instance, unless it has ended: nothing follows then.
    pub(super) fn keep(&mut self, instance: Arc<Instance>) {
        let id = instance.origin.id;
        if instance.state.outcome().is_some() || self.room == 0 {
            return self.forget(id);
        }
        self.old.remove(&id);
        self.young.insert(id, instance);
        if self.young.len() > self.room / 2 {
            self.old = std::mem::take(&mut self.young);
        }
    }

    pub(super) fn forget(&mut self, id: InstanceId) {
        self.young.remove(&id);
        self.old.remove(&id);
    }
}
