//! Where an authority's portal is reached: at its label before the base domain, or at a host name of its own. Everything
//! that writes an address of a portal asks [`base_url`], and whoever looks whose host a name is asks [`Domains`].

use crate::error::Error;
use domain::{Actor, Authority, Ctx, HostNameFault, parse_host_name};
use std::collections::HashMap;
use store::{Db, Scope, authority_settings as table};
use thiserror::Error as Fault;

/// The word of this setting in the store.
pub(crate) const KIND: &str = "domains";
/// More host names no authority has.
const MOST: usize = 10;

/// Why a host name cannot be an authority's own.
#[derive(Debug, Clone, PartialEq, Eq, Fault)]
pub enum DomainFault {
    /// It is no host name.
    #[error(transparent)]
    NoName(#[from] HostNameFault),
    /// It is the base domain or under it, where labels are.
    #[error(
        "{name:?} lies at the base domain {base}, where authorities have labels: give it with --host to `authority add`"
    )]
    AtBase {
        /// The host name.
        name: String,
        /// The base domain, without its port.
        base: String,
    },
    /// Another authority has it.
    #[error("{name:?} belongs to {owner}: take it away there first")]
    Taken {
        /// The host name.
        name: String,
        /// Key of the authority that has it.
        owner: String,
    },
    /// The list is longer than this.
    #[error("more than {0} host names: take some away")]
    TooMany(usize),
}

/// The host names of authorities' own that are in force.
#[derive(Debug, Default)]
pub struct Domains {
    of: HashMap<String, Vec<String>>,
    owners: HashMap<String, String>,
}

impl Domains {
    /// From key, version and list of each authority. Saving refuses a name that somebody has; where two saved at the same
    /// moment the first by key has it, on every node alike.
    pub(crate) fn new(lists: Vec<(String, i64, Vec<String>)>) -> Domains {
        let mut domains = Domains::default();
        for (authority, _, names) in lists {
            for name in names {
                if domains.owners.contains_key(&name) {
                    tracing::error!(name, authority, "this host name is another authority's, too");
                    continue;
                }
                domains.owners.insert(name.clone(), authority.clone());
                domains.of.entry(authority.clone()).or_default().push(name);
            }
        }
        domains
    }

    /// An authority's own host names, the main one first.
    pub fn of(&self, authority: &str) -> &[String] {
        self.of.get(authority).map_or(&[], Vec::as_slice)
    }

    /// Key of the authority whose host name this is.
    pub fn find_owner(&self, name: &str) -> Option<&str> {
        self.owners.get(name).map(String::as_str)
    }

    /// All of them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.owners.keys().map(String::as_str)
    }
}

/// A host without its port, and the port with its colon.
pub fn split_port(host: &str) -> (&str, &str) {
    match host.rfind(':').filter(|at| host[at + 1..].bytes().all(|b| b.is_ascii_digit())) {
        Some(at) => host.split_at(at),
        None => (host, ""),
    }
}

/// The host name under which an authority's pages stand, without a port: its own domain, else its label before the base
/// domain. All its other names lead there.
pub fn main_host(base_domain: &str, domains: &Domains, authority: &Authority) -> String {
    match domains.of(&authority.key).first() {
        Some(name) => name.clone(),
        None => {
            let label = authority.hosts.first().unwrap_or(&authority.key);
            format!("{label}.{}", split_port(base_domain).0)
        }
    }
}

/// The address of an authority's portal, without a slash at the end. The port of the base domain holds everywhere.
pub fn base_url(scheme: &str, base_domain: &str, domains: &Domains, authority: &Authority) -> String {
    format!("{scheme}://{}{}", main_host(base_domain, domains, authority), split_port(base_domain).1)
}

/// The addresses of all host names of authorities' own, as browsers write origins.
pub fn list_origins(scheme: &str, base_domain: &str, domains: &Domains) -> Vec<String> {
    let port = split_port(base_domain).1;
    let mut origins: Vec<String> = domains.names().map(|name| format!("{scheme}://{name}{port}")).collect();
    origins.sort();
    origins
}

