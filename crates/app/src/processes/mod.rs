//! Processes that offices bring themselves, without an application around them: deployed, started, worked on by programs
//! outside, mended by operators. Every step goes through the node's committer.
//!
//! What one instance does to others (calls, signals, messages, timers) is a job of its own in the same transaction, and
//! [`due`] carries it out.

pub mod bulk;
pub mod correlate;
pub mod definitions;
pub(crate) mod due;
mod effects;
pub mod fetch;
mod give;
pub mod give_back;
pub mod hold;
mod host;
pub mod instances;
pub mod jobs;
pub mod migrate;
mod model_cache;
pub mod operate;
mod order;
mod others;
mod standing;
pub mod start;
mod timer_starts;

pub use host::Host;
pub use standing::{Standing, standing};

use crate::error::{Error, authorise};
use domain::{Action, Ctx, Resource};

/// The first line of every use case here: the thing belongs to the authority whose host was called.
fn allow(ctx: &Ctx, action: Action) -> Result<(), Error> {
    authorise(ctx, action, &Resource { authority: Some(&ctx.authority.key), ..Resource::default() })
}
