//! Services in lists and links.

use crate::pages::ServiceEntry;
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

/// Whether somebody at this place can do it online, at whichever authority is in charge.
pub fn is_online_for(visit: &Visit, package: &Package) -> bool {
    match finding::in_charge(&visit.site.portal, package, visit.authority()) {
        InCharge::Authority(authority) => finding::is_online(package, &authority),
        InCharge::AskPlace => package.form.is_some(),
        InCharge::Nobody => false,
    }
}
