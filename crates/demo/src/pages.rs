//! The demo systems' own pages: plain HTML that works without script, in a look of their own, because they stand for
//! foreign systems.

use askama::Template;
use axum::Router;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use url::Url;

use crate::origin::OriginPattern;

/// A heading and a sentence.
#[derive(Template)]
#[template(path = "notice.html")]
pub(crate) struct NoticePage<'a> {
    pub(crate) title: &'a str,
    pub(crate) text: &'a str,
}

impl<'a> NoticePage<'a> {
    pub(crate) fn new(title: &'a str, text: &'a str) -> NoticePage<'a> {
        NoticePage { title, text }
    }
}

/// Choose who you are.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub(crate) struct SignInPage {
    /// The started sign-in that the form continues.
    pub(crate) request: String,
    /// Host name of the portal that asks.
    pub(crate) portal: String,
    /// What the portal asks for, in words; None where it asks for no level.
    pub(crate) needed: Option<&'static str>,
    /// Groups of people, each with a heading.
    pub(crate) groups: Vec<SignInGroup>,
}

/// A heading and the people below it.
pub(crate) struct SignInGroup {
    pub(crate) title: &'static str,
    pub(crate) people: Vec<SignInPerson>,
}

/// One person to choose.
pub(crate) struct SignInPerson {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) note: String,
    pub(crate) level: &'static str,
    /// False where the person cannot reach the level that the portal needs.
    pub(crate) enough: bool,
}

/// Pay, call off, or let it fail.
#[derive(Template)]
#[template(path = "pay.html")]
pub(crate) struct PayPage {
    pub(crate) action: String,
    pub(crate) amount: String,
    pub(crate) purpose: String,
    /// What has become of the payment, once it is final.
    pub(crate) settled: Option<&'static str>,
    pub(crate) return_url: String,
}

/// A page with strict headers. `targets` are the origins a form on the page may end up at.
pub(crate) fn render(status: StatusCode, targets: &[OriginPattern], page: &impl Template) -> Response {
    let Ok(text) = page.render() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let targets: String = targets.iter().map(|origin| format!(" {}", origin.source())).collect();
    let policy = format!(
        "default-src 'none'; style-src 'self'; form-action 'self'{targets}; base-uri 'none'; frame-ancestors 'none'"
    );
    let headers = [
        (CONTENT_SECURITY_POLICY, policy),
        (CACHE_CONTROL, "no-store".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (REFERRER_POLICY, "same-origin".to_owned()),
    ];
    (status, headers, Html(text)).into_response()
}

/// The stylesheet of all pages, at `/demo.css`.
pub(crate) fn style_route<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let style = || async { ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../templates/demo.css")) };
    Router::new().route("/demo.css", get(style))
}

/// Whether a form was sent from the provider's own pages. Browsers name the origin on every POST.
pub(crate) fn same_origin(headers: &HeaderMap, base: &Url) -> bool {
    match headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()) {
        Some(origin) => origin == base.origin().ascii_serialization(),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        let page = NoticePage::new("<b>", "\"&");
        let text = page.render().unwrap();
        assert!(!text.contains("<b>") && text.contains("&#60;b&#62;"), "{text}");
    }
}
