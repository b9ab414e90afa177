//! Group commit on both databases: the same traces as one commit a step, nobody harmed by a neighbour, nothing lost or
//! done twice where two nodes meet.

use crate::bench::{Bench, LETTER, PERMIT, both};
use crate::plain::{Plain, complete, new_id, start, tell};
use engine::{Command, Event, Rejection, State};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::sync::Arc;
use store::instances::{self, Instance as CaseInstance, load_history};
use store::steps::{Committer, Instance, Order, Receipt, Refusal, StepRows, Stepper};
use uuid::Uuid;

/// Submits all at once, so that they meet in few batches; answers in order.
async fn together(committer: &Committer, orders: Vec<Order>) -> Vec<Result<Receipt, Refusal>> {
    let asked: Vec<_> = orders
        .into_iter()
        .map(|order| {
            let committer = committer.clone();
            tokio::spawn(async move { committer.submit(order).await })
        })
        .collect();
    let mut answers = Vec::new();
    for one in asked {
        answers.push(one.await.unwrap());
    }
    answers
}

/// The command that answers the one service call that is open.
fn answer(instance: &Instance) -> Command {
    let (token, waiting) = instance.state.tokens.iter().next().unwrap();
    let variables = json!({ "known": true }).as_object().cloned().unwrap();
    Command::CompleteService { token: *token, visit: waiting.visit, variables }
}

async fn history(bench: &Bench, id: Uuid) -> Vec<(i64, Timestamp, String, Vec<Event>)> {
    let mut tx = bench.db.read(bench.scope()).await.unwrap();
    let steps = load_history(&mut tx, id.into()).await.unwrap();
    steps.into_iter().map(|step| (step.version, step.at, step.actor, step.events)).collect()
}

/// What is open, without the ids that differ from run to run.
async fn open_rows(bench: &Bench) -> Vec<String> {
    let mut rows = Vec::new();
    for sql in [
        "SELECT node || name || kind || COALESCE(work_group, '-') || input || CAST(token AS TEXT) || CAST(visit AS TEXT) \
         || CAST(offers AS TEXT) FROM task ORDER BY 1",
        "SELECT kind || payload || COALESCE(CAST(token AS TEXT), '-') || COALESCE(CAST(timer AS TEXT), '-') \
         || CAST(due AS TEXT) || CAST(lane AS TEXT) FROM job ORDER BY 1",
        "SELECT message || CAST(number AS TEXT) FROM subscription ORDER BY 1",
        "SELECT party FROM task_offer ORDER BY 1",
        "SELECT state || CAST(version AS TEXT) || COALESCE(CAST(ended AS TEXT), '-') FROM instance ORDER BY 1",
    ] {
        rows.extend(bench.ask(sql).await);
    }
    rows
}

/// Plays a fixed script on thirty instances; gives their ids.
async fn play(committer: &Committer, now: Timestamp) -> Vec<Uuid> {
    let ids: Vec<Uuid> = (0..30).map(|_| new_id(now)).collect();
    let files = [PERMIT, LETTER];
    let begin = ids.iter().enumerate().map(|(at, id)| start(*id, files[at % 3 / 2], json!({ "number": at })));
    let begun = together(committer, begin.collect()).await;
    let begun: Vec<Arc<Instance>> = begun.into_iter().map(|answer| answer.unwrap().instance).collect();
    let permits = || begun.iter().enumerate().filter(|(at, _)| at % 3 != 2);
    let answers = permits().map(|(at, instance)| tell(ids[at], answer(instance)));
    let answered = together(committer, answers.collect()).await;
    let reviews = answered.iter().zip(permits()).filter(|(_, (at, _))| at % 3 == 0);
    let completed = reviews.map(|(receipt, (at, _))| {
        tell(ids[at], complete(&receipt.as_ref().unwrap().instance, json!({ "accepted": at % 2 == 0 })))
    });
    let letters = ids.iter().enumerate().filter(|(at, _)| at % 6 == 2).map(|(_, id)| {
        let variables = json!({ "document": "x" }).as_object().cloned().unwrap();
        tell(*id, Command::DeliverMessage { name: "document".into(), key: None, variables })
    });
    for done in together(committer, completed.chain(letters).collect()).await {
        done.unwrap();
    }
    ids
}

#[tokio::test]
async fn many_steps_a_commit_leave_what_one_step_a_commit_leaves() {
    let mut all = Vec::new();
    for bench in both().await {
        let together = play(&bench.committer(256), bench.now()).await;
        let rows = open_rows(&bench).await;
        let mut traces = Vec::new();
        for id in &together {
            traces.push(history(&bench, *id).await);
        }
        all.push((traces, rows));
    }
    for bench in both().await {
        let alone = play(&bench.committer(1), bench.now()).await;
        let rows = open_rows(&bench).await;
        let mut traces = Vec::new();
        for id in &alone {
            traces.push(history(&bench, *id).await);
            assert_eq!(traces.last(), Some(&one_by_one(&bench, traces.last().unwrap()).await), "without a committer");
        }
        all.push((traces, rows));
    }
    assert!(all[0].0.iter().all(|trace| !trace.is_empty()) && all[0].1.len() > 60);
    assert!(all.iter().all(|other| *other == all[0]), "two databases, two sizes of batch: one outcome");
}

