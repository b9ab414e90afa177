//! Time and ids as something handed in, so that tests and replays can set both.

use jiff::Timestamp;
use std::sync::Mutex;
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// Makes ids: random in production, predictable in tests.
pub trait Ids: Send + Sync {
    /// A new id that nobody can guess.
    fn new_id(&self) -> Uuid;
    /// 32 bytes nobody can guess, for session tokens and seals.
    fn secret(&self) -> [u8; 32];
}

/// A clock for tests: stands still until it is moved.
#[derive(Debug)]
pub struct FixedClock(Mutex<Timestamp>);

impl FixedClock {
    /// A clock that shows `at`.
    pub fn new(at: Timestamp) -> Self {
        FixedClock(Mutex::new(at))
    }

    /// Moves the clock to `at`.
    pub fn set(&self, at: Timestamp) {
        *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = at;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}
