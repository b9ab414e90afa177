//! The way from a form to another authority's portal. Browsers ask the content policy of the page with the form about
//! each redirect that follows. It covers the base domain; a domain of an authority's own it does not cover, and two hundred
//! of them do not belong into a header of every answer. There a page leads on, which is no redirect.

use super::Visit;
use super::reply::{Reply, page, see_other};
use crate::pages::Onward;
use crate::parts::Link;
use domain::Authority;
use http::{HeaderValue, header};

/// Leads on to `path` at an authority's portal after a form.
///
/// # Errors
/// When the template fails.
pub(crate) fn lead_to(visit: &Visit, authority: &Authority, path: &str) -> Reply {
    let portal = &visit.site.portal;
    let to = format!("{}{path}", portal.base_url(authority));
    let has_domain = !portal.settings.in_force().domains.of(&authority.key).is_empty();
    if !has_domain || authority.key == visit.authority().key {
        return Ok(see_other(&to));
    }
    let name = authority.full_name(visit.ctx.lang);
    let mut response = page(&Onward { to: Link::new(name, to.clone()), frame: visit.bare_frame() })?;
    // At once, without a script.
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={to}")) {
        response.headers_mut().insert(header::REFRESH, refresh);
    }
    Ok(response)
}
