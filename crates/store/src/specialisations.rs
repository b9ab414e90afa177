//! What authorities say otherwise about services: drafts, published versions, and when they want to read them again.

use crate::changes::{self, Changing};
use crate::db::Tx;
use crate::fault::{Fault, read_json, read_time, write_json};
use crate::macros::{row, rows, run};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

const DOC: &str = "specialisation";

/// A published version.
#[derive(Debug, Clone, PartialEq)]
pub struct Version<T> {
    /// Counted from 1.
    pub number: i64,
    /// When it was published.
    pub at: Timestamp,
    /// Who wrote it.
    pub writer: String,
    /// Who published it.
    pub publisher: String,
    /// What is said; none from when the authority said nothing of its own any more.
    pub doc: Option<T>,
}

/// Something not published yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft<T> {
    /// The service's key.
    pub service: String,
    /// Somebody is asked to look at it.
    pub in_review: bool,
    /// Last change. Tells one state of a draft from the next.
    pub at: Timestamp,
    /// Who changed it last.
    pub writer: String,
    /// What the reviewer wants changed; empty for nothing.
    pub remark: String,
    /// What is said.
    pub doc: T,
}

/// When a service is to be read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The service's key.
    pub service: String,
    /// The day.
    pub due: Date,
    /// When it was read last.
    pub at: Timestamp,
    /// By whom.
    pub actor: String,
}

/// Publishes the next version; gives its number.
///
/// # Errors
/// When the database refuses, also when somebody published at the same moment.
pub async fn publish<T: Serialize>(
    tx: &mut Tx,
    service: &str,
    doc: Option<&T>,
    writer: &str,
    publisher: &str,
    now: Timestamp,
) -> Result<i64, Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let doc = doc.map(|doc| write_json(DOC, doc)).transpose()?;
    let newest = row!(
        tx,
        (i64,),
        "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM specialisation WHERE authority = $1 AND service = $2",
        &authority,
        service,
    )?;
    let version = newest.map_or(0, |(number,)| number) + 1;
    run!(
        tx,
        "INSERT INTO specialisation (authority, federation, service, version, at, writer, publisher, doc) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &authority,
        &federation,
        service,
        version,
        now.as_microsecond(),
        writer,
        publisher,
        &doc,
    )?;
    changes::note(tx, Changing::Specialisation).await?;
    Ok(version)
}

type VersionRow = (i64, i64, String, String, Option<String>);

fn version<T: DeserializeOwned>((number, at, writer, publisher, doc): VersionRow) -> Result<Version<T>, Fault> {
    let doc = doc.map(|doc| read_json(DOC, &doc)).transpose()?;
    Ok(Version { number, at: read_time(DOC, at)?, writer, publisher, doc })
}

/// The versions of a service, newest first, at most `limit`.
///
/// # Errors
/// When the database refuses or a content cannot be read.
pub async fn list_versions<T: DeserializeOwned>(
    tx: &mut Tx,
    service: &str,
    limit: i64,
) -> Result<Vec<Version<T>>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        VersionRow,
        "SELECT version, at, writer, publisher, doc FROM specialisation WHERE authority = $1 AND service = $2 \
         ORDER BY version DESC LIMIT $3",
        authority,
        service,
        limit,
    )?
    .into_iter()
    .map(version)
    .collect()
}

/// One version of a service.
///
/// # Errors
/// When the database refuses or the content cannot be read.
pub async fn find_version<T: DeserializeOwned>(
    tx: &mut Tx,
    service: &str,
    number: i64,
) -> Result<Option<Version<T>>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        VersionRow,
        "SELECT version, at, writer, publisher, doc FROM specialisation \
         WHERE authority = $1 AND service = $2 AND version = $3",
        authority,
        service,
        number,
    )?
    .map(version)
    .transpose()
}

/// What is in force at all authorities: whose, which service, what is said.
///
/// # Errors
/// When the database refuses or a content cannot be read.
pub async fn list_in_force<T: DeserializeOwned>(tx: &mut Tx) -> Result<Vec<(String, String, T)>, Fault> {
    rows!(
        tx,
        (String, String, String),
        "SELECT s.authority, s.service, s.doc FROM specialisation s WHERE s.doc IS NOT NULL AND s.version = \
         (SELECT MAX(n.version) FROM specialisation n WHERE n.authority = s.authority AND n.service = s.service) \
         ORDER BY s.authority, s.service",
    )?
    .into_iter()
    .map(|(authority, service, doc)| Ok((authority, service, read_json(DOC, &doc)?)))
    .collect()
}

