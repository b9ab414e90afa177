//! All SQL of Portikus: one text for SQLite and PostgreSQL, transactions that know their tenant, migrations, blobs.
//!
//! A [`Tx`] carries the scope (authority, federation, person) it was begun with; no function takes a tenant from a caller.

mod dialect;
mod macros;
mod many;
mod migrate;
mod outline;
mod pack;
mod writer;

pub mod access;
pub mod arrivals;
pub mod authority_settings;
pub mod blobs;
pub mod bulk_actions;
pub mod cases;
pub mod catalogue;
pub mod changes;
pub mod clerk_tasks;
pub mod db;
pub mod definitions;
pub mod documents;
pub mod drafts;
pub mod external;
pub mod failpoint;
pub mod fault;
pub mod fetching;
pub mod history;
pub mod incidents;
pub mod instance_list;
pub mod instances;
pub mod interface_keys;
pub mod jobs;
pub mod links;
pub mod messages;
pub mod package_drafts;
pub mod packages;
pub mod payments;
pub mod people;
pub mod process_instances;
pub mod process_jobs;
pub mod searches;
pub mod sessions;
pub mod specialisations;
pub mod steps;
pub mod suspension;
pub mod tasks;
pub mod tenants;
pub mod version_instances;

pub use db::{Db, Scope, Tx};
pub use fault::Fault;
