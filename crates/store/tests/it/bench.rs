//! What the tests of group commit stand on: both databases, a clock that stands still, committers, processes.

use crate::office;
use crate::plain::{AUTHORITY, FEDERATION, Plain};
use crate::postgres::fresh_database;
use domain::FixedClock;
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row, SqliteConnection};
use std::sync::Arc;
use store::steps::{Committer, Limits, Stepper};
use store::{Db, Scope};

/// Start, a question to the register, a review by the office, end. A reminder is sent every week until it is reviewed.
pub const PERMIT: &str = r#"<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d"><bpmn:process id="permit" name="Permit" isExecutable="true">
<bpmn:startEvent id="start"/><bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
<bpmn:serviceTask id="ask" camunda:type="external" camunda:topic="out-register"/><bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="review"/>
<bpmn:userTask id="review" name="Review" camunda:candidateGroups="building,clerks" camunda:candidateUsers="anna" camunda:dueDate="2099-01-01T12:00:00Z"/>
<bpmn:boundaryEvent id="late" attachedToRef="review" cancelActivity="true"><bpmn:timerEventDefinition><bpmn:timeDuration>P7D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
<bpmn:sequenceFlow id="f3" sourceRef="review" targetRef="end"/><bpmn:endEvent id="end"/>
<bpmn:sequenceFlow id="f4" sourceRef="late" targetRef="expired"/><bpmn:endEvent id="expired"/></bpmn:process></bpmn:definitions>"#;

/// Waits for the message "document" of its own number.
pub const LETTER: &str = r#"<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d"><bpmn:message id="m" name="document"/>
<bpmn:process id="letter" isExecutable="true"><bpmn:startEvent id="start"/><bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="wait"/>
<bpmn:receiveTask id="wait" messageRef="m"/><bpmn:sequenceFlow id="f2" sourceRef="wait" targetRef="end"/><bpmn:endEvent id="end"/></bpmn:process></bpmn:definitions>"#;

/// One database under test.
pub struct Bench {
    pub db: Db,
    pub address: String,
    pub clock: Arc<FixedClock>,
    _folder: Option<tempfile::TempDir>,
}

/// An empty SQLite and an empty PostgreSQL.
pub async fn both() -> Vec<Bench> {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite:{}", folder.path().join("it.sqlite").display());
    let postgres = tokio::task::spawn_blocking(fresh_database).await.unwrap();
    let mut benches = Vec::new();
    for (address, folder) in [(sqlite, Some(folder)), (postgres, None)] {
        let clock = Arc::new(FixedClock::new("2026-03-02T08:00:00Z".parse().unwrap()));
        benches.push(Bench { db: Db::open(&address).await.unwrap(), address, clock, _folder: folder });
    }
    benches
}

impl Bench {
    /// A node's committer for the two processes, nothing answered at once.
    pub fn committer(&self, steps: usize) -> Committer {
        self.committer_with(Arc::new(Plain::new(&[PERMIT, LETTER], &[])), steps)
    }

    pub fn committer_with(&self, stepper: Arc<dyn Stepper>, steps: usize) -> Committer {
        let limits = Limits { steps, ..Limits::default() };
        Committer::start(self.db.clone(), stepper, self.clock.clone(), limits)
    }

    pub fn now(&self) -> Timestamp {
        domain::Clock::now(&*self.clock)
    }

    /// The moment in so many seconds.
    pub fn later(&self, seconds: i64) -> Timestamp {
        self.now() + jiff::SignedDuration::from_secs(seconds)
    }

    pub fn scope(&self) -> Scope {
        office::scope(AUTHORITY, FEDERATION, self.clock.clone())
    }

    /// The first column of all rows, beside the store.
    pub async fn ask(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        if self.db.is_postgres() {
            let mut conn = PgConnection::connect(&self.address).await.unwrap();
            conn.execute("SELECT set_config('portikus.authority', '*', false)").await.unwrap();
            conn.fetch_all(sql).await.unwrap().iter().map(|row| row.get(0)).collect()
        } else {
            let mut conn = SqliteConnection::connect(&self.address).await.unwrap();
            conn.fetch_all(sql).await.unwrap().iter().map(|row| row.get(0)).collect()
        }
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> usize {
        self.ask(&format!("SELECT 'row' FROM {table}")).await.len()
    }
}
