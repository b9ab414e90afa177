//! Public pages that look the same to everybody who is not signed in are printed once a minute, not once a reader.

use super::bundle::pack;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::Lang;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use std::collections::HashMap;
use std::sync::RwLock;
use std::time::{Duration, Instant};

/// How old a printed page may be: opening hours change at midnight, nothing else does while the program runs.
const FRESH: Duration = Duration::from_secs(60);
/// More pages than this are not kept; the shelf is emptied and fills again.
const MOST: usize = 3_000;
/// A longer page is not kept.
const LONGEST: usize = 200_000;

/// Printed pages by host, address and language.
#[derive(Default)]
pub(super) struct Shelf(RwLock<HashMap<Key, Printed>>);

type Key = (String, String, &'static str);

struct Printed {
    at: Instant,
    plain: Bytes,
    packed: Option<Bytes>,
}

/// The key under which the answer to this request may be kept (`host` with the states of the authorities' settings and
/// of the catalogues): only for readers without a session, only for pages that
/// depend on nothing but place, address and language.
pub(super) fn key(request: &Request, host: &str, lang: Lang, has_session: bool) -> Option<Key> {
    let path = request.uri().path();
    let public = path == "/"
        || ["/leistungen", "/lebenslagen", "/behoerden", "/impressum", "/datenschutz", "/barrierefreiheit", "/hilfe"]
            .iter()
            .any(|start| path.starts_with(start));
    let plain_get = request.method() == Method::GET && request.uri().query().is_none();
    (public && plain_get && !has_session).then(|| (host.to_owned(), path.to_owned(), lang.code()))
}

impl Shelf {
    /// The printed page, if it is fresh.
    pub(super) fn find(&self, key: &Key, asked: &HeaderMap) -> Option<Response> {
        let shelf = self.0.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        let printed = shelf.get(key).filter(|printed| printed.at.elapsed() < FRESH)?;
        Some(printed.answer(asked))
    }

    /// Keeps a page and answers with it; what is not a good page passes unchanged.
    pub(super) async fn keep(&self, key: Key, asked: &HeaderMap, response: Response) -> Response {
        let is_page =
            response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        if response.status() != StatusCode::OK || !is_page || response.headers().contains_key(header::SET_COOKIE) {
            return response;
        }
        let (parts, body) = response.into_parts();
        let Ok(plain) = to_bytes(body, usize::MAX).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        if plain.len() > LONGEST {
            return Response::from_parts(parts, plain.into());
        }
        let printed = Printed { at: Instant::now(), packed: pack(&plain), plain };
        let answer = printed.answer(asked);
        let mut shelf = self.0.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        if shelf.len() >= MOST {
            shelf.clear();
        }
        shelf.insert(key, printed);
        answer
    }
}

impl Printed {
    fn answer(&self, asked: &HeaderMap) -> Response {
        let takes_gzip =
            asked.get(header::ACCEPT_ENCODING).and_then(|h| h.to_str().ok()).is_some_and(|h| h.contains("gzip"));
        let packed = self.packed.clone().filter(|_| takes_gzip);
        let encoding = packed.is_some();
        let mut response = packed.unwrap_or_else(|| self.plain.clone()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        // Shared caches must not keep what another reader may see signed in.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, accept-language, cookie"));
        if encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}
