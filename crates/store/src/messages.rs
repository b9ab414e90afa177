//! Messages in inboxes.

use crate::db::Tx;
use crate::fault::{Fault, read_time};
use crate::macros::{record, row, rows, run};
use domain::{CaseId, MessageId, PersonId};
use jiff::Timestamp;
use uuid::Uuid;

/// A message to the applicant of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Id.
    pub id: MessageId,
    /// The authority that wrote it.
    pub authority: String,
    /// The case.
    pub case: CaseId,
    /// What it is: `decision`, `request`, `notice`.
    pub kind: String,
    /// One line.
    pub subject: String,
    /// Plain paragraphs.
    pub body: String,
    /// When.
    pub sent: Timestamp,
    /// When the applicant first opened the case after it came.
    pub opened: Option<Timestamp>,
}

record! {
    struct Row {
        id: Uuid,
        authority: String,
        case_id: Uuid,
        kind: String,
        subject: String,
        body: String,
        sent: i64,
        opened: Option<i64>,
    }
}

impl Row {
    fn into_message(self) -> Result<Message, Fault> {
        Ok(Message {
            id: MessageId(self.id),
            authority: self.authority,
            case: CaseId(self.case_id),
            kind: self.kind,
            subject: self.subject,
            body: self.body,
            sent: read_time("message", self.sent)?,
            opened: self.opened.map(|at| read_time("message", at)).transpose()?,
        })
    }
}

/// Puts a message into a person's inbox. `origin` names what wrote it: the same origin writes once. False when it did.
///
/// # Errors
/// When the database refuses.
pub async fn send(tx: &mut Tx, message: &Message, to: Option<PersonId>, origin: &str) -> Result<bool, Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let sent = run!(
        tx,
        "INSERT INTO message (id, authority, federation, case_id, person, kind, subject, body, sent, opened, origin) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, $10) ON CONFLICT (case_id, origin) DO NOTHING",
        message.id.0,
        authority,
        federation,
        message.case.0,
        to.map(|p| p.0),
        &message.kind,
        &message.subject,
        &message.body,
        message.sent.as_microsecond(),
        origin,
    )?;
    Ok(sent == 1)
}

/// The messages of a case, oldest first. The caller has authorised the case.
///
/// # Errors
/// When the database refuses.
pub async fn list_of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<Message>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        Row,
        "SELECT id, authority, case_id, kind, subject, body, sent, opened FROM message \
         WHERE case_id = $1 AND authority = $2 ORDER BY sent, id",
        case.0,
        authority,
    )?
    .into_iter()
    .map(Row::into_message)
    .collect()
}

/// A person's messages over all authorities of the federation, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_own(tx: &mut Tx, person: PersonId, limit: i64) -> Result<Vec<Message>, Fault> {
    let federation = tx.federation().to_owned();
    rows!(
        tx,
        Row,
        "SELECT id, authority, case_id, kind, subject, body, sent, opened FROM message \
         WHERE person = $1 AND federation = $2 ORDER BY sent DESC LIMIT $3",
        person.0,
        federation,
        limit,
    )?
    .into_iter()
    .map(Row::into_message)
    .collect()
}

/// How many messages a person has not opened.
///
/// # Errors
/// When the database refuses.
pub async fn count_unread(tx: &mut Tx, person: PersonId) -> Result<i64, Fault> {
    let federation = tx.federation().to_owned();
    let found = row!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM message WHERE person = $1 AND federation = $2 AND opened IS NULL",
        person.0,
        federation,
    )?;
    Ok(found.map_or(0, |(count,)| count))
}

/// Marks the messages of a case as opened by their reader.
///
/// # Errors
/// When the database refuses.
pub async fn mark_opened(tx: &mut Tx, case: CaseId, person: PersonId, now: Timestamp) -> Result<(), Fault> {
    let federation = tx.federation().to_owned();
    run!(
        tx,
        "UPDATE message SET opened = $1 WHERE case_id = $2 AND person = $3 AND federation = $4 AND opened IS NULL",
        now.as_microsecond(),
        case.0,
        person.0,
        federation,
    )?;
    Ok(())
}
