//! Federations and their authorities: the tenants of the portal.

use crate::language::{Country, Lang, LangTexts};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Authorities that share one portal, one sign-in and one repertoire of services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Federation {
    /// Unique key, for example `aargau`.
    pub key: String,
    /// Its name.
    pub name: LangTexts,
    /// The country it is in.
    pub country: Country,
    /// The authority above all others: the canton or the Kreis.
    pub lead: String,
}

/// The kind of an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthorityKind {
    /// A Swiss canton.
    Canton,
    /// A German Kreis.
    Kreis,
    /// A commune, town or municipality.
    Commune,
}

impl AuthorityKind {
    /// Whether it stands above the communes of its federation.
    pub fn is_lead(self) -> bool {
        !matches!(self, AuthorityKind::Commune)
    }
}

/// The number a statistical office gave a place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OfficialNumber {
    /// `BFS` (Switzerland) or `AGS` (Germany).
    pub scheme: String,
    /// The number as written, with leading zeros.
    pub number: String,
}

/// A place that was merged into this one; its number and name still lead here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerPlace {
    /// Its former official number.
    pub number: String,
    /// Its former name.
    pub name: String,
    /// The year in which the merger took effect.
    pub year: i16,
}

/// That an authority goes up in another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merger {
    /// Key of the authority that answers for it.
    pub successor: String,
    /// The day from which that holds.
    pub from: Date,
}

/// What makes an authority's portal look like its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// Brand colour as `#rrggbb`.
    pub brand: String,
    /// One or two letters on the generated shield.
    pub initial: String,
}

/// A tenant: a canton, Kreis or commune with its own host name and look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Unique key over all federations, for example `aarau`.
    pub key: String,
    /// The federation it belongs to.
    pub federation: String,
    /// What it is.
    pub kind: AuthorityKind,
    /// Short name as people say it, for example `Aarau`.
    pub name: String,
    /// Full name as on a letterhead, for example `Stadt Aarau`.
    pub full_name: LangTexts,
    /// Country.
    pub country: Country,
    /// Its canton or Land by ISO 3166-2, for example `CH-AG`: it has public holidays of its own.
    #[serde(default)]
    pub region: Option<String>,
    /// Its district, where there is one.
    pub district: Option<String>,
    /// Its official number, where there is one.
    pub number: Option<OfficialNumber>,
    /// Host labels, the first is the main one: `aarau` stands for `aarau.<base domain>`.
    pub hosts: Vec<String>,
    /// Postal codes that lie wholly or partly in it.
    pub postal_codes: Vec<String>,
    /// Places that were merged into it.
    pub former: Vec<FormerPlace>,
    /// Its look.
    pub theme: Theme,
    /// Web sites that may show its search and services, as browsers write their origins.
    #[serde(default)]
    pub embed_origins: Vec<String>,
    /// Where it took applications online before, for as long as not everything has moved here.
    #[serde(default)]
    pub old_counter: Option<String>,
    /// The day from which it exists; none: as long as anybody asks.
    #[serde(default)]
    pub since: Option<Date>,
    /// Who answers for it from which day on.
    #[serde(default)]
    pub merged_into: Option<Merger>,
}

impl Authority {
    /// Whether it answers itself on a day: it exists by then and has not gone up in another one.
    pub fn answers_on(&self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.merger_on(day).is_none()
    }

    /// Its merger, once that holds.
    pub fn merger_on(&self, day: Date) -> Option<&Merger> {
        self.merged_into.as_ref().filter(|merger| merger.from <= day)
    }

    /// The full name, spelt as its country does.
    pub fn full_name(&self, lang: Lang) -> String {
        self.country.spell(self.full_name.get(lang)).into_owned()
    }
}
