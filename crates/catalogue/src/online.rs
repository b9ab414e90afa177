//! An online service: where a service can be used on the web.

use serde::{Deserialize, Serialize};

use crate::record::RecordId;
use crate::service::Link;
use crate::texts::Texts;

/// An online service.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OnlineService {
    /// Its id.
    pub id: RecordId,
    /// What it is called.
    pub title: Texts,
    /// Where it is.
    #[serde(default)]
    pub links: Vec<Link>,
    /// Code of the trust level that signing in needs.
    #[serde(default)]
    pub trust_level: String,
    /// Languages it speaks.
    #[serde(default)]
    pub languages: Vec<String>,
}
