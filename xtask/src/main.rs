//! Chores of this workspace. `cargo xtask tidy` checks what the compiler cannot: arrows, sizes, names, documents, texts.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool speaks through them")]

mod tidy;
mod tree;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    match std::env::args().nth(1).as_deref() {
        Some("tidy") => tidy::run(&root),
        _ => {
            eprintln!("cargo xtask tidy    checks arrows, sizes, names, documents and texts of the workspace");
            ExitCode::from(2)
        }
    }
}
