//! Row-level security on PostgreSQL: even a statement that forgot its tenant sees and changes nothing of others.

use crate::postgres::fresh_database;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use store::Db;

/// An empty database of the newest version, as the ordinary role that owns it.
async fn open() -> PgConnection {
    let address = fresh_database();
    Db::open(&address).await.unwrap().close().await;
    PgConnection::connect(&address).await.unwrap()
}

async fn act_for(conn: &mut PgConnection, authority: &str, federation: &str, person: &str) {
    sqlx::query(
        "SELECT set_config('portikus.authority', $1, false), set_config('portikus.federation', $2, false), \
         set_config('portikus.person', $3, false)",
    )
    .bind(authority)
    .bind(federation)
    .bind(person)
    .execute(conn)
    .await
    .unwrap();
}

async fn ask(conn: &mut PgConnection, sql: &str) -> i64 {
    sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_one(conn).await.unwrap_or_else(|f| panic!("{sql}: {f}")).get(0)
}

async fn names(conn: &mut PgConnection, sql: &str) -> Vec<String> {
    let rows =
        sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(conn).await.unwrap_or_else(|f| panic!("{sql}: {f}"));
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn every_table_with_a_tenant_has_the_second_lock() {
    let mut conn = open().await;
    let ordinary = "SELECT CAST(COUNT(*) AS BIGINT) FROM pg_roles WHERE rolname = current_user AND NOT rolsuper AND NOT rolbypassrls";
    assert_eq!(ask(&mut conn, ordinary).await, 1, "the role must be one that row-level security holds back");
    let open = names(
        &mut conn,
        "SELECT DISTINCT CAST(c.table_name AS TEXT) FROM information_schema.columns c JOIN pg_class t ON t.relname = c.table_name \
         WHERE c.table_schema = 'public' AND c.column_name = 'authority' AND NOT (t.relrowsecurity AND t.relforcerowsecurity)",
    )
    .await;
    // A seal is read by anybody who holds the paper, at any authority's host.
    let open: Vec<_> = open.into_iter().filter(|table| table != "seal").collect();
    assert!(open.is_empty(), "without row-level security: {open:?}");
}

#[tokio::test]
async fn another_authority_sees_and_changes_no_row() {
    let mut conn = open().await;
    act_for(&mut conn, "aarau", "aargau", "").await;
    let tables = fill(&mut conn, "aarau", "aargau").await;
    assert!(tables.len() >= 12, "{tables:?}");
    for table in &tables {
        let count = format!("SELECT COUNT(*) FROM {table}");
        act_for(&mut conn, "aarau", "aargau", "").await;
        assert_eq!(ask(&mut conn, &count).await, 1, "{table}: its own authority sees it");
        for (authority, federation) in [("baden", "aargau"), ("luzern", "luzern"), ("", "")] {
            act_for(&mut conn, authority, federation, "").await;
            assert_eq!(ask(&mut conn, &count).await, 0, "{table}: {authority:?} sees it");
            let change = format!("UPDATE {table} SET authority = authority");
            let changed = conn.execute(AssertSqlSafe(change)).await.unwrap().rows_affected();
            assert_eq!(changed, 0, "{table}: {authority:?} changes it");
            let gone = conn.execute(AssertSqlSafe(format!("DELETE FROM {table}"))).await.unwrap().rows_affected();
            assert_eq!(gone, 0, "{table}: {authority:?} deletes it");
        }
        // Nobody writes a row into another authority's drawer.
        act_for(&mut conn, "baden", "luzern", "").await;
        let copy = format!("INSERT INTO {table} (authority, federation) VALUES ('aarau', 'aargau')");
        let refused = conn.execute(AssertSqlSafe(copy)).await.unwrap_err().to_string();
        assert!(refused.contains("row-level security") || refused.contains("null value"), "{table}: {refused}");
    }
}

#[tokio::test]
async fn an_inhabitant_reaches_her_own_rows_over_the_federation_and_nobody_elses() {
    let mut conn = open().await;
    act_for(&mut conn, "aarau", "aargau", "").await;
    fill(&mut conn, "aarau", "aargau").await;
    for (authority, federation, person, seen) in [
        ("baden", "aargau", PERSON, 1),
        ("baden", "aargau", "00000000-0000-0000-0000-0000000000ff", 0),
        ("luzern", "luzern", PERSON, 0),
    ] {
        act_for(&mut conn, authority, federation, person).await;
        for table in ["case_file", "message", "draft"] {
            let count = ask(&mut conn, &format!("SELECT COUNT(*) FROM {table}")).await;
            assert_eq!(count, seen, "{table} for {person} at {authority}");
        }
    }
}

const PERSON: &str = "00000000-0000-0000-0000-000000000001";

/// Writes one row into every table with row-level security: columns without a default get a value of their type.
async fn fill(conn: &mut PgConnection, authority: &str, federation: &str) -> Vec<String> {
    let person = format!(
        "INSERT INTO person (id, federation, issuer, subject, given_name, family_name, language, seen) \
         VALUES ('{PERSON}', '{federation}', 'i', 's', 'A', 'B', 'de', 0) ON CONFLICT DO NOTHING"
    );
    conn.execute(AssertSqlSafe(person)).await.unwrap();
    conn.execute("INSERT INTO package (hash, service, files, loaded) VALUES ('x', 'x', '{}', 0)").await.unwrap();
    conn.execute("INSERT INTO blob (sha256, bytes) VALUES ('\\x01', '\\x01') ON CONFLICT DO NOTHING").await.unwrap();
    let tables = names(
        conn,
        "SELECT CAST(relname AS TEXT) FROM pg_class WHERE relrowsecurity ORDER BY relname = 'case_file' DESC, relname",
    )
    .await;
    for table in &tables {
        let columns = sqlx::query(
            "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns WHERE table_name = $1 \
             AND (is_nullable = 'NO' OR column_name = 'person')",
        )
        .bind(table)
        .fetch_all(&mut *conn)
        .await
        .unwrap();
        let values = columns.iter().map(|column| {
            let (name, kind): (String, String) = (column.get(0), column.get(1));
            let value = match (name.as_str(), kind.as_str()) {
                ("authority", _) => format!("'{authority}'"),
                ("federation", _) => format!("'{federation}'"),
                (_, "uuid") => format!("'{PERSON}'"),
                (_, "bytea") => "'\\x01'".to_owned(),
                (_, "text") => "'x'".to_owned(),
                _ => "1".to_owned(),
            };
            (name, value)
        });
        let (names, values): (Vec<String>, Vec<String>) = values.unzip();
        let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "));
        conn.execute(AssertSqlSafe(sql.clone())).await.unwrap_or_else(|fault| panic!("{sql}: {fault}"));
    }
    tables
}
