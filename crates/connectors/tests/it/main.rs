//! The connectors against servers that lie, stall, flood and vanish.

mod egress;
mod mail;
mod payment;
mod register;
mod server;
