//! Letters through the front door: what a reader of the finished file finds in it.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop, and says what it skipped")]

mod file;
mod sample;
mod speed;
mod text;
