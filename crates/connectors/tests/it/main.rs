//! The connectors against servers that lie, stall, flood and vanish.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod egress;
mod mail;
mod payment;
mod register;
mod server;
