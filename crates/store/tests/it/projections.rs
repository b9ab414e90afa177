//! What others find beside the instances: definitions, lists of clerks, rest, lanes of jobs, bulk actions.

use crate::bench::{PERMIT, both};
use crate::plain::{AUTHORITY, FEDERATION, hash_of, new_id, start, tell};
use domain::TaskId;
use engine::Command;
use jiff::SignedDuration;
use serde_json::json;
use std::collections::BTreeMap;
use store::bulk_actions::{self, BulkAction, Progress};
use store::clerk_tasks::{self, Clerk, Sieve, Which};
use store::definitions::{self, Content};
use store::steps::{Committer, Order, Refusal};
use store::{Scope, jobs, suspension};
use uuid::Uuid;

/// Begins a process that waits for the office at once.
async fn waiting(committer: &Committer, id: Uuid) {
    let begun = committer.submit(start(id, PERMIT, json!({}))).await.unwrap();
    let (token, at) = begun.instance.state.tokens.iter().next().unwrap();
    let answer = Command::CompleteService { token: *token, visit: at.visit, variables: Default::default() };
    committer.submit(tell(id, answer)).await.unwrap();
}

#[tokio::test]
async fn a_definition_is_deployed_once_per_content() {
    for bench in both().await {
        let mut tx = bench.db.write(bench.scope()).await.unwrap();
        let content = Content { bpmn: PERMIT.into(), process: None, decisions: BTreeMap::new() };
        let one = definitions::deploy(&mut tx, "permit", "Permit", &content, "anna", bench.now()).await.unwrap();
        let same = definitions::deploy(&mut tx, "permit", "Permit", &content, "bert", bench.later(5)).await.unwrap();
        assert_eq!((one.version, &same), (1, &one));
        let changed = Content { bpmn: format!("{PERMIT}\n"), ..content.clone() };
        let two = definitions::deploy(&mut tx, "permit", "Permit", &changed, "bert", bench.later(5)).await.unwrap();
        assert_eq!(definitions::find_latest(&mut tx, "permit").await.unwrap(), Some(two.clone()));
        assert_eq!(definitions::find(&mut tx, &one.hash).await.unwrap(), Some(one.clone()));
        assert_eq!(definitions::load_content(&mut tx, &two.hash).await.unwrap(), changed);
        assert!(definitions::suspend(&mut tx, "permit", 1, true).await.unwrap());
        let versions: Vec<(i64, bool)> =
            definitions::list(&mut tx, 9).await.unwrap().iter().map(|d| (d.version, d.suspended)).collect();
        assert_eq!(versions, [(2, false), (1, true)]);
    }
}

#[tokio::test]
async fn a_clerk_sees_what_is_offered_to_her_and_a_task_without_a_case_says_what_it_is() {
    for bench in both().await {
        let committer = bench.committer(256);
        let id = new_id(bench.now());
        waiting(&committer, id).await;
        let mut tx = bench.db.read(bench.scope()).await.unwrap();
        let list = async |tx: &mut store::Tx, groups: &[&str], user: Option<&str>| {
            let groups = groups.iter().map(|group| (*group).to_owned()).collect();
            let clerk = Clerk { groups, user: user.map(str::to_owned) };
            clerk_tasks::list(tx, &clerk, &Sieve::default(), 50, 0).await.unwrap()
        };
        assert_eq!(list(&mut tx, &["building"], None).await.len(), 1, "the first group");
        assert_eq!(list(&mut tx, &["clerks"], None).await.len(), 1, "a further group");
        assert_eq!(list(&mut tx, &["building", "clerks"], Some("anna")).await.len(), 1, "offered thrice, listed once");
        assert!(list(&mut tx, &["traffic"], Some("bert")).await.is_empty());
        let line = list(&mut tx, &[], Some("anna")).await.remove(0);
        assert_eq!((line.case, line.instance.0, line.name.as_str()), (None, id, "Review"));
        assert_eq!(clerk_tasks::find(&mut tx, line.id).await.unwrap(), Some(line.clone()));
        assert_eq!(clerk_tasks::find(&mut tx, TaskId(new_id(bench.now()))).await.unwrap(), None);
        assert_eq!(store::tasks::find(&mut tx, line.id).await.unwrap(), None, "it belongs to no case");
        drop(tx);

        let mut tx = bench.db.write(bench.scope()).await.unwrap();
        let clerk = Clerk { groups: vec!["building".into()], user: Some("anna".into()) };
        let which = async |tx: &mut store::Tx, which: Which, process: Option<&str>| {
            let sieve = Sieve { which, process: process.map(str::to_owned), now: bench.now() };
            clerk_tasks::list(tx, &clerk, &sieve, 50, 0).await.unwrap().len()
        };
        assert_eq!((which(&mut tx, Which::Free, None).await, which(&mut tx, Which::Mine, None).await), (1, 0));
        store::tasks::claim(&mut tx, line.id, "anna").await.unwrap();
        assert_eq!((which(&mut tx, Which::Free, None).await, which(&mut tx, Which::Mine, None).await), (0, 1));
        assert_eq!(which(&mut tx, Which::Overdue, None).await, 0);
        assert_eq!(which(&mut tx, Which::All, Some("other")).await, 0, "of another process");
        let counts = clerk_tasks::count(&mut tx, &clerk, bench.now()).await.unwrap();
        assert_eq!((counts[0].all, counts[0].mine, counts[0].free, counts[0].overdue), (1, 1, 0, 0));
        assert!(store::tasks::release(&mut tx, line.id, "anna").await.unwrap());
        assert!(!store::tasks::release(&mut tx, line.id, "anna").await.unwrap());
    }
}

