//! The records of a portal as they lie in its database, and the program's own check of them.

use crate::harness::Portal;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use std::collections::BTreeSet;
use std::process::Command;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

/// A connection beside the portal's own.
pub struct Records {
    runtime: Runtime,
    connection: Either,
}

enum Either {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Records {
    /// The portal's database.
    pub fn of(portal: &Portal) -> Records {
        Records::open(portal.database())
    }

    /// The demo payment provider's own database.
    pub fn of_payment_provider(portal: &Portal) -> Records {
        Records::open(&format!("sqlite:{}", portal.folder().join("demo-payment.sqlite").display()))
    }

    fn open(address: &str) -> Records {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let connection = runtime.block_on(async {
            if address.starts_with("sqlite:") {
                return Either::Sqlite(SqliteConnection::connect(address).await.expect("the file opens"));
            }
            let mut connection = PgConnection::connect(address).await.expect("the server answers");
            // Row-level security holds the owner back too.
            connection.execute("SELECT set_config('portikus.authority', '*', false)").await.expect("a setting");
            Either::Postgres(connection)
        });
        Records { runtime, connection }
    }

    /// The rows of a statement with one text column. `ID(x)` in it is the text of an id.
    pub fn list(&mut self, sql: &str) -> Vec<String> {
        let (begin, end) = match &self.connection {
            Either::Sqlite(_) => ("lower(hex(", "))"),
            Either::Postgres(_) => ("replace(CAST(", " AS TEXT), '-', '')"),
        };
        let mut text = sql.to_owned();
        while let Some(at) = text.find("ID(") {
            let close = at + text[at..].find(')').expect("a bracket closes");
            text = format!("{}{begin}{}{end}{}", &text[..at], &text[at + 3..close], &text[close + 1..]);
        }
        let sql = AssertSqlSafe(text);
        let rows: Result<Vec<(String,)>, sqlx::Error> = match &mut self.connection {
            Either::Sqlite(connection) => self.runtime.block_on(sqlx::query_as(sql).fetch_all(connection)),
            Either::Postgres(connection) => self.runtime.block_on(sqlx::query_as(sql).fetch_all(connection)),
        };
        rows.unwrap_or_else(|fault| panic!("{fault}")).into_iter().map(|(text,)| text).collect()
    }

    /// The number that a statement gives.
    pub fn count(&mut self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        let row: Result<(i64,), sqlx::Error> = match &mut self.connection {
            Either::Sqlite(connection) => self.runtime.block_on(sqlx::query_as(sql).fetch_one(connection)),
            Either::Postgres(connection) => self.runtime.block_on(sqlx::query_as(sql).fetch_one(connection)),
        };
        row.unwrap_or_else(|fault| panic!("{fault}")).0
    }

    /// Changes something behind the portal's back.
    pub fn change(&mut self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        let done = match &mut self.connection {
            Either::Sqlite(connection) => self.runtime.block_on(connection.execute(sql)).map(drop),
            Either::Postgres(connection) => self.runtime.block_on(connection.execute(sql)).map(drop),
        };
        done.unwrap_or_else(|fault| panic!("{fault}"));
    }

    /// Waits until no work is left in the queue: nothing stuck.
    pub fn wait_until_idle(&mut self) {
        self.wait_until_none_of("kind <> 'timer'");
    }

    /// Waits until nothing but payments that nobody made is left.
    pub fn wait_until_idle_but_unpaid(&mut self) {
        self.wait_until_none_of("kind NOT IN ('timer', 'payment')");
    }

