//! OpenID Connect relying party: discovery, authorization code with PKCE, strict judgement of the ID token.

mod claims;

pub use claims::ClaimNames;

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use domain::TrustLevel;
use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreIdTokenVerifier, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret, CsrfToken, DiscoveryError, IssuerUrl,
    LanguageTag, Nonce, PkceCodeChallenge, PkceCodeVerifier, ProviderMetadataWithLogout, RedirectUrl,
    RequestTokenError, Scope, TokenResponse,
};
use serde::Deserialize;
use url::Url;

use crate::identity::{Begin, Identity, IdentityProvider, Pending, Returned, Started};
use crate::{Answer, Egress, Fault};

/// A provider and how its answers are read.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The issuer, exactly as the provider writes it.
    pub issuer: Url,
    /// Our name at the provider.
    pub client_id: String,
    /// Our secret, for confidential clients.
    #[serde(default)]
    pub client_secret: Option<String>,
    /// Scopes besides `openid`.
    #[serde(default = "usual_scopes")]
    pub scopes: Vec<String>,
    /// The provider's `acr` values, from low to high, and what each is worth on our ladder.
    #[serde(default)]
    pub levels: Vec<LevelName>,
    /// What an answer without a known `acr` is worth; None refuses it.
    #[serde(default)]
    pub level_without_acr: Option<TrustLevel>,
    /// Signature algorithms accepted, by their JOSE names. `none` and symmetric ones are never accepted.
    #[serde(default = "usual_algorithms")]
    pub algorithms: Vec<String>,
    /// Which claims carry what.
    #[serde(default)]
    pub claims: ClaimNames,
}

/// One rung of the provider's ladder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelName {
    /// The provider's `acr` value.
    pub acr: String,
    /// What it is worth.
    pub level: TrustLevel,
}

fn usual_scopes() -> Vec<String> {
    vec!["profile".into(), "email".into()]
}

fn usual_algorithms() -> Vec<String> {
    ["RS256", "PS256", "ES256", "EdDSA"].map(String::from).to_vec()
}

/// How long a sign-in may take, and how far apart two clocks may be.
const PATIENCE: Duration = Duration::from_secs(20 * 60);
const SKEW: Duration = Duration::from_secs(60);
/// How long the provider's description and keys are kept; an unknown key fetches them anew at most this often.
const KEEP: Duration = Duration::from_secs(60 * 60);
const FETCH_AGAIN: Duration = Duration::from_secs(30);
const KEEP_AT_MOST: Duration = Duration::from_secs(24 * 60 * 60);

/// The connector.
pub struct Oidc {
    settings: Settings,
    egress: Egress,
    known: Mutex<Option<(Timestamp, Metadata)>>,
}

type Metadata = ProviderMetadataWithLogout;

impl Oidc {
    /// A connector that leaves through `egress`. Nothing is fetched yet.
    pub fn new(settings: Settings, egress: Egress) -> Oidc {
        Oidc { settings, egress, known: Mutex::new(None) }
    }

    fn now(&self) -> Timestamp {
        (self.egress.clock())()
    }

