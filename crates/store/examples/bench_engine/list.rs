//! The list of one clerk among very many open tasks.

use crate::office::scope;
use crate::plain::{AUTHORITY, FEDERATION};
use crate::yardstick::{SystemClock, percentile, raw};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Instant;
use store::Db;
use store::clerk_tasks::{self, Clerk, Sieve};

/// Tasks spread over 500 groups of one authority, due at scattered times.
fn fill(address: &str, tasks: usize) -> String {
    let columns = "id, authority, federation, instance, token, visit, node, name, kind, work_group, input, opened, due, rank, offers";
    let values = |id: &str, group: &str| {
        format!(
            "{id}, 'aarau', 'aargau', {id}, 1, 4, 'review', 'Review the application', 'office', {group}, '{{}}', n, \
             1800000000000000 + (n * 7919) % 1000003, 1800000000000000 + (n * 7919) % 1000003, 0"
        )
    };
    if address.starts_with("sqlite:") {
        let values = values("unhex(printf('%032x', n))", "'group-' || (n % 500)");
        format!(
            "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {tasks}) \
             INSERT INTO task ({columns}) SELECT {values} FROM c"
        )
    } else {
        let values = values("lpad(to_hex(n), 32, '0')::uuid", "'group-' || (n % 500)");
        format!("INSERT INTO task ({columns}) SELECT {values} FROM generate_series(1::bigint, {tasks}) AS c (n)")
    }
}

pub async fn measure(db: &Db, address: &str, tasks: usize) -> Value {
    raw(address, &["DELETE FROM task", &fill(address, tasks), "ANALYZE task"]).await;
    let clerk =
        Clerk { groups: vec!["group-7".into(), "group-70".into(), "group-300".into()], user: Some("muster".into()) };
    let mut times = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        let mut tx = db.read(scope(AUTHORITY, FEDERATION, Arc::new(SystemClock))).await.unwrap();
        let lines = clerk_tasks::list(&mut tx, &clerk, &Sieve::default(), 50, 0).await.unwrap();
        drop(tx);
        times.push(begun.elapsed());
        assert_eq!(lines.len(), 50);
        assert!(lines.is_sorted_by_key(|line| line.due), "what is due first comes first");
    }
    times.sort_unstable();
    raw(address, &["DELETE FROM task"]).await;
    let (p50, p99) = (percentile(&times, 0.5), percentile(&times, 0.99));
    println!("list: 50 tasks of one clerk among {tasks}: p50 {p50} ms, p99 {p99} ms");
    json!({ "tasks": tasks, "p50": p50, "p99": p99 })
}
