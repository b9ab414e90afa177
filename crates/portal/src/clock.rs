//! The one place where the program looks at the wall clock and at the system's randomness.

use domain::{Clock, Ids};
use jiff::Timestamp;
use uuid::Uuid;

/// The wall clock.
pub struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else is handed")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Ids from the system's randomness.
pub struct RandomIds;

impl Ids for RandomIds {
    fn new_id(&self) -> Uuid {
        let secret = self.secret();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&secret[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        // Without randomness nothing can be kept safe: better no program than a guessable one.
        if getrandom::fill(&mut bytes).is_err() {
            crate::complain("the system gives no randomness");
            std::process::abort();
        }
        bytes
    }
}
