//! Messages from outside: kept once, taken once, gone in time.

use crate::bench::{LETTER, both};
use crate::plain::{new_id, start, tell};
use engine::{Command, Variables};
use serde_json::json;
use store::arrivals::{self, Arrival};
use store::steps::{Guard, Order, Refusal};

#[tokio::test]
async fn a_message_is_kept_once_taken_once_and_swept() {
    for bench in both().await {
        let committer = bench.committer(256);
        let arrival = Arrival {
            id: new_id(bench.now()),
            message: "document".into(),
            key: Some("A-1".into()),
            once: Some("mail-77".into()),
            variables: json!({ "pages": 3 }).as_object().cloned().unwrap(),
            arrived: bench.now(),
            expires: bench.later(60),
        };
        let mut tx = bench.db.write(bench.scope()).await.unwrap();
        assert!(arrivals::keep(&mut tx, &arrival).await.unwrap());
        let again = Arrival { id: new_id(bench.now()), ..arrival.clone() };
        assert!(!arrivals::keep(&mut tx, &again).await.unwrap(), "the sender repeats itself");
        assert!(arrivals::list_subscribers(&mut tx, "document", Some("A-1"), 9).await.unwrap().is_empty());
        tx.commit().await.unwrap();

        let ids = [new_id(bench.now()), new_id(bench.now())];
        for id in ids {
            committer.submit(start(id, LETTER, json!({}))).await.unwrap();
        }
        let mut tx = bench.db.read(bench.scope()).await.unwrap();
        let waiting = arrivals::find_waiting(&mut tx, "document", None, bench.now()).await.unwrap().unwrap();
        assert_eq!(waiting, arrival, "buffered until somebody waits");
        assert!(arrivals::find_waiting(&mut tx, "document", Some("B-2"), bench.now()).await.unwrap().is_none());
        assert!(arrivals::find_waiting(&mut tx, "document", None, bench.later(61)).await.unwrap().is_none());
        assert_eq!(arrivals::list_subscribers(&mut tx, "document", Some("A-1"), 9).await.unwrap().len(), 2);
        drop(tx);

        let give = |id| {
            let variables: Variables = waiting.variables.clone();
            let command = Command::DeliverMessage { name: "document".into(), key: waiting.key.clone(), variables };
            committer.submit(Order { guard: Some(Guard::Arrival(waiting.id)), ..tell(id, command) })
        };
        let (one, other) = tokio::join!(give(ids[0]), give(ids[1]));
        let refused = [one, other].into_iter().filter_map(Result::err).collect::<Vec<_>>();
        assert!(matches!(refused.as_slice(), [Refusal::MessageTaken]), "{refused:?}");
        assert_eq!(bench.count("subscription").await, 1);
        let mut tx = bench.db.write(store::Scope::installation()).await.unwrap();
        assert_eq!(arrivals::sweep(&mut tx, bench.now()).await.unwrap(), 0);
        assert_eq!(arrivals::sweep(&mut tx, bench.later(60)).await.unwrap(), 1);
    }
}
