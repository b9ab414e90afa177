//! Prints the history of one instance, checked against its chain of hashes, as JSON, a step a line.
//!
//! `cargo run -p store --example history -- sqlite:FILE|postgres:… INSTANCE AUTHORITY FEDERATION`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

#[path = "../tests/it/office.rs"]
mod office;

use domain::FixedClock;
use serde_json::json;
use std::sync::Arc;
use store::{Db, instances};

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, instance, authority, federation] = arguments.as_slice() else {
        panic!("address of the database, id of the instance, keys of its authority and federation");
    };
    let db = Db::open(address).await.expect("the database opens");
    let clock = Arc::new(FixedClock::new(jiff::Timestamp::UNIX_EPOCH));
    let mut tx = db.read(office::scope(authority, federation, clock)).await.expect("the database answers");
    let id = instance.parse().expect("an id: 32 hexadecimal digits");
    for step in instances::load_history(&mut tx, id).await.expect("an unbroken history") {
        let line = json!({ "version": step.version, "at": step.at, "actor": step.actor, "events": step.events });
        println!("{line}");
    }
}
