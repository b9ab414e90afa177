//! The workshop: what designers see of service packages, and drafts of their models.

mod draft;
mod review;

pub use draft::{OpenFile, check, discard, download, list_drafts, open, save};
pub use review::{Finding, Review};
pub use store::package_drafts::PackageDraft;

use crate::error::{Error, authorise};
use crate::packages::Package;
use crate::portal::Portal;
use domain::{Action, Ctx, Resource};
use std::sync::Arc;

/// All packages, by key.
///
/// # Errors
/// [`Error::NotFound`] for everybody but designers.
pub fn list(portal: &Portal, ctx: &Ctx) -> Result<Vec<Arc<Package>>, Error> {
    let resource = Resource { authority: Some(&ctx.authority.key), ..Resource::default() };
    authorise(ctx, Action::ViewWorkshop, &resource)?;
    Ok(portal.services.values().cloned().collect())
}
