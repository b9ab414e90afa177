//! The kind "register": ask a register of an authority about one person or thing.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::Answer;

/// One question to a register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What the register is searched by, for example `ahv_number`, or `given_name` + `family_name` + `birth_date`
    /// (ISO date). The register decides which combinations it accepts.
    pub criteria: BTreeMap<String, String>,
    /// Why it is asked, one sentence; the register logs it.
    pub purpose: String,
    /// Our reference (case or draft), so that both logs can be laid side by side.
    pub reference: String,
}

impl Query {
    /// A question with a purpose and a reference; add criteria with [`Query::by`].
    pub fn new(purpose: impl Into<String>, reference: impl Into<String>) -> Query {
        Query { criteria: BTreeMap::new(), purpose: purpose.into(), reference: reference.into() }
    }

    /// Adds one criterion.
    pub fn by(mut self, name: impl Into<String>, value: impl Into<String>) -> Query {
        self.criteria.insert(name.into(), value.into());
        self
    }
}

/// What a register knows, with the two things every page shows beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The values by name, as the register calls them.
    pub values: Map<String, Value>,
    /// The register in the reader's words ("Einwohnerregister Aarau").
    pub source: String,
    /// Since when the values are known to be so.
    pub as_of: Timestamp,
}

/// A register that can be asked.
pub trait Register: Send + Sync {
    /// Checks settings, connection and credentials without asking about anybody.
    fn check(&self) -> Answer<'_, ()>;

    /// Looks one entry up. `NotFound` where the register has no such entry, or not exactly one.
    fn look_up<'a>(&'a self, query: &'a Query) -> Answer<'a, Found>;
}
