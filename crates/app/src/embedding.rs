//! Which foreign web sites may show an authority's search, tiles and services: a list of exact origins, empty at first.

use crate::authority_settings::authorise;
use crate::error::Error;
use crate::portal::Portal;
use domain::{Authority, Ctx, OriginFault, parse_origin};
use store::{Db, Scope, authority_settings as table};

/// The word of this setting in the store.
pub(crate) const KIND: &str = "embed-origins";
/// More web sites no authority has.
const MOST: usize = 50;

/// The web sites that may embed: what the authority decided, else what came with its data.
pub fn list_origins(portal: &Portal, authority: &Authority) -> Vec<String> {
    let in_force = portal.settings.in_force();
    in_force.embed_origins.get(&authority.key).unwrap_or(&authority.embed_origins).clone()
}

/// Whether a page of this origin may read public answers of this authority.
pub fn is_allowed(portal: &Portal, authority: &Authority, origin: &str) -> bool {
    let in_force = portal.settings.in_force();
    let allowed = in_force.embed_origins.get(&authority.key).unwrap_or(&authority.embed_origins);
    allowed.iter().any(|one| one == origin)
}

/// Whether the actor may change the list.
pub fn may_change(ctx: &Ctx) -> bool {
    authorise(ctx).is_ok()
}

/// Reads a list: one origin a line, each once.
///
/// # Errors
/// A fault for every line that is no origin, as far as that can be read in one go; one for a list that is too long.
pub fn parse_origins(lines: &str) -> Result<Vec<String>, Vec<OriginFault>> {
    let mut origins = Vec::new();
    let mut faults = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match parse_origin(line) {
            Ok(origin) if origins.contains(&origin) => {}
            Ok(_) if origins.len() == MOST => {
                faults.push(OriginFault::TooMany(MOST));
                break;
            }
            Ok(origin) => origins.push(origin),
            Err(fault) => faults.push(fault),
        }
        // Nobody mends more mistakes than these at once.
        if faults.len() == MOST {
            break;
        }
    }
    if faults.is_empty() { Ok(origins) } else { Err(faults) }
}

/// Puts a list in force. Every node knows it within a second.
///
/// # Errors
/// [`Error::NotFound`] for everybody but the authority's designers; when the store fails.
pub async fn allow(db: &Db, ctx: &Ctx, origins: &[String]) -> Result<(), Error> {
    authorise(ctx)?;
    let mut tx = db.write(Scope::of(ctx)).await?;
    let actor = crate::process::actor_name(&ctx.actor);
    table::save(&mut tx, KIND, &origins, &actor, ctx.now()).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_too_long_is_refused_and_not_cut() {
        let list = |count: usize| (0..count).map(|n| format!("https://s{n}.example\n")).collect::<String>();
        assert_eq!(parse_origins(&list(MOST)).map(|origins| origins.len()), Ok(MOST));
        assert_eq!(parse_origins(&(list(MOST) + &list(3))).map(|origins| origins.len()), Ok(MOST), "each counts once");
        assert_eq!(parse_origins(&list(MOST + 1)), Err(vec![OriginFault::TooMany(MOST)]));
        assert_eq!(parse_origins(&"x\n".repeat(10_000)).map_err(|faults| faults.len()), Err(MOST));
    }
}
