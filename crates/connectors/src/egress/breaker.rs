//! Circuit breakers, one per host: a system that keeps failing is left alone, then tried with a single call.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;

/// All breakers of one door. Time is passed in; a clock that jumps back opens a circuit at most once more.
pub struct Breakers {
    failures_to_open: u32,
    open_for: Duration,
    hosts: HashMap<String, Breaker>,
}

#[derive(Default)]
struct Breaker {
    failures: u32,
    /// When the circuit opened, or when the last trial call went out.
    since: Option<Timestamp>,
}

impl Breakers {
    /// Circuits that open after `failures_to_open` failures in a row (at least one) and stay open for `open_for`.
    pub fn new(failures_to_open: u32, open_for: Duration) -> Breakers {
        Breakers { failures_to_open: failures_to_open.max(1), open_for, hosts: HashMap::new() }
    }

    /// Whether a call to `host` may go out now. While the circuit is open one call per period is let through; a trial
    /// call that never reports back therefore cannot block the host for ever.
    pub fn admit(&mut self, host: &str, now: Timestamp) -> bool {
        let Some(breaker) = self.hosts.get_mut(host) else { return true };
        let Some(since) = breaker.since else { return true };
        let waited = now.duration_since(since).unsigned_abs();
        if waited < self.open_for {
            return false;
        }
        breaker.since = Some(now);
        true
    }

    /// Reports how a call ended.
    pub fn settle(&mut self, host: &str, failed: bool, now: Timestamp) {
        if !failed {
            self.hosts.remove(host);
            return;
        }
        let breaker = self.hosts.entry(host.to_owned()).or_default();
        breaker.failures = breaker.failures.saturating_add(1);
        if breaker.failures >= self.failures_to_open {
            breaker.since = Some(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    #[test]
    fn opens_after_failures_and_lets_one_trial_through() {
        let mut breakers = Breakers::new(3, Duration::from_secs(30));
        for second in 0..3 {
            assert!(breakers.admit("a.test", at(second)));
            breakers.settle("a.test", true, at(second));
        }
        assert!(!breakers.admit("a.test", at(5)), "open");
        assert!(breakers.admit("b.test", at(5)), "another host is not concerned");
        assert!(breakers.admit("a.test", at(40)), "one trial");
        assert!(!breakers.admit("a.test", at(41)), "only one");
        breakers.settle("a.test", true, at(42));
        assert!(!breakers.admit("a.test", at(60)), "the trial failed: open again");
        assert!(breakers.admit("a.test", at(73)));
        breakers.settle("a.test", false, at(74));
        assert!(breakers.admit("a.test", at(74)) && breakers.admit("a.test", at(74)), "closed again");
    }

    #[test]
    fn a_success_forgets_earlier_failures() {
        let mut breakers = Breakers::new(2, Duration::from_secs(30));
        breakers.settle("a.test", true, at(0));
        breakers.settle("a.test", false, at(1));
        breakers.settle("a.test", true, at(2));
        assert!(breakers.admit("a.test", at(3)));
    }

    #[test]
    fn a_lost_trial_does_not_block_for_ever() {
        let mut breakers = Breakers::new(1, Duration::from_secs(30));
        breakers.settle("a.test", true, at(0));
        assert!(breakers.admit("a.test", at(31)));
        assert!(breakers.admit("a.test", at(62)), "the trial at 31 never reported back");
    }
}
