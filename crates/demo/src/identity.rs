//! A small real OpenID Provider: discovery, keys, authorization code with PKCE, single sign-on over all portals of a
//! federation, sign-out. Sessions and codes live in memory: a restart signs everybody out at the provider.

mod authorize;
mod key;
mod session;
mod token;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::{Lang, TrustLevel};
use jiff::civil::Date;
use openidconnect::PrivateSigningKey;
use openidconnect::core::CoreEdDsaPrivateSigningKey;
use serde_json::{Value, json};
use url::Url;

use crate::origin::OriginPattern;
use crate::{Clock, Error, pages};
use session::Memory;

/// How the provider is set up.
pub struct Settings {
    /// Where the provider is reached, for example `http://id.localhost:8080`; without a path this is also the issuer.
    pub base_url: Url,
    /// The one client: its name, its secret (None: a public client), and where it may be sent back to.
    pub client: Client,
    /// What the provider calls the levels it vouches for.
    pub levels: Vec<Level>,
    /// Who can sign in.
    pub accounts: Vec<Account>,
    /// File of the signing key; made when missing.
    pub key_file: PathBuf,
    /// The clock.
    pub clock: Clock,
}

/// The portal as the provider knows it.
pub struct Client {
    /// `client_id`.
    pub id: String,
    /// `client_secret`, for a confidential client.
    pub secret: Option<String>,
    /// Origins that belong to the client; one account signs in at all of them.
    pub origins: Vec<OriginPattern>,
    /// The exact path of the redirect address at every origin.
    pub redirect_path: String,
}

/// One rung of the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The `acr` value.
    pub acr: String,
    /// What it is worth.
    pub level: TrustLevel,
}

/// Somebody who can sign in.
#[derive(Debug, Clone)]
pub struct Account {
    /// Key in the seeds; also the subject.
    pub key: String,
    /// Given names; empty for people with a single name.
    pub given_name: String,
    /// Family name, or the single name.
    pub family_name: String,
    /// Date of birth; staff have none here.
    pub birth_date: Option<Date>,
    /// E-mail address.
    pub email: String,
    /// Language the person likes to read.
    pub language: Option<Lang>,
    /// AHV number or tax number, where the provider may hand it out.
    pub national_id: Option<String>,
    /// The level that this person reaches.
    pub level: TrustLevel,
    /// What a member of staff may do, and where; None for inhabitants.
    pub duty: Option<Duty>,
    /// What helps to choose ("Aarau", "Sachbearbeiterin in Baden").
    pub note: String,
}

/// What a member of staff may do, and where: becomes the claims `authority`, `roles` and `groups`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Key of the authority.
    pub authority: String,
    /// Roles ("clerk").
    pub roles: Vec<String>,
    /// Work groups ("residents").
    pub groups: Vec<String>,
}

/// The ladder of the demo: `urn:portikus:demo:level:low`, `…:substantial`, `…:high`.
pub fn demo_levels() -> Vec<Level> {
    let ladder = [TrustLevel::Low, TrustLevel::Substantial, TrustLevel::High];
    ladder.map(|level| Level { acr: format!("urn:portikus:demo:level:{}", level.as_str()), level }).to_vec()
}

/// The provider.
#[derive(Clone)]
pub struct IdentityProvider {
    settings: Arc<Settings>,
    key: Arc<CoreEdDsaPrivateSigningKey>,
    memory: Arc<Mutex<Memory>>,
}

/// Opens the provider; reads or makes its key.
pub fn open(settings: Settings) -> Result<IdentityProvider, Error> {
    let key = key::load_or_create(&settings.key_file)?;
    let named = |account: &Account| settings.levels.iter().any(|level| level.level == account.level);
    if !settings.accounts.iter().all(named) {
        return Err(Error::Settings("The demo identity provider has an account at a level it has no name for.".into()));
    }
    Ok(IdentityProvider { settings: settings.into(), key: key.into(), memory: Arc::default() })
}

impl IdentityProvider {
    /// The provider's pages and endpoints, to be mounted at the root of its own host name.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/jwks", get(jwks))
            .route("/authorize", get(authorize::authorize))
            .route("/sign-in", post(authorize::sign_in))
            .route("/token", post(token::token))
            .route("/logout", get(session::logout).post(session::logout))
            .merge(pages::style_route())
            .with_state(self.clone())
    }

    /// The issuer: the base address without a slash at its end.
    pub fn issuer(&self) -> &str {
        self.settings.base_url.as_str().trim_end_matches('/')
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn account(&self, key: &str) -> Option<&Account> {
        self.settings.accounts.iter().find(|account| account.key == key)
    }
}

async fn configuration(State(provider): State<IdentityProvider>) -> Json<Value> {
    let issuer = provider.issuer();
    let acr: Vec<&str> = provider.settings.levels.iter().map(|level| level.acr.as_str()).collect();
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "end_session_endpoint": format!("{issuer}/logout"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "profile", "email"],
        "prompt_values_supported": ["none", "login"],
        "acr_values_supported": acr,
        "authorization_response_iss_parameter_supported": true,
    }))
}

async fn jwks(State(provider): State<IdentityProvider>) -> Json<Value> {
    Json(json!({ "keys": [provider.key.as_verification_key()] }))
}
