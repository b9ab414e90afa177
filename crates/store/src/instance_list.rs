//! Processes as operators look at them: a page of them, one of them, and what holds it up.

use crate::db::Tx;
use crate::fault::{Fault, read_json, read_time};
use crate::macros::{record, row, rows};
use crate::outline;
use crate::pack::unpack;
use domain::{CaseId, InstanceId};
use engine::State;
use jiff::Timestamp;
use uuid::Uuid;

/// Which processes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Which {
    /// Those of applications that have not ended.
    #[default]
    Running,
    /// Those of applications that an incident holds up.
    Stuck,
    /// Those of applications that have ended.
    Ended,
    /// Those of deployed models that have not ended; of this very authority.
    Models,
}

impl Which {
    /// All of them, in the order of a page.
    pub const ALL: [Which; 4] = [Which::Running, Which::Stuck, Which::Ended, Which::Models];
}

/// A process.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Id.
    pub id: InstanceId,
    /// The authority that runs it.
    pub authority: String,
    /// The case it runs; none for a deployed model.
    pub case: Option<CaseId>,
    /// The case's reference.
    pub reference: Option<String>,
    /// The service's key.
    pub service: Option<String>,
    /// Content hash of the service package with its model.
    pub package: Option<String>,
    /// Content hash of the deployed definition.
    pub definition: Option<[u8; 32]>,
    /// The name of that definition.
    pub name: Option<String>,
    /// When its first step was taken.
    pub begun: Option<Timestamp>,
    /// Whether it rests.
    pub suspended: bool,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// How many incidents are open.
    pub incidents: i64,
    /// Where it stands.
    pub state: State,
}

/// An open incident of a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Id.
    pub id: Uuid,
    /// The engine's number for it, when the process itself raised it.
    pub engine_incident: Option<u32>,
    /// The token of the halted job behind it.
    pub token: Option<u32>,
    /// What sort of trouble: a job kind or an element.
    pub kind: String,
    /// One sentence for the operator, without personal data.
    pub message: String,
    /// Since when.
    pub raised: Timestamp,
}

record! {
    struct Row {
        id: Uuid,
        authority: String,
        case_id: Option<Uuid>,
        reference: Option<String>,
        service: Option<String>,
        package: Option<String>,
        definition: Option<Vec<u8>>,
        name: Option<String>,
        begun: Option<i64>,
        suspended: i64,
        ended: Option<i64>,
        incidents: i64,
        state: String,
    }
}

impl Row {
    fn into_listed(self, state: &str) -> Result<Listed, Fault> {
        let wrong = |_| Fault::Unreadable { what: "process instance", why: "its hash has the wrong length".to_owned() };
        let time = |at: Option<i64>| at.map(|at| read_time("process instance", at)).transpose();
        Ok(Listed {
            id: InstanceId(self.id),
            authority: self.authority,
            case: self.case_id.map(CaseId),
            reference: self.reference,
            service: self.service,
            package: self.package,
            definition: self.definition.map(TryInto::try_into).transpose().map_err(wrong)?,
            name: self.name,
            begun: time(self.begun)?,
            suspended: self.suspended != 0,
            ended: time(self.ended)?,
            incidents: self.incidents,
            state: read_json("process state", state)?,
        })
    }
}

/// What is read of a process, from wherever it is found.
macro_rules! read {
    ($from:literal) => {
        concat!(
            "SELECT i.id, i.authority, i.case_id, c.reference, c.service, i.package, i.definition, \
             (SELECT MIN(d.name) FROM definition d WHERE d.authority = i.authority AND d.hash = i.definition) AS name, \
             (SELECT e.at FROM instance_event e WHERE e.instance = i.id AND e.version = 1) AS begun, i.suspended, i.ended, \
             (SELECT COUNT(*) FROM incident x WHERE x.instance = i.id AND x.resolved IS NULL) AS incidents, i.state FROM ",
            $from
        )
    };
}

/// Processes of applications, newest first. An authority and a federation have an index each.
macro_rules! of_cases {
    ($place:literal, $which:literal) => {
        concat!(
            read!("case_file c JOIN instance i ON i.id = c.instance WHERE "),
            $place,
            " AND ",
            $which,
            " AND ($3 = '' OR c.service = $3) ORDER BY c.submitted DESC LIMIT $4 OFFSET $5"
        )
    };
}

macro_rules! here_or_all {
    ($all:expr, $which:literal) => {
        if $all {
            of_cases!("c.federation = $1 AND $2 = '+'", $which)
        } else {
            of_cases!("c.federation = $1 AND c.authority = $2", $which)
        }
    };
}

/// Processes of this authority, or of the federation where the transaction works for all of it. Those of applications
/// come newest first, those of deployed models by model.
///
/// # Errors
/// When the database refuses or a state cannot be read.
pub async fn list(tx: &mut Tx, which: Which, service: &str, limit: i64, skip: i64) -> Result<Vec<Listed>, Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let all = authority == "+";
    let statement = match which {
        Which::Running => here_or_all!(all, "i.ended IS NULL"),
        Which::Ended => here_or_all!(all, "i.ended IS NOT NULL"),
        Which::Stuck => here_or_all!(
            all,
            "i.id IN (SELECT x.instance FROM incident x WHERE x.federation = $1 AND x.resolved IS NULL)"
        ),
        Which::Models => concat!(
            read!("instance i LEFT JOIN case_file c ON c.id = i.case_id WHERE i.federation = $1 AND i.authority = $2 "),
            "AND i.ended IS NULL AND i.definition IS NOT NULL AND $3 = $3 ORDER BY i.definition, i.id LIMIT $4 OFFSET $5"
        ),
    };
    let found = rows!(tx, Row, statement, federation, authority, service, limit, skip)?;
    with_states(tx, found).await
}

async fn with_states(tx: &mut Tx, mut found: Vec<Row>) -> Result<Vec<Listed>, Fault> {
    let states = found.iter_mut().map(|row| unpack(&std::mem::take(&mut row.state))).collect();
    let states = outline::restore(tx, states).await?;
    found.into_iter().zip(states).map(|(row, state)| row.into_listed(&state)).collect()
}

/// The process with this id at this authority, or in the federation where the transaction works for all of it.
///
/// # Errors
/// When the database refuses or its state cannot be read.
pub async fn find(tx: &mut Tx, id: InstanceId) -> Result<Option<Listed>, Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    let statement = read!(
        "instance i LEFT JOIN case_file c ON c.id = i.case_id \
         WHERE i.id = $1 AND i.federation = $2 AND (i.authority = $3 OR $3 = '+')"
    );
    let found = row!(tx, Row, statement, id.0, federation, authority)?;
    Ok(with_states(tx, found.into_iter().collect()).await?.pop())
}

/// What holds a process up, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_incidents(tx: &mut Tx, id: InstanceId) -> Result<Vec<Held>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        (Uuid, Option<i64>, Option<i64>, String, String, i64),
        "SELECT x.id, x.engine_incident, j.token, x.kind, x.message, x.raised FROM incident x \
         LEFT JOIN job j ON j.id = x.job WHERE x.instance = $1 AND x.authority = $2 AND x.resolved IS NULL ORDER BY x.raised",
        id.0,
        authority,
    )?
    .into_iter()
    .map(|(id, number, token, kind, message, raised)| {
        let small = |number: i64| u32::try_from(number).ok();
        Ok(Held {
            id,
            engine_incident: number.and_then(small),
            token: token.and_then(small),
            kind,
            message,
            raised: read_time("incident", raised)?,
        })
    })
    .collect()
}
