//! Cases: one row each, made once per draft.

use crate::db::Tx;
use crate::fault::{Fault, read_json, read_time, write_json};
use crate::macros::{record, row, rows, run};
use domain::{Case, CaseId, CaseState, DraftId, InstanceId, Lang, Outcome, PersonId};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};
use uuid::Uuid;

record! {
    struct Row {
        id: Uuid,
        reference: String,
        authority: String,
        federation: String,
        person: Option<Uuid>,
        service: String,
        package: String,
        instance: Uuid,
        state: String,
        outcome: Option<String>,
        answers: String,
        language: String,
        submitted: i64,
        expected: Option<i64>,
        closed: Option<i64>,
    }
}

impl Row {
    fn into_case(self) -> Result<Case, Fault> {
        Ok(Case {
            id: CaseId(self.id),
            reference: self.reference,
            authority: self.authority,
            federation: self.federation,
            person: self.person.map(PersonId),
            service: self.service,
            package: self.package,
            instance: InstanceId(self.instance),
            state: CaseState::from_word(&self.state),
            outcome: self.outcome.as_deref().and_then(Outcome::from_word),
            answers: read_json("case", &self.answers)?,
            language: Lang::from_code(&self.language).unwrap_or_default(),
            submitted: read_time("case", self.submitted)?,
            expected: self.expected.map(|at| read_time("case", at)).transpose()?,
            closed: self.closed.map(|at| read_time("case", at)).transpose()?,
        })
    }
}

/// Makes the case of a draft; false when the draft already has one (submitted twice).
///
/// # Errors
/// When the database refuses.
pub async fn open(tx: &mut Tx, case: &Case, draft: DraftId, sources: &Map<String, Value>) -> Result<bool, Fault> {
    let made = run!(
        tx,
        "INSERT INTO case_file (id, reference, authority, federation, person, draft, service, package, instance, state, \
         outcome, answers, sources, language, submitted, expected, closed) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, $11, $12, $13, $14, $15, NULL) ON CONFLICT (draft) DO NOTHING",
        case.id.0,
        &case.reference,
        &case.authority,
        &case.federation,
        case.person.map(|p| p.0),
        draft.0,
        &case.service,
        &case.package,
        case.instance.0,
        case.state.as_str(),
        write_json("case", &case.answers)?,
        write_json("case", sources)?,
        case.language.code(),
        case.submitted.as_microsecond(),
        case.expected.map(|at| at.as_microsecond()),
    )?;
    Ok(made == 1)
}

/// The case a draft became.
///
/// # Errors
/// When the database refuses.
pub async fn find_by_draft(tx: &mut Tx, draft: DraftId) -> Result<Option<Case>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        Row,
        "SELECT id, reference, authority, federation, person, service, package, instance, state, outcome, answers, language, \
         submitted, expected, closed FROM case_file WHERE draft = $1 AND authority = $2",
        draft.0,
        authority,
    )?
    .map(Row::into_case)
    .transpose()
}

/// The case with this id at this authority.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, id: CaseId) -> Result<Option<Case>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        Row,
        "SELECT id, reference, authority, federation, person, service, package, instance, state, outcome, answers, language, \
         submitted, expected, closed FROM case_file WHERE id = $1 AND authority = $2",
        id.0,
        authority,
    )?
    .map(Row::into_case)
    .transpose()
}

/// A person's case, at whichever authority of the federation it is.
///
/// # Errors
/// When the database refuses.
pub async fn find_own(tx: &mut Tx, id: CaseId, person: PersonId) -> Result<Option<Case>, Fault> {
    let federation = tx.federation().to_owned();
    row!(
        tx,
        Row,
        "SELECT id, reference, authority, federation, person, service, package, instance, state, outcome, answers, language, \
         submitted, expected, closed FROM case_file WHERE id = $1 AND person = $2 AND federation = $3",
        id.0,
        person.0,
        federation,
    )?
    .map(Row::into_case)
    .transpose()
}

