//! Services in lists and links.

use crate::pages::{Offline, ServiceEntry};
use crate::server::Visit;
use app::catalogue::Entry;
use app::finding::{self, InCharge, Known};
use app::packages::Package;

/// A service in a list.
pub fn entry(visit: &Visit, package: &Package) -> ServiceEntry {
    let texts = package.texts(visit.ctx.lang, visit.authority().country);
    ServiceEntry {
        title: package.title(visit.ctx.lang, visit.authority().country),
        href: format!("/leistungen/{}", package.key),
        line: texts.summary.clone().unwrap_or_default(),
        online: finding::is_online_for(&visit.site.portal, package, visit.authority()),
    }
}

/// A service in a list, whoever describes it.
pub fn known(visit: &Visit, known: &Known) -> ServiceEntry {
    match known {
        Known::Shared(package) => entry(visit, package),
        Known::Own(own) => own_entry(visit, own),
    }
}

/// A service that an authority brought in, in a list.
pub fn own_entry(visit: &Visit, entry: &Entry) -> ServiceEntry {
    let lang = visit.ctx.lang;
    ServiceEntry {
        title: entry.title(lang).0,
        href: format!("/leistungen/{}", entry.key),
        line: entry.summary(lang).map(|(text, _)| text).unwrap_or_default(),
        online: entry.online.is_some(),
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
