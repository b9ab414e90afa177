//! What one clerk can do now: tasks offered to her groups, to her, to everybody, and those she has, due first. Of cases and
//! of processes without one.
//!
//! Each of these is one range of an index in the order of the list, read up to the limit; the list is their merge. So it
//! costs the same among a hundred open tasks and a million.

use crate::db::{Conn, Tx};
use crate::fault::{Fault, read_json, read_time};
use crate::macros::{record, rows};
use crate::tasks::{party_of_group, party_of_user};
use domain::{CaseId, InstanceId, TaskId};
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Postgres, Sqlite};
use uuid::Uuid;

/// Most groups of one clerk that a list looks at.
const MAX_GROUPS: usize = 64;
/// How far each range is counted; nobody needs to know how many thousands wait.
const COUNTED: i64 = 1_000;

/// Whose list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clerk {
    /// The groups she belongs to.
    pub groups: Vec<String>,
    /// Her name as tasks are assigned to it; `None` leaves out what is hers alone.
    pub user: Option<String>,
}

/// Which tasks of the list.
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
    /// The word in addresses; empty for all.
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

/// What is let through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sieve {
    /// Which tasks.
    pub which: Which,
    /// Of this service, or of the process definition with this key.
    pub process: Option<String>,
    /// The present moment: what is due before it is overdue.
    pub now: Timestamp,
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
    /// The name of the process definition.
    pub process_name: Option<String>,
    /// Whether its process rests: then nobody can complete it.
    pub suspended: bool,
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
        process_name: Option<String>,
        suspended: i64,
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
            process_name: self.process_name,
            suspended: self.suspended != 0,
            applicant: applicant.map(|name| name.trim().to_owned()),
        })
    }
}

/// A page of the clerk's list at this authority.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, clerk: &Clerk, sieve: &Sieve, limit: i64, skip: i64) -> Result<Vec<Line>, Fault> {
    let mut asked = Asked::new(tx, skip.saturating_add(limit), limit, skip);
    let ranges = asked.ranges(clerk, sieve);
    let sql = line_sql(&ranges);
    asked.rows::<Row>(tx, sql).await?.into_iter().map(Row::into_line).collect()
}

/// One open office task, whoever may do it.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, id: TaskId) -> Result<Option<Line>, Fault> {
    let mut asked = Asked::new(tx, 1, 1, 0);
    let place = asked.bind(Bound::Id(id.0));
    let sql = line_sql(&format!(
        "SELECT * FROM (SELECT id, rank, opened FROM task WHERE id = ${place} AND authority = $1 AND kind = 'office' LIMIT $2) AS one"
    ));
    asked.rows::<Row>(tx, sql).await?.into_iter().next().map(Row::into_line).transpose()
}

/// To whom a task is offered besides the group in its row.
///
/// # Errors
/// When the database refuses.
pub async fn list_offers(tx: &mut Tx, id: TaskId) -> Result<Offers, Fault> {
    let authority = tx.authority().to_owned();
    let found =
        rows!(tx, (String,), "SELECT party FROM task_offer WHERE task = $1 AND authority = $2", id.0, authority)?;
    let of = |kind: &str| found.iter().filter_map(|(party,)| party.strip_prefix(kind).map(str::to_owned)).collect();
    Ok(Offers { groups: of("g:"), users: of("u:") })
}

/// Further parties that a task is offered to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    /// Groups.
    pub groups: Vec<String>,
    /// Persons, by the names tasks are assigned to.
    pub users: Vec<String>,
}

/// How many tasks of one service or process wait for a clerk, each range counted up to a thousand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// The service's key, or the key of the process definition.
    pub process: String,
    /// The name of the process definition; none for services.
    pub name: Option<String>,
    /// All.
    pub all: i64,
    /// Those the clerk took.
    pub mine: i64,
    /// Those nobody took.
    pub free: i64,
    /// Those whose time is over.
    pub overdue: i64,
}

/// How many tasks there are for a clerk, by service and process.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, clerk: &Clerk, now: Timestamp) -> Result<Vec<Counts>, Fault> {
    let mut asked = Asked::new(tx, COUNTED, 1_000, 0);
    let ranges = asked.ranges(clerk, &Sieve::default());
    let me = asked.bind(Bound::Text(clerk.user.clone().unwrap_or_default()));
    let now = asked.bind(Bound::Number(now.as_microsecond()));
    let sql = format!(
        "SELECT process, MIN(name), COUNT(*), COUNT(CASE WHEN assignee = ${me} THEN 1 END), \
         COUNT(CASE WHEN assignee IS NULL THEN 1 END), COUNT(CASE WHEN due < ${now} THEN 1 END) FROM \
         (SELECT COALESCE(c.service, d.key, '') AS process, d.name AS name, t.assignee, t.due FROM ({ranges}) AS x \
         JOIN task t ON t.id = x.id {AROUND}) AS every GROUP BY process ORDER BY process LIMIT $3 OFFSET $4"
    );
    let found = asked.rows::<(String, Option<String>, i64, i64, i64, i64)>(tx, sql).await?;
    let counts = |(process, name, all, mine, free, overdue)| Counts { process, name, all, mine, free, overdue };
    Ok(found.into_iter().map(counts).collect())
}

