//! What happened to a case, as its applicant and its clerk read it: append-only, chained by hash.

use crate::db::Tx;
use crate::fault::{Fault, read_json, read_time, write_json};
use crate::macros::{row, rows, run};
use domain::CaseId;
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who: `applicant`, `portal`, or the name of a member of staff.
    pub actor: String,
    /// What: a key that the pages have a sentence for.
    pub kind: String,
    /// What the sentence needs.
    pub detail: Value,
    /// Whether the applicant sees it.
    pub for_applicant: bool,
}

/// Appends an entry.
///
/// # Errors
/// When the database refuses.
pub async fn append(tx: &mut Tx, case: CaseId, entry: &Entry) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let last = row!(
        tx,
        (i64, Vec<u8>),
        "SELECT seq, hash FROM history WHERE case_id = $1 AND authority = $2 ORDER BY seq DESC LIMIT 1",
        case.0,
        &authority,
    )?;
    let (seq, before) = last.map_or((1, Vec::new()), |(seq, hash)| (seq + 1, hash));
    let detail = write_json("history", &entry.detail)?;
    let hash = chain(&before, case, seq, entry, &detail);
    run!(
        tx,
        "INSERT INTO history (case_id, seq, authority, federation, at, actor, kind, detail, for_applicant, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        case.0,
        seq,
        authority,
        federation,
        entry.at.as_microsecond(),
        &entry.actor,
        &entry.kind,
        detail,
        i64::from(entry.for_applicant),
        hash,
    )?;
    Ok(())
}

fn chain(before: &[u8], case: CaseId, seq: i64, entry: &Entry, detail: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(case.0.as_bytes());
    hash.update(seq.to_be_bytes());
    hash.update(entry.at.as_microsecond().to_be_bytes());
    hash.update([u8::from(entry.for_applicant)]);
    for part in [entry.actor.as_str(), entry.kind.as_str(), detail] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().to_vec()
}

/// Checks the chain of hashes of a case's history.
///
/// # Errors
/// [`Fault::Unreadable`] when an entry was changed, taken out or moved; when the database refuses.
pub async fn check(tx: &mut Tx, case: CaseId) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    let rows = rows!(
        tx,
        (i64, i64, String, String, String, i64, Vec<u8>),
        "SELECT seq, at, actor, kind, detail, for_applicant, hash FROM history WHERE case_id = $1 AND authority = $2 \
         ORDER BY seq",
        case.0,
        authority,
    )?;
    let mut before: Vec<u8> = Vec::new();
    let broken = |seq: i64| {
        let why = format!("the chain of hashes of case {case} is broken at entry {seq}");
        Fault::Unreadable { what: "history", why }
    };
    if rows.is_empty() {
        return Err(broken(1));
    }
    for (expected, (seq, at, actor, kind, text, for_applicant, hash)) in (1..).zip(rows) {
        let detail = read_json("history", &text)?;
        let entry = Entry { at: read_time("history", at)?, actor, kind, detail, for_applicant: for_applicant != 0 };
        if seq != expected || hash != chain(&before, case, seq, &entry, &text) {
            return Err(broken(expected));
        }
        before = hash;
    }
    Ok(())
}

/// The history of a case, oldest first. The caller has authorised the case.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, case: CaseId) -> Result<Vec<Entry>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        (i64, String, String, String, i64),
        "SELECT at, actor, kind, detail, for_applicant FROM history WHERE case_id = $1 AND authority = $2 ORDER BY seq",
        case.0,
        authority,
    )?
    .into_iter()
    .map(|(at, actor, kind, detail, for_applicant)| {
        Ok(Entry {
            at: read_time("history", at)?,
            actor,
            kind,
            detail: read_json("history", &detail)?,
            for_applicant: for_applicant != 0,
        })
    })
    .collect()
}
