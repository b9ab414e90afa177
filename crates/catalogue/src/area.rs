//! Keys of areas: German AGS and ARS, Swiss BFS numbers, and whatever else a file names.

use std::fmt;

use domain::OfficialNumber;
use serde::{Deserialize, Serialize};

/// Who numbered the areas.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AreaScheme {
    /// German municipality key (Amtlicher Gemeindeschlüssel): 2 digits a Land, 5 a Kreis, 8 a municipality.
    Ags,
    /// German regional key (Amtlicher Regionalschlüssel), 12 digits.
    Ars,
    /// Swiss municipality number of the Federal Statistical Office, 1 to 4 digits.
    Bfs,
    /// Another numbering, by the name the file gives it.
    Other(String),
}

const AGS_URN: &str = "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:ags";
const ARS_URN: &str = "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs";
const BFS_URN: &str = "urn:ch:bfs:gemeindenummer";

impl AreaScheme {
    /// The name in `schemeID` of XZuFi. The Swiss one is ours: XZuFi knows German keys only.
    pub fn urn(&self) -> &str {
        match self {
            Self::Ags => AGS_URN,
            Self::Ars => ARS_URN,
            Self::Bfs => BFS_URN,
            Self::Other(name) => name,
        }
    }

    /// The short name, as in CSV: `AGS`, `ARS`, `BFS`.
    pub fn short(&self) -> &str {
        match self {
            Self::Ags => "AGS",
            Self::Ars => "ARS",
            Self::Bfs => "BFS",
            Self::Other(name) => name,
        }
    }

    /// The scheme with this name, long or short; dated or versioned ends are tolerated.
    pub fn named(name: &str) -> Self {
        let name = name.trim();
        let small = name.to_lowercase();
        match small.as_str() {
            "ags" | "gemeindeschluessel" => Self::Ags,
            "ars" | "rs" | "regionalschluessel" => Self::Ars,
            "bfs" | "bfs-nr" | "gemeindenummer" => Self::Bfs,
            _ if small.starts_with(AGS_URN) => Self::Ags,
            _ if small.starts_with(ARS_URN) => Self::Ars,
            _ if small.starts_with(BFS_URN) => Self::Bfs,
            _ => Self::Other(name.to_owned()),
        }
    }
}

/// An area by its official number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AreaKey {
    /// Who numbered it.
    pub scheme: AreaScheme,
    /// The number as written, leading zeros included.
    pub number: String,
}

impl AreaKey {
    /// An area from a scheme's name and a number; without a name the number's length decides.
    pub fn new(scheme: &str, number: &str) -> Self {
        let number: String = number.chars().filter(|c| !c.is_whitespace()).collect();
        if !scheme.trim().is_empty() {
            return Self { scheme: AreaScheme::named(scheme), number };
        }
        let digits = number.bytes().all(|b| b.is_ascii_digit());
        let scheme = match number.len() {
            12 if digits => AreaScheme::Ars,
            5 | 8 if digits => AreaScheme::Ags,
            1..=4 if digits => AreaScheme::Bfs,
            _ => AreaScheme::Other(String::new()),
        };
        Self { scheme, number }
    }

    /// Reads `AGS:05370016`, `BFS:4001` or a bare number.
    pub fn parse(text: &str) -> Self {
        match text.rsplit_once(':') {
            Some((scheme, number)) => Self::new(scheme, number),
            None => Self::new("", text),
        }
    }

    /// The area of an authority's official number.
    pub fn of(number: &OfficialNumber) -> Self {
        Self::new(&number.scheme, &number.number)
    }

    /// Whether the number has the shape its scheme asks for; other schemes always have.
    pub fn is_well_formed(&self) -> bool {
        let lengths: &[usize] = match self.scheme {
            AreaScheme::Ags => &[2, 3, 5, 8],
            AreaScheme::Ars => &[2, 3, 5, 9, 12],
            AreaScheme::Bfs => &[1, 2, 3, 4],
            AreaScheme::Other(_) => return !self.number.is_empty(),
        };
        lengths.contains(&self.number.len()) && self.number.bytes().all(|b| b.is_ascii_digit())
    }

    /// The address of the area in linked data: the Swiss ones at the federal linked-data service, others as a URN.
    pub fn uri(&self) -> String {
        match self.scheme {
            AreaScheme::Bfs => format!("https://ld.admin.ch/municipality/{}", self.number),
            _ => format!("{}:{}", self.scheme.urn(), self.number).replace(char::is_whitespace, "-"),
        }
    }
}

impl fmt::Display for AreaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scheme.short() {
            "" => f.write_str(&self.number),
            scheme => write!(f, "{scheme}:{}", self.number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_their_scheme() {
        assert_eq!(AreaKey::parse("053700016016").scheme, AreaScheme::Ars);
        assert_eq!(AreaKey::parse("05370016").scheme, AreaScheme::Ags);
        assert_eq!(AreaKey::parse("4001").to_string(), "BFS:4001");
        let long = AreaKey::parse("urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs:053700016016");
        assert_eq!((long.scheme.short(), long.is_well_formed()), ("ARS", true));
        assert!(!AreaKey::parse("AGS:0537").is_well_formed());
    }
}
