//! What one clerk can do now: tasks offered to her groups, to her, to everybody, and those she has, due first.
//!
//! Each of these is one range of an index in the order of the list, read up to the limit; the list is their merge. So it
//! costs the same among a hundred open tasks and a million.

use crate::db::{Conn, Tx};
use crate::fault::{Fault, read_json, read_time};
use crate::macros::record;
use crate::tasks::{party_of_group, party_of_user};
use domain::{CaseId, InstanceId, TaskId};
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Postgres, Sqlite};
use uuid::Uuid;

/// Most groups of one clerk that a list looks at.
const MAX_GROUPS: usize = 64;

/// Whose list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clerk {
    /// The groups she belongs to.
    pub groups: Vec<String>,
    /// Her name as tasks are assigned to it; `None` leaves out what is hers alone.
    pub user: Option<String>,
}

/// An open task with what a list shows of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Id.
    pub id: TaskId,
    /// The authority.
    pub authority: String,
    /// The process.
    pub instance: InstanceId,
    /// Its case, where there is one.
    pub case: Option<CaseId>,
    /// The engine's token that waits for it.
    pub token: u32,
    /// The token's visit.
    pub visit: u32,
    /// The element in the model.
    pub node: String,
    /// Its name.
    pub name: String,
    /// Which form.
    pub form_key: Option<String>,
    /// The first group it is offered to.
    pub group: Option<String>,
    /// Who has it.
    pub assignee: Option<String>,
    /// What the process hands over.
    pub input: engine::Variables,
    /// Since when.
    pub opened: Timestamp,
    /// Until when.
    pub due: Option<Timestamp>,
    /// The case's reference, or the process's business key.
    pub reference: Option<String>,
    /// The service's key, or the key of the process definition.
    pub process: Option<String>,
    /// The applicant's name, if she signed in.
    pub applicant: Option<String>,
}

record! {
    struct Row {
        id: Uuid,
        authority: String,
        instance: Uuid,
        case_id: Option<Uuid>,
        token: i64,
        visit: i64,
        node: String,
        name: String,
        form_key: Option<String>,
        work_group: Option<String>,
        assignee: Option<String>,
        input: String,
        opened: i64,
        due: Option<i64>,
        reference: Option<String>,
        process: Option<String>,
        given_name: Option<String>,
        family_name: Option<String>,
    }
}

impl Row {
    fn into_line(self) -> Result<Line, Fault> {
        let applicant = self.family_name.map(|family| format!("{} {family}", self.given_name.unwrap_or_default()));
        Ok(Line {
            id: TaskId(self.id),
            authority: self.authority,
            instance: InstanceId(self.instance),
            case: self.case_id.map(CaseId),
            token: self.token as u32,
            visit: self.visit as u32,
            node: self.node,
            name: self.name,
            form_key: self.form_key,
            group: self.work_group.filter(|group| !group.is_empty()),
            assignee: self.assignee,
            input: read_json("task", &self.input)?,
            opened: read_time("task", self.opened)?,
            due: self.due.map(|due| read_time("task", due)).transpose()?,
            reference: self.reference,
            process: self.process,
            applicant: applicant.map(|name| name.trim().to_owned()),
        })
    }
}

/// The clerk's list at this authority, at most `limit` lines.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, clerk: &Clerk, limit: i64) -> Result<Vec<Line>, Fault> {
    let authority = tx.authority().to_owned();
    let mut bound = Vec::new();
    let mut place = |value: &str| {
        bound.push(Bound::Text(value.to_owned()));
        bound.len() + 2
    };
    let office = |group: &str| {
        format!(
            "SELECT * FROM (SELECT id, rank, opened FROM task WHERE authority = $1 AND kind = 'office' AND work_group {group} \
             ORDER BY rank, opened LIMIT $2) AS offered"
        )
    };
    let mut parts = vec![office("IS NULL")];
    for group in clerk.groups.iter().take(MAX_GROUPS) {
        parts.push(office(&format!("= ${}", place(group))));
    }
    let users = clerk.user.iter().map(|user| party_of_user(user));
    for party in clerk.groups.iter().take(MAX_GROUPS).map(|group| party_of_group(group)).chain(users) {
        parts.push(format!(
            "SELECT * FROM (SELECT o.task, o.rank, t.opened FROM task_offer o JOIN task t ON t.id = o.task \
             WHERE o.authority = $1 AND o.party = ${} ORDER BY o.rank LIMIT $2) AS further",
            place(&party)
        ));
    }
    if let Some(user) = &clerk.user {
        parts.push(format!(
            "SELECT * FROM (SELECT id, rank, opened FROM task WHERE authority = $1 AND assignee = ${} \
             AND kind = 'office' ORDER BY rank, opened LIMIT $2) AS hers",
            place(user)
        ));
    }
    // UNION, because a task may be offered twice.
    let found = ask(tx, line_sql(&parts.join(" UNION ")), authority, limit, bound).await?;
    found.into_iter().map(Row::into_line).collect()
}

/// One open office task, whoever may do it.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, id: TaskId) -> Result<Option<Line>, Fault> {
    let authority = tx.authority().to_owned();
    let sql = line_sql("SELECT id, rank, opened FROM task WHERE id = $3 AND authority = $1");
    let found = ask(tx, sql, authority, 1, vec![Bound::Id(id.0)]).await?;
    found.into_iter().next().map(Row::into_line).transpose()
}

/// The lines of the tasks that `picked` (id, rank, opened) names, in order.
fn line_sql(picked: &str) -> String {
    format!(
        "SELECT t.id, t.authority, t.instance, t.case_id, t.token, t.visit, t.node, t.name, t.form_key, t.work_group, t.assignee, \
         t.input, t.opened, t.due, COALESCE(c.reference, i.business_key) AS reference, COALESCE(c.service, d.key) AS process, \
         p.given_name, p.family_name FROM (SELECT id, rank, opened FROM ({picked}) AS every ORDER BY rank, opened, id LIMIT $2) AS x \
         JOIN task t ON t.id = x.id LEFT JOIN case_file c ON c.id = t.case_id LEFT JOIN person p ON p.id = c.person \
         LEFT JOIN instance i ON i.id = t.instance LEFT JOIN definition d ON d.authority = t.authority AND d.hash = i.definition \
         AND d.version = (SELECT MIN(version) FROM definition e WHERE e.authority = d.authority AND e.hash = d.hash) \
         ORDER BY x.rank, x.opened, x.id"
    )
}

enum Bound {
    Id(Uuid),
    Text(String),
}

/// The text is made of constants and places alone; what somebody typed is bound.
async fn ask(tx: &mut Tx, sql: String, authority: String, limit: i64, bound: Vec<Bound>) -> Result<Vec<Row>, Fault> {
    macro_rules! fetch {
        ($kind:ty, $conn:expr) => {{
            let mut query = sqlx::query_as::<$kind, Row>(AssertSqlSafe(sql)).bind(authority).bind(limit);
            for value in bound {
                query = match value {
                    Bound::Id(id) => query.bind(id),
                    Bound::Text(text) => query.bind(text),
                };
            }
            query.fetch_all(&mut **$conn).await?
        }};
    }
    Ok(match &mut tx.conn {
        Conn::Sqlite(conn) => fetch!(Sqlite, conn),
        Conn::Postgres(conn) => fetch!(Postgres, conn),
    })
}
