//! Who is acting.

use crate::id::{PersonId, SessionId};
use crate::interface::Interface;
use crate::person::Staff;
use crate::trust::TrustLevel;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a member of staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StaffRole {
    /// Works on cases of her authority and groups.
    Clerk,
    /// Shapes services.
    Designer,
    /// Keeps the installation running; sees no contents of cases.
    Operator,
}

impl StaffRole {
    /// All roles.
    pub const ALL: [StaffRole; 3] = [StaffRole::Clerk, StaffRole::Designer, StaffRole::Operator];

    /// The word used in claims and records.
    pub fn as_str(self) -> &'static str {
        match self {
            StaffRole::Clerk => "clerk",
            StaffRole::Designer => "designer",
            StaffRole::Operator => "operator",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<StaffRole> {
        StaffRole::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// Who is acting in a request or a job.
#[derive(Debug, Clone, PartialEq)]
pub enum Actor {
    /// Nobody signed in; a session exists once something was begun.
    Visitor {
        /// The browser session, if there is one.
        session: Option<SessionId>,
    },
    /// A signed-in inhabitant.
    Inhabitant {
        /// Who.
        person: PersonId,
        /// How sure we are.
        level: TrustLevel,
        /// The browser session.
        session: SessionId,
    },
    /// A signed-in member of staff.
    Staff(Arc<Staff>),
    /// A program of an office, with a key for its interface.
    Interface(Arc<Interface>),
    /// The portal itself, doing background work.
    System,
}

impl Actor {
    /// The browser session, where there is one.
    pub fn session(&self) -> Option<SessionId> {
        match self {
            Actor::Visitor { session } => *session,
            Actor::Inhabitant { session, .. } => Some(*session),
            Actor::Staff(_) | Actor::Interface(_) | Actor::System => None,
        }
    }

    /// The signed-in inhabitant.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Actor::Inhabitant { person, .. } => Some(*person),
            _ => None,
        }
    }

    /// The trust level of an inhabitant; none for everybody else.
    pub fn level(&self) -> TrustLevel {
        match self {
            Actor::Inhabitant { level, .. } => *level,
            _ => TrustLevel::None,
        }
    }
}
