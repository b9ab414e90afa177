//! Whole instances through the committer: how many a second, how long completing a task takes, how much stays on disk.

use crate::PROCESS;
use crate::plain::{complete, new_id, start, tell};
use crate::yardstick::{memory, now, percentile, processor_time, size};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use store::steps::Committer;
use tokio::sync::Mutex;

/// Runs one instance; gives how long completing its task took.
async fn play(committer: &Committer, number: usize) -> Duration {
    let id = new_id(now());
    let begun = committer.submit(start(id, PROCESS, json!({ "area": number % 400, "name": "Muster" }))).await.unwrap();
    let command = complete(&begun.instance, json!({ "accepted": true }));
    let asked = Instant::now();
    let ended = committer.submit(tell(id, command)).await.unwrap();
    assert!(ended.instance.state.outcome().is_some(), "the instance ended");
    asked.elapsed()
}

/// Full load by `submitters`, then half of that load at even distances.
pub async fn measure(committer: &Committer, address: &str, instances: usize, submitters: usize) -> Value {
    for number in 0..200 {
        play(committer, number).await;
    }
    let before = size(address).await;
    let (next, clock, cpu) = (Arc::new(AtomicUsize::new(0)), Instant::now(), processor_time());
    let times = Arc::new(Mutex::new(Vec::new()));
    let memories = Arc::new(Mutex::new(Vec::new()));
    let mut work = Vec::new();
    for _ in 0..submitters {
        let (committer, next, times, memories) =
            (committer.clone(), Arc::clone(&next), Arc::clone(&times), Arc::clone(&memories));
        work.push(tokio::spawn(async move {
            let mut own = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= instances {
                    break;
                }
                if number % (instances / 5).max(1) == 0 {
                    memories.lock().await.push(memory());
                }
                own.push(play(&committer, number).await);
            }
            times.lock().await.extend(own);
        }));
    }
    for one in work {
        one.await.unwrap();
    }
    let took = clock.elapsed().as_secs_f64();
    let cpu = (processor_time() - cpu).as_micros() as f64 / instances as f64;
    let rate = instances as f64 / took;
    let bytes = (size(address).await - before) as f64 / instances as f64;
    let mut full = std::mem::take(&mut *times.lock().await);
    full.sort_unstable();
    let half = paced(committer, rate / 2.0, Duration::from_secs(8)).await;
    memories.lock().await.push(memory());
    let memories = memories.lock().await.clone();
    let (p50, p99) = (percentile(&full, 0.5), percentile(&full, 0.99));
    let (half50, half99) = (percentile(&half, 0.5), percentile(&half, 0.99));
    println!("through: {rate:.0} instances/s ({instances} in {took:.1} s, {submitters} submitters)");
    println!(
        "  completing a task: p50 {p50} ms, p99 {p99} ms at full load; p50 {half50} ms, p99 {half99} ms at half load"
    );
    println!("  {cpu:.0} µs of processor time in this process an instance; {bytes:.0} bytes on disk an instance");
    println!("  memory over the run: {memories:?} MB");
    json!({
        "rate": rate, "p50": p50, "p99": p99, "half_p50": half50, "half_p99": half99, "cpu_micros": cpu, "bytes": bytes,
        "instances": instances, "memory": memories,
    })
}

/// Begins instances at even distances, whatever the answers take.
async fn paced(committer: &Committer, rate: f64, span: Duration) -> Vec<Duration> {
    let (clock, mut sent, mut work) = (Instant::now(), 0, Vec::new());
    while clock.elapsed() < span {
        let due = (clock.elapsed().as_secs_f64() * rate) as usize;
        for number in sent..due {
            let committer = committer.clone();
            work.push(tokio::spawn(async move { play(&committer, number).await }));
        }
        sent = due;
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let mut times = Vec::new();
    for one in work {
        times.push(one.await.unwrap());
    }
    times.sort_unstable();
    times
}
