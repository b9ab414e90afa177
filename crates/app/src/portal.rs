//! Everything a use case works with: tenants, services, store, connectors, clock.

use crate::authority_settings::AuthoritySettings;
use crate::error::Error;
use crate::finding::Finder;
use crate::packages::Package;
use crate::processes;
use crate::searches::Tally;
use crate::specialisations::InForce;
use connectors::Egress;
use connectors::identity::IdentityProvider;
use connectors::mail::MailSender;
use connectors::payment::Payment;
use connectors::register::Register;
use domain::{Actor, Authority, Clock, Country, Ctx, Directory, Ids, Lang};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};
use store::changes::{self, Changing};
use store::{Db, Scope};
use tokio::runtime::{Handle, RuntimeFlavor};
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

/// The search index and the state of what it was made from; replaced as a whole when a catalogue changes.
pub struct Search {
    now: RwLock<(Arc<Finder>, FinderState)>,
    generation: AtomicU64,
}

/// What the search index was made from: other numbers, another day, another index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FinderState {
    /// The state of the catalogues that authorities brought in.
    pub catalogue: i64,
    /// The state of what authorities say in words of their own.
    pub specialisations: i64,
    /// The day, because much holds from one day to another.
    pub day: Date,
}

impl FinderState {
    /// The day everywhere where Portikus runs.
    pub fn day_of(clock: &dyn Clock) -> Date {
        clock.now().to_zoned(TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC)).date()
    }
}

impl Search {
    /// An index and the state of the catalogues that it was built from.
    pub fn new(finder: Finder, state: FinderState) -> Search {
        Search { now: RwLock::new((Arc::new(finder), state)), generation: AtomicU64::new(0) }
    }

    /// How often this node read the catalogues anew: tells a printed page from one that is still true.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
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
    /// Looks whether web addresses that authorities name still lead somewhere.
    pub links: Egress,
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
        let day = FinderState::day_of(self.clock.as_ref());
        let mut tx = self.db.read(Scope::installation()).await?;
        let specialisations = changes::find_state(&mut tx, Changing::Specialisation).await?;
        let catalogue = changes::find_state(&mut tx, Changing::Catalogue).await?;
        drop(tx);
        if built_from == (FinderState { catalogue, specialisations, day }) {
            return Ok(false);
        }
        let (entries, catalogue) = crate::catalogue::load(&self.db).await?;
        let (published, specialisations) = crate::specialisations::load(&self.db).await?;
        let state = FinderState { catalogue, specialisations, day };
        let before = self.finder();
        let build = || {
            let specialised = InForce::build(&self.services, &self.directory, &published, day);
            before.rebuild(&self.services, &self.directory, entries, specialised)
        };
        // It takes a while of pure work; requests go on beside it.
        let finder = match Handle::current().runtime_flavor() {
            RuntimeFlavor::MultiThread => tokio::task::block_in_place(build),
            _ => build(),
        };
        *self.search.now.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = (Arc::new(finder), state);
        self.search.generation.fetch_add(1, Ordering::Release);
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
        let domains = &self.settings.in_force().domains;
        crate::addresses::base_url(&self.rules.scheme, &self.rules.base_domain, domains, authority)
    }

    /// A service as it is at a place: in the words of that authority, else of the one above it, else as all have it.
    pub fn service_at(&self, place: &Authority, key: &str) -> Option<Arc<Package>> {
        let lead = self.directory.lead_of(&place.federation);
        self.finder().specialised.find(place, lead.as_deref(), key).or_else(|| self.find_service(key))
    }

    /// All services as they are at a place, also those that are not offered there; by key.
    pub fn services_at(&self, place: &Authority) -> Vec<Arc<Package>> {
        let finder = self.finder();
        let mut services = self.services.clone();
        let lead = self.directory.lead_of(&place.federation).filter(|lead| lead.key != place.key);
        for authority in lead.iter().map(|lead| lead.key.as_str()).chain([place.key.as_str()]) {
            services.extend(finder.specialised.of(authority).map(|(key, package)| (key.clone(), Arc::clone(package))));
        }
        services.into_values().collect()
    }

    /// The current version of a service as all have it.
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
