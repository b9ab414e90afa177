//! What there is at a place, in one list: the shared services and those that its authorities brought in themselves.

use super::{Situation, is_online_for, list_services};
use crate::catalogue::Entry;
use crate::packages::Package;
use crate::portal::Portal;
use ::catalogue::TextModule;
use domain::place::fold;
use domain::{Authority, Lang};
use std::collections::HashSet;
use std::sync::Arc;

/// A service that is known at a place.
#[derive(Debug, Clone)]
pub enum Known {
    /// One of the shared services.
    Shared(Arc<Package>),
    /// One that the authority, or the one above it, brought in.
    Own(Arc<Entry>),
}

/// The services known at a place: the shared ones, most wanted first, then those that its authority and the one above it
/// brought in, by title. Where both say the same title, the one that can be done online stands, else what the authority
/// says itself.
pub fn list_known(portal: &Portal, place: &Arc<Authority>, lang: Lang) -> Vec<Known> {
    let finder = portal.finder();
    let lead = portal.directory.lead_of(&place.federation).filter(|lead| lead.key != place.key);
    let above = lead.iter().flat_map(|lead| finder.entries_of(&lead.key));
    let mut own: Vec<(String, &Arc<Entry>)> =
        finder.entries_of(&place.key).iter().chain(above).map(|entry| (fold(&entry.title(lang).0), entry)).collect();
    own.sort_by(|a, b| a.0.cmp(&b.0));
    let mut shared = list_services(portal, place, lang);
    let said: HashSet<&str> = own.iter().map(|(title, _)| title.as_str()).collect();
    let title = |package: &Package| fold(&package.title(lang, place.country));
    shared.retain(|package| !said.contains(title(package).as_str()) || is_online_for(portal, package, place));
    let offered: HashSet<String> =
        if own.is_empty() { HashSet::new() } else { shared.iter().map(|p| title(p)).collect() };
    let own = own.into_iter().filter(|(title, _)| !offered.contains(title));
    let own: Vec<Known> = own.map(|(_, entry)| Known::Own(Arc::clone(entry))).collect();
    shared.into_iter().map(Known::Shared).chain(own).collect()
}

/// Whether a service that an authority brought in belongs to a life situation: one of its categories has the situation's
/// code, or is called like it.
pub fn is_about(entry: &Entry, situation: &Situation) -> bool {
    let names: Vec<String> =
        situation.title.0.values().map(|title| fold(title)).chain([fold(&situation.key)]).collect();
    entry.service.categories.iter().any(|category| {
        let code = category.id.value.trim();
        let has_code = !code.is_empty() && (situation.pv_code.as_deref() == Some(code) || code == situation.key);
        has_code || category.title.iter().any(|(_, title)| names.contains(&fold(title)))
    })
}

/// The office that an authority's own service names, in words; none where it names none.
pub fn named_office(entry: &Entry, lang: Lang) -> Option<String> {
    let unit = entry.office.as_ref().and_then(|unit| unit.name.find(lang.base().code()).map(str::to_owned));
    let line = || {
        let (text, _) = entry.text(TextModule::Responsible, lang)?;
        text.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
    };
    unit.filter(|name| !name.trim().is_empty()).or_else(line)
}