    fn wait_until_none_of(&mut self, jobs: &str) {
        let began = Instant::now();
        while self.count(&format!("SELECT COUNT(*) FROM job WHERE {jobs}")) > 0 {
            let left =
                || "SELECT kind || ' failures ' || CAST(failures AS TEXT) || ' ' || COALESCE(last_fault, '') FROM job";
            assert!(began.elapsed() < Duration::from_secs(60), "stuck: {:?}", self.list(left()));
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Everything that happens to a closed case happened exactly once; `questions` is how often the office asked back.
    pub fn check_closed_cases(&mut self, references: &[String], questions: usize) {
        let all: BTreeSet<&String> = references.iter().collect();
        assert_eq!(all.len(), references.len(), "every receipt has a reference of its own");
        let stored = self.list("SELECT reference FROM case_file ORDER BY reference");
        assert_eq!(stored.iter().collect::<BTreeSet<_>>(), all, "every receipt is a case and every case has a receipt");
        assert_eq!(stored.len(), references.len(), "and no case is there twice");
        let open = self
            .list("SELECT reference || ' ' || state FROM case_file WHERE state <> 'closed' OR outcome <> 'granted'");
        assert_eq!(open, [""; 0], "all came to their end");
        for kind in ["submitted", "letter", "decided", "closed"] {
            let wrong = self.list(&format!(
                "SELECT reference || ': ' || CAST((SELECT COUNT(*) FROM history h WHERE h.case_id = c.id AND h.kind = '{kind}') \
                 AS TEXT) FROM case_file c WHERE (SELECT COUNT(*) FROM history h WHERE h.case_id = c.id AND h.kind = '{kind}') <> 1"
            ));
            assert_eq!(wrong, [""; 0], "{kind} stands exactly once in every history");
        }
        let letters = "SELECT COUNT(*) FROM document d WHERE d.case_id = c.id AND d.kind = 'letter'";
        let wrong = self.list(&format!("SELECT reference FROM case_file c WHERE ({letters}) <> 1"));
        assert_eq!(wrong, [""; 0], "one letter a case");
        let wrong =
            self.list(&format!("SELECT reference FROM case_file c WHERE ({}) <> 1", letters.replace("letter", "copy")));
        assert_eq!(wrong, [""; 0], "one copy of each application");
        let sealed = "SELECT COUNT(*) FROM document d WHERE d.kind IN ('letter', 'copy')";
        assert_eq!(self.count("SELECT COUNT(*) FROM seal"), self.count(sealed), "one seal a letter and a copy");
        let notices = "SELECT COUNT(*) FROM message m WHERE m.case_id = c.id AND m.kind = 'notice'";
        let wrong = self.list(&format!("SELECT reference FROM case_file c WHERE ({notices}) <> 1"));
        assert_eq!(wrong, [""; 0], "one message with the decision a case");
        assert_eq!(
            self.count("SELECT COUNT(*) FROM message WHERE kind = 'request'"),
            questions as i64,
            "questions once"
        );
        for table in ["job", "task", "subscription", "incident"] {
            assert_eq!(self.count(&format!("SELECT COUNT(*) FROM {table}")), 0, "nothing is left in {table}");
        }
    }

    /// Every message had its one mail.
    pub fn check_mails(&mut self, mails: &[String]) {
        let ids = mails.iter().map(|mail| {
            let line = mail.lines().find(|line| line.to_ascii_lowercase().starts_with("message-id:"));
            line.unwrap_or_else(|| panic!("no Message-ID: {mail}")).to_owned()
        });
        let ids: Vec<String> = ids.collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "no mail twice");
        assert_eq!(ids.len() as i64, self.count("SELECT COUNT(*) FROM message"), "a mail for every message");
    }
}

/// Runs `portikus audit`: whether all is whole, and what it says.
pub fn audit(portal: &Portal) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_portikus"))
        .arg("audit")
        .env("PORTIKUS_DATABASE_URL", portal.database())
        .env("PORTIKUS_DATA", portal.folder())
        .output()
        .expect("the program starts");
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// The records are as they were written, and replay.
pub fn check_whole(portal: &Portal, cases: usize) {
    let (whole, said) = audit(portal);
    assert!(whole, "{said}");
    assert_eq!(said.trim(), format!("{cases} processes, {cases} cases: all chains whole"));
}
