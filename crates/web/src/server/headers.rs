//! What every answer carries: a strict content policy, no sniffing, no framing, no caching of personal pages.

use axum::response::Response;
use domain::Lang;
use http::header::{self, HeaderValue, InvalidHeaderValue};

/// The policy: everything from this host, nothing inline; forms may lead to the portals at the base domain and to the
/// named providers. For authorities with domains of their own there is [`super::onward`].
pub(super) fn content_security_policy(
    scheme: &str,
    base_domain: &str,
    form_targets: &[String],
) -> Result<HeaderValue, InvalidHeaderValue> {
    HeaderValue::from_str(&format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         form-action 'self' {scheme}://*.{base_domain} {}; frame-ancestors 'none'; base-uri 'none'",
        form_targets.join(" ")
    ))
}

/// Adds the headers that are not there yet.
pub(super) fn secure(response: &mut Response, csp: &HeaderValue) {
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, csp.clone()),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (header::HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
        (
            header::HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=()"),
        ),
        // Whoever means to be cached says so.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(value);
    }
}

/// Remembers the chosen language in the browser, on this host, for a year; nothing else is in the cookie.
pub(super) fn remember_language(response: &mut Response, lang: Lang) {
    let cookie = format!("sprache={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", lang.code());
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