#[tokio::test]
async fn an_instance_at_rest_moves_only_for_who_mends() {
    for bench in both().await {
        let committer = bench.committer(256);
        let id = new_id(bench.now());
        waiting(&committer, id).await;
        let mut tx = bench.db.write(bench.scope()).await.unwrap();
        assert!(suspension::suspend(&mut tx, id.into()).await.unwrap());
        assert!(!suspension::suspend(&mut tx, id.into()).await.unwrap());
        tx.commit().await.unwrap();
        let set = tell(id, Command::SetVariables { variables: Default::default() });
        assert!(matches!(committer.submit(set.clone()).await, Err(Refusal::Suspended)), "its memory was stale");
        committer.submit(Order { even_suspended: true, ..set.clone() }).await.unwrap();
        bench.clock.set(bench.later(8 * 86_400));
        let claim = async || {
            let mut tx = bench.db.write(Scope::installation()).await.unwrap();
            jobs::claim(&mut tx, "node", bench.now(), SignedDuration::from_secs(1), 10).await.unwrap().len()
        };
        assert_eq!(claim().await, 0, "its timers rest too");
        let due = async |tx: &mut store::Tx| {
            let clerk = Clerk { groups: vec!["building".into()], user: None };
            clerk_tasks::list(tx, &clerk, &Sieve::default(), 50, 0).await.unwrap().remove(0).due.unwrap()
        };
        let mut tx = bench.db.write(bench.scope()).await.unwrap();
        let before = due(&mut tx).await;
        let rested = SignedDuration::from_hours(48);
        suspension::put_off(&mut tx, id.into(), rested).await.unwrap();
        assert_eq!(due(&mut tx).await.duration_since(before), rested, "what its task shows moves");
        assert!(suspension::resume(&mut tx, id.into()).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(claim().await, 0, "its timer is put off");
        bench.clock.set(bench.later(9 * 86_400));
        assert_eq!(claim().await, 1);
        committer.submit(set).await.unwrap();
    }
}

#[tokio::test]
async fn many_timers_do_not_hold_up_other_work() {
    for bench in both().await {
        let committer = bench.committer(256);
        for _ in 0..20 {
            waiting(&committer, new_id(bench.now())).await;
        }
        bench.clock.set(bench.later(8 * 86_400));
        let mut tx = bench.db.write(bench.scope()).await.unwrap();
        for _ in 0..20 {
            let job = jobs::Job {
                id: new_id(bench.now()).into(),
                authority: AUTHORITY.into(),
                case: None,
                instance: None,
                token: None,
                visit: None,
                timer: None,
                kind: "mail".into(),
                payload: json!(FEDERATION),
                due: bench.now(),
                attempt: 0,
                failures: 0,
                max_attempts: 3,
                last_fault: None,
            };
            jobs::enqueue(&mut tx, &job, bench.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut seen = Vec::new();
        for limit in [8, 1, 1, 30] {
            let mut tx = bench.db.write(Scope::installation()).await.unwrap();
            let claimed =
                jobs::claim(&mut tx, "node", bench.now(), SignedDuration::from_secs(60), limit).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(claimed.len() as i64, limit);
            seen.push(claimed.iter().filter(|job| job.timer.is_some()).count());
            bench.clock.set(bench.now() + SignedDuration::from_millis(1));
        }
        assert_eq!((seen[0], seen[1] + seen[2]), (4, 1), "half and half, in turn");
        assert_eq!(seen.iter().sum::<usize>(), 20, "what one lane leaves the other takes: {seen:?}");
        let mut tx = bench.db.read(Scope::installation()).await.unwrap();
        assert_eq!(jobs::count_due(&mut tx, bench.now()).await.unwrap(), 40);
    }
}

#[tokio::test]
async fn a_bulk_action_has_a_verdict_for_each_item() {
    for bench in both().await {
        let ids: Vec<domain::InstanceId> = (0..300).map(|_| new_id(bench.now()).into()).collect();
        let action = BulkAction {
            id: new_id(bench.now()),
            kind: "cancel".into(),
            detail: json!({ "reason": "test" }),
            asked_by: "anna".into(),
            asked: bench.now(),
        };
        let mut tx = bench.db.write(bench.scope()).await.unwrap();
        bulk_actions::begin(&mut tx, &action, &ids).await.unwrap();
        assert_eq!(bulk_actions::find(&mut tx, action.id).await.unwrap(), Some(action.clone()));
        for (number, id) in bulk_actions::list_waiting(&mut tx, action.id, 100).await.unwrap().into_iter().enumerate() {
            let verdict = (number == 3).then_some("It has ended.");
            bulk_actions::settle(&mut tx, action.id, id, verdict).await.unwrap();
            bulk_actions::settle(&mut tx, action.id, id, Some("too late")).await.unwrap();
        }
        let progress = bulk_actions::count(&mut tx, action.id).await.unwrap();
        assert_eq!(progress, Progress { waiting: 200, done: 99, refused: 1 });
        assert_eq!(
            bulk_actions::list_items(&mut tx, action.id, 9, 0).await.unwrap()[0].message.as_deref(),
            Some("It has ended.")
        );
    }
    assert_ne!(hash_of("a"), hash_of("b"));
}
