//! The whole program through its front door, on SQLite and on PostgreSQL.

mod harness;
mod walk;

mod afterwards;
mod applying;
mod journeys;
