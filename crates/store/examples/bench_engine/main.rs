//! Measures group commit: the same process as the other engines in `bench/engine`, with full history, on one database.
//!
//! `cargo run --release -p store --example bench_engine -- sqlite:FILE|postgres:… [--instances N] [--submitters N]
//! [--tasks N] [--timers N] [--turns N] [--only engine,turns,through,list,timers]`; prints lines for people and one line of JSON.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

#[path = "../../tests/it/office.rs"]
mod office;
#[path = "../../tests/it/plain.rs"]
mod plain;

mod list;
mod own;
mod through;
mod timers;
mod turns;
mod yardstick;

use serde_json::{Map, Value, json};
use std::sync::Arc;
use store::Db;
use store::steps::{Committer, Limits};
use yardstick::SystemClock;

/// The process of the benchmark; every engine runs this shape.
const PROCESS: &str = include_str!("../../../../bench/engine/process.bpmn");

/// What to measure.
struct Wish {
    address: String,
    instances: usize,
    submitters: usize,
    tasks: usize,
    timers: usize,
    turns: usize,
    only: Vec<String>,
}

fn wish() -> Wish {
    let mut arguments = std::env::args().skip(1);
    let mut wish = Wish {
        address: arguments.next().expect("the address of a database"),
        instances: 60_000,
        submitters: 512,
        tasks: 200_000,
        timers: 20_000,
        turns: 8_000,
        only: Vec::new(),
    };
    while let Some(option) = arguments.next() {
        let value = arguments.next().unwrap_or_else(|| panic!("{option} needs a value"));
        let number = || value.parse().unwrap_or_else(|_| panic!("{option} needs a number"));
        match option.as_str() {
            "--instances" => wish.instances = number(),
            "--submitters" => wish.submitters = number(),
            "--tasks" => wish.tasks = number(),
            "--timers" => wish.timers = number(),
            "--turns" => wish.turns = number(),
            "--only" => wish.only = value.split(',').map(str::to_owned).collect(),
            _ => panic!("{option} is unknown"),
        }
    }
    wish
}

#[tokio::main]
async fn main() {
    let wish = wish();
    let wants = |part: &str| wish.only.is_empty() || wish.only.iter().any(|only| only == part);
    let mut report = Map::new();
    if wants("engine") {
        report.insert("engine".into(), own::measure(20_000));
    }
    let db = Db::open(&wish.address).await.expect("the database opens");
    let committer = |files: &[&str]| {
        let stepper = Arc::new(plain::Plain::new(files, &["register"]));
        Committer::start(db.clone(), stepper, Arc::new(SystemClock), Limits::default())
    };
    if wants("through") {
        let measured = through::measure(&committer(&[PROCESS]), &wish.address, wish.instances, wish.submitters).await;
        report.insert("through".into(), measured);
    }
    if wants("timers") {
        let files = [PROCESS, timers::PROCESS];
        report.insert("timers".into(), timers::measure(&db, &committer(&files), wish.timers).await);
    }
    if wants("list") {
        report.insert("list".into(), list::measure(&db, &wish.address, wish.tasks).await);
    }
    if wants("turns") {
        report.insert("turns".into(), turns::measure(&db, wish.turns).await);
    }
    db.close().await;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    report.insert("load".into(), json!(load.split(' ').next().unwrap_or_default()));
    println!("{}", Value::Object(report));
}
