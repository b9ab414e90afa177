//! Very many timers due at once, drained through the committer, while new work keeps coming.

use crate::plain::{self, new_id, start, tell};
use crate::yardstick::{now, percentile};
use engine::{Command, TimerId};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use store::steps::{Committer, Guard};
use store::{Db, Scope, jobs};

/// Waits for a moment that has passed, so its timer is due at once.
pub const PROCESS: &str = r#"<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">
<bpmn:process id="deadline" isExecutable="true"><bpmn:startEvent id="s" /><bpmn:sequenceFlow id="a" sourceRef="s" targetRef="t" />
<bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
<bpmn:sequenceFlow id="b" sourceRef="t" targetRef="e" /><bpmn:endEvent id="e" /></bpmn:process></bpmn:definitions>"#;

/// How many timers are under way at once: no more are claimed than there are free slots.
const SLOTS: i64 = 256;

pub async fn measure(db: &Db, committer: &Committer, timers: usize) -> Value {
    let mut begun = Vec::new();
    for chunk in 0..timers.div_ceil(1000) {
        for _ in 0..1000.min(timers - chunk * 1000) {
            let committer = committer.clone();
            begun.push(tokio::spawn(async move {
                committer.submit(start(new_id(now()), PROCESS, json!({}))).await.unwrap();
            }));
        }
        for one in begun.drain(..) {
            one.await.unwrap();
        }
    }
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let stop = Arc::new(AtomicBool::new(false));
    let others = tokio::spawn(new_work(committer.clone(), Arc::clone(&stop)));
    let (clock, mut fired) = (Instant::now(), 0);
    loop {
        let mut tx = db.write(Scope::installation()).await.unwrap();
        let claimed = jobs::claim(&mut tx, "bench", now(), SignedDuration::from_secs(30), SLOTS).await.unwrap();
        tx.commit().await.unwrap();
        if claimed.is_empty() {
            break;
        }
        let mut under_way = Vec::new();
        for job in claimed {
            let (committer, instance) = (committer.clone(), job.instance.unwrap());
            let guard = Guard::Job { id: job.id, owner: "bench".into(), attempt: Some(job.attempt) };
            let fire = Command::FireTimer { timer: TimerId(job.timer.unwrap()) };
            let order = plain_order(instance.0, fire, guard);
            under_way.push(tokio::spawn(async move { committer.submit(order).await.unwrap() }));
        }
        for one in under_way {
            assert!(one.await.unwrap().instance.state.outcome().is_some());
            fired += 1;
        }
    }
    let took = clock.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    let mut times = others.await.unwrap();
    times.sort_unstable();
    assert_eq!(fired, timers, "every timer fired once");
    let (rate, p50, p99) = (fired as f64 / took, percentile(&times, 0.5), percentile(&times, 0.99));
    println!("timers: {fired} due at once drained in {took:.1} s ({rate:.0}/s)");
    println!("  new work meanwhile: {} instances begun, p50 {p50} ms, p99 {p99} ms", times.len());
    json!({ "timers": fired, "seconds": took, "rate": rate, "new_p50": p50, "new_p99": p99 })
}

fn plain_order(id: uuid::Uuid, command: Command, guard: Guard) -> store::steps::Order {
    store::steps::Order { guard: Some(guard), ..tell(id, command) }
}

/// Begins a process every 5 ms until told to stop.
async fn new_work(committer: Committer, stop: Arc<AtomicBool>) -> Vec<Duration> {
    let mut times = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let begun = Instant::now();
        let order = start(new_id(now()), crate::PROCESS, json!({ "area": 7 }));
        assert_eq!(order.authority, plain::AUTHORITY);
        committer.submit(order).await.unwrap();
        times.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    times
}
