//! A case: a submitted application and its fate.

use crate::id::{CaseId, InstanceId, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a case stands, in the few words an inhabitant needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseState {
    /// The fee has to be paid before work begins.
    AwaitingPayment,
    /// The office or the process is working on it.
    InProgress,
    /// The applicant has to do something.
    AwaitingApplicant,
    /// Put to rest: nothing goes on and no deadline runs until somebody lets it go on.
    AtRest,
    /// Decided, or ended otherwise.
    Closed,
}

impl CaseState {
    /// The word in columns and texts.
    pub fn as_str(self) -> &'static str {
        match self {
            CaseState::AwaitingPayment => "awaiting-payment",
            CaseState::InProgress => "in-progress",
            CaseState::AwaitingApplicant => "awaiting-applicant",
            CaseState::AtRest => "at-rest",
            CaseState::Closed => "closed",
        }
    }

    /// Reads the word; what is unknown counts as in progress, never as closed.
    pub fn from_word(word: &str) -> CaseState {
        match word {
            "awaiting-payment" => CaseState::AwaitingPayment,
            "awaiting-applicant" => CaseState::AwaitingApplicant,
            "at-rest" => CaseState::AtRest,
            "closed" => CaseState::Closed,
            _ => CaseState::InProgress,
        }
    }
}

/// How a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The applicant got what she asked for.
    Granted,
    /// She did not; the letter says why.
    Refused,
    /// It ended without a decision, for example unpaid.
    Lapsed,
}

impl Outcome {
    /// The word in columns and texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Granted => "granted",
            Outcome::Refused => "refused",
            Outcome::Lapsed => "lapsed",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Outcome> {
        match word {
            "granted" => Some(Outcome::Granted),
            "refused" => Some(Outcome::Refused),
            "lapsed" => Some(Outcome::Lapsed),
            _ => None,
        }
    }
}

/// A submitted application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Id.
    pub id: CaseId,
    /// What people quote: see [`crate::reference`].
    pub reference: String,
    /// The authority in charge.
    pub authority: String,
    /// Its federation.
    pub federation: String,
    /// The applicant; nobody for services without sign-in.
    pub person: Option<PersonId>,
    /// The service's key.
    pub service: String,
    /// The content hash of the service package the case was begun with and keeps.
    pub package: String,
    /// The process that runs it.
    pub instance: InstanceId,
    /// Where it stands.
    pub state: CaseState,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The answers on the path, by field id.
    pub answers: serde_json::Map<String, serde_json::Value>,
    /// Language of letters and notices.
    pub language: crate::language::Lang,
    /// When it was submitted.
    pub submitted: Timestamp,
    /// When the applicant may expect the result.
    pub expected: Option<Timestamp>,
    /// When it was closed.
    pub closed: Option<Timestamp>,
}
