//! Transactions of their own, as a step of a case is one: by one writer alone, and by many at once who share commits.

use crate::office;
use crate::plain::{AUTHORITY, FEDERATION, new_id};
use crate::yardstick::{SystemClock, now, percentile};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::jobs::{self, Job};
use store::{Db, Scope};

/// Rows that a transaction writes: about as many as a step of a case.
const ROWS: usize = 6;
/// How many write at once.
const MANY: usize = 32;

pub async fn measure(db: &Db, transactions: usize) -> Value {
    let alone = write(db, 1, transactions / 8).await;
    let many = write(db, MANY, transactions).await;
    let ratio = many.0 / alone.0;
    println!("transactions of {ROWS} rows, each heard of after its commit:");
    println!("  one writer {:.0}/s, p50 {} ms", alone.0, alone.1);
    println!("  {MANY} writers {:.0}/s, p50 {} ms ({ratio:.1} times as many)", many.0, many.1);
    json!({ "alone": alone.0, "alone_p50": alone.1, "many": many.0, "many_p50": many.1, "ratio": ratio })
}

/// Transactions a second, and the median of one in milliseconds.
async fn write(db: &Db, writers: usize, transactions: usize) -> (f64, f64) {
    let began = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..writers {
        let db = db.clone();
        tasks.push(tokio::spawn(async move {
            let scope = office::scope(AUTHORITY, FEDERATION, Arc::new(SystemClock));
            let mut times = Vec::new();
            for _ in 0..transactions / writers {
                times.push(one(&db, scope.clone()).await);
            }
            times
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.unwrap());
    }
    times.sort_unstable();
    (times.len() as f64 / began.elapsed().as_secs_f64(), percentile(&times, 0.5))
}

async fn one(db: &Db, scope: Scope) -> Duration {
    let began = Instant::now();
    let mut tx = db.write(scope).await.unwrap();
    for _ in 0..ROWS {
        let job = Job {
            id: new_id(now()).into(),
            authority: AUTHORITY.into(),
            case: None,
            instance: None,
            token: None,
            visit: None,
            timer: None,
            kind: "turn".into(),
            payload: json!({ "text": "as long as an entry of a case's history may well be, with a name and a reason" }),
            due: jiff::Timestamp::MAX,
            attempt: 0,
            failures: 0,
            max_attempts: 1,
            last_fault: None,
        };
        jobs::enqueue(&mut tx, &job, now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    began.elapsed()
}
