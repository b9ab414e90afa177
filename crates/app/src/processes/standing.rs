//! What a refusal of the committer means for whoever asked.

use engine::Rejection;
use store::steps::Refusal;

/// Where a refused order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There is no such instance at this authority.
    NotThere,
    /// Somebody else holds the lock, or took the message.
    NotYours,
    /// The process does not take this now: it went on, rests, or has no such thing.
    Impossible,
    /// The same may go well a little later.
    Again,
    /// Something in this program or its database is wrong.
    Broken,
}

/// Says what a refusal means.
pub fn standing(refusal: &Refusal) -> Standing {
    match refusal {
        Refusal::NotFound => Standing::NotThere,
        Refusal::LeaseLost | Refusal::MessageTaken => Standing::NotYours,
        Refusal::Rejected(Rejection::ForeignState(_)) => Standing::Broken,
        Refusal::Rejected(_) | Refusal::Suspended | Refusal::OfCase => Standing::Impossible,
        Refusal::Conflict | Refusal::Stopped => Standing::Again,
        Refusal::ModelMissing(_) | Refusal::Broken(_) | Refusal::Store(_) => Standing::Broken,
    }
}
