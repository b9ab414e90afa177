//! Who is in charge: service × area × office.

use serde::{Deserialize, Serialize};

use crate::area::AreaKey;
use crate::record::RecordId;

/// An office (or an online service) that is there for a service in some areas.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Responsibility {
    /// Its id.
    pub id: RecordId,
    /// The service.
    pub service: RecordId,
    /// The organisation unit or online service.
    pub office: RecordId,
    /// The areas; none means wherever the service is valid.
    #[serde(default)]
    pub areas: Vec<AreaKey>,
    /// Code of the role, where the file gives one.
    #[serde(default)]
    pub role: String,
}
