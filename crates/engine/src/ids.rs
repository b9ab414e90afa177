//! The small numbers that name things inside one model or one instance.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The number as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

id!(
    /// A node of a compiled model: its place in [`crate::Model::nodes`].
    NodeId
);
id!(
    /// A sequence flow of a compiled model: its place in [`crate::Model::flows`].
    FlowId
);
id!(
    /// A scope: the process itself is 0. In a model the place in [`crate::Model::scopes`], in a state a running one.
    ScopeId
);
id!(
    /// A token of an instance, never used twice in it.
    TokenId
);
id!(
    /// An armed timer of an instance, never used twice in it.
    TimerId
);
id!(
    /// A message an instance waits for, never used twice in it.
    SubscriptionId
);
id!(
    /// An incident of an instance, never used twice in it.
    IncidentId
);

/// How often a token has entered a node. `(token, visit)` names one activity of an instance for ever, so that the host
/// can build an idempotency key from instance, token and visit.
pub type Visit = u32;
