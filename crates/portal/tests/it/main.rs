//! The whole program through its front door, on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

mod harness;
mod operating;
mod records;
mod specialising;
mod stand_in;
mod walk;

mod addresses;
mod afterwards;
mod appearance;
mod applying;
mod authorities;
mod bad_input;
mod bulk_orders;
mod case_calls;
mod catalogue;
mod deployments;
mod easy;
mod embedding;
mod engine_rest;
mod engine_rest_clients;
mod finding;
mod incidents;
mod journeys;
mod keys;
mod kill;
mod linked_data;
mod matrix;
mod mending;
mod migration;
mod office;
mod office_tasks;
mod payments;
mod replay;
mod restart;
mod resting;
mod searches;
mod special_hours;
