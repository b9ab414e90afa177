//! All SQL of Portikus: one text for SQLite and PostgreSQL, transactions that know their tenant, migrations, blobs.
//!
//! A [`Tx`] carries the scope (authority, federation, person) it was begun with; no function takes a tenant from a caller.

mod dialect;
mod macros;
mod migrate;

pub mod access;
pub mod blobs;
pub mod cases;
pub mod db;
pub mod documents;
pub mod drafts;
pub mod fault;
pub mod history;
pub mod incidents;
pub mod instances;
pub mod jobs;
pub mod messages;
pub mod packages;
pub mod payments;
pub mod people;
pub mod sessions;
pub mod tasks;
pub mod tenants;
pub mod worklist;

pub use db::{Db, Scope, Tx};
pub use fault::Fault;
