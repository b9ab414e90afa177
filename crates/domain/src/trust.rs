//! The one ladder of trust levels that every identity provider's levels are mapped to.

use serde::{Deserialize, Serialize};

/// How sure we are that a person is who they say. Ordered: a service asks for a level "or better".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TrustLevel {
    /// Not signed in.
    #[default]
    None,
    /// Self-registered, e-mail confirmed.
    Low,
    /// Identity checked once (eIDAS substantial, AGOV 400).
    Substantial,
    /// Electronic identity document or equivalent (eIDAS high, AGOV 500).
    High,
}

impl TrustLevel {
    /// The word used in files, columns and claims.
    pub fn as_str(self) -> &'static str {
        match self {
            TrustLevel::None => "none",
            TrustLevel::Low => "low",
            TrustLevel::Substantial => "substantial",
            TrustLevel::High => "high",
        }
    }

    /// Reads the word; an unknown word is no trust at all.
    pub fn from_word(word: &str) -> TrustLevel {
        match word {
            "low" => TrustLevel::Low,
            "substantial" => TrustLevel::Substantial,
            "high" => TrustLevel::High,
            _ => TrustLevel::None,
        }
    }
}
