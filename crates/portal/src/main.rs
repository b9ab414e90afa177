//! The `portikus` program.
fn main() {}