/// Looks whether these host names can be the ones of an authority; gives each once, as they are compared.
///
/// # Errors
/// A fault for every one that cannot.
pub fn check(
    names: &[String],
    base_domain: &str,
    authority: &str,
    domains: &Domains,
) -> Result<Vec<String>, Vec<DomainFault>> {
    let base = split_port(base_domain).0;
    let (mut good, mut faults) = (Vec::new(), Vec::new());
    for text in names {
        let name = match parse_host_name(text) {
            Ok(name) => name,
            Err(fault) => {
                faults.push(fault.into());
                continue;
            }
        };
        let owner = domains.find_owner(&name).filter(|owner| *owner != authority);
        if name == base || name.strip_suffix(base).is_some_and(|rest| rest.ends_with('.')) {
            faults.push(DomainFault::AtBase { name, base: base.to_owned() });
        } else if let Some(owner) = owner {
            faults.push(DomainFault::Taken { name, owner: owner.to_owned() });
        } else if !good.contains(&name) {
            good.push(name);
        }
    }
    if good.len() > MOST {
        faults.push(DomainFault::TooMany(MOST));
    }
    if faults.is_empty() { Ok(good) } else { Err(faults) }
}

/// Puts checked host names in force, the main one first. Every node knows them within a second.
///
/// # Errors
/// [`Error::NotFound`] for everybody but the operator at the terminal: a name in the wrong hands leads people astray.
pub async fn keep(db: &Db, ctx: &Ctx, names: &[String]) -> Result<(), Error> {
    if !matches!(ctx.actor, Actor::System) {
        return Err(Error::NotFound);
    }
    let mut tx = db.write(Scope::of(ctx)).await?;
    let actor = crate::process::actor_name(&ctx.actor);
    table::save(&mut tx, KIND, &names, &actor, ctx.now()).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(lists: &[(&str, &[&str])]) -> Domains {
        let list = |(key, names): &(&str, &[&str])| ((*key).to_owned(), 1, names.iter().map(|n| (*n).into()).collect());
        Domains::new(lists.iter().map(list).collect())
    }

    #[test]
    fn a_host_and_its_port_are_told_apart() {
        for (host, parts) in [
            ("localhost:8080", ("localhost", ":8080")),
            ("portal.example", ("portal.example", "")),
            ("[::1]:80", ("[::1]", ":80")),
            ("", ("", "")),
        ] {
            assert_eq!(split_port(host), parts);
        }
    }

    #[test]
    fn a_name_that_two_saved_at_once_is_the_first_ones() {
        let domains = lists(&[("aarau", &["a.example", "b.example"]), ("baden", &["b.example", "c.example"])]);
        assert_eq!(domains.find_owner("b.example"), Some("aarau"));
        assert_eq!(domains.of("baden"), ["c.example"]);
    }

    #[test]
    fn what_lies_at_the_base_or_belongs_to_another_is_refused() {
        let domains = lists(&[("baden", &["service.baden.example"])]);
        let ask = |names: &[&str], authority: &str| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            check(&names, "portal.example:8443", authority, &domains)
        };
        let good = ask(&["Service.Aarau.example", "service.aarau.example", "free.example"], "aarau");
        assert_eq!(good, Ok(vec!["service.aarau.example".to_owned(), "free.example".to_owned()]));
        assert!(ask(&["service.baden.example"], "baden").is_ok(), "one's own");
        assert!(ask(&["notportal.example"], "aarau").is_ok(), "only looks like the base");
        let faults = ask(&["portal.example", "x.portal.example", "service.baden.example", "10.0.0.1"], "aarau");
        let said: Vec<String> = faults.err().unwrap_or_default().iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 4, "{said:?}");
        assert!(said[2].contains("belongs to baden") && said[3].contains("IP address"), "{said:?}");
        let many: Vec<String> = (0..=MOST).map(|n| format!("s{n}.example")).collect();
        assert_eq!(check(&many, "x", "aarau", &domains), Err(vec![DomainFault::TooMany(MOST)]));
    }
}
