//! What authorities decide about their own portals, as it is in force now, kept up to date on every node.

use crate::addresses::Domains;
use crate::error::Error;
use crate::portal::Portal;
use crate::short_addresses::ShortAddress;
use crate::special_hours::ByOffice;
use crate::synonyms::Synonyms;
use domain::{Action, Appearance, Ctx, Resource};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, RwLock};
use std::time::Duration;
use store::authority_settings as table;
use store::changes::{self, Changing};
use store::{Db, Scope};
use tokio::sync::watch;

/// Changes are visible on every node within so long.
const LOOK_EVERY: Duration = Duration::from_millis(900);

/// Everything in force, by authority.
#[derive(Debug, Default)]
pub struct InForce {
    /// Looks with their versions.
    pub appearances: HashMap<String, (i64, Arc<Appearance>)>,
    /// Web sites that may embed the portal, as browsers write their origins.
    pub embed_origins: HashMap<String, Vec<String>>,
    /// Authorities where a second person publishes what somebody wrote.
    pub second_person: HashSet<String>,
    /// Words that people use at a place.
    pub synonyms: HashMap<String, Synonyms>,
    /// Host names of authorities' own.
    pub domains: Domains,
    /// Short addresses, in the order of the designers.
    pub short_addresses: HashMap<String, Vec<ShortAddress>>,
    /// Days on which offices are open otherwise.
    pub special_hours: HashMap<String, ByOffice>,
}

/// The settings of all authorities; replaced as a whole when one of them changes.
pub struct AuthoritySettings(RwLock<(Arc<InForce>, i64)>);

impl AuthoritySettings {
    /// Reads them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(db: &Db) -> Result<AuthoritySettings, Error> {
        Ok(AuthoritySettings(RwLock::new(read(db).await?)))
    }

    /// What is in force now.
    pub fn in_force(&self) -> Arc<InForce> {
        Arc::clone(&self.0.read().unwrap_or_else(|poisoned| poisoned.into_inner()).0)
    }

    /// A number that is another one after every change.
    pub fn state(&self) -> i64 {
        self.0.read().unwrap_or_else(|poisoned| poisoned.into_inner()).1
    }

    /// Reads them anew when one has changed since, on whichever node.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn refresh(&self, db: &Db) -> Result<bool, Error> {
        let known = self.state();
        let mut tx = db.read(Scope::installation()).await?;
        let state = changes::find_state(&mut tx, Changing::Setting).await?;
        drop(tx);
        if state == known {
            return Ok(false);
        }
        let fresh = read(db).await?;
        *self.0.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = fresh;
        Ok(true)
    }
}

async fn read(db: &Db) -> Result<(Arc<InForce>, i64), Error> {
    let mut tx = db.read(Scope::installation()).await?;
    let state = changes::find_state(&mut tx, Changing::Setting).await?;
    let origins = table::list_in_force(&mut tx, crate::embedding::KIND).await?;
    let embed_origins = origins.into_iter().map(|(authority, _, origins)| (authority, origins)).collect();
    let looks = table::list_in_force(&mut tx, crate::appearance::KIND).await?;
    let appearances = looks.into_iter().map(|(authority, version, look)| (authority, (version, Arc::new(look))));
    let needed = table::list_in_force(&mut tx, crate::specialisations::SECOND_PERSON).await?;
    let second_person = needed.into_iter().filter_map(|(authority, _, needed)| Some(authority).filter(|_| needed));
    let second_person = second_person.collect();
    let words = table::list_in_force(&mut tx, crate::synonyms::KIND).await?;
    let synonyms = words.into_iter().map(|(authority, _, list)| (authority, Synonyms::new(list))).collect();
    let domains = Domains::new(table::list_in_force(&mut tx, crate::addresses::KIND).await?);
    let short = table::list_in_force(&mut tx, crate::short_addresses::KIND).await?;
    let short_addresses = short.into_iter().map(|(authority, _, list)| (authority, list)).collect();
    let special = table::list_in_force(&mut tx, crate::special_hours::KIND).await?;
    let special_hours = special.into_iter().map(|(authority, _, days)| (authority, days)).collect();
    let appearances = appearances.collect();
    let in_force =
        InForce { appearances, embed_origins, second_person, synonyms, domains, short_addresses, special_hours };
    Ok((Arc::new(in_force), state))
}

/// Keeps a running node up to date until `stop` says so.
pub async fn follow(portal: Arc<Portal>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(fault) = portal.settings.refresh(&portal.db).await {
            tracing::warn!(error = &fault as &dyn std::error::Error, "settings of authorities cannot be followed");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Whether the actor may change the face of the context's authority.
///
/// # Errors
/// Like [`crate::error::authorise`].
pub(crate) fn authorise(ctx: &Ctx) -> Result<(), Error> {
    let resource = Resource { authority: Some(&ctx.authority.key), ..Resource::default() };
    crate::error::authorise(ctx, Action::ShapePortal, &resource)
}