/// What stands around a task `t`. The same content may be deployed several times; the first version names it.
const AROUND: &str = "LEFT JOIN case_file c ON c.id = t.case_id LEFT JOIN instance i ON i.id = t.instance \
     LEFT JOIN definition d ON d.authority = t.authority AND d.hash = i.definition AND d.version = \
     (SELECT MIN(version) FROM definition e WHERE e.authority = d.authority AND e.hash = d.hash)";

/// The lines of the tasks that `picked` (id, rank, opened) names, in order.
fn line_sql(picked: &str) -> String {
    format!(
        "SELECT t.id, t.authority, t.instance, t.case_id, t.token, t.visit, t.node, t.name, t.form_key, t.work_group, t.assignee, \
         t.input, t.opened, t.due, COALESCE(c.reference, i.business_key) AS reference, COALESCE(c.service, d.key) AS process, \
         d.name AS process_name, COALESCE(i.suspended, 0) AS suspended, p.given_name, p.family_name \
         FROM (SELECT id, rank, opened FROM ({picked}) AS every ORDER BY rank, opened, id LIMIT $3 OFFSET $4) AS x \
         JOIN task t ON t.id = x.id {AROUND} LEFT JOIN person p ON p.id = c.person ORDER BY x.rank, x.opened, x.id"
    )
}

/// A statement that is put together: `$1` the authority, `$2` how far each range reaches, `$3` and `$4` the page.
struct Asked {
    authority: String,
    page: [i64; 3],
    bound: Vec<Bound>,
}

enum Bound {
    Id(Uuid),
    Text(String),
    Number(i64),
}

impl Asked {
    fn new(tx: &Tx, reach: i64, limit: i64, skip: i64) -> Asked {
        Asked { authority: tx.authority().to_owned(), page: [reach, limit, skip], bound: Vec::new() }
    }

    fn bind(&mut self, value: Bound) -> usize {
        self.bound.push(value);
        self.bound.len() + 4
    }

    /// The ranges whose merge is the list.
    fn ranges(&mut self, clerk: &Clerk, sieve: &Sieve) -> String {
        let mut through = match sieve.which {
            Which::All | Which::Mine => String::new(),
            Which::Free => " AND t.assignee IS NULL".to_owned(),
            Which::Overdue => format!(" AND t.rank < ${}", self.bind(Bound::Number(sieve.now.as_microsecond()))),
        };
        if let Some(process) = &sieve.process {
            let place = self.bind(Bound::Text(process.clone()));
            through.push_str(&format!(
                " AND (EXISTS (SELECT 1 FROM case_file c WHERE c.id = t.case_id AND c.service = ${place}) OR EXISTS \
                 (SELECT 1 FROM instance i JOIN definition d ON d.authority = i.authority AND d.hash = i.definition \
                 WHERE i.id = t.instance AND i.case_id IS NULL AND d.key = ${place}))"
            ));
        }
        let range = |from: &str, named: &str| {
            format!(
                "SELECT * FROM (SELECT t.id, t.rank, t.opened FROM {from}{through} ORDER BY t.rank, t.opened LIMIT $2) AS {named}"
            )
        };
        let mut ranges = Vec::new();
        if let Some(user) = &clerk.user {
            let place = self.bind(Bound::Text(user.clone()));
            let hers = format!("task t WHERE t.authority = $1 AND t.assignee = ${place} AND t.kind = 'office'");
            ranges.push(range(&hers, "hers"));
        }
        if sieve.which == Which::Mine {
            return ranges.pop().unwrap_or_else(|| range("task t WHERE t.authority = $1 AND t.id IS NULL", "nobody"));
        }
        let office = "task t WHERE t.authority = $1 AND t.kind = 'office' AND t.work_group";
        ranges.push(range(&format!("{office} IS NULL"), "everybody"));
        for group in clerk.groups.iter().take(MAX_GROUPS) {
            let place = self.bind(Bound::Text(group.clone()));
            ranges.push(range(&format!("{office} = ${place}"), "offered"));
        }
        let users = clerk.user.iter().map(|user| party_of_user(user));
        for party in clerk.groups.iter().take(MAX_GROUPS).map(|group| party_of_group(group)).chain(users) {
            let place = self.bind(Bound::Text(party));
            // The offer carries the task's rank, so that this too is one range of an index.
            ranges.push(format!(
                "SELECT * FROM (SELECT t.id, t.rank, t.opened FROM task_offer o JOIN task t ON t.id = o.task \
                 WHERE o.authority = $1 AND o.party = ${place}{through} ORDER BY o.rank LIMIT $2) AS further"
            ));
        }
        // UNION, because a task may be offered twice.
        ranges.join(" UNION ")
    }

    /// The text is made of constants and places alone; what somebody typed is bound.
    async fn rows<R>(self, tx: &mut Tx, sql: String) -> Result<Vec<R>, Fault>
    where
        R: Send
            + Unpin
            + for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow>
            + for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow>,
    {
        let Asked { authority, page, bound } = self;
        macro_rules! fetch {
            ($kind:ty, $conn:expr) => {{
                let mut query = sqlx::query_as::<$kind, R>(AssertSqlSafe(sql)).bind(authority);
                for number in page {
                    query = query.bind(number);
                }
                for value in bound {
                    query = match value {
                        Bound::Id(id) => query.bind(id),
                        Bound::Text(text) => query.bind(text),
                        Bound::Number(number) => query.bind(number),
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
}
