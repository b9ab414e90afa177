//! The front half of a sign-in: judge the portal's request, let a person choose, send the browser back with a code.

use axum::extract::{Form, Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::TrustLevel;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use url::Url;

use super::session::{Code, Request, SESSION, Session};
use super::{Account, IdentityProvider};
use crate::pages::{self, NoticePage, SignInGroup, SignInPage, SignInPerson};
use crate::random_name;

/// How long a person may take to choose, and how long a code is good.
const CHOOSING: SignedDuration = SignedDuration::from_mins(15);
const CODE: SignedDuration = SignedDuration::from_secs(60);

#[derive(Deserialize)]
pub(super) struct Asked {
    client_id: Option<String>,
    redirect_uri: Option<Url>,
    response_type: Option<String>,
    scope: Option<String>,
    state: Option<String>,
    nonce: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    prompt: Option<String>,
    max_age: Option<i64>,
    acr_values: Option<String>,
}

/// A portal asks who is there.
pub(super) async fn authorize(
    State(provider): State<IdentityProvider>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    // Until client and address are known to belong together, nobody is sent anywhere.
    let Some(redirect) = provider.registered(&asked) else {
        return pages::render(
            StatusCode::BAD_REQUEST,
            &[],
            &NoticePage::new(
                "Anmelden nicht möglich",
                "Das Portal, das Sie hierher geschickt hat, ist nicht registriert.",
            ),
        );
    };
    let words = |text: &Option<String>| -> Vec<String> {
        text.as_deref().unwrap_or_default().split(' ').map(str::to_owned).collect()
    };
    let prompt = words(&asked.prompt);
    let request = Request {
        redirect,
        state: asked.state.clone(),
        nonce: asked.nonce.clone(),
        challenge: asked.code_challenge.clone().unwrap_or_default(),
        level: provider.lowest_level(&words(&asked.acr_values)),
    };
    if let Some(error) = fault(&asked) {
        return provider.send_back(&request, &[("error", error)]);
    }
    let now = (provider.settings.clock)();
    let fresh = prompt.iter().any(|word| word == "login" || word == "select_account");
    let known = provider.session(&headers).filter(|session| {
        let young = asked.max_age.is_none_or(|limit| now.duration_since(session.proved).as_secs() < limit);
        let reached = provider.account(&session.account).map(|account| account.level);
        !fresh && young && reached >= Some(request.level)
    });
    match known {
        Some(session) => provider.send_code(request, session.account, session.proved),
        None if prompt.iter().any(|word| word == "none") => {
            provider.send_back(&request, &[("error", "login_required")])
        }
        None => provider.ask(request, now),
    }
}

/// What is wrong with the request, in the protocol's words.
fn fault(asked: &Asked) -> Option<&'static str> {
    let scopes = asked.scope.as_deref().unwrap_or_default();
    let challenge = asked.code_challenge.as_deref().unwrap_or_default();
    let proof = asked.code_challenge_method.as_deref() == Some("S256") && challenge.len() == 43;
    let filled = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
    if asked.response_type.as_deref() != Some("code") {
        Some("unsupported_response_type")
    } else if !scopes.split(' ').any(|scope| scope == "openid") {
        Some("invalid_scope")
    } else if !proof || !filled(&asked.state) || !filled(&asked.nonce) {
        Some("invalid_request")
    } else {
        None
    }
}

fn level_name(level: TrustLevel) -> &'static str {
    match level {
        TrustLevel::None => "keines",
        TrustLevel::Low => "niedrig",
        TrustLevel::Substantial => "substanziell",
        TrustLevel::High => "hoch",
    }
}

#[derive(Deserialize)]
pub(super) struct Choice {
    request: String,
    person: String,
}

