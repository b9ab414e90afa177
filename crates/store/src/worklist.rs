//! The worklist of an office: open tasks of cases, sieved, page by page, with how many there are.

use crate::db::Tx;
use crate::fault::{Fault, write_json};
use crate::macros::{record, rows};
use crate::tasks::Row;
use domain::Task;
use jiff::Timestamp;

/// Which tasks of the worklist.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    #[default]
    All,
    /// Those the clerk took.
    Mine,
    /// Those nobody took.
    Free,
    /// Those whose time is over.
    Overdue,
}

impl Which {
    /// The word in addresses and statements; empty for all.
    pub fn as_str(self) -> &'static str {
        match self {
            Which::All => "",
            Which::Mine => "mine",
            Which::Free => "free",
            Which::Overdue => "overdue",
        }
    }

    /// The part that a word names.
    pub fn from_word(word: &str) -> Option<Which> {
        [Which::All, Which::Mine, Which::Free, Which::Overdue].into_iter().find(|which| which.as_str() == word)
    }
}

/// What a clerk sees of the worklist.
#[derive(Debug, Clone, Copy)]
pub struct Sieve<'a> {
    /// Her groups.
    pub groups: &'a [String],
    /// Her subject, as tasks name their assignee.
    pub me: &'a str,
    /// The present moment: what is due before it is overdue.
    pub now: Timestamp,
    /// Which tasks.
    pub which: Which,
    /// Of this service only.
    pub service: Option<&'a str>,
}

/// A line of a worklist.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// The task.
    pub task: Task,
    /// The case's reference.
    pub reference: String,
    /// The service's key.
    pub service: String,
    /// The applicant's name, if she signed in.
    pub applicant: Option<String>,
}

record! {
    struct WaitingRow {
        ..task: Row,
        reference: String,
        service: String,
        given_name: Option<String>,
        family_name: Option<String>,
    }
}

/// The open office tasks of this authority that are offered to one of the groups, due first, then oldest.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, sieve: &Sieve<'_>, limit: i64, skip: i64) -> Result<Vec<Waiting>, Fault> {
    let authority = tx.authority().to_owned();
    // The groups travel as one JSON text, because the two databases have no array in common.
    let groups = write_json("worklist", &sieve.groups)?;
    rows!(
        tx,
        WaitingRow,
        "SELECT t.id, t.case_id, t.instance, t.authority, t.token, t.visit, t.node, t.name, t.kind, t.form_key, t.work_group, \
         t.assignee, t.input, t.opened, t.due, c.reference, c.service, p.given_name, p.family_name \
         FROM task t JOIN case_file c ON c.id = t.case_id LEFT JOIN person p ON p.id = c.person \
         WHERE t.authority = $1 AND t.kind = 'office' AND (t.work_group IS NULL OR $2 LIKE '%\"' || t.work_group || '\"%') \
         AND ($3 = '' OR ($3 = 'mine' AND t.assignee = $4) OR ($3 = 'free' AND t.assignee IS NULL) \
         OR ($3 = 'overdue' AND t.due < $5)) AND ($6 = '' OR c.service = $6) \
         ORDER BY CASE WHEN t.due IS NULL THEN 1 ELSE 0 END, t.due, t.opened, t.id LIMIT $7 OFFSET $8",
        authority,
        groups,
        sieve.which.as_str(),
        sieve.me,
        sieve.now.as_microsecond(),
        sieve.service.unwrap_or_default(),
        limit,
        skip,
    )?
    .into_iter()
    .map(|row| {
        let applicant = row.family_name.map(|family| format!("{} {family}", row.given_name.unwrap_or_default()));
        Ok(Waiting {
            task: row.task.into_task()?,
            reference: row.reference,
            service: row.service,
            applicant: applicant.map(|name| name.trim().to_owned()),
        })
    })
    .collect()
}

/// How many tasks of a service wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// The service's key.
    pub service: String,
    /// All.
    pub all: i64,
    /// Those the clerk took.
    pub mine: i64,
    /// Those nobody took.
    pub free: i64,
    /// Those whose time is over.
    pub overdue: i64,
}

/// How many tasks are offered to the groups, by service, whatever else the sieve says.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, sieve: &Sieve<'_>) -> Result<Vec<Counts>, Fault> {
    let authority = tx.authority().to_owned();
    let groups = write_json("worklist", &sieve.groups)?;
    let found = rows!(
        tx,
        (String, i64, i64, i64, i64),
        "SELECT c.service, COUNT(*), COUNT(CASE WHEN t.assignee = $3 THEN 1 END), COUNT(CASE WHEN t.assignee IS NULL THEN 1 END), \
         COUNT(CASE WHEN t.due < $4 THEN 1 END) FROM task t JOIN case_file c ON c.id = t.case_id \
         WHERE t.authority = $1 AND t.kind = 'office' AND (t.work_group IS NULL OR $2 LIKE '%\"' || t.work_group || '\"%') \
         GROUP BY c.service ORDER BY c.service",
        authority,
        groups,
        sieve.me,
        sieve.now.as_microsecond(),
    )?;
    Ok(found
        .into_iter()
        .map(|(service, all, mine, free, overdue)| Counts { service, all, mine, free, overdue })
        .collect())
}
