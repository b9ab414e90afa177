//! A member of staff whom people can turn to.

use serde::{Deserialize, Serialize};

use crate::office::Contact;
use crate::record::RecordId;
use crate::texts::Texts;

/// A person with function and contact.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Its id.
    pub id: RecordId,
    /// The unit the person works in.
    #[serde(default)]
    pub office: Option<RecordId>,
    /// Salutation, as the file gives it.
    #[serde(default)]
    pub salutation: String,
    /// Academic title.
    #[serde(default)]
    pub degree: String,
    /// Given name.
    #[serde(default)]
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// What the person does.
    #[serde(default)]
    pub function: Texts,
    /// Room.
    #[serde(default)]
    pub room: String,
    /// How the person is reached.
    #[serde(default)]
    pub contacts: Vec<Contact>,
}

impl Person {
    /// Given and family name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name).trim().to_owned()
    }
}
