//! What can go wrong outside, sorted by what the caller should do next.

/// A failed call. Every variant carries one sentence for the operator, without personal data: it names the
/// system and the kind of failure, never what was asked or answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Try again later: time-out, no connection, an overloaded or broken server, an open circuit. The outcome is
    /// unknown, so the next attempt carries the same idempotency key.
    #[error("{0}")]
    Retry(String),
    /// Trying again changes nothing: refused credentials, an address that is not allowed, wrong settings.
    #[error("{0}")]
    Refused(String),
    /// The system works and has no such entry.
    #[error("{0}")]
    NotFound(String),
    /// The system answered something that cannot be understood or believed.
    #[error("{0}")]
    Invalid(String),
}

impl Fault {
    /// True where a later attempt may succeed without anybody changing anything.
    pub fn is_retry(&self) -> bool {
        matches!(self, Fault::Retry(_))
    }

    /// The fault that an HTTP status stands for; `system` is the host name shown to the operator. None for 2xx.
    pub fn from_status(system: &str, status: u16) -> Option<Fault> {
        match status {
            200..=299 => None,
            404 | 410 => Some(Fault::NotFound(format!("{system} has no such entry (HTTP {status})."))),
            401 | 403 => Some(Fault::Refused(format!("{system} refused our credentials (HTTP {status})."))),
            408 | 425 | 429 => Some(Fault::Retry(format!("{system} asked us to come back later (HTTP {status})."))),
            400..=499 => Some(Fault::Refused(format!("{system} refused the request (HTTP {status})."))),
            500..=599 => Some(Fault::Retry(format!("{system} failed (HTTP {status})."))),
            _ => Some(Fault::Invalid(format!("{system} answered with an unexpected status (HTTP {status})."))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_sorted_by_what_to_do_next() {
        let kind = |status| Fault::from_status("register.example", status);
        assert_eq!(kind(204), None);
        assert!(matches!(kind(404), Some(Fault::NotFound(_))));
        assert!(matches!(kind(401), Some(Fault::Refused(_))));
        assert!(matches!(kind(422), Some(Fault::Refused(_))));
        assert!(kind(429).is_some_and(|fault| fault.is_retry()));
        assert!(kind(503).is_some_and(|fault| fault.is_retry()));
        assert!(matches!(kind(302), Some(Fault::Invalid(_))));
    }
}
