//! The federations of the demo with their authorities and offices, from `demo/*.toml` and `demo/places/*.csv`. The
//! files are part of the binary, so that it runs from any folder.

mod offices;
mod places;

use std::collections::HashMap;

use domain::{Authority, AuthorityKind, Country, Federation, LangTexts, Office, OfficialNumber, Theme};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Error;
use offices::Layouts;

/// All tenants of the demo, ready for [`domain::Directory::build`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeds {
    /// Aargau, Luzern, Heinsberg.
    pub federations: Vec<Federation>,
    /// Leads and communes; former communes are kept with their successor.
    pub authorities: Vec<Authority>,
    /// At least one office for every authority.
    pub offices: Vec<Office>,
}

#[derive(Deserialize)]
struct FederationFile {
    federation: Vec<FederationEntry>,
}

#[derive(Deserialize)]
struct FederationEntry {
    key: String,
    country: Country,
    /// ISO 3166-2, for its public holidays.
    region: Option<String>,
    name: LangTexts,
    places: String,
    lead: LeadEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeadEntry {
    key: String,
    kind: AuthorityKind,
    name: String,
    full_name: LangTexts,
    hosts: Vec<String>,
    postal_code: String,
    post_town: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    palette: Vec<String>,
    authority: HashMap<String, String>,
}

/// What the demo says of the places' own web sites.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteFile {
    authority: HashMap<String, Site>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Site {
    embed_origins: Vec<String>,
    old_counter: Option<String>,
}

/// What only the offices' addresses need beside the authority itself.
struct Location {
    /// Stadt or Gemeinde; empty for a lead.
    kind: String,
    street: String,
    postal_code: String,
    post_town: String,
}

/// Reads all federations. `Seed` names the file that is faulty.
pub fn federations() -> Result<Seeds, Error> {
    let file: FederationFile = parse("demo/federations.toml", include_str!("../../../demo/federations.toml"))?;
    let themes: ThemeFile = parse("demo/themes.toml", include_str!("../../../demo/themes.toml"))?;
    let sites: SiteFile = parse("demo/sites.toml", include_str!("../../../demo/sites.toml"))?;
    let layouts = Layouts::load()?;
    let mut seeds = Seeds { federations: Vec::new(), authorities: Vec::new(), offices: Vec::new() };
    for entry in file.federation {
        let mut located = places::load(&entry.places, &entry.key, entry.country)?;
        located.insert(0, lead(&entry));
        for (mut authority, location) in located {
            authority.theme = themes.theme(&authority);
            let site = sites.authority.get(&authority.key).cloned().unwrap_or_default();
            (authority.embed_origins, authority.old_counter) = (site.embed_origins, site.old_counter);
            authority.region.clone_from(&entry.region);
            seeds.offices.extend(layouts.offices(&authority, &location)?);
            seeds.authorities.push(authority);
        }
        let (key, name, country) = (entry.key, entry.name, entry.country);
        seeds.federations.push(Federation { key, name, country, lead: entry.lead.key });
    }
    Ok(seeds)
}

fn lead(entry: &FederationEntry) -> (Authority, Location) {
    let lead = &entry.lead;
    let authority = Authority {
        key: lead.key.clone(),
        federation: entry.key.clone(),
        kind: lead.kind,
        name: lead.name.clone(),
        full_name: lead.full_name.clone(),
        country: entry.country,
        region: None,
        district: None,
        number: None,
        hosts: lead.hosts.clone(),
        postal_codes: Vec::new(),
        former: Vec::new(),
        theme: no_theme(),
        embed_origins: Vec::new(),
        old_counter: None,
        since: None,
        merged_into: None,
    };
    let location = Location {
        kind: String::new(),
        street: String::new(),
        postal_code: lead.postal_code.clone(),
        post_town: lead.post_town.clone(),
    };
    (authority, location)
}

fn no_theme() -> Theme {
    Theme { brand: String::new(), initial: String::new() }
}

impl ThemeFile {
    fn theme(&self, authority: &Authority) -> Theme {
        let place = number(authority.number.as_ref()) % self.palette.len().max(1);
        let brand = self.authority.get(&authority.key).or_else(|| self.palette.get(place)).cloned().unwrap_or_default();
        // A host of two letters is the abbreviation that everybody knows (AG, LU).
        let short = authority.hosts.iter().find(|host| host.len() == 2).map(|host| host.to_uppercase());
        let own_name = authority.name.trim_start_matches("Kanton ").trim_start_matches("Kreis ");
        let initial = short.unwrap_or_else(|| own_name.chars().take(1).collect());
        Theme { brand, initial }
    }
}

/// The official number as a number; 0 where there is none.
fn number(official: Option<&OfficialNumber>) -> usize {
    official.and_then(|official| official.number.parse().ok()).unwrap_or(0)
}

/// Reads a seed file in TOML; a fault names the file.
pub(crate) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|error| Error::Seed(format!("{file}: {error}")))
}
