//! Embeds the built-in repertoire anew when a service changes.

fn main() {
    println!("cargo::rerun-if-changed=../../services");
}
