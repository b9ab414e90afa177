//! The demo's systems through their public doors: over HTTP, with the portal's own connectors on the other side.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod federations;
mod forged;
mod identity;
mod mergers;
mod payment;
mod people;
mod portal;
mod register;
mod world;
