//! Inhabitants and staff as the portal knows them from sign-in.

use crate::id::PersonId;
use crate::language::Lang;
use serde::{Deserialize, Serialize};

/// An inhabitant known by sign-in. One row per federation and identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// The federation in which this account lives.
    pub federation: String,
    /// Who vouches for the identity.
    pub issuer: String,
    /// The identity provider's id for the person.
    pub subject: String,
    /// Given names; empty for people with a single name.
    pub given_name: String,
    /// Family name or single name.
    pub family_name: String,
    /// ISO date, when the provider told it.
    pub birth_date: Option<String>,
    /// Social insurance number (CH) or tax id (DE), when the provider told it.
    pub national_id: Option<String>,
    /// E-mail for notices.
    pub email: Option<String>,
    /// Language of letters and notices.
    pub language: Lang,
}

impl Person {
    /// The name as one would write it on an envelope.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name).trim().to_owned()
    }
}

/// A member of staff as the staff identity provider told us at sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// The identity provider's id.
    pub subject: String,
    /// Shown to colleagues and in records.
    pub name: String,
    /// The authority they work for.
    pub authority: String,
    /// What they may do.
    pub roles: Vec<crate::actor::StaffRole>,
    /// The work groups they belong to ("residents", "tax", …).
    pub groups: Vec<String>,
}
