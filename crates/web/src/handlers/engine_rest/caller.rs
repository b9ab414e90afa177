//! Who calls: the authority is that of the host, and the key must be one of its own.

use super::fault::Fault;
use crate::server::{Site, Tenant, Weak};
use app::interface_keys::{self, Credentials};
use axum::extract::FromRequestParts;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::{Actor, Authority, Ctx, Lang};
use http::header::AUTHORIZATION;
use http::request::Parts;
use std::sync::Arc;

/// A program with a valid key.
pub(super) struct Caller {
    pub(super) site: Arc<Site>,
    pub(super) ctx: Ctx,
}

impl Caller {
    /// The portal.
    pub(super) fn portal(&self) -> &app::Portal {
        &self.site.portal
    }

    /// The authority it works for.
    pub(super) fn authority(&self) -> &Authority {
        &self.ctx.authority
    }

    /// Refuses a tenant other than the authority of the host: there is nothing of others here.
    pub(super) fn check_tenant(&self, tenant: Option<&str>) -> Result<(), Fault> {
        match tenant {
            Some(tenant) if !tenant.is_empty() && tenant != self.authority().key => {
                Err(Fault::not_found(format!("This host serves the tenant {} alone.", self.authority().key)))
            }
            _ => Ok(()),
        }
    }
}

impl FromRequestParts<Weak> for Caller {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, weak: &Weak) -> Result<Caller, Fault> {
        let site = weak.site().map_err(|_| Fault::closing())?;
        let Some(Tenant(authority)) = parts.extensions.get::<Tenant>().cloned() else { return Err(Fault::closing()) };
        let nobody = site.portal.ctx(authority, Actor::Visitor { session: None }, Lang::De);
        let shown = parts.headers.get(AUTHORIZATION).and_then(|value| read(value.to_str().ok()?));
        let Some(shown) = shown else { return Err(Fault::unauthorised()) };
        match interface_keys::recognise(&site.portal, &nobody, &shown).await? {
            Some(key) => {
                let ctx = nobody.with_actor(Actor::Interface(key));
                Ok(Caller { site, ctx })
            }
            None => Err(Fault::unauthorised()),
        }
    }
}

fn read(header: &str) -> Option<Credentials> {
    let (scheme, rest) = header.split_once(' ')?;
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(Credentials::Bearer(rest.to_owned()));
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
    let (name, secret) = pair.split_once(':')?;
    Some(Credentials::Basic { name: name.to_owned(), secret: secret.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_show_a_key_are_read_and_nothing_else() {
        let basic = Credentials::Basic { name: "worker".into(), secret: "a:b".into() };
        assert_eq!(read("Basic d29ya2VyOmE6Yg=="), Some(basic.clone()));
        assert_eq!(read("basic d29ya2VyOmE6Yg=="), Some(basic));
        assert_eq!(read("Bearer pk_1"), Some(Credentials::Bearer("pk_1".into())));
        for other in ["", "Basic", "Basic !!", "Digest x", "Basic d29ya2Vy"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
