//! The rules of the domain, seen from outside.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod directory;
mod palette;
mod policy;
