//! Behaviour of the search through its public door.

mod catalogue;
mod city;
mod finding;
mod hostile;
mod labelled;
mod places;
mod queries;
mod repertoire;
