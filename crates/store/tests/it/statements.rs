//! Every SQL text of this crate is prepared on SQLite and on PostgreSQL: a statement that one of them does not
//! understand fails here and not at somebody's counter.

use crate::postgres::fresh_database;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row, SqlSafeStr, SqliteConnection};
use std::path::{Path, PathBuf};
use store::Db;

/// A statement and where it stands.
struct Statement {
    place: String,
    sql: String,
    /// Only one database is meant to understand it.
    only: Option<&'static str>,
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The statements of all files: the texts in `run!`, `row!` and `rows!`, and the one for claiming jobs.
fn statements() -> Vec<Statement> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut statements = Vec::new();
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for call in ["run!(", "row!(", "rows!("] {
            for (at, _) in source.match_indices(call) {
                // `rows!(` holds `row`, but not `row!(`; a name before the call would make it another macro.
                let inside = arguments(&source[at + call.len()..]);
                let line = source[..at].lines().count() + 1;
                if let Some(sql) = first_text(inside) {
                    let only = sql.contains("pg_").then_some("postgres");
                    statements.push(Statement { place: format!("{name}:{line}"), sql, only });
                }
            }
        }
        if let Some(at) = source.find("concat!(") {
            let inside = arguments(&source[at + "concat!(".len()..]);
            // Statements that are put together for another reason run in the tests of what they do.
            let Some((head, tail)) = inside.split_once("$lock") else { continue };
            for (lock, only) in [("", "sqlite"), (" FOR UPDATE SKIP LOCKED", "postgres")] {
                let sql = format!("{}{lock}{}", first_text(head).unwrap(), first_text(tail).unwrap());
                statements.push(Statement { place: format!("{name} (claim, {only})"), sql, only: Some(only) });
            }
        }
    }
    statements
}

/// What stands between the brackets of a call.
fn arguments(rest: &str) -> &str {
    let (mut depth, mut quoted, mut escaped) = (1, false, false);
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &rest[..at];
        }
    }
    rest
}

/// The first text of some arguments as the program sees it; none where the text comes from a variable.
fn first_text(arguments: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = arguments.split_once('"')?.1.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => return Some(text),
            '\\' => match rest.next()? {
                '\n' => while rest.next_if(|c| c.is_whitespace()).is_some() {},
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
    None
}

#[test]
fn every_statement_is_understood_by_both_databases() {
    let statements = statements();
    assert!(
        statements.len() > 60,
        "only {} statements were found: does this test still read the files right?",
        statements.len()
    );
    assert!(statements.iter().any(|s| s.place.contains("claim")), "the claim is among them");
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite:{}", folder.path().join("it.sqlite").display());
    let postgres = fresh_database();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let faults: Vec<String> = runtime.block_on(async {
        for address in [&sqlite, &postgres] {
            Db::open(address).await.unwrap().close().await;
        }
        let mut lite = SqliteConnection::connect(&sqlite).await.unwrap();
        let mut pg = PgConnection::connect(&postgres).await.unwrap();
        let mut faults = Vec::new();
        for Statement { place, sql, only } in &statements {
            let text = || AssertSqlSafe(sql.clone()).into_sql_str();
            if *only != Some("postgres")
                && let Err(fault) = (&mut lite).prepare(text()).await
            {
                faults.push(format!("{place} on SQLite: {fault}\n  {sql}"));
            }
            if *only != Some("sqlite")
                && let Err(fault) = (&mut pg).prepare(text()).await
            {
                faults.push(format!("{place} on PostgreSQL: {fault}\n  {sql}"));
            }
        }
        faults
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    println!("{} statements were prepared on both databases", statements.len());
}

/// Tables that grow with every case, every step and every year.
const GROWING: [&str; 20] = [
    "arrival",
    "blob",
    "bulk_item",
    "case_file",
    "catalogue_change",
    "data_access",
    "document",
    "draft",
    "history",
    "incident",
    "instance",
    "instance_event",
    "message",
    "payment",
    "person",
    "search_count",
    "session",
    "task",
    "task_offer",
    "upload",
];

/// What may walk a table: `portikus audit` reads everything on purpose.
const MAY_WALK: [&str; 1] = ["FROM instance i WHERE NOT EXISTS (SELECT 1 FROM tenant"];

#[tokio::test]
async fn no_statement_walks_a_table_that_grows() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("it.sqlite").display());
    Db::open(&address).await.unwrap().close().await;
    let mut conn = SqliteConnection::connect(&address).await.unwrap();
    let (mut faults, mut explained) = (Vec::new(), 0);
    for Statement { place, sql, only } in statements() {
        if only == Some("postgres") || MAY_WALK.iter().any(|known| sql.contains(known)) {
            continue;
        }
        let asked = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
        let plan = sqlx::query(asked).fetch_all(&mut conn).await.unwrap_or_else(|fault| panic!("{place}: {fault}"));
        let plan: Vec<String> = plan.iter().map(|line| line.get(3)).collect();
        explained += 1;
        for walked in plan.iter().filter_map(|line| line.strip_prefix("SCAN ")?.split(' ').next()) {
            let is_growing = |table: &&&str| walked == **table || sql.contains(&format!(" {table} {walked} "));
            if let Some(table) = GROWING.iter().find(is_growing) {
                faults.push(format!("{place} walks all of {table}: {plan:?}\n  {sql}"));
            }
        }
    }
    assert!(explained > 60, "only {explained} statements were explained");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
