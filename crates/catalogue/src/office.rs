//! An organisation unit: who it is, where it is, how it is reached, when it is open.

use domain::hours::OpeningHours;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::area::AreaKey;
use crate::record::{RecordId, Validity};
use crate::texts::Texts;

/// A postal address or an address to visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street without number.
    #[serde(default)]
    pub street: String,
    /// House number.
    #[serde(default)]
    pub number: String,
    /// Post-office box.
    #[serde(default)]
    pub box_number: String,
    /// Postal code.
    #[serde(default)]
    pub postal_code: String,
    /// Town.
    #[serde(default)]
    pub town: String,
    /// The commune it lies in.
    #[serde(default)]
    pub area: Option<AreaKey>,
}

impl Address {
    /// The address on one line: `Musterweg 1, 5000 Musterdorf`.
    pub fn line(&self) -> String {
        let join = |a: &str, b: &str| [a, b].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ");
        let parts = [join(&self.street, &self.number), self.box_number.clone(), join(&self.postal_code, &self.town)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// How somebody is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChannelKind {
    /// Telephone.
    Phone,
    /// Mobile telephone.
    Mobile,
    /// Fax.
    Fax,
    /// E-mail.
    Email,
    /// Web page.
    Web,
    /// Another channel, by the code the file gives it.
    Other(String),
}

impl ChannelKind {
    const CODES: [(ChannelKind, &'static str); 5] =
        [(Self::Email, "01"), (Self::Phone, "02"), (Self::Fax, "03"), (Self::Mobile, "04"), (Self::Web, "05")];

    /// The code in transfer messages (code list `erreichbarkeit` of XÖV).
    pub fn code(&self) -> &str {
        match self {
            Self::Other(code) => code,
            known => Self::CODES.iter().find(|(kind, _)| kind == known).map_or("", |(_, code)| code),
        }
    }

    /// The kind with this code or word.
    pub fn from_code(code: &str) -> Self {
        let code = code.trim();
        let known = Self::CODES.iter().find(|(_, known)| *known == code).map(|(kind, _)| kind.clone());
        known.unwrap_or_else(|| match code.to_lowercase().as_str() {
            "email" | "e-mail" | "mail" => Self::Email,
            "telefon" | "phone" | "festnetz" => Self::Phone,
            "fax" | "telefax" => Self::Fax,
            "mobil" | "mobile" | "mobiltelefon" => Self::Mobile,
            "web" | "www" | "url" => Self::Web,
            _ => Self::Other(code.to_owned()),
        })
    }
}

/// One way to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// What kind of channel.
    pub kind: ChannelKind,
    /// Number or address, as people use it.
    pub value: String,
    /// For what, in words.
    #[serde(default)]
    pub note: String,
}

/// A day on which other hours hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursException {
    /// The day.
    pub day: Date,
    /// Open from and to, minutes after midnight; none means closed.
    pub open: Option<(u16, u16)>,
    /// Why.
    #[serde(default)]
    pub note: Texts,
}

/// An organisation unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: RecordId,
    /// The kind of work it does, as the file calls it.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Its name.
    pub name: Texts,
    /// What it does.
    #[serde(default)]
    pub description: Texts,
    /// The unit above it.
    #[serde(default)]
    pub parent: Option<RecordId>,
    /// Where it is.
    #[serde(default)]
    pub addresses: Vec<Address>,
    /// How it is reached.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// When it is open, every week.
    #[serde(default)]
    pub hours: Vec<OpeningHours>,
    /// Days on which other hours hold.
    #[serde(default)]
    pub exceptions: Vec<HoursException>,
    /// Opening hours in words.
    #[serde(default)]
    pub hours_note: Texts,
    /// The area it works for.
    #[serde(default)]
    pub areas: Vec<AreaKey>,
    /// From when to when.
    #[serde(default)]
    pub validity: Validity,
    /// When it was last changed where it comes from. Not part of the content.
    #[serde(default)]
    pub changed: Option<Timestamp>,
}

impl Organisation {
    /// The first contact of a kind.
    pub fn contact(&self, kind: &ChannelKind) -> Option<&str> {
        self.contacts.iter().find(|contact| contact.kind == *kind).map(|contact| contact.value.as_str())
    }
}
