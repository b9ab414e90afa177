//! How an authority's portal looks: from a form or a file, refused when it cannot be read, in force on every node within
//! seconds, with its history.

mod file;
mod logo;
mod svg;

pub use file::{Given, parse_file};
pub use logo::{LARGEST, LogoFault, MOST_PIXELS, clean as clean_logo};

use crate::authority_settings::authorise;
use crate::error::Error;
use crate::portal::Portal;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::{Appearance, Authority, Ctx, Font, Logo, Palette};
use std::sync::Arc;
pub use store::authority_settings::Version;
use store::{Db, Scope, authority_settings as table};

/// The word of this setting in the store.
pub(crate) const KIND: &str = "appearance";
/// So many versions are listed.
const LISTED: i64 = 20;

/// What is in force, with its version; 0 for what came with the authority's data.
pub fn of(portal: &Portal, authority: &Authority) -> (i64, Arc<Appearance>) {
    match portal.settings.in_force().appearances.get(&authority.key) {
        Some((version, appearance)) => (*version, Arc::clone(appearance)),
        None => (0, Arc::new(from_data(authority))),
    }
}

fn from_data(authority: &Authority) -> Appearance {
    Appearance { brand: authority.theme.brand.clone(), font: Font::default(), logo: None }
}

/// The bytes of a logo; empty when what is stored is broken.
pub fn logo_bytes(logo: &Logo) -> Vec<u8> {
    STANDARD.decode(&logo.base64).unwrap_or_default()
}

/// Whether the actor may change the look.
///
/// # Errors
/// [`Error::NotFound`] for everybody but the authority's designers, [`Error::SignInNeeded`] for nobody.
pub fn check_may_change(ctx: &Ctx) -> Result<(), Error> {
    authorise(ctx)
}

/// Puts a look in force. A colour that cannot be read is refused here too, and a logo is cleaned once more: what is
/// stored was checked, whoever sent it.
///
/// # Errors
/// [`Error::NotFound`] for everybody but the authority's designers; [`Error::Invalid`] for what the form refuses.
pub async fn save(db: &Db, ctx: &Ctx, wanted: &Appearance) -> Result<i64, Error> {
    authorise(ctx)?;
    let palette = Palette::of(&wanted.brand).map_err(|fault| Error::Invalid(fault.to_string()))?;
    let logo = match &wanted.logo {
        Some(logo) => Some(clean_logo(&logo_bytes(logo)).map_err(|fault| Error::Invalid(fault.to_string()))?.0),
        None => None,
    };
    let kept = Appearance { brand: palette.given, font: wanted.font, logo };
    let mut tx = db.write(Scope::of(ctx)).await?;
    let actor = crate::process::actor_name(&ctx.actor);
    let version = table::save(&mut tx, KIND, &kept, &actor, ctx.now()).await?;
    tx.commit().await?;
    Ok(version)
}

/// An earlier version, to be looked at and saved again.
///
/// # Errors
/// [`Error::NotFound`] for everybody but the authority's designers, and where there is none with this number.
pub async fn load_version(db: &Db, ctx: &Ctx, number: i64) -> Result<Appearance, Error> {
    authorise(ctx)?;
    let mut tx = db.read(Scope::of(ctx)).await?;
    table::find_version(&mut tx, KIND, number).await?.ok_or(Error::NotFound)
}

/// The versions so far, newest first.
///
/// # Errors
/// [`Error::NotFound`] for everybody but the authority's designers.
pub async fn list_versions(db: &Db, ctx: &Ctx) -> Result<Vec<Version>, Error> {
    authorise(ctx)?;
    let mut tx = db.read(Scope::of(ctx)).await?;
    Ok(table::list_versions(&mut tx, KIND, LISTED).await?)
}
