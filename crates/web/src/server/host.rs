//! The host name of a request: whose it is, and which requests stay at a name that is not the main one.

use super::cross_origin::is_public_interface;
use crate::handlers::SCRIPT;
use app::{Portal, addresses};
use domain::Authority;
use http::HeaderMap;
use std::sync::Arc;

/// A host name as it is compared: small letters, without its port. Proxies and browsers differ in whether they name it.
pub(super) struct Host {
    name: String,
    base: String,
    /// It ends in a dot: another origin for browsers, and the same name for everybody else.
    has_dot: bool,
}

impl Host {
    /// What the request says. `base_domain` may have a port.
    pub(super) fn of(headers: &HeaderMap, base_domain: &str) -> Host {
        let given = headers.get(http::header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let given = addresses::split_port(given).0.to_ascii_lowercase();
        let (name, has_dot) = match given.strip_suffix('.') {
            Some(name) => (name.to_owned(), true),
            None => (given, false),
        };
        Host { name, base: addresses::split_port(base_domain).0.to_owned(), has_dot }
    }

    /// The name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// It is the bare base domain.
    pub(super) fn is_base(&self) -> bool {
        self.name == self.base
    }

    /// What stands before the base domain.
    pub(super) fn label(&self) -> Option<&str> {
        self.name.strip_suffix(&self.base)?.strip_suffix('.').filter(|label| !label.is_empty())
    }

    /// Whose name it is: by its label, else among the domains that authorities have of their own.
    pub(super) fn find_owner(&self, portal: &Portal) -> Option<Arc<Authority>> {
        match self.label() {
            Some(label) => portal.directory.find_by_host(label),
            None => portal.directory.find(portal.settings.in_force().domains.find_owner(&self.name)?),
        }
    }

    /// It is the one name under which the authority's pages stand.
    pub(super) fn is_main_of(&self, portal: &Portal, authority: &Authority) -> bool {
        let domains = &portal.settings.in_force().domains;
        !self.has_dot && self.name == addresses::main_host(&portal.rules.base_domain, domains, authority)
    }
}

/// What other web sites load: browsers let no script follow to another host.
pub(super) fn is_for_embedding(path: &str) -> bool {
    is_public_interface(path) || path == SCRIPT
}

/// What programs ask for at any name of an authority: they were given that address with their key, and do not follow.
pub(super) fn is_for_programs(path: &str) -> bool {
    is_for_embedding(path) || path.starts_with("/api/") || path.starts_with("/engine-rest/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(given: &str, base: &str) -> Host {
        let mut headers = HeaderMap::new();
        headers.insert(http::header::HOST, given.parse().expect("a header"));
        Host::of(&headers, base)
    }

    #[test]
    fn names_are_compared_without_port_case_and_dot() {
        for given in ["aarau.portal.example", "AARAU.Portal.example:8443", "aarau.portal.example.:1"] {
            assert_eq!(host(given, "portal.example:8443").label(), Some("aarau"), "{given}");
        }
        assert!(host("aarau.portal.example.", "portal.example").has_dot);
        assert!(host("portal.example:80", "portal.example").is_base());
    }

    #[test]
    fn what_only_looks_like_the_base_has_no_label() {
        for given in
            ["portal.example", ".portal.example", "aarauportal.example", "aarau.portal.example.evil.example", ""]
        {
            assert_eq!(host(given, "portal.example").label(), None, "{given}");
        }
    }
}
