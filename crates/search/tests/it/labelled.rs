//! The labelled questions over the repertoire: `tests/queries.toml` says what people type and which services are right.

use crate::repertoire;
use search::{Index, Lexicon, Query};

#[test]
fn labelled_questions_find_their_service() {
    let services = repertoire::services();
    let keys: Vec<String> = services.iter().map(|service| service.key.clone()).collect();
    let questions = repertoire::questions();
    assert!(questions.len() >= 300, "only {} questions", questions.len());
    let unknown: Vec<&String> =
        questions.iter().flat_map(|(_, _, right)| right).filter(|k| !keys.contains(k)).collect();
    assert!(unknown.is_empty(), "no such service: {unknown:?}");
    let index = Index::build(services, &Lexicon::built_in());
    let (mut first, mut three, mut reciprocal) = (0.0, 0.0, 0.0);
    for (lang, question, right) in &questions {
        let hits = index.search(question, *lang, &Query::default());
        let found: Vec<&str> = hits.iter().map(|hit| keys[hit.entry as usize].as_str()).collect();
        let rank = found.iter().position(|key| right.iter().any(|r| r == key));
        first += f64::from(u8::from(rank == Some(0)));
        three += f64::from(u8::from(rank.is_some_and(|rank| rank < 3)));
        reciprocal += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
        if rank.is_none_or(|rank| rank > 2) {
            println!("  {lang:?} {question:40} wants {right:?}, rank {rank:?}: {:?}", &found[..found.len().min(3)]);
        }
    }
    let all = questions.len() as f64;
    let (first, three, mrr) = (first / all, three / all, reciprocal / all);
    println!("{all} questions: success@1 {first:.3}, success@3 {three:.3}, MRR {mrr:.3}");
    assert!(three >= 0.95, "success@3 fell to {three:.3}");
    assert!(mrr >= 0.88, "MRR fell to {mrr:.3}");
}
