//! The federations of the demo with their authorities, offices and themes, from `demo/*.toml` and `demo/places/*.csv`.

use crate::Error;

/// A group of authorities that share one portal and one repertoire of services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Federation {
    /// `aargau`, `luzern`, `heinsberg`.
    pub key: String,
    /// "Kanton Aargau".
    pub name: String,
    /// `CH` or `DE`.
    pub country: String,
    /// Language tags, the first is the usual one.
    pub languages: Vec<String>,
    /// The authorities; the first is the federation's own top.
    pub authorities: Vec<Authority>,
}

/// What kind of authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthorityKind {
    /// A Swiss canton.
    Canton,
    /// A German county (Kreis).
    County,
    /// A Swiss commune or a German Gemeinde or Stadt.
    Commune,
}

/// An authority with its own host name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Unique over all federations: `aarau`.
    pub key: String,
    /// Official name: "Aarau", "Buchs (AG)".
    pub name: String,
    /// Canton, county or commune.
    pub kind: AuthorityKind,
    /// Key of the authority above.
    pub parent: Option<String>,
    /// District, where there are districts.
    pub district: Option<String>,
    /// Official number: BFS number or AGS.
    pub number: String,
    /// Host labels in front of the base domain, the first is the usual one.
    pub hosts: Vec<String>,
    /// Postal codes.
    pub postal_codes: Vec<String>,
    /// Communes that became part of this one.
    pub former: Vec<Former>,
    /// Look.
    pub theme: Theme,
    /// Offices, the first is the usual one.
    pub offices: Vec<Office>,
}

/// A commune that is no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// Its old number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The year in which it ended, on 1 January.
    pub year: i16,
}

/// Colours and logo text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Brand colour `#rrggbb`.
    pub color: String,
    /// What stands beside the coat of arms.
    pub logo_text: String,
}

/// A counter with address and opening hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Unique inside the authority.
    pub key: String,
    /// "Einwohnerdienste".
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub town: String,
    /// Phone number.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// When it is open.
    pub hours: Vec<Hours>,
}

/// One span of opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// 1 is Monday.
    pub weekday: u8,
    /// `08:00`.
    pub from: String,
    /// `11:30`.
    pub to: String,
}

/// Reads all federations.
pub fn federations() -> Result<Vec<Federation>, Error> {
    Err(Error::Seed("demo/*.toml are not there yet".into()))
}
