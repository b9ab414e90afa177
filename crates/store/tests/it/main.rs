//! The store's SQL against both databases, and the second lock between tenants on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

#[allow(dead_code, reason = "the portal's tests tell it words")]
#[path = "../../../portal/tests/it/harness/guardian.rs"]
mod guardian;
#[path = "../../../portal/tests/it/harness/postgres.rs"]
mod postgres;

mod arrivals;
mod bench;
mod committer;
mod external;
mod office;
mod plain;
mod projections;
mod searches;
mod statements;
mod tenants;