/// A person's cases over all authorities of the federation, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_own(tx: &mut Tx, person: PersonId, limit: i64) -> Result<Vec<Case>, Fault> {
    let federation = tx.federation().to_owned();
    rows!(
        tx,
        Row,
        "SELECT id, reference, authority, federation, person, service, package, instance, state, outcome, answers, language, \
         submitted, expected, closed FROM case_file WHERE person = $1 AND federation = $2 ORDER BY submitted DESC LIMIT $3",
        person.0,
        federation,
        limit,
    )?
    .into_iter()
    .map(Row::into_case)
    .collect()
}

/// Ids of this authority's cases behind `after`, in order: for the audit.
///
/// # Errors
/// When the database refuses.
pub async fn list_ids(tx: &mut Tx, after: Option<CaseId>, limit: i64) -> Result<Vec<CaseId>, Fault> {
    let authority = tx.authority().to_owned();
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let found = rows!(
        tx,
        (Uuid,),
        "SELECT id FROM case_file WHERE authority = $1 AND id > $2 ORDER BY id LIMIT $3",
        authority,
        after,
        limit,
    )?;
    Ok(found.into_iter().map(|(id,)| CaseId(id)).collect())
}

/// Where prefilled answers of a case came from: field id to source and date.
///
/// # Errors
/// When the database refuses.
pub async fn find_sources(tx: &mut Tx, id: CaseId) -> Result<Map<String, Value>, Fault> {
    let authority = tx.authority().to_owned();
    let found = row!(tx, (String,), "SELECT sources FROM case_file WHERE id = $1 AND authority = $2", id.0, authority)?;
    found.map_or_else(|| Ok(Map::new()), |(sources,)| read_json("case", &sources))
}

/// Writes where a case stands.
///
/// # Errors
/// When the database refuses.
pub async fn set_state(tx: &mut Tx, id: CaseId, state: CaseState) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "UPDATE case_file SET state = $1 WHERE id = $2 AND authority = $3 AND closed IS NULL",
        state.as_str(),
        id.0,
        authority,
    )?;
    Ok(())
}

/// Moves the day on which the applicant may expect the result.
///
/// # Errors
/// When the database refuses.
pub async fn put_off(tx: &mut Tx, id: CaseId, by: SignedDuration) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "UPDATE case_file SET expected = expected + $1 WHERE id = $2 AND authority = $3 AND expected IS NOT NULL",
        i64::try_from(by.as_micros()).unwrap_or(0),
        id.0,
        authority,
    )?;
    Ok(())
}

/// Writes the outcome; the first one stays.
///
/// # Errors
/// When the database refuses.
pub async fn set_outcome(tx: &mut Tx, id: CaseId, outcome: Outcome) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "UPDATE case_file SET outcome = $1 WHERE id = $2 AND authority = $3 AND outcome IS NULL",
        outcome.as_str(),
        id.0,
        authority,
    )?;
    Ok(())
}

/// Closes a case.
///
/// # Errors
/// When the database refuses.
pub async fn close(tx: &mut Tx, id: CaseId, now: Timestamp) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "UPDATE case_file SET state = 'closed', closed = $1, outcome = COALESCE(outcome, 'lapsed') \
         WHERE id = $2 AND authority = $3 AND closed IS NULL",
        now.as_microsecond(),
        id.0,
        authority,
    )?;
    Ok(())
}

/// When the newest closed cases of a service at this authority were submitted and closed: for telling how long it takes.
///
/// # Errors
/// When the database refuses.
pub async fn list_durations(
    tx: &mut Tx,
    service: &str,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<(Timestamp, Timestamp)>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        (i64, i64),
        "SELECT submitted, closed FROM case_file WHERE authority = $1 AND service = $2 AND closed >= $3 \
         ORDER BY closed DESC LIMIT $4",
        authority,
        service,
        since.as_microsecond(),
        limit,
    )?
    .into_iter()
    .map(|(submitted, closed)| Ok((read_time("case", submitted)?, read_time("case", closed)?)))
    .collect()
}

/// Replaces the answers after the applicant completed a request.
///
/// # Errors
/// When the database refuses.
pub async fn set_answers(tx: &mut Tx, id: CaseId, answers: &Map<String, Value>) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "UPDATE case_file SET answers = $1 WHERE id = $2 AND authority = $3",
        write_json("case", answers)?,
        id.0,
        authority,
    )?;
    Ok(())
}
