//! Finding: which services exist where, who is in charge, and the one search box over all of it.

mod duration;
mod finder;
mod known;
mod listing;
mod situations;

pub use ::search::Kind;
pub use duration::{Duration, duration};
pub use finder::{Finder, Found, Hit, Target, search, suggest};
pub use known::{Known, is_about, list_known, named_office};
pub use listing::{Listing, PAGE, Wish, is_online_for, look_up};
pub use situations::{Situation, parse_situations};

use crate::packages::Package;
use crate::portal::Portal;
use domain::{Authority, Lang, Office};
use std::sync::Arc;

/// Whether this authority itself offers the service.
pub fn is_offered(package: &Package, authority: &Authority) -> bool {
    let descriptor = &package.descriptor;
    !descriptor.withheld
        && descriptor.only.as_ref().is_none_or(|only| *only == authority.key)
        && descriptor.is_offered(&authority.federation, authority.country, authority.kind)
}

/// Whether it can be applied for online at this authority.
pub fn is_online(package: &Package, authority: &Authority) -> bool {
    is_offered(package, authority)
        && package.form.is_some()
        && package.descriptor.in_country(authority.country).stage >= 1
}

/// Where it is done online outside this portal, as the authority says.
pub fn online_elsewhere<'p>(package: &'p Package, authority: &Authority) -> Option<&'p str> {
    is_offered(package, authority).then_some(package.descriptor.elsewhere.as_deref()).flatten()
}

/// Who is in charge of a service for somebody at this place.
#[derive(Debug, Clone, PartialEq)]
pub enum InCharge {
    /// This authority: the place itself, or the canton or Kreis above it.
    Authority(Arc<Authority>),
    /// A commune is in charge, and which one depends on where the person lives.
    AskPlace,
    /// The service does not exist here.
    Nobody,
}

/// Resolves who is in charge: the place itself, the canton or Kreis above it, or, seen from above, the commune that has
/// to be asked for.
pub fn in_charge(portal: &Portal, package: &Package, place: &Arc<Authority>) -> InCharge {
    if is_offered(package, place) {
        return InCharge::Authority(Arc::clone(place));
    }
    let lead = portal.directory.lead_of(&place.federation).filter(|lead| lead.key != place.key);
    match lead {
        Some(lead) if is_offered(package, &lead) => InCharge::Authority(lead),
        None if is_known(package, place) => InCharge::AskPlace,
        _ => InCharge::Nobody,
    }
}

/// Whether anybody in this authority's federation offers the service.
pub fn is_known(package: &Package, place: &Authority) -> bool {
    let descriptor = &package.descriptor;
    if descriptor.withheld {
        return false;
    }
    let kinds =
        [place.kind, domain::AuthorityKind::Commune, domain::AuthorityKind::Canton, domain::AuthorityKind::Kreis];
    kinds.into_iter().any(|kind| descriptor.is_offered(&place.federation, place.country, kind))
}

/// The office that does it there.
pub fn office_of(portal: &Portal, package: &Package, authority: &Authority) -> Option<Arc<Office>> {
    portal.directory.office_for(&authority.key, &package.descriptor.in_country(authority.country).office)
}

/// The services known at a place, most wanted first, then by title.
pub fn list_services(portal: &Portal, place: &Authority, lang: Lang) -> Vec<Arc<Package>> {
    let mut services: Vec<(u8, String, Arc<Package>)> = portal
        .services_at(place)
        .into_iter()
        .filter(|package| is_known(package, place))
        .map(|package| {
            let demand = package.descriptor.in_country(place.country).demand;
            (demand, package.title(lang, place.country), package)
        })
        .collect();
    services.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    services.into_iter().map(|(_, _, package)| package).collect()
}
