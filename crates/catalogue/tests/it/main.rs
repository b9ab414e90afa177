//! The catalogue through its public door.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

mod checking;
mod differences;
mod hostile;
mod large;
mod linked;
mod round_trip;
mod samples;
mod shacl;
mod tables;
mod xzufi;