/// A person has chosen; an empty choice calls the sign-in off.
pub(super) async fn sign_in(
    State(provider): State<IdentityProvider>,
    headers: HeaderMap,
    Form(choice): Form<Choice>,
) -> Response {
    let gone = || {
        let text = "Bitte kehren Sie zum Portal zurück und melden Sie sich dort noch einmal an.";
        pages::render(StatusCode::BAD_REQUEST, &[], &NoticePage::new("Diese Anmeldung ist abgelaufen", text))
    };
    if !pages::same_origin(&headers, &provider.settings.base_url) {
        return gone();
    }
    let now = (provider.settings.clock)();
    let Some(request) = provider.memory().requests.take(&choice.request, now) else { return gone() };
    if choice.person.is_empty() {
        return provider.send_back(&request, &[("error", "access_denied")]);
    }
    let Some(account) = provider.account(&choice.person) else { return gone() };
    if account.level < request.level {
        return provider.send_back(&request, &[("error", "unmet_authentication_requirements")]);
    }
    let Ok(name) = random_name() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let session = Session { account: account.key.clone(), proved: now };
    if let Some(old) = provider.session_name(&headers) {
        provider.memory().sessions.take(old, now);
    }
    provider.memory().sessions.put(name.clone(), session, now, SESSION);
    let cookie = [(SET_COOKIE, provider.set_cookie(&name, SESSION.as_secs()))];
    (cookie, provider.send_code(request, account.key.clone(), now)).into_response()
}

impl IdentityProvider {
    /// The address to send the browser back to, if client, origin and path are exactly the registered ones.
    fn registered(&self, asked: &Asked) -> Option<Url> {
        let client = &self.settings.client;
        let redirect = asked.redirect_uri.clone()?;
        let known = asked.client_id.as_deref() == Some(client.id.as_str())
            && client.origins.iter().any(|origin| origin.matches(&redirect))
            && redirect.path() == client.redirect_path
            && redirect.query().is_none();
        known.then_some(redirect)
    }

    /// The lowest level named in `acr_values`; an unknown name asks for nothing.
    fn lowest_level(&self, names: &[String]) -> TrustLevel {
        let named = self.settings.levels.iter().filter(|level| names.contains(&level.acr));
        named.map(|level| level.level).min().unwrap_or(TrustLevel::None)
    }

    fn send_back(&self, request: &Request, answer: &[(&str, &str)]) -> Response {
        let mut url = request.redirect.clone();
        {
            let mut query = url.query_pairs_mut();
            query.extend_pairs(answer);
            if let Some(state) = &request.state {
                query.append_pair("state", state);
            }
            query.append_pair("iss", self.issuer());
        }
        Redirect::to(url.as_str()).into_response()
    }

    fn send_code(&self, request: Request, account: String, proved: Timestamp) -> Response {
        let Ok(name) = random_name() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
        let response = self.send_back(&request, &[("code", &name)]);
        let code = Code { request, account, proved };
        self.memory().codes.put(name, code, (self.settings.clock)(), CODE);
        response
    }

    /// Shows the page on which a person says who she is.
    fn ask(&self, request: Request, now: Timestamp) -> Response {
        let Ok(name) = random_name() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
        let person = |account: &Account| SignInPerson {
            key: account.key.clone(),
            name: format!("{} {}", account.given_name, account.family_name).trim().to_owned(),
            note: account.note.clone(),
            level: level_name(account.level),
            enough: account.level >= request.level,
        };
        let people = |staff: bool| {
            let chosen = self.settings.accounts.iter().filter(|account| account.duty.is_some() == staff);
            chosen.map(person).collect::<Vec<_>>()
        };
        let groups = [("Einwohnerinnen und Einwohner", people(false)), ("Verwaltung", people(true))];
        let page = SignInPage {
            request: name.clone(),
            portal: request.redirect.host_str().unwrap_or_default().to_owned(),
            needed: (request.level > TrustLevel::None).then(|| level_name(request.level)),
            groups: groups
                .into_iter()
                .filter(|(_, people)| !people.is_empty())
                .map(|(title, people)| SignInGroup { title, people })
                .collect(),
        };
        self.memory().requests.put(name, request, now, CHOOSING);
        pages::render(StatusCode::OK, &self.settings.client.origins, &page)
    }
}
