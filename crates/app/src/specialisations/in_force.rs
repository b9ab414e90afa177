//! The services as each authority has them today: what all share, what the canton or Kreis says over it, what the commune
//! says over that. Made as a whole whenever somebody publishes and at midnight.

use super::specialisation::Specialisation;
use crate::error::Error;
use crate::packages::Package;
use domain::{Authority, Directory};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::changes::{self, Changing};
use store::{Db, Scope};

/// What was published: whose, which service, what is said.
pub type Published = Vec<(String, String, Specialisation)>;

/// What is in force at all authorities, and the state of the store it was read at.
///
/// # Errors
/// When the store fails.
pub async fn load(db: &Db) -> Result<(Published, i64), Error> {
    let mut tx = db.read(Scope::installation()).await?;
    let state = changes::find_state(&mut tx, Changing::Specialisation).await?;
    Ok((store::specialisations::list_in_force(&mut tx).await?, state))
}

/// Services that differ from what all share, by authority.
#[derive(Debug, Default)]
pub struct InForce {
    by_authority: HashMap<String, BTreeMap<String, Arc<Package>>>,
    /// Services of an authority's own that others may take over: whose, which.
    offered: Vec<(String, Arc<Package>)>,
}

impl InForce {
    /// Puts together what holds on `today`. What cannot be a service any more is left out and logged.
    pub fn build(
        shared: &BTreeMap<String, Arc<Package>>,
        directory: &Directory,
        published: &Published,
        today: Date,
    ) -> InForce {
        let mut in_force = InForce::default();
        let holding: Vec<(Arc<Authority>, &str, &Specialisation)> = published
            .iter()
            .filter(|(_, _, said)| said.holds(today))
            .filter_map(|(authority, service, said)| Some((directory.find(authority)?, service.as_str(), said)))
            .collect();
        for (authority, service, said) in &holding {
            match said.package(service, authority) {
                Some(Ok(package)) => {
                    let package = Arc::new(package);
                    if said.own.as_ref().is_some_and(|own| own.shared) {
                        in_force.offered.push((authority.key.clone(), Arc::clone(&package)));
                    }
                    in_force.put(authority, service, package);
                }
                Some(Err(problems)) => {
                    let first = problems.first().map(ToString::to_string).unwrap_or_default();
                    tracing::error!(authority = authority.key, service, first, "a service of its own cannot be read");
                }
                None => {}
            }
        }
        // The one above first, so that its communes speak over it.
        for leads in [true, false] {
            for (authority, service, said) in
                holding.iter().filter(|(a, _, said)| said.own.is_none() && a.kind.is_lead() == leads)
            {
                let lead = directory.lead_of(&authority.federation);
                let below = match &said.adopted_from {
                    Some(key) => in_force.offered_as(directory, authority, key),
                    None => {
                        in_force.find(authority, lead.as_deref(), service).or_else(|| shared.get(*service).cloned())
                    }
                };
                match below {
                    Some(below) => {
                        let package = Arc::new(said.over(&below, authority));
                        in_force.put(authority, service, package);
                    }
                    None => tracing::warn!(
                        authority = authority.key,
                        service,
                        "something is said about a service that does not exist any more"
                    ),
                }
            }
        }
        in_force
    }

    fn put(&mut self, authority: &Authority, service: &str, package: Arc<Package>) {
        self.by_authority.entry(authority.key.clone()).or_default().insert(service.to_owned(), package);
    }

    /// Another authority's own service, as it is before `authority` says anything over it.
    fn offered_as(&self, directory: &Directory, authority: &Authority, key: &str) -> Option<Arc<Package>> {
        let (_, package) = self.offered_in(directory, authority).find(|(_, package)| package.key == key)?;
        Some(Arc::new(Specialisation::adopted(package, authority)))
    }

    /// Services of their own that others in the same federation and country offer: whose, which.
    pub fn offered_in<'f>(
        &'f self,
        directory: &'f Directory,
        authority: &'f Authority,
    ) -> impl Iterator<Item = (Arc<Authority>, &'f Arc<Package>)> {
        self.offered.iter().filter_map(move |(of, package)| {
            let of = directory.find(of)?;
            let fits = of.federation == authority.federation && of.kind == authority.kind && of.key != authority.key;
            fits.then_some((of, package))
        })
    }

    /// The service as `authority` has it, or else as the one above it has it; none where both have it as all do.
    pub fn find(&self, authority: &Authority, lead: Option<&Authority>, service: &str) -> Option<Arc<Package>> {
        let of = |key: &str| self.by_authority.get(key)?.get(service).cloned();
        of(&authority.key).or_else(|| of(&lead?.key))
    }

    /// Whose words hold at `authority`: its own key or that of the one above; none where it is as all have it.
    pub fn whose<'a>(&self, authority: &'a str, lead: Option<&'a str>, service: &str) -> Option<&'a str> {
        let has = |key: &&str| self.by_authority.get(*key).is_some_and(|own| own.contains_key(service));
        Some(authority).filter(has).or_else(|| lead.filter(has))
    }

    /// Everything that one authority says.
    pub fn of(&self, authority: &str) -> impl Iterator<Item = (&String, &Arc<Package>)> {
        self.by_authority.get(authority).into_iter().flatten()
    }

    /// Everything: whose, which service.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Arc<Package>)> {
        self.by_authority.iter().flat_map(|(of, packages)| packages.values().map(move |package| (of.as_str(), package)))
    }
}
