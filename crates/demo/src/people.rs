//! The invented people of the demo from `demo/people.toml`: inhabitants as the residents' register knows them, and staff.

use domain::{Country, Lang, TrustLevel};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Error;
use crate::federations::parse;
use crate::identity::{Account, Duty};

/// Everybody.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// Who lives somewhere.
    pub inhabitants: Vec<Person>,
    /// Who works for an authority.
    pub staff: Vec<Staff>,
}

/// An inhabitant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Sign-in name at the demo identity provider; its subject.
    pub key: String,
    /// Given names; empty for people with a single name.
    pub given_name: String,
    /// Family name, or the single name.
    pub family_name: String,
    /// Date of birth.
    pub birth_date: Date,
    /// AHV number (`756.…`) or German tax number.
    pub number: String,
    /// Key of the commune.
    pub authority: String,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub town: String,
    /// `main`, `secondary`, `departed`.
    pub status: String,
    /// Since when registered in the commune.
    pub registered_since: Date,
    /// Data must not be given out without a person looking.
    pub disclosure_block: bool,
    /// What the identity provider vouches for.
    pub trust_level: TrustLevel,
    /// E-mail address, at a domain that leads nowhere.
    pub email: String,
    /// Language of letters and notices.
    pub language: Lang,
    /// What helps to choose whom to be.
    pub note: String,
}

/// Somebody who works for an authority.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Sign-in name at the demo identity provider; its subject.
    pub key: String,
    /// Given names.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Key of the authority.
    pub authority: String,
    /// `clerk`, `designer`, `operator`.
    pub roles: Vec<String>,
    /// Work groups ("residents").
    pub groups: Vec<String>,
    /// E-mail address, at a domain that leads nowhere.
    pub email: String,
    /// What helps to choose whom to be.
    pub note: String,
}

/// Reads everybody. `Seed` says what is wrong with the file.
pub fn people() -> Result<People, Error> {
    parse("demo/people.toml", include_str!("../../../demo/people.toml"))
}

impl Person {
    /// What the residents' register answers, spelt as the country of the number does.
    pub(crate) fn entry(&self) -> Value {
        let country = if self.number.starts_with("756.") { Country::Ch } else { Country::De };
        json!({
            "given_name": self.given_name,
            "family_name": self.family_name,
            "birth_date": self.birth_date.to_string(),
            "number": self.number,
            "authority": self.authority,
            "street": country.spell(&self.street),
            "postal_code": self.postal_code,
            "town": country.spell(&self.town),
            "status": self.status,
            "registered_since": self.registered_since.to_string(),
            "disclosure_block": self.disclosure_block,
        })
    }
}

impl People {
    /// The accounts of the demo identity provider. Staff sign in at the highest level.
    pub fn accounts(&self) -> Vec<Account> {
        let inhabitants = self.inhabitants.iter().map(|person| Account {
            key: person.key.clone(),
            given_name: person.given_name.clone(),
            family_name: person.family_name.clone(),
            birth_date: Some(person.birth_date),
            email: person.email.clone(),
            language: Some(person.language),
            national_id: Some(person.number.clone()),
            level: person.trust_level,
            duty: None,
            note: person.note.clone(),
        });
        let staff = self.staff.iter().map(|staff| Account {
            key: staff.key.clone(),
            given_name: staff.given_name.clone(),
            family_name: staff.family_name.clone(),
            birth_date: None,
            email: staff.email.clone(),
            language: None,
            national_id: None,
            level: TrustLevel::High,
            duty: Some(Duty {
                authority: staff.authority.clone(),
                roles: staff.roles.clone(),
                groups: staff.groups.clone(),
            }),
            note: staff.note.clone(),
        });
        inhabitants.chain(staff).collect()
    }
}
