//! The engine through its public door: elements, refusals, hostile input, replay, simulation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod blocks;
mod boundary;
mod branching;
mod calendar;
mod calls;
mod conformance;
mod decisions;
mod errors;
mod events;
mod expressions;
mod gateways;
mod hostile;
mod incidents;
mod interplay;
mod multi;
mod operaton;
mod operators;
mod outside;
mod play;
mod refusals;
mod replay;
mod scenario;
mod scopes;
mod signals;
mod simulation;
mod spiff;
mod starts;
mod storm;
mod tasks;
mod undo;
