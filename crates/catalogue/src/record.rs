//! A record of the catalogue, whatever its kind, and how records are identified.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::office::Organisation;
use crate::online::OnlineService;
use crate::person::Person;
use crate::responsibility::Responsibility;
use crate::service::Service;

/// The id of a record: a value within the numbering of an agency.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordId {
    /// Who gave the id (`schemeAgencyID`); empty when the file does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agency: String,
    /// The numbering within the agency (`schemeID`); empty when the file does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scheme: String,
    /// The id itself.
    pub value: String,
}

impl RecordId {
    /// An id of an agency without a numbering of its own.
    pub fn new(agency: impl Into<String>, value: impl Into<String>) -> Self {
        Self { agency: agency.into(), scheme: String::new(), value: value.into() }
    }

    /// Whether both mean the same record. Files repeat the value and often leave agency or numbering away where they
    /// refer to it, so an empty part fits everything.
    pub fn fits(&self, other: &Self) -> bool {
        let part = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
        self.value == other.value && part(&self.agency, &other.agency) && part(&self.scheme, &other.scheme)
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [&self.agency, &self.scheme].into_iter().filter(|part| !part.is_empty()) {
            write!(f, "{part}/")?;
        }
        f.write_str(&self.value)
    }
}

/// The kinds of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A service.
    Service,
    /// An organisation unit.
    Organisation,
    /// A member of staff whom people can turn to.
    Person,
    /// An online service.
    Online,
    /// Who is in charge of which service where.
    Responsibility,
}

impl Kind {
    /// The German word, for reports.
    pub fn german(self) -> &'static str {
        match self {
            Self::Service => "Leistung",
            Self::Organisation => "Organisationseinheit",
            Self::Person => "Kontaktperson",
            Self::Online => "Onlinedienst",
            Self::Responsibility => "Zuständigkeit",
        }
    }
}

/// From when to when a record holds; an open end has no date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Validity {
    /// Whether the record holds on that day.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// One record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Record {
    /// A service.
    Service(Box<Service>),
    /// An organisation unit.
    Organisation(Box<Organisation>),
    /// A member of staff.
    Person(Box<Person>),
    /// An online service.
    Online(Box<OnlineService>),
    /// Who is in charge of which service where.
    Responsibility(Box<Responsibility>),
}

impl Record {
    /// Its id.
    pub fn id(&self) -> &RecordId {
        match self {
            Self::Service(service) => &service.id,
            Self::Organisation(office) => &office.id,
            Self::Person(person) => &person.id,
            Self::Online(online) => &online.id,
            Self::Responsibility(responsibility) => &responsibility.id,
        }
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Service(_) => Kind::Service,
            Self::Organisation(_) => Kind::Organisation,
            Self::Person(_) => Kind::Person,
            Self::Online(_) => Kind::Online,
            Self::Responsibility(_) => Kind::Responsibility,
        }
    }

    /// What a report calls it.
    pub fn title(&self) -> String {
        match self {
            Self::Service(service) => service.title("de").unwrap_or_default().to_owned(),
            Self::Organisation(office) => office.name.find("de").unwrap_or_default().to_owned(),
            Self::Person(person) => person.full_name(),
            Self::Online(online) => online.title.find("de").unwrap_or_default().to_owned(),
            Self::Responsibility(r) => format!("{} – {}", r.service.value, r.office.value),
        }
    }

    /// The content as JSON: everything but editor state and time of change, which say nothing of the content.
    pub fn content(&self) -> serde_json::Value {
        let mut content = serde_json::to_value(self).unwrap_or_default();
        if let Some(fields) = content.as_object_mut() {
            fields.remove("state");
            fields.remove("changed");
        }
        content
    }

    /// SHA-256 of the content, in hexadecimal: equal when a re-import changes nothing.
    pub fn hash(&self) -> String {
        let digest = Sha256::digest(self.content().to_string());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
