//! What can come out of a use case besides its result.

use domain::{Action, Actor, Ctx, Resource, TrustLevel, allows};
use thiserror::Error;

/// Why a use case did not do what was asked. `Display` tells this layer only; sources carry the rest.
#[derive(Debug, Error)]
pub enum Error {
    /// It is not there, or not for this person: both answer alike.
    #[error("there is nothing here under this address")]
    NotFound,
    /// A sign-in of at least this level is needed first.
    #[error("this needs a sign-in of the level {}", .0.as_str())]
    SignInNeeded(TrustLevel),
    /// Somebody else was faster; the page has to be read again.
    #[error("this was changed in the meantime")]
    Conflict,
    /// The application is not complete.
    #[error("the application is not complete")]
    Incomplete,
    /// What came in does not make sense.
    #[error("{0}")]
    Invalid(String),
    /// A system outside did not do what we asked.
    #[error("a system outside did not answer as it should")]
    Outside(#[from] connectors::Fault),
    /// The store failed.
    #[error("the store failed")]
    Store(#[from] store::Fault),
    /// The process refused a command.
    #[error("the process refused")]
    Process(#[from] engine::Rejection),
    /// A key of this authority came, and it may not do this.
    #[error("this key may not do that")]
    Forbidden,
    /// A step of a process was not carried out; nothing of it was kept.
    #[error(transparent)]
    Refused(#[from] store::steps::Refusal),
    /// Something in this program or its settings is wrong.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// Whether the process rests and takes nothing until somebody lets it go on.
    pub fn is_at_rest(&self) -> bool {
        matches!(self, Error::Refused(store::steps::Refusal::Suspended))
    }

    /// Whether the same work may succeed when it is begun again from the start.
    pub fn is_conflict(&self) -> bool {
        match self {
            Error::Conflict => true,
            Error::Store(fault) => fault.is_conflict(),
            Error::Refused(refusal) => matches!(refusal, store::steps::Refusal::Conflict),
            _ => false,
        }
    }
}

/// The first line of every use case: refuses what the policy does not allow.
///
/// # Errors
/// [`Error::SignInNeeded`] when a (better) sign-in may help, else [`Error::NotFound`]: "not yours" looks like "not there".
pub fn authorise(ctx: &Ctx, action: Action, resource: &Resource<'_>) -> Result<(), Error> {
    if allows(&ctx.actor, action, resource) {
        return Ok(());
    }
    let level = resource.level.max(TrustLevel::Low);
    match &ctx.actor {
        Actor::Visitor { .. } => Err(Error::SignInNeeded(level)),
        Actor::Inhabitant { level: mine, person, .. }
            if *mine < level && resource.owner.is_none_or(|o| o == *person) =>
        {
            Err(Error::SignInNeeded(level))
        }
        Actor::Interface(key) if resource.authority == Some(key.authority.as_str()) => Err(Error::Forbidden),
        _ => Err(Error::NotFound),
    }
}

/// Repeats work that lost a race: reads fresh and decides again, a few times.
pub(crate) async fn repeat_on_conflict<T, F, Work>(mut work: F) -> Result<T, Error>
where
    F: FnMut() -> Work,
    Work: Future<Output = Result<T, Error>>,
{
    const TRIES: usize = 6;
    for _ in 1..TRIES {
        match work().await {
            Err(fault) if fault.is_conflict() => tokio::task::yield_now().await,
            done => return done,
        }
    }
    work().await
}
