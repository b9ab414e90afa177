//! Use cases and background work: the one place where rules and I/O meet.
//!
//! Every use case has the same shape: context in, authorise in the first line, load, decide in a pure crate, save,
//! enqueue, commit. What leaves the house leaves in [`work`], after the commit.

pub mod addresses;
pub mod appearance;
pub mod applications;
pub mod audit;
pub mod authorities;
pub mod authority_settings;
mod calendar;
pub mod cases;
pub mod catalogue;
pub mod editing;
pub mod embedding;
pub mod error;
pub mod finding;
pub mod inbox;
pub mod interface_keys;
pub mod letter_box;
pub mod links;
pub mod office;
pub mod operation;
pub mod packages;
pub mod portal;
pub mod process;
pub mod processes;
pub mod searches;
mod service;
mod sheet;
pub mod short_addresses;
pub mod sign_in;
pub mod special_hours;
pub mod specialisations;
pub mod synonyms;
pub mod verify;
pub mod work;
pub mod workshop;

pub use error::Error;
pub use portal::{Connectors, FinderState, Older, Portal, Rules, Search};
