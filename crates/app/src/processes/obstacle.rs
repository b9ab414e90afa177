//! Why one process of many was left as it was: a stable word that pages say in their own language, and what it names.

use crate::error::Error;
use engine::{Rejection, Verdict};
use serde::{Deserialize, Serialize};
use store::steps::Refusal;

/// One reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    /// A word: those of [`Verdict::code`], and `missing`, `over`, `at-rest`, `as-before`, `other-version`, `no-incident`,
    /// `impossible`, `other`.
    pub code: String,
    /// BPMN id of the element it is about; empty for the whole process.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub element: String,
    /// What else it names: an element, a flow, a sentence of the engine.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl Obstacle {
    /// One without more to say.
    pub(super) fn plain(code: &str) -> Obstacle {
        Obstacle { code: code.to_owned(), ..Obstacle::default() }
    }

    /// What speaks against a migration.
    pub(super) fn of_verdict(verdict: &Verdict) -> Obstacle {
        Obstacle { code: verdict.code.to_owned(), element: verdict.element.clone(), detail: verdict.detail.clone() }
    }

    /// What a refusal means for one process of many. An error that says nothing of the process itself comes back.
    ///
    /// # Errors
    /// Whatever would be the same for every process.
    pub(super) fn of_refusal(fault: Error) -> Result<Obstacle, Error> {
        let said = |code: &str, detail: String| Ok(Obstacle { detail, ..Obstacle::plain(code) });
        match fault {
            Error::NotFound | Error::Refused(Refusal::NotFound) => Ok(Obstacle::plain("missing")),
            Error::Conflict => Ok(Obstacle::plain("as-before")),
            Error::Refused(Refusal::Suspended) => Ok(Obstacle::plain("at-rest")),
            Error::Refused(Refusal::Rejected(Rejection::Stale(_))) => Ok(Obstacle::plain("over")),
            Error::Refused(Refusal::Rejected(rejection)) => said("impossible", rejection.to_string()),
            Error::Refused(refusal @ Refusal::Broken(_)) => said("other", refusal.to_string()),
            Error::Invalid(sentence) => said("other", sentence),
            other => Err(other),
        }
    }
}

/// What was noted for an item of an action, read back.
pub(super) fn read(noted: &str) -> Vec<Obstacle> {
    serde_json::from_str(noted)
        .unwrap_or_else(|_| vec![Obstacle { detail: noted.to_owned(), ..Obstacle::plain("other") }])
}

/// The note for an item.
pub(super) fn write(obstacles: &[Obstacle]) -> String {
    serde_json::to_string(obstacles).unwrap_or_default()
}
