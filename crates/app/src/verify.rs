//! Anybody who holds a letter can verify it; the answer says nothing about a person.

use crate::error::Error;
use crate::portal::Portal;
use domain::{Ctx, Seal, reference};
use store::{Scope, documents};

/// What is known of a code on a letter.
///
/// # Errors
/// When the store fails; a code that was never issued is no error.
pub async fn verify(portal: &Portal, ctx: &Ctx, typed: &str) -> Result<Option<Seal>, Error> {
    let Some(code) = reference::read_seal_code(typed) else { return Ok(None) };
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    Ok(documents::find_seal(&mut tx, &code).await?)
}
