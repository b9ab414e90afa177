//! Services in lists and links.

use crate::pages::{Offline, ServiceEntry};
use crate::server::Visit;
use app::finding::{self, InCharge};
use app::packages::Package;

/// A service in a list.
pub fn entry(visit: &Visit, package: &Package) -> ServiceEntry {
    let texts = package.texts(visit.ctx.lang, visit.authority().country);
    ServiceEntry {
        title: package.title(visit.ctx.lang, visit.authority().country),
        href: format!("/leistungen/{}", package.key),
        line: texts.summary.clone().unwrap_or_default(),
        online: is_online_for(visit, package),
    }
}

/// How to reach the office in charge, where it cannot be done online; none where it can, or nobody is known to be in
/// charge yet.
pub fn offline(visit: &Visit, package: &Package) -> Option<Offline> {
    let portal = &visit.site.portal;
    let InCharge::Authority(there) = finding::in_charge(portal, package, visit.authority()) else { return None };
    if finding::is_online(package, &there) || finding::online_elsewhere(package, &there).is_some() {
        return None;
    }
    let office = finding::office_of(portal, package, &there);
    Some(Offline {
        phone: office.map(|office| office.phone.clone()).unwrap_or_default(),
        counter: there.old_counter.clone(),
    })
}

/// Whether somebody at this place can do it online, at whichever authority is in charge.
pub fn is_online_for(visit: &Visit, package: &Package) -> bool {
    match finding::in_charge(&visit.site.portal, package, visit.authority()) {
        InCharge::Authority(authority) => {
            finding::is_online(package, &authority) || finding::online_elsewhere(package, &authority).is_some()
        }
        InCharge::AskPlace => package.form.is_some(),
        InCharge::Nobody => false,
    }
}
