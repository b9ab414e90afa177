//! An office of an authority: who is in charge, where, and when it is open.

use crate::hours::OpeningHours;
use crate::language::LangTexts;
use serde::{Deserialize, Serialize};

/// An organisation unit that people can turn to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Unique within the authority.
    pub key: String,
    /// The authority it belongs to.
    pub authority: String,
    /// The kinds of work it does ("residents", "tax", …); a service names the kind that is in charge.
    pub kinds: Vec<String>,
    /// Its name.
    pub name: LangTexts,
    /// Postal address, a line each.
    pub address: Vec<String>,
    /// Telephone as people dial it.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// When it is open.
    pub hours: Vec<OpeningHours>,
    /// The people one can turn to.
    #[serde(default)]
    pub staff: Vec<Contact>,
}

/// Somebody who works in an office and can be turned to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Full name.
    pub name: String,
    /// What she does.
    pub function: LangTexts,
    /// Direct number; empty for the office's.
    pub phone: String,
}
