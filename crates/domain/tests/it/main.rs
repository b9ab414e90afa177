//! The rules of the domain, seen from outside.
mod palette;
mod policy;
