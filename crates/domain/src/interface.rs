//! Programs of an office that work with its processes over HTTP: a key, and what it may do.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a key may do at its authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Right {
    /// Deploy process models.
    Deploy,
    /// Start processes and send them messages.
    Start,
    /// Fetch work of service tasks and give it back.
    Work,
    /// Look at running processes and their variables; let failed work run again.
    Operate,
}

impl Right {
    /// All rights.
    pub const ALL: [Right; 4] = [Right::Deploy, Right::Start, Right::Work, Right::Operate];

    /// The word on the command line and in the column.
    pub fn as_str(self) -> &'static str {
        match self {
            Right::Deploy => "deploy",
            Right::Start => "start",
            Right::Work => "work",
            Right::Operate => "operate",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Right> {
        Right::ALL.into_iter().find(|right| right.as_str() == word)
    }
}

/// A program that came with a valid key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// The key's id.
    pub id: Uuid,
    /// Its name, as the authority gave it.
    pub name: String,
    /// The authority it belongs to.
    pub authority: String,
    /// What it may do.
    pub rights: Vec<Right>,
}
