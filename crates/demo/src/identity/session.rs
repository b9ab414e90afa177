//! What the provider remembers: started sign-ins, codes, sessions; and signing out.

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::TrustLevel;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use url::Url;

use super::IdentityProvider;
use crate::pages::{self, NoticePage};

/// A sign-in that a portal started and that waits for a person to choose.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) redirect: Url,
    pub(super) state: Option<String>,
    pub(super) nonce: Option<String>,
    pub(super) challenge: String,
    /// The lowest level that satisfies the portal.
    pub(super) level: TrustLevel,
}

/// A code and everything its token will say.
#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) request: Request,
    pub(super) account: String,
    pub(super) proved: Timestamp,
}

/// A browser whose person is known.
#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) account: String,
    pub(super) proved: Timestamp,
}

/// Everything that is lost at a restart.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) requests: Shelf<Request>,
    pub(super) codes: Shelf<Code>,
    pub(super) sessions: Shelf<Session>,
}

/// Entries under unguessable names, each with an end. Bounded: the oldest go first.
pub(super) struct Shelf<T> {
    entries: HashMap<String, (Timestamp, T)>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Shelf<T> {
        Shelf { entries: HashMap::new() }
    }
}

const MOST: usize = 20_000;

impl<T: Clone> Shelf<T> {
    pub(super) fn put(&mut self, name: String, value: T, now: Timestamp, keep: SignedDuration) {
        if self.entries.len() >= MOST {
            self.entries.retain(|_, (end, _)| *end > now);
        }
        if self.entries.len() >= MOST {
            let oldest = self.entries.iter().min_by_key(|(_, (end, _))| *end).map(|(name, _)| name.clone());
            oldest.and_then(|name| self.entries.remove(&name));
        }
        self.entries.insert(name, (now + keep, value));
    }

    pub(super) fn find(&self, name: &str, now: Timestamp) -> Option<T> {
        self.entries.get(name).filter(|(end, _)| *end > now).map(|(_, value)| value.clone())
    }

    /// Takes an entry away, so that nobody can use it a second time.
    pub(super) fn take(&mut self, name: &str, now: Timestamp) -> Option<T> {
        self.entries.remove(name).filter(|(end, _)| *end > now).map(|(_, value)| value)
    }
}

/// How long a browser stays known.
pub(super) const SESSION: SignedDuration = SignedDuration::from_hours(8);

impl IdentityProvider {
    /// The cookie's name; over https it is bound to this host.
    fn cookie_name(&self) -> &'static str {
        if self.settings.base_url.scheme() == "https" { "__Host-demo-id" } else { "demo-id" }
    }

    pub(super) fn set_cookie(&self, value: &str, seconds: i64) -> String {
        let secure = if self.settings.base_url.scheme() == "https" { "; Secure" } else { "" };
        format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", self.cookie_name())
    }

    pub(super) fn session_name<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == self.cookie_name()).map(|(_, value)| value)
    }

    pub(super) fn session(&self, headers: &HeaderMap) -> Option<Session> {
        let name = self.session_name(headers)?;
        self.memory().sessions.find(name, (self.settings.clock)())
    }
}

#[derive(Deserialize)]
pub(super) struct Leave {
    post_logout_redirect_uri: Option<Url>,
    state: Option<String>,
}

/// Ends the session at the provider and sends the browser back to a registered origin, if it named one.
pub(super) async fn logout(
    State(provider): State<IdentityProvider>,
    Query(leave): Query<Leave>,
    headers: HeaderMap,
) -> Response {
    if let Some(name) = provider.session_name(&headers) {
        provider.memory().sessions.take(name, (provider.settings.clock)());
    }
    let cookie = [(SET_COOKIE, provider.set_cookie("", 0))];
    let registered = |url: &Url| provider.settings.client.origins.iter().any(|origin| origin.matches(url));
    match leave.post_logout_redirect_uri.filter(registered) {
        Some(mut url) => {
            if let Some(state) = leave.state {
                url.query_pairs_mut().append_pair("state", &state);
            }
            (cookie, Redirect::to(url.as_str())).into_response()
        }
        None => {
            let page = NoticePage::new("Sie sind abgemeldet", "Sie können dieses Fenster jetzt zumachen.");
            (cookie, pages::render(StatusCode::OK, &[], &page)).into_response()
        }
    }
}