/// Saves a draft over the one of `seen`, or as the first one; false when there is another by now.
///
/// # Errors
/// When the database refuses.
pub async fn save_draft<T: Serialize>(tx: &mut Tx, draft: &Draft<T>, seen: Option<Timestamp>) -> Result<bool, Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let doc = write_json(DOC, &draft.doc)?;
    let state = if draft.in_review { "review" } else { "draft" };
    let changed = match seen {
        Some(seen) => run!(
            tx,
            "UPDATE specialisation_draft SET state = $1, at = $2, writer = $3, remark = $4, doc = $5 \
             WHERE authority = $6 AND service = $7 AND at = $8",
            state,
            draft.at.as_microsecond(),
            &draft.writer,
            &draft.remark,
            &doc,
            &authority,
            &draft.service,
            seen.as_microsecond(),
        )?,
        None => run!(
            tx,
            "INSERT INTO specialisation_draft (authority, federation, service, state, at, writer, remark, doc) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (authority, service) DO NOTHING",
            &authority,
            &federation,
            &draft.service,
            state,
            draft.at.as_microsecond(),
            &draft.writer,
            &draft.remark,
            &doc,
        )?,
    };
    Ok(changed == 1)
}

type DraftRow = (String, String, i64, String, String, String);

fn draft<T: DeserializeOwned>((service, state, at, writer, remark, doc): DraftRow) -> Result<Draft<T>, Fault> {
    let (at, doc) = (read_time(DOC, at)?, read_json(DOC, &doc)?);
    Ok(Draft { service, in_review: state == "review", at, writer, remark, doc })
}

/// The draft of a service.
///
/// # Errors
/// When the database refuses or it cannot be read.
pub async fn find_draft<T: DeserializeOwned>(tx: &mut Tx, service: &str) -> Result<Option<Draft<T>>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        DraftRow,
        "SELECT service, state, at, writer, remark, doc FROM specialisation_draft \
         WHERE authority = $1 AND service = $2",
        authority,
        service,
    )?
    .map(draft)
    .transpose()
}

/// All drafts of this authority, by service.
///
/// # Errors
/// When the database refuses or one cannot be read.
pub async fn list_drafts<T: DeserializeOwned>(tx: &mut Tx) -> Result<Vec<Draft<T>>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        DraftRow,
        "SELECT service, state, at, writer, remark, doc FROM specialisation_draft WHERE authority = $1 \
         ORDER BY service",
        authority,
    )?
    .into_iter()
    .map(draft)
    .collect()
}

/// Throws a draft away, if it is still the one of `seen`; false when it is another by now.
///
/// # Errors
/// When the database refuses.
pub async fn remove_draft(tx: &mut Tx, service: &str, seen: Timestamp) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let gone = run!(
        tx,
        "DELETE FROM specialisation_draft WHERE authority = $1 AND service = $2 AND at = $3",
        authority,
        service,
        seen.as_microsecond(),
    )?;
    Ok(gone == 1)
}

/// Notes that a service was read, and when it is to be read again.
///
/// # Errors
/// When the database refuses.
pub async fn save_review(tx: &mut Tx, review: &Review) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO service_review (authority, federation, service, due, at, actor) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (authority, service) \
         DO UPDATE SET due = excluded.due, at = excluded.at, actor = excluded.actor",
        authority,
        federation,
        &review.service,
        review.due.to_string(),
        review.at.as_microsecond(),
        &review.actor,
    )?;
    Ok(())
}

/// When this authority wants to read its services again, by service.
///
/// # Errors
/// When the database refuses or a date cannot be read.
pub async fn list_reviews(tx: &mut Tx) -> Result<Vec<Review>, Fault> {
    let authority = tx.authority().to_owned();
    let found = rows!(
        tx,
        (String, String, i64, String),
        "SELECT service, due, at, actor FROM service_review WHERE authority = $1 ORDER BY service",
        authority,
    )?;
    let review = |(service, due, at, actor): (String, String, i64, String)| {
        let unreadable = |fault: jiff::Error| Fault::Unreadable { what: "service review", why: fault.to_string() };
        Ok(Review { service, due: due.parse().map_err(unreadable)?, at: read_time("service review", at)?, actor })
    };
    found.into_iter().map(review).collect()
}
