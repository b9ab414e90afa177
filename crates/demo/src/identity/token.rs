//! The back half of a sign-in: a code, used once and proven with PKCE, becomes a signed ID token.

use axum::Json;
use axum::extract::{Form, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use openidconnect::PrivateSigningKey;
use openidconnect::core::CoreJwsSigningAlgorithm;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::IdentityProvider;
use super::session::Code;
use crate::random_name;

const VALID: SignedDuration = SignedDuration::from_mins(5);

#[derive(Deserialize)]
pub(super) struct Redeem {
    grant_type: String,
    code: Option<String>,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

/// Redeems a code.
pub(super) async fn token(
    State(provider): State<IdentityProvider>,
    headers: HeaderMap,
    Form(redeem): Form<Redeem>,
) -> Response {
    if !provider.is_client(&headers, &redeem) {
        return refuse(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    if redeem.grant_type != "authorization_code" {
        return refuse(StatusCode::BAD_REQUEST, "unsupported_grant_type");
    }
    let now = (provider.settings.clock)();
    // Taken away before it is judged: a code that was tried once, rightly or wrongly, is gone.
    let code = redeem.code.as_deref().and_then(|code| provider.memory().codes.take(code, now));
    let verifier = redeem.code_verifier.as_deref().unwrap_or_default();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    let proven = |code: &Code| {
        let same_address = redeem.redirect_uri.as_deref() == Some(code.request.redirect.as_str());
        (43..=128).contains(&verifier.len()) && code.request.challenge == challenge && same_address
    };
    let Some(code) = code.filter(proven) else { return refuse(StatusCode::BAD_REQUEST, "invalid_grant") };
    match provider.sign(&code) {
        Some(id_token) => {
            let access_token = random_name().unwrap_or_default();
            let body = json!({
                "access_token": access_token,
                "token_type": "Bearer",
                "expires_in": VALID.as_secs(),
                "id_token": id_token,
            });
            ([(CACHE_CONTROL, "no-store")], Json(body)).into_response()
        }
        None => refuse(StatusCode::BAD_REQUEST, "invalid_grant"),
    }
}

fn refuse(status: StatusCode, error: &str) -> Response {
    (status, [(CACHE_CONTROL, "no-store")], Json(json!({ "error": error }))).into_response()
}

impl IdentityProvider {
    /// Whether the portal proved itself: by Basic authentication, in the form, or by name alone if it has no secret.
    fn is_client(&self, headers: &HeaderMap, redeem: &Redeem) -> bool {
        let basic = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(read_basic);
        let (id, secret) = match basic {
            Some((id, secret)) => (Some(id), Some(secret)),
            None => (redeem.client_id.clone(), redeem.client_secret.clone()),
        };
        let client = &self.settings.client;
        id.as_deref() == Some(client.id.as_str())
            && match &client.secret {
                Some(known) => secret.is_some_and(|given| Sha256::digest(given) == Sha256::digest(known)),
                None => true,
            }
    }

    /// The ID token; None when the account is gone.
    fn sign(&self, code: &Code) -> Option<String> {
        let account = self.account(&code.account)?;
        let level = self.settings.levels.iter().find(|level| level.level == account.level)?;
        let now = (self.settings.clock)();
        let key = self.key.as_verification_key();
        let mut claims = json!({
            "iss": self.issuer(),
            "aud": self.settings.client.id,
            "sub": account.key,
            "iat": now.as_second(),
            "exp": (now + VALID).as_second(),
            "auth_time": code.proved.as_second(),
            "nonce": code.request.nonce,
            "acr": level.acr,
            "family_name": account.family_name,
            "email": account.email,
            "email_verified": true,
        });
        let mut add = |name: &str, value: Value| claims[name] = value;
        if !account.given_name.is_empty() {
            add("given_name", account.given_name.clone().into());
        }
        if let Some(language) = account.language {
            add("locale", language.code().into());
        }
        if let Some(date) = account.birth_date {
            add("birthdate", date.to_string().into());
        }
        if let Some(number) = &account.national_id {
            add("national_id", number.clone().into());
        }
        if let Some(duty) = &account.duty {
            add("authority", duty.authority.clone().into());
            add("roles", json!(duty.roles));
            add("groups", json!(duty.groups));
        }
        let header = json!({ "alg": "EdDSA", "typ": "JWT", "kid": openidconnect::JsonWebKey::key_id(&key) });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&header), part(&claims));
        let signature = self.key.sign(&CoreJwsSigningAlgorithm::EdDsa, message.as_bytes()).ok()?;
        Some(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// Name and secret of a Basic authentication; both are percent-encoded inside (RFC 6749, 2.3.1).
fn read_basic(value: &str) -> Option<(String, String)> {
    let decoded = String::from_utf8(STANDARD.decode(value.strip_prefix("Basic ")?).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    let plain = |text: &str| {
        let pair = format!("x={text}");
        url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned())
    };
    Some((plain(id)?, plain(secret)?))
}
