//! Counts of searches: added by several nodes, read by one authority or a federation, gone in time.

use crate::bench::both;
use crate::office::{federation_scope, scope};
use jiff::civil::{Date, date};
use store::Scope;
use store::searches::{self, Count, Part};

fn count(authority: &str, day: Date, query: &str, asked: i64, missed: i64) -> Count {
    Count {
        authority: authority.into(),
        federation: if authority == "luzern" { "luzern" } else { "aargau" }.into(),
        day,
        language: "de".into(),
        query: query.into(),
        asked,
        missed,
        useful: 1,
        useless: 2,
    }
}

#[tokio::test]
async fn counts_add_up_and_stay_with_their_authority() {
    let (old, first, second) = (date(2025, 1, 1), date(2026, 3, 1), date(2026, 3, 2));
    for bench in both().await {
        let nodes = [
            vec![
                count("aarau", first, "hund", 2, 0),
                count("aarau", first, "töff", 1, 1),
                count("aarau", old, "hund", 9, 9),
            ],
            vec![
                count("aarau", first, "hund", 1, 0),
                count("aarau", second, "töff", 3, 3),
                count("aarau", first, "", 5, 0),
            ],
            vec![
                count("baden", first, "hund", 4, 0),
                count("luzern", first, "hund", 8, 8),
                count("aarau", first, "einmal", 1, 1),
            ],
        ];
        for counts in &nodes {
            let mut tx = bench.db.write(Scope::installation()).await.unwrap();
            searches::add(&mut tx, counts).await.unwrap();
            tx.commit().await.unwrap();
        }
        let part = Part { since: first, least: 3, limit: 10, offset: 0 };
        let mut tx = bench.db.read(scope("aarau", "aargau", bench.clock.clone())).await.unwrap();
        let found = searches::list(&mut tx, &part).await.unwrap();
        let brief: Vec<_> = found.iter().map(|one| (one.query.as_str(), one.asked, one.missed)).collect();
        assert_eq!(brief, [("töff", 4, 4), ("hund", 3, 0)], "what was not found comes first, rare ones stay unseen");
        assert_eq!((found[0].useful, found[0].useless, found[0].queries, found[0].listed), (2, 4, 2, 7));
        let next = searches::list(&mut tx, &Part { limit: 1, offset: 1, ..part }).await.unwrap();
        assert_eq!((next.len(), next[0].query.as_str(), next[0].queries), (1, "hund", 2));
        assert_eq!(searches::sum(&mut tx, first).await.unwrap(), (13, 5));
        drop(tx);

        let mut tx = bench.db.read(federation_scope("aarau", "aargau", bench.clock.clone())).await.unwrap();
        let found = searches::list(&mut tx, &part).await.unwrap();
        let brief: Vec<_> = found.iter().map(|one| (one.query.as_str(), one.asked)).collect();
        assert_eq!(brief, [("töff", 4), ("hund", 7)], "the whole federation, and no other");
        assert_eq!(searches::sum(&mut tx, first).await.unwrap(), (17, 5));
        drop(tx);

        let mut tx = bench.db.write(Scope::installation()).await.unwrap();
        assert_eq!(searches::sweep(&mut tx, first).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!(bench.count("search_count").await, 7);
    }
}
