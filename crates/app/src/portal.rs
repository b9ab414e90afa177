//! Everything a use case works with: tenants, services, store, connectors, clock.

use crate::authority_settings::AuthoritySettings;
use crate::error::Error;
use crate::finding::Finder;
use crate::packages::Package;
use crate::processes;
use crate::searches::Tally;
use connectors::identity::IdentityProvider;
use connectors::mail::MailSender;
use connectors::payment::Payment;
use connectors::register::Register;
use domain::{Actor, Authority, Clock, Country, Ctx, Directory, Ids, Lang};
use jiff::civil::Date;
use search::Lexicon;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, RwLock};
use store::{Db, Scope};
use tokio::sync::Notify;

/// The portal: one per process, shared by all requests and jobs.
pub struct Portal {
    /// Tenants, by host, key and place.
    pub directory: Directory,
    /// The current version of each service, by key.
    pub services: BTreeMap<String, Arc<Package>>,
    /// The one search box; read it with [`Portal::finder`].
    pub search: Search,
    /// What people searched for and this node has not written yet.
    pub searches: Tally,
    /// What authorities decide about their own portals.
    pub settings: AuthoritySettings,
    /// The database.
    pub db: Db,
    /// The outside.
    pub connectors: Connectors,
    /// Settings of the rules.
    pub rules: Rules,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<dyn Ids>,
    /// Wakes the worker after a commit that left work.
    pub wake: Notify,
    /// Processes without an application: the committer of this node, and who waits for work.
    pub processes: processes::Host,
    /// Older versions of services that running cases still use, loaded when first needed.
    pub older: Older,
}

/// The search index with all that it is made from; replaced as a whole when a catalogue changes.
pub struct Search {
    now: RwLock<(Arc<Finder>, (i64, i64))>,
    lexicon: Lexicon,
}

impl Search {
    /// An index, the state of the catalogues that it was built from, and the words it knows.
    pub fn new(finder: Finder, state: (i64, i64), lexicon: Lexicon) -> Search {
        Search { now: RwLock::new((Arc::new(finder), state)), lexicon }
    }
}

/// Packages by content hash that are no longer current.
#[derive(Default)]
pub struct Older(RwLock<HashMap<String, Arc<Package>>>);

/// The outside, by kind.
pub struct Connectors {
    /// Registers by name ("residents").
    pub registers: BTreeMap<String, Arc<dyn Register>>,
    /// Signs inhabitants and staff in.
    pub identity: Arc<dyn IdentityProvider>,
    /// Takes fees.
    pub payment: Arc<dyn Payment>,
    /// Sends notices.
    pub mail: Arc<dyn MailSender>,
}

/// Numbers that an operator may set.
#[derive(Debug, Clone)]
pub struct Rules {
    /// `http` or `https`: how people reach the portal.
    pub scheme: String,
    /// What stands behind the host labels: `localhost:8080`, `portal.example`.
    pub base_domain: String,
    /// Address that notices come from; the authority's name stands before it.
    pub mail_from: String,
    /// Wait after the first failure of a job; doubles with each further one.
    pub retry_first: jiff::SignedDuration,
    /// Failures after which a job halts and an incident is raised.
    pub retry_attempts: i64,
    /// How long a node keeps a job before another may take it.
    pub lease: jiff::SignedDuration,
    /// Days a draft is kept after its last change.
    pub draft_days: i64,
    /// Largest upload in bytes.
    pub max_upload: usize,
}

impl Portal {
    /// The search index as it is now.
    pub fn finder(&self) -> Arc<Finder> {
        Arc::clone(&self.search.now.read().unwrap_or_else(|poisoned| poisoned.into_inner()).0)
    }

    /// Builds the index anew when a catalogue has changed since, on whichever node.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn refresh_search(&self) -> Result<bool, Error> {
        let built_from = self.search.now.read().unwrap_or_else(|poisoned| poisoned.into_inner()).1;
        if crate::catalogue::find_state(&self.db).await? == built_from {
            return Ok(false);
        }
        let (entries, state) = crate::catalogue::load(&self.db).await?;
        let situations = self.finder().situations.clone();
        let finder = Finder::build(&self.services, situations, &self.directory, entries, &self.search.lexicon);
        *self.search.now.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = (Arc::new(finder), state);
        Ok(true)
    }

    /// A context for a tenant.
    pub fn ctx(&self, authority: Arc<Authority>, actor: Actor, lang: Lang) -> Ctx {
        Ctx::new(authority, actor, lang, Arc::clone(&self.clock), Arc::clone(&self.ids))
    }

    /// The context of the same actor at another authority of the same federation: an inhabitant's inbox spans them all.
    pub(crate) fn ctx_at(&self, ctx: &Ctx, authority: &str) -> Result<Ctx, Error> {
        let there = self.directory.find(authority).ok_or(Error::NotFound)?;
        if there.federation != ctx.authority.federation {
            return Err(Error::NotFound);
        }
        Ok(self.ctx(there, ctx.actor.clone(), ctx.lang))
    }

    /// The day that the calendars of a country show.
    pub fn today(&self, country: Country) -> Date {
        self.clock.now().to_zoned(country.zone()).date()
    }

    /// The address of an authority's portal, without a slash at the end.
    pub fn base_url(&self, authority: &Authority) -> String {
        let label = authority.hosts.first().map_or(authority.key.as_str(), String::as_str);
        format!("{}://{label}.{}", self.rules.scheme, self.rules.base_domain)
    }

    /// The current version of a service.
    pub fn find_service(&self, key: &str) -> Option<Arc<Package>> {
        self.services.get(key).cloned()
    }

    /// The version of a service package with this content hash, current or older.
    ///
    /// # Errors
    /// When it is not in the store or this program cannot read it any more.
    pub async fn load_package(&self, hash: &str) -> Result<Arc<Package>, Error> {
        if let Some(current) = self.services.values().find(|p| p.version == hash) {
            return Ok(Arc::clone(current));
        }
        if let Some(known) = self.older.0.read().unwrap_or_else(|poisoned| poisoned.into_inner()).get(hash) {
            return Ok(Arc::clone(known));
        }
        let mut tx = self.db.read(Scope::installation()).await?;
        let files = store::packages::find(&mut tx, hash).await?;
        drop(tx);
        let files = files.ok_or_else(|| Error::Internal(format!("the service version {hash} is not in the store")))?;
        let package = crate::packages::restore(files).map_err(|problems| {
            let first = problems.first().map(ToString::to_string).unwrap_or_default();
            Error::Internal(format!("the service version {hash} cannot be read by this program: {first}"))
        })?;
        let package = Arc::new(package);
        let mut older = self.older.0.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        older.insert(hash.to_owned(), Arc::clone(&package));
        Ok(package)
    }
}
