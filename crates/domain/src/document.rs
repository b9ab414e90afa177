//! Documents of a case and the seals by which anybody can verify a letter.

use crate::id::{CaseId, DocumentId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A file that belongs to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Id.
    pub id: DocumentId,
    /// The case.
    pub case: CaseId,
    /// The authority.
    pub authority: String,
    /// `letter`, `copy` (sealed copy of the application) or `upload`.
    pub kind: String,
    /// File name shown to people.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the contents, which also is its address in the blob store.
    pub sha256: Vec<u8>,
    /// When it was made.
    pub made: Timestamp,
}

/// What the public verification page can say of a letter: no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The code on the paper.
    pub code: String,
    /// The authority that issued it.
    pub authority: String,
    /// The service it comes from.
    pub service: String,
    /// The letter's subject line.
    pub subject: String,
    /// When it was issued.
    pub issued: Timestamp,
    /// When it was revoked, if it was.
    pub revoked: Option<Timestamp>,
    /// SHA-256 of the PDF.
    pub sha256: Vec<u8>,
}
