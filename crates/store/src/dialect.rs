//! The one place where SQLite and PostgreSQL differ.

/// Rewrites a migration for SQLite: strict tables know INTEGER, TEXT, BLOB.
pub(crate) fn for_sqlite(migration: &str) -> String {
    migration
        .replace(" UUID", " BLOB")
        .replace(" BIGINT", " INTEGER")
        .replace(" BYTEA", " BLOB")
        .replace("\n); -- by key", "\n) STRICT, WITHOUT ROWID;")
        .replace("\n);", "\n) STRICT;")
}

/// Tables whose rows belong to one authority and, where the second part says so, to a person of the federation.
const TENANT_TABLES: [(&str, Option<&str>); 31] = [
    ("catalogue_record", None),
    ("catalogue_change", None),
    ("authority_setting", None),
    ("specialisation", None),
    ("specialisation_draft", None),
    ("service_review", None),
    ("link_check", None),
    ("change_count", None),
    ("package_draft", None),
    ("search_count", None),
    ("draft", Some("person")),
    ("upload", None),
    ("case_file", Some("person")),
    ("instance", None),
    ("instance_event", None),
    ("definition", None),
    ("task", None),
    ("task_offer", None),
    ("subscription", None),
    ("arrival", None),
    ("job", None),
    ("bulk_action", None),
    ("bulk_item", None),
    ("incident", None),
    ("history", None),
    ("document", None),
    ("message", Some("person")),
    ("payment", None),
    ("session", None),
    ("interface_key", None),
    ("data_access", Some("person")),
];

/// Row-level security for PostgreSQL: a second lock behind the scope that every statement names anyway.
/// A transaction sets `portikus.authority` ('*' for background work before it knows its tenant, '+' for the lead
/// authority that looks after its whole federation) and `portikus.federation`.
/// Rows that an inhabitant reads over all authorities of her federation are open within the federation; the statement
/// names the person.
pub(crate) fn row_level_security() -> String {
    let mut sql = String::new();
    for (table, person) in TENANT_TABLES {
        let own = "authority = current_setting('portikus.authority', true) \
                   OR current_setting('portikus.authority', true) = '*' \
                   OR (current_setting('portikus.authority', true) = '+' \
                       AND federation = current_setting('portikus.federation', true)) \
                   OR federation = current_setting('portikus.federation', true)";
        let own = match person {
            Some(column) => format!("{own} AND {column} = nullif(current_setting('portikus.person', true), '')::uuid"),
            // An inhabitant reaches these only through a case of hers, which the policy of case_file guards.
            None => format!("{own} AND nullif(current_setting('portikus.person', true), '') IS NOT NULL"),
        };
        sql.push_str(&format!(
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\nALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n\
             DROP POLICY IF EXISTS tenant ON {table};\nCREATE POLICY tenant ON {table} USING ({own});\n"
        ));
    }
    sql
}

/// How PostgreSQL lets several nodes claim jobs without waiting for each other; SQLite has one writer anyway.
pub(crate) const SKIP_LOCKED: &str = " FOR UPDATE SKIP LOCKED";

/// Makes PostgreSQL look up rows by index until the transaction ends.
pub(crate) const PREFER_INDEXES: &str = "SELECT set_config('enable_seqscan', 'off', true), \
    set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)";