/// The same events on the way of one transaction a step.
async fn one_by_one(
    bench: &Bench,
    trace: &[(i64, Timestamp, String, Vec<Event>)],
) -> Vec<(i64, Timestamp, String, Vec<Event>)> {
    let id = new_id(bench.now());
    let mut instance = CaseInstance {
        id: id.into(),
        case: id.into(),
        package: "x".into(),
        version: 0,
        suspended: false,
        state: State::new(),
    };
    for (number, (_, _, actor, events)) in trace.iter().enumerate() {
        let mut tx = bench.db.write(bench.scope()).await.unwrap();
        if number == 0 {
            instances::begin(&mut tx, &instance).await.unwrap();
        }
        let mut state = instance.state.clone();
        events.iter().for_each(|event| engine::apply(&mut state, event));
        instances::save_step(&mut tx, &instance, &state, events, actor, bench.now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = bench.db.read(bench.scope()).await.unwrap();
        instance = instances::find(&mut tx, id.into()).await.unwrap().unwrap();
        assert_eq!(instance.state, state);
    }
    history(bench, id).await
}

/// Breaks off for instances that say so.
struct Brittle(Plain);

impl Stepper for Brittle {
    fn step(&self, instance: &Instance, order: &Order, now: Timestamp) -> Result<StepRows, Refusal> {
        if let Command::Start { variables } = &order.command {
            assert_ne!(variables.get("number"), Some(&json!("brittle")), "this one breaks off");
        }
        self.0.step(instance, order, now)
    }
}

#[tokio::test]
async fn a_bad_command_is_cut_out_and_harms_nobody() {
    for bench in both().await {
        // Another node began this one; this node's memory does not know it, the database does.
        let taken = new_id(bench.now());
        bench.committer(256).submit(start(taken, LETTER, json!({}))).await.unwrap();
        let committer = bench.committer_with(Arc::new(Brittle(Plain::new(&[LETTER], &[]))), 256);
        let good: Vec<Uuid> = (0..40).map(|_| new_id(bench.now())).collect();
        let mut orders: Vec<Order> = good.iter().map(|id| start(*id, LETTER, json!({}))).collect();
        orders.insert(7, start(taken, LETTER, json!({})));
        orders.insert(13, start(new_id(bench.now()), LETTER, json!({ "number": "brittle" })));
        orders.insert(21, tell(taken, Command::FireTimer { timer: engine::TimerId(9) }));
        orders.insert(30, tell(new_id(bench.now()), Command::Cancel { reason: "not there".into() }));
        orders.insert(33, start(new_id(bench.now()), PERMIT, json!({})));
        let foreign = Order { authority: "baden".into(), ..tell(taken, Command::Cancel { reason: "no".into() }) };
        orders.insert(38, foreign);
        let answers = together(&committer, orders).await;
        let refused: Vec<String> =
            answers.iter().filter_map(|answer| answer.as_ref().err().map(|why| format!("{why:?}"))).collect();
        assert_eq!(answers.len() - refused.len(), 40, "{refused:?}");
        for (refusal, word) in
            refused.iter().zip(["", "this one breaks off", "Stale", "NotFound", "ModelMissing", "NotFound"])
        {
            assert!(refusal.contains(word), "{refusal}");
        }
        assert!(
            refused[0].contains("Sql") || refused[0].contains("AlreadyStarted"),
            "the number was given before: {}",
            refused[0]
        );
        for id in good {
            assert_eq!(history(&bench, id).await.len(), 1);
        }
        assert_eq!(bench.count("instance").await, 41);
        assert_eq!(bench.count("subscription").await, 41);
    }
}

#[tokio::test]
async fn stale_memory_costs_a_repetition_only() {
    for bench in both().await {
        let (here, there) = (bench.committer(256), bench.committer(256));
        let id = new_id(bench.now());
        let begun = here.submit(start(id, PERMIT, json!({}))).await.unwrap();
        let answered = there.submit(tell(id, answer(&begun.instance))).await.unwrap();
        // In the memory of `here` the service was not answered yet: a refusal out of it must not count.
        let done = here.submit(tell(id, complete(&answered.instance, json!({})))).await.unwrap();
        assert!(done.instance.state.outcome().is_some());
        let late = there.submit(tell(id, complete(&answered.instance, json!({})))).await;
        assert!(matches!(late, Err(Refusal::Rejected(Rejection::Stale(_)))), "{late:?}");
        let second = new_id(bench.now());
        here.submit(start(second, PERMIT, json!({}))).await.unwrap();
        let set = |name: &str| {
            let variables = [(name.to_owned(), Value::from(1))].into_iter().collect();
            tell(second, Command::SetVariables { variables })
        };
        there.submit(set("there")).await.unwrap();
        // This one would be carried out on the stale state if versions were not compared.
        let both = here.submit(set("here")).await.unwrap();
        assert_eq!(both.instance.version, 3);
        let variables = both.instance.state.variables().unwrap();
        assert!(variables.contains_key("here") && variables.contains_key("there"));
        assert_eq!(history(&bench, second).await.len(), 3);
    }
}

#[tokio::test]
async fn two_nodes_lose_nothing_and_do_nothing_twice() {
    for bench in both().await {
        let nodes = [bench.committer(64), bench.committer(64)];
        let ids: Vec<Uuid> = (0..6).map(|_| new_id(bench.now())).collect();
        let mut reviews = Vec::new();
        for id in &ids {
            let begun = nodes[0].submit(start(*id, PERMIT, json!({}))).await.unwrap();
            reviews.push(nodes[1].submit(tell(*id, answer(&begun.instance))).await.unwrap().instance);
        }
        let orders = |node: usize| -> Vec<Order> {
            let set = |number: usize| {
                let variables = [(format!("n{node}x{number}"), Value::from(number))].into_iter().collect();
                tell(ids[number % 6], Command::SetVariables { variables })
            };
            (0..60).map(set).collect()
        };
        let (first, second) = tokio::join!(together(&nodes[0], orders(0)), together(&nodes[1], orders(1)));
        let kept = first.iter().chain(&second).filter(|answer| answer.is_ok()).count();
        // Giving up under endless contention is allowed and said; what was answered with yes is there.
        assert!(kept >= 60, "{kept} of 120");
        let complete: Vec<Order> =
            ids.iter().zip(&reviews).map(|(id, review)| tell(*id, complete(review, json!({})))).collect();
        let (first, second) = tokio::join!(together(&nodes[0], complete.clone()), together(&nodes[1], complete));
        for (one, other) in first.iter().zip(&second) {
            assert!(one.is_ok() != other.is_ok(), "completed once: {one:?} {other:?}");
        }
        let mut steps = 0;
        for id in &ids {
            let history = history(&bench, *id).await;
            steps += history.len();
            let mut state = State::new();
            history.iter().flat_map(|(_, _, _, events)| events).for_each(|event| engine::apply(&mut state, event));
            let mut tx = bench.db.read(bench.scope()).await.unwrap();
            assert!(instances::find(&mut tx, (*id).into()).await.unwrap().is_none(), "it belongs to no case");
            let stored = bench.committer(1).submit(tell(*id, Command::Cancel { reason: "x".into() })).await;
            assert!(matches!(stored, Err(Refusal::Rejected(Rejection::Stale(_)))));
            assert!(state.outcome().is_some());
        }
        assert_eq!(steps, 6 * 3 + kept, "each yes is one row of history");
        assert_eq!(bench.count("task").await + bench.count("job").await + bench.count("task_offer").await, 0);
    }
}

#[tokio::test]
async fn a_touched_history_is_noticed() {
    for bench in both().await {
        let committer = bench.committer(256);
        let id = new_id(bench.now());
        let begun = committer.submit(start(id, PERMIT, json!({ "name": "anna" }))).await.unwrap();
        committer.submit(tell(id, answer(&begun.instance))).await.unwrap();
        assert_eq!(history(&bench, id).await.len(), 2);
        bench.ask("UPDATE instance_event SET events = replace(events, 'anna', 'anno') WHERE version = 1").await;
        let mut tx = bench.db.read(bench.scope()).await.unwrap();
        let fault = load_history(&mut tx, id.into()).await.unwrap_err().to_string();
        assert!(fault.contains("broken at step 1"), "{fault}");
    }
}

#[tokio::test]
async fn large_variables_lie_out_of_line_and_come_back() {
    for bench in both().await {
        let text = "Beispieltext ".repeat(3_000);
        let list: Vec<Value> = (0..2_000).map(|n| json!({ "n": n, "half": 0.5 * f64::from(n) })).collect();
        let sly = format!("\u{1e}{}", "ab".repeat(32));
        let variables = json!({ "text": text, "list": [list, text], "sly": sly, "small": 1 });
        let id = new_id(bench.now());
        bench.committer(256).submit(start(id, PERMIT, variables.clone())).await.unwrap();
        let lengths = bench.ask("SELECT CAST(LENGTH(state) AS TEXT) FROM instance").await;
        assert!(lengths[0].parse::<usize>().unwrap() < 1_000, "{lengths:?}");
        assert_eq!(bench.count("blob").await, 2, "two contents, however often they stand in state and history");
        // A node that has nothing in memory reads everything back.
        let set = Command::SetVariables { variables: [("small".to_owned(), json!(2))].into_iter().collect() };
        let loaded = bench.committer(256).submit(tell(id, set)).await.unwrap();
        let found = loaded.instance.state.variables().unwrap();
        for (name, value) in variables.as_object().unwrap().iter().filter(|(name, _)| *name != "small") {
            assert!(found[name] == *value, "{name} comes back as it was");
        }
        let steps = history(&bench, id).await;
        let mut state = State::new();
        steps.iter().flat_map(|(_, _, _, events)| events).for_each(|event| engine::apply(&mut state, event));
        assert_eq!(state, loaded.instance.state, "the history tells the same");
    }
}
