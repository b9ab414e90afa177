//! The invented people of the demo: inhabitants with what the residents' register knows, and staff.

use jiff::civil::Date;
use serde::Deserialize;

use crate::Error;
use crate::identity::Account;

/// Everybody in `demo/people.toml`.
#[derive(Debug, Clone, Deserialize)]
pub struct People {
    /// Who lives somewhere.
    pub inhabitants: Vec<Person>,
    /// Who works for an authority.
    pub staff: Vec<Staff>,
}

/// An inhabitant, as the residents' register knows her.
#[derive(Debug, Clone, Deserialize)]
pub struct Person {
    /// Key in the seeds.
    pub key: String,
    /// Number.
    pub number: String,
    /// Given names.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Date of birth.
    pub birth_date: Date,
    /// Commune.
    pub authority: String,
}

impl Person {
    /// What the register answers.
    pub(crate) fn entry(&self) -> serde_json::Value {
        serde_json::json!({})
    }
}

/// Somebody who works for an authority.
#[derive(Debug, Clone, Deserialize)]
pub struct Staff {
    /// Key in the seeds.
    pub key: String,
}

/// Reads the people.
pub fn people() -> Result<People, Error> {
    Err(Error::Seed("demo/people.toml is not there yet".into()))
}

impl People {
    /// The accounts of the demo identity provider.
    pub fn accounts(&self) -> Vec<Account> {
        Vec::new()
    }
}
