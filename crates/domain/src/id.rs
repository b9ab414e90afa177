//! Identifiers: 128 random bits each, and a type each, so that a case id cannot stand where a task id belongs.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.simple().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            /// Reads 32 hexadecimal digits, with or without hyphens.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map($name)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                $name(id)
            }
        }
    )*};
}

id! {
    /// A submitted application and everything that follows from it.
    CaseId,
    /// A document (letter, sealed copy, upload) of a case.
    DocumentId,
    /// An application that was not submitted yet.
    DraftId,
    /// A running or ended process of a case.
    InstanceId,
    /// A piece of background work.
    JobId,
    /// A message in an inbox.
    MessageId,
    /// A payment of a fee.
    PaymentId,
    /// An inhabitant known by sign-in, per federation.
    PersonId,
    /// A browser session.
    SessionId,
    /// Something a person has to do.
    TaskId,
}
