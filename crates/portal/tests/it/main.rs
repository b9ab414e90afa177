//! The whole program through its front door, on SQLite and on PostgreSQL.

mod harness;
mod walk;

mod afterwards;
mod applying;
mod bad_input;
mod journeys;
mod matrix;
mod payments;
mod records;
mod stand_in;
mod kill;
mod restart;
mod incidents;
mod replay;
