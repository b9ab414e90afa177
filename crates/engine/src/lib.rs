//! BPMN process engine: XML to executable model, command to events and effects. Pure.
//!
//! Four doors: [`compile`] turns a BPMN file into a [`Model`] or a list of [`Problem`]s; [`step`] takes a [`Command`]
//! on a [`State`] and gives the next state, the [`Event`]s of its history and the [`Effect`]s the host must carry out;
//! [`migrate`] brings a state to another version of its process; [`simulate::run`] plays a whole process in memory
//! against a script and a virtual clock.
//!
//! Nothing here reads a clock, draws a random number or does I/O: the same inputs always give the same outcome, and
//! applying the events one after another with [`apply`] rebuilds the state exactly.

mod apply;
mod boundary;
mod command;
mod compensation;
mod compile;
mod conditions;
mod deliver;
mod effect;
pub mod elements;
mod event;
mod event_sub;
mod expression;
mod flow;
mod ids;
mod incidents;
mod juel;
mod mapping;
mod migrate;
mod model;
mod operate;
mod problem;
mod propagate;
mod run;
mod schedule;
mod scope;
pub mod simulate;
mod starts;
mod state;
mod step;
mod xml;

pub use apply::apply;
pub use command::{Command, Rejection};
pub use compile::{ListedProcess, compile, compile_process, list_processes};
pub use effect::{CalledVersion, Effect};
pub use event::{Event, TakenFlow};
pub use expression::Expression;
pub use ids::{FlowId, IncidentId, NodeId, ScopeId, SubscriptionId, TimerId, TokenId, Visit};
pub use mapping::Mapping;
pub use migrate::{Verdict, migrate};
pub use model::{Flow, Model, Node, Scope};
pub use problem::Problem;
pub use schedule::{Cycle, Schedule};
pub use starts::Start;
pub use state::{
    ArmedTimer, Done, Incident, IncidentKind, Multi, Outcome as EndOutcome, Phase, ScopeState, State, Status,
    Subscription, SubscriptionKind, Token, Variables,
};
pub use step::{FUEL, Outcome, step, step_with};
pub use xml::{MAX_ATTRIBUTES, MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS};
