//! Documents of cases and the seals of letters.

use crate::db::Tx;
use crate::fault::{Fault, read_time};
use crate::macros::{record, row, rows, run};
use domain::{CaseId, Document, DocumentId, Seal};
use uuid::Uuid;

record! {
    struct Row {
        id: Uuid,
        case_id: Uuid,
        authority: String,
        kind: String,
        name: String,
        media_type: String,
        size: i64,
        sha256: Vec<u8>,
        made: i64,
    }
}

impl Row {
    fn into_document(self) -> Result<Document, Fault> {
        Ok(Document {
            id: DocumentId(self.id),
            case: CaseId(self.case_id),
            authority: self.authority,
            kind: self.kind,
            name: self.name,
            media_type: self.media_type,
            size: self.size,
            sha256: self.sha256,
            made: read_time("document", self.made)?,
        })
    }
}

/// Adds a document. `origin` names what made it (job, upload): the same origin adds it once. False when it was there.
///
/// # Errors
/// When the database refuses.
pub async fn add(tx: &mut Tx, document: &Document, origin: &str) -> Result<bool, Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let added = run!(
        tx,
        "INSERT INTO document (id, authority, federation, case_id, kind, name, media_type, size, sha256, made, origin) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (case_id, origin) DO NOTHING",
        document.id.0,
        authority,
        federation,
        document.case.0,
        &document.kind,
        &document.name,
        &document.media_type,
        document.size,
        &document.sha256,
        document.made.as_microsecond(),
        origin,
    )?;
    Ok(added == 1)
}

/// The documents of a case, oldest first. The caller has authorised the case.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, case: CaseId) -> Result<Vec<Document>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        Row,
        "SELECT id, case_id, authority, kind, name, media_type, size, sha256, made FROM document \
         WHERE case_id = $1 AND authority = $2 ORDER BY made, id",
        case.0,
        authority,
    )?
    .into_iter()
    .map(Row::into_document)
    .collect()
}

/// One document of a case. The caller has authorised the case.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, case: CaseId, id: DocumentId) -> Result<Option<Document>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        Row,
        "SELECT id, case_id, authority, kind, name, media_type, size, sha256, made FROM document \
         WHERE id = $1 AND case_id = $2 AND authority = $3",
        id.0,
        case.0,
        authority,
    )?
    .map(Row::into_document)
    .transpose()
}

/// Publishes the seal of a letter.
///
/// # Errors
/// When the database refuses.
pub async fn seal(tx: &mut Tx, seal: &Seal, document: DocumentId) -> Result<(), Fault> {
    run!(
        tx,
        "INSERT INTO seal (code, issuer, document, service, subject, issued, revoked, sha256) \
         VALUES ($1, $2, $3, $4, $5, $6, NULL, $7)",
        &seal.code,
        &seal.authority,
        document.0,
        &seal.service,
        &seal.subject,
        seal.issued.as_microsecond(),
        &seal.sha256,
    )?;
    Ok(())
}

/// What is known of a seal, whoever issued it: a verifier may stand at any portal.
///
/// # Errors
/// When the database refuses.
pub async fn find_seal(tx: &mut Tx, code: &str) -> Result<Option<Seal>, Fault> {
    row!(
        tx,
        (String, String, String, String, i64, Option<i64>, Vec<u8>),
        "SELECT code, issuer, service, subject, issued, revoked, sha256 FROM seal WHERE code = $1",
        code,
    )?
    .map(|(code, authority, service, subject, issued, revoked, sha256)| {
        Ok(Seal {
            code,
            authority,
            service,
            subject,
            issued: read_time("seal", issued)?,
            revoked: revoked.map(|at| read_time("seal", at)).transpose()?,
            sha256,
        })
    })
    .transpose()
}
