//! What each authority says in words of its own about a service, and services of its own: "a commune fills in only what
//! differs". Drafts are written, looked at, published; every published version stays; nothing shared is changed by it.

mod check;
mod drafting;
mod in_force;
mod overview;
mod part;
mod specialisation;
#[cfg(test)]
mod tests;
mod versions;

pub use check::{Mistake, check};
pub use drafting::{Open, adopt, create, discard, open, preview, publish, save, send_back, submit, take_back};
pub use in_force::{InForce, Published, load};
pub(crate) use overview::SECOND_PERSON;
pub use overview::{Listed, Offered, Standing, confirm_read, list, list_offered, second_person, set_second_person};
pub use part::Part;
pub use specialisation::{Online, OwnService, Specialisation, Words};
pub use versions::{Difference, VersionEntry, list_versions, restore};

use crate::error::{Error, authorise};
use domain::{Action, Ctx, Resource};

/// The first line of every use case here.
fn allow(ctx: &Ctx, action: Action) -> Result<(), Error> {
    authorise(ctx, action, &Resource { authority: Some(&ctx.authority.key), ..Resource::default() })
}
