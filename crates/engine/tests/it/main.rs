//! The engine through its public door: elements, refusals, hostile input, replay, simulation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod blocks;
mod boundary;
mod conformance;
mod decisions;
mod events;
mod expressions;
mod gateways;
mod hostile;
mod incidents;
mod outside;
mod play;
mod refusals;
mod replay;
mod simulation;
mod tasks;
