//! Work for workers outside: fetched and locked once, fenced off, extended, given back, failed, by priority.

use crate::bench::{Bench, PERMIT, both};
use crate::plain::{new_id, start, tell};
use domain::JobId;
use engine::{Command, TokenId};
use serde_json::json;
use store::external::{self, ExternalTask};
use store::steps::{Committer, Guard, Order, Receipt, Refusal};

const TOPIC: &str = "out-register";

async fn fetch(bench: &Bench, worker: &str, limit: i64, seconds: i64) -> Vec<ExternalTask> {
    let mut tx = bench.db.write(bench.scope()).await.unwrap();
    let (until, now) = (bench.later(seconds), bench.now());
    let tasks = external::fetch_and_lock(&mut tx, worker, TOPIC, limit, until, now).await.unwrap();
    tx.commit().await.unwrap();
    tasks
}

async fn answer(
    committer: &Committer,
    task: &ExternalTask,
    worker: &str,
    attempt: Option<i64>,
) -> Result<Receipt, Refusal> {
    let variables = json!({ "known": true }).as_object().cloned().unwrap();
    let command = Command::CompleteService { token: TokenId(task.token), visit: task.visit, variables };
    let guard = Some(Guard::Job { id: task.id, owner: worker.into(), attempt });
    committer.submit(Order { guard, ..tell(task.instance.0, command) }).await
}

#[tokio::test]
async fn a_lock_belongs_to_one_worker_and_fences_off_the_one_before() {
    for bench in both().await {
        let committer = bench.committer(256);
        for number in 0..3 {
            let begin = start(new_id(bench.now()), PERMIT, json!({ "number": number }));
            let begin = Order {
                begin: begin.begin.map(|b| store::steps::Begin { business_key: Some(format!("B-{number}")), ..b }),
                ..begin
            };
            committer.submit(begin).await.unwrap();
        }
        let anna = fetch(&bench, "anna", 2, 10).await;
        assert_eq!(anna.len(), 2);
        assert!(anna.iter().all(|task| task.business_key.as_ref().is_some_and(|key| key.starts_with("B-"))));
        assert_eq!((anna[0].retries, anna[0].attempt, anna[0].payload["number"].is_number()), (3, 1, true));
        assert_eq!(fetch(&bench, "bert", 9, 10).await.len(), 1, "what is locked is not fetched");
        let stolen = answer(&committer, &anna[0], "bert", None).await;
        assert!(matches!(stolen, Err(Refusal::LeaseLost)), "{stolen:?}");
        answer(&committer, &anna[0], "anna", None).await.unwrap();
        let twice = answer(&committer, &anna[0], "anna", None).await;
        assert!(matches!(twice, Err(Refusal::LeaseLost | Refusal::Rejected(_))), "{twice:?}");

        // The lock runs out, somebody else fetches: the first worker's answer comes too late, and so does its extension.
        bench.clock.set(bench.later(11));
        let bert = fetch(&bench, "bert", 9, 10).await;
        let again = bert.iter().find(|task| task.id == anna[1].id).expect("free again");
        assert_eq!(again.attempt, 2);
        assert!(matches!(answer(&committer, &anna[1], "anna", None).await, Err(Refusal::LeaseLost)));
        assert!(!change(&bench, |tx, now| Box::pin(external::extend(tx, anna[1].id, "anna", now, now))).await);
        assert!(
            matches!(answer(&committer, again, "bert", Some(1)).await, Err(Refusal::LeaseLost)),
            "an earlier lease"
        );
        answer(&committer, again, "bert", Some(2)).await.unwrap();
        assert_eq!(bench.ask("SELECT 'row' FROM job WHERE lane = 2").await.len(), 1);
        assert_eq!(bench.count("task").await, 2);
    }
}

/// One change in a transaction of its own.
async fn change<F>(bench: &Bench, what: F) -> bool
where
    F: for<'a> FnOnce(
        &'a mut store::Tx,
        jiff::Timestamp,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<bool, store::Fault>> + Send + 'a>>,
{
    let mut tx = bench.db.write(bench.scope()).await.unwrap();
    let changed = what(&mut tx, bench.now()).await.unwrap();
    tx.commit().await.unwrap();
    changed
}

#[tokio::test]
async fn a_lock_is_kept_for_longer_and_given_back() {
    for bench in both().await {
        let committer = bench.committer(256);
        committer.submit(start(new_id(bench.now()), PERMIT, json!({}))).await.unwrap();
        let id: JobId = fetch(&bench, "anna", 1, 10).await[0].id;
        let until = bench.later(60);
        assert!(change(&bench, |tx, now| Box::pin(external::extend(tx, id, "anna", until, now))).await);
        assert!(!change(&bench, |tx, now| Box::pin(external::extend(tx, id, "bert", until, now))).await);
        bench.clock.set(bench.later(30));
        assert!(fetch(&bench, "bert", 1, 10).await.is_empty(), "kept for longer");
        assert!(!change(&bench, |tx, now| Box::pin(external::lock(tx, id, "bert", until, now))).await);
        assert!(change(&bench, |tx, _| Box::pin(external::unlock(tx, id))).await);
        assert!(change(&bench, |tx, now| Box::pin(external::lock(tx, id, "bert", until, now))).await);
        let mut tx = bench.db.read(bench.scope()).await.unwrap();
        let found = external::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((found.worker.as_deref(), found.attempt, found.locked_until), (Some("bert"), 2, Some(until)));
    }
}

#[tokio::test]
async fn failures_count_down_and_priority_goes_first() {
    for bench in both().await {
        let committer = bench.committer(256);
        for _ in 0..2 {
            committer.submit(start(new_id(bench.now()), PERMIT, json!({}))).await.unwrap();
        }
        let id = fetch(&bench, "anna", 1, 10).await[0].id;
        let due = bench.later(5);
        assert!(!change(&bench, |tx, _| Box::pin(external::fail(tx, id, "bert", "no", 1, due))).await);
        assert!(change(&bench, |tx, _| Box::pin(external::fail(tx, id, "anna", "the register is away", 1, due))).await);
        assert!(change(&bench, |tx, _| Box::pin(external::set_priority(tx, id, 50))).await);
        assert_eq!(fetch(&bench, "anna", 9, 1).await.len(), 1, "the failed one waits");
        bench.clock.set(bench.later(5));
        let next = fetch(&bench, "bert", 1, 10).await;
        assert_eq!((next[0].id, next[0].retries, next[0].last_fault.as_deref()), (id, 1, Some("the register is away")));
        assert!(change(&bench, |tx, now| Box::pin(external::fail(tx, id, "bert", "still", 0, now))).await);
        bench.clock.set(bench.later(60));
        assert!(fetch(&bench, "anna", 9, 10).await.iter().all(|task| task.id != id), "it halted");
        assert!(change(&bench, |tx, _| Box::pin(external::set_retries(tx, id, 2))).await);
        assert_eq!(fetch(&bench, "carl", 1, 10).await[0].id, id);
    }
}
