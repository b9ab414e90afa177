//! The engine through its public door: elements, refusals, hostile input, replay, simulation.

mod blocks;
mod boundary;
mod conformance;
mod decisions;
mod events;
mod expressions;
mod gateways;
mod hostile;
mod incidents;
mod play;
mod refusals;
mod replay;
mod simulation;
mod tasks;
