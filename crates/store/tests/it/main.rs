//! The store's SQL against both databases, and the second lock between tenants on PostgreSQL.

#[path = "../../../portal/tests/it/harness/guardian.rs"]
mod guardian;
#[path = "../../../portal/tests/it/harness/postgres.rs"]
mod postgres;

mod statements;
mod tenants;