    /// The provider's description with its keys. Kept for `max_age`; when the provider is out of reach afterwards, an
    /// older one serves for a day, so that nobody waits for it.
    async fn metadata(&self, max_age: Duration) -> Result<Metadata, Fault> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some((fetched, metadata)) = known else { return self.fetch().await };
        let age = self.now().duration_since(fetched).unsigned_abs();
        if age < max_age {
            return Ok(metadata);
        }
        match self.fetch().await {
            Err(fault) if fault.is_retry() && age < KEEP_AT_MOST => Ok(metadata),
            outcome => outcome,
        }
    }

    async fn fetch(&self) -> Result<Metadata, Fault> {
        let now = self.now();
        let issuer = IssuerUrl::new(self.issuer()).map_err(|_| Fault::Refused("The issuer is not a URL.".into()))?;
        let client = self.http_client();
        let fresh = Metadata::discover_async(issuer, &client).await.map_err(|error| match error {
            DiscoveryError::Request(fault) => fault,
            DiscoveryError::Validation(_) => self.invalid("describes itself as another issuer"),
            _ => self.invalid("describes itself in a way that cannot be read"),
        })?;
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, fresh.clone()));
        Ok(fresh)
    }

    /// The issuer as the provider writes it: a bare host has no slash at its end there, while `Url` adds one.
    fn issuer(&self) -> String {
        let text = self.settings.issuer.as_str();
        match self.settings.issuer.path() {
            "/" => text.trim_end_matches('/').to_owned(),
            _ => text.to_owned(),
        }
    }

    /// The door as the protocol library wants it: owned, so that its futures borrow nothing.
    fn http_client(&self) -> impl Fn(http::Request<Vec<u8>>) -> Answer<'static, http::Response<Vec<u8>>> + use<> {
        let (egress, host) = (self.egress.clone(), self.host().to_owned());
        move |request| {
            let (egress, host) = (egress.clone(), host.clone());
            Box::pin(async move {
                let response = egress.send(request).await?;
                match response.status().as_u16() {
                    // The protocol's own errors are answered with 4xx and read by the protocol library.
                    status @ 500.. => Err(Fault::Retry(format!("{host} failed (HTTP {status})."))),
                    _ => Ok(response),
                }
            })
        }
    }

    fn host(&self) -> &str {
        self.settings.issuer.host_str().unwrap_or("the provider")
    }

    fn invalid(&self, what: &str) -> Fault {
        Fault::Invalid(format!("The identity provider {} {what}.", self.host()))
    }

    fn refused(&self, what: &str) -> Fault {
        Fault::Refused(format!("The sign-in at {} {what}.", self.host()))
    }

    fn secret(&self) -> Option<ClientSecret> {
        self.settings.client_secret.clone().map(ClientSecret::new)
    }

    fn algorithms(&self) -> Vec<CoreJwsSigningAlgorithm> {
        let parse = |name: &String| serde_json::from_value(serde_json::Value::String(name.clone())).ok();
        let asymmetric = |algorithm: &CoreJwsSigningAlgorithm| {
            use CoreJwsSigningAlgorithm as Alg;
            !matches!(algorithm, Alg::None | Alg::HmacSha256 | Alg::HmacSha384 | Alg::HmacSha512)
        };
        self.settings.algorithms.iter().filter_map(parse).filter(asymmetric).collect()
    }

    /// Judges a token: signature, algorithm, exact issuer, audience, time, nonce, and the time of proof where asked.
    fn judge(&self, token: &CoreIdToken, metadata: &Metadata, pending: &Pending) -> Result<(), String> {
        let now = self.now();
        let (issuer, keys) = (metadata.issuer().clone(), metadata.jwks().clone());
        let fresh_since = pending.fresh.then(|| SystemTime::from(pending.started) - SKEW);
        let newest = SystemTime::from(now) + SKEW;
        let oldest = SystemTime::from(now) - PATIENCE;
        let verifier =
            CoreIdTokenVerifier::new_public_client(ClientId::new(self.settings.client_id.clone()), issuer, keys)
                .set_allowed_algs(self.algorithms())
                .set_time_fn(move || SystemTime::from(now).into())
                .set_issue_time_verifier_fn(move |issued| {
                    let issued = SystemTime::from(issued);
                    if issued > newest || issued < oldest {
                        return Err("issued in the future or long ago".into());
                    }
                    Ok(())
                })
                .set_auth_time_verifier_fn(move |proved| match (fresh_since, proved.map(SystemTime::from)) {
                    (None, _) => Ok(()),
                    (Some(since), Some(proved)) if proved >= since => Ok(()),
                    (Some(_), _) => Err("no new proof was made".into()),
                });
        let nonce = Nonce::new(pending.nonce.clone());
        token.claims(&verifier, &nonce).map(|_| ()).map_err(|error| error.to_string())
    }

    async fn exchange(&self, metadata: Metadata, code: String, pending: &Pending) -> Result<CoreIdToken, Fault> {
        let redirect = RedirectUrl::from_url(pending.redirect_url.clone());
        let client =
            CoreClient::from_provider_metadata(metadata, ClientId::new(self.settings.client_id.clone()), self.secret())
                .set_redirect_uri(redirect);
        let http_client = self.http_client();
        let response = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| self.invalid("offers no place to redeem a code"))?
            .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.clone()))
            .request_async(&http_client)
            .await
            .map_err(|error| match error {
                RequestTokenError::Request(fault) => fault,
                RequestTokenError::ServerResponse(_) => self.refused("was refused: the code is not valid (any more)"),
                _ => self.invalid("answered the code in a way that cannot be read"),
            })?;
        response.id_token().cloned().ok_or_else(|| self.invalid("sent no ID token"))
    }

    /// The rungs at or above `level`, lowest first.
    fn acr_values(&self, level: TrustLevel) -> impl Iterator<Item = &str> {
        self.settings.levels.iter().filter(move |rung| rung.level >= level).map(|rung| rung.acr.as_str())
    }
}

