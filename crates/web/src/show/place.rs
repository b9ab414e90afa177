//! Places: the communes of a federation by district.

use crate::pages::District;
use crate::parts::Link;
use crate::server::Visit;
use domain::Authority;
use std::collections::BTreeMap;

/// All communes of this federation by district; `suffix` is the path to go to there.
pub fn districts(visit: &Visit, suffix: &str) -> Vec<District> {
    let portal = &visit.site.portal;
    let mut by_district: BTreeMap<String, Vec<(String, Link)>> = BTreeMap::new();
    let answering = portal.directory.answering_in(&visit.authority().federation, visit.ctx.today());
    for commune in answering.filter(|authority| !authority.kind.is_lead()) {
        let district = commune.district.clone().unwrap_or_default();
        let link = Link::new(commune.name.clone(), format!("{}{suffix}", portal.base_url(commune)));
        by_district.entry(district).or_default().push((domain::place::fold(&commune.name), link));
    }
    by_district
        .into_iter()
        .map(|(name, mut communes)| {
            communes.sort_by(|a, b| a.0.cmp(&b.0));
            District { name, communes: communes.into_iter().map(|(_, link)| link).collect() }
        })
        .collect()
}

/// Where a commune lies, in words.
pub fn within(visit: &Visit, commune: &Authority) -> String {
    let lead = visit.site.portal.directory.lead_of(&commune.federation).map(|lead| lead.full_name(visit.ctx.lang));
    [commune.district.clone(), lead].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
