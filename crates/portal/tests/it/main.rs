//! The whole program through its front door, on SQLite and on PostgreSQL.

mod harness;

mod journeys;
