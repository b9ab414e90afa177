//! The kind "identity": somebody else says who a person is, and how sure that is.

use std::fmt;

use domain::TrustLevel;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;

use crate::Answer;

/// A sign-in to be started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begin {
    /// The portal's own address the provider sends the browser back to; registered with the provider.
    pub redirect_url: Url,
    /// The level at least needed.
    pub level: TrustLevel,
    /// True asks for a new proof even where the provider still knows the browser (resuming a draft, stepping up).
    pub fresh: bool,
    /// Language tag for the provider's pages.
    pub language: Option<String>,
}

/// A started sign-in: where to send the browser, and what to keep on the server until it comes back.
#[derive(Debug, Clone)]
pub struct Started {
    /// The provider's page.
    pub url: Url,
    /// Kept in the session of this browser, used once.
    pub pending: Pending,
}

/// What must be kept between leaving and coming back. Belongs to one browser session on the server; never in a URL.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The `state` that must come back.
    pub state: String,
    /// The nonce that the identity must carry.
    pub nonce: String,
    /// The secret half of the PKCE pair.
    pub verifier: String,
    /// The address given to the provider.
    pub redirect_url: Url,
    /// The level asked for.
    pub level: TrustLevel,
    /// Whether a new proof was asked for.
    pub fresh: bool,
    /// When it started.
    pub started: Timestamp,
}

impl fmt::Debug for Pending {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The secrets stay out of every log.
        out.debug_struct("Pending").field("level", &self.level).field("started", &self.started).finish_non_exhaustive()
    }
}

/// What the browser brings back in the query of the redirect address.
#[derive(Clone, Default, Deserialize)]
pub struct Returned {
    /// The code to be exchanged.
    pub code: Option<String>,
    /// Must equal [`Pending::state`].
    pub state: Option<String>,
    /// The provider's error code, for example `access_denied`.
    pub error: Option<String>,
    /// The issuer, where the provider names it (RFC 9207).
    pub iss: Option<String>,
}

/// A person as the provider describes her. `issuer` and `subject` together are the only stable key.
#[derive(Clone, PartialEq)]
pub struct Identity {
    /// Who says so.
    pub issuer: String,
    /// The provider's own number for the person.
    pub subject: String,
    /// How sure it is; at least the level asked for.
    pub level: TrustLevel,
    /// Given names.
    pub given_name: Option<String>,
    /// Family name; some people have a single name.
    pub family_name: Option<String>,
    /// Date of birth, where given completely.
    pub birth_date: Option<Date>,
    /// E-mail address, where the provider does not call it unverified.
    pub email: Option<String>,
    /// Language tag of what the person likes to read.
    pub language: Option<String>,
    /// A national number (AHV number, tax number), where the provider hands it out.
    pub national_id: Option<String>,
    /// Key of the authority that a member of staff works for; None for inhabitants.
    pub authority: Option<String>,
    /// What a member of staff may do, in the words of the portal ("clerk").
    pub roles: Vec<String>,
    /// The work groups of a member of staff ("residents").
    pub groups: Vec<String>,
    /// When the person last proved who she is.
    pub authenticated_at: Option<Timestamp>,
    /// All claims as signed, for attributes that a deployment maps on its own.
    pub claims: Map<String, Value>,
    /// The signed token, needed to sign out at the provider. Keep it with the session.
    pub token: String,
}

impl fmt::Debug for Identity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Personal data and the token stay out of every log.
        out.debug_struct("Identity").field("issuer", &self.issuer).field("level", &self.level).finish_non_exhaustive()
    }
}

/// A provider of identities.
pub trait IdentityProvider: Send + Sync {
    /// Checks settings and connection (the provider's published description and keys) without signing anybody in.
    fn check(&self) -> Answer<'_, ()>;

    /// Starts a sign-in. `Retry` when the provider cannot be reached.
    fn begin<'a>(&'a self, begin: &'a Begin) -> Answer<'a, Started>;

    /// Finishes a sign-in. `Refused`: called off, wrong state, too late, or the level was not reached. `Invalid`: the
    /// token is not from this provider, not for us, not now, or not for this sign-in.
    fn finish<'a>(&'a self, pending: &'a Pending, returned: &'a Returned) -> Answer<'a, Identity>;

    /// Where to send the browser to sign out at the provider too; None where the provider offers no such page.
    fn sign_out_url<'a>(&'a self, token: &'a str, return_url: &'a Url) -> Answer<'a, Option<Url>>;
}
