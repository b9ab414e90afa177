//! Behaviour of the search through its public door.

mod catalogue;
mod finding;
mod hostile;
mod places;
mod queries;