impl IdentityProvider for Oidc {
    fn check(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            let metadata = self.fetch().await?;
            if metadata.jwks().keys().is_empty() {
                return Err(self.invalid("publishes no keys"));
            }
            Ok(())
        })
    }

    fn begin<'a>(&'a self, begin: &'a Begin) -> Answer<'a, Started> {
        Box::pin(async move {
            let metadata = self.metadata(KEEP).await?;
            let redirect = RedirectUrl::from_url(begin.redirect_url.clone());
            let client = CoreClient::from_provider_metadata(
                metadata,
                ClientId::new(self.settings.client_id.clone()),
                self.secret(),
            )
            .set_redirect_uri(redirect);
            let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
            let mut request = client
                .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
                .set_pkce_challenge(challenge)
                .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new));
            for acr in self.acr_values(begin.level) {
                request = request.add_auth_context_value(AuthenticationContextClass::new(acr.to_owned()));
            }
            if begin.fresh {
                request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
            }
            if let Some(language) = &begin.language {
                request = request.add_ui_locale(LanguageTag::new(language.clone()));
            }
            let (url, state, nonce) = request.url();
            let pending = Pending {
                state: state.into_secret(),
                nonce: nonce.secret().clone(),
                verifier: verifier.into_secret(),
                redirect_url: begin.redirect_url.clone(),
                level: begin.level,
                fresh: begin.fresh,
                started: self.now(),
            };
            Ok(Started { url, pending })
        })
    }

    fn finish<'a>(&'a self, pending: &'a Pending, returned: &'a Returned) -> Answer<'a, Identity> {
        Box::pin(async move {
            if returned.state.as_deref() != Some(pending.state.as_str()) {
                return Err(self.refused("came back with another state than it left with"));
            }
            if self.now().duration_since(pending.started).unsigned_abs() > PATIENCE {
                return Err(self.refused("took too long"));
            }
            if returned.error.is_some() {
                return Err(self.refused("was called off"));
            }
            let mut metadata = self.metadata(KEEP).await?;
            if returned.iss.as_deref().is_some_and(|issuer| issuer != metadata.issuer().as_str()) {
                return Err(self.invalid("is not the one that sent the browser back"));
            }
            let Some(code) = returned.code.clone() else { return Err(self.refused("came back without a code")) };
            let token = self.exchange(metadata.clone(), code, pending).await?;
            let mut judged = self.judge(&token, &metadata, pending);
            if judged.is_err() {
                // The provider may have changed its keys since we fetched them.
                metadata = self.metadata(FETCH_AGAIN).await?;
                judged = self.judge(&token, &metadata, pending);
            }
            judged.map_err(|reason| {
                tracing::warn!(host = self.host(), %reason, "ID token not accepted");
                self.invalid("sent an ID token that is not valid for this sign-in")
            })?;
            let token = token.to_string();
            let claims = claims::read(&token).ok_or_else(|| self.invalid("sent an ID token that cannot be read"))?;
            let acr = claims.get("acr").and_then(serde_json::Value::as_str);
            let rung = self.settings.levels.iter().find(|rung| Some(rung.acr.as_str()) == acr);
            let level = rung.map(|rung| rung.level).or(self.settings.level_without_acr);
            match level {
                Some(level) if level >= pending.level => {
                    let issuer = metadata.issuer().to_string();
                    self.settings
                        .claims
                        .identity(issuer, level, claims, token)
                        .ok_or_else(|| self.invalid("names no subject"))
                }
                Some(_) => Err(self.refused("did not reach the level that is needed")),
                None => Err(self.refused("names no level that we know")),
            }
        })
    }

    fn sign_out_url<'a>(&'a self, token: &'a str, return_url: &'a Url) -> Answer<'a, Option<Url>> {
        Box::pin(async move {
            let metadata = self.metadata(KEEP).await?;
            Ok(metadata.additional_metadata().end_session_endpoint.as_ref().map(|endpoint| {
                let mut url = endpoint.url().clone();
                url.query_pairs_mut()
                    .append_pair("id_token_hint", token)
                    .append_pair("client_id", &self.settings.client_id)
                    .append_pair("post_logout_redirect_uri", return_url.as_str());
                url
            }))
        })
    }
}
