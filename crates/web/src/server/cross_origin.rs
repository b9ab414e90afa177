//! Which pages of other web sites may read public answers: exact origins that the authority allowed, never with cookies.

use super::Site;
use axum::response::Response;
use domain::Authority;
use http::HeaderValue;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, VARY};

/// What other sites may ask for, if they may at all.
pub(super) fn is_public_interface(path: &str) -> bool {
    path.starts_with("/api/v1/")
}

/// Tells the browser whether the page that asked may read this answer. Everybody else gets no header, which means no.
pub(super) fn answer(site: &Site, authority: &Authority, origin: Option<&HeaderValue>, response: &mut Response) {
    let headers = response.headers_mut();
    // Caches must not give one site's answer to another.
    headers.append(VARY, HeaderValue::from_static("origin"));
    let allowed = origin.filter(|origin| {
        origin.to_str().is_ok_and(|origin| app::embedding::is_allowed(&site.portal, authority, origin))
    });
    if let Some(origin) = allowed {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
}
