//! The labelled questions over the repertoire: `tests/queries` says what people type and which services are right. Asked
//! of the repertoire as it is, and of its German texts alone, as most authorities' own catalogues are.

use crate::repertoire::{self, Question};
use search::{Entry, Index, Lang, Lexicon, Query};

/// The least that success@3 and MRR may be, by language of the page, over all texts and over the German ones alone.
const FLOORS: [(Lang, [(f64, f64); 2]); 4] = [
    (Lang::De, [(0.95, 0.88), (0.95, 0.88)]),
    (Lang::Fr, [(0.95, 0.88), (0.95, 0.88)]),
    (Lang::It, [(0.95, 0.88), (0.95, 0.88)]),
    (Lang::En, [(0.95, 0.88), (0.95, 0.88)]),
];

#[test]
fn labelled_questions_find_their_service() {
    let services = repertoire::services();
    let german: Vec<Entry> = services.iter().map(german_only).collect();
    let questions = repertoire::questions();
    assert!(questions.len() >= 500, "only {} questions", questions.len());
    let keys: Vec<&str> = services.iter().map(|service| service.key.as_str()).collect();
    let right = questions.iter().flat_map(|(_, _, right)| right);
    let unknown: Vec<&String> = right.filter(|key| !keys.contains(&key.as_str())).collect();
    assert!(unknown.is_empty(), "no such service: {unknown:?}");
    let lexicon = Lexicon::built_in();
    let mut fallen = Vec::new();
    for (nth, (texts, entries)) in [("all texts", &services), ("German texts only", &german)].into_iter().enumerate() {
        let index = Index::build(entries, &lexicon);
        for (lang, floors) in FLOORS {
            let asked: Vec<&Question> = questions.iter().filter(|(of, ..)| *of == lang).collect();
            let (first, three, mrr) = measure(&index, &keys, &asked);
            println!(
                "{texts}, {lang:?}, {} questions: success@1 {first:.3}, success@3 {three:.3}, MRR {mrr:.3}",
                asked.len()
            );
            let (least_three, least_mrr) = floors[nth];
            if three < least_three || mrr < least_mrr {
                fallen.push(format!("{texts}, {lang:?}: {three:.3}, {mrr:.3}"));
            }
        }
    }
    assert!(fallen.is_empty(), "success@3 or MRR fell: {fallen:?}");
}

/// An entry without its French, Italian and English texts.
fn german_only(entry: &Entry) -> Entry {
    let german = entry.texts.iter().filter(|text| text.lang == Lang::De);
    Entry { texts: german.cloned().collect(), ..entry.clone() }
}

/// success@1, success@3 and MRR; prints what is not among the first three.
#[expect(clippy::print_stdout, reason = "what is missed is for reading")]
fn measure(index: &Index, keys: &[&str], asked: &[&Question]) -> (f64, f64, f64) {
    let (mut first, mut three, mut reciprocal) = (0.0, 0.0, 0.0);
    for (lang, question, right) in asked {
        let hits = index.search(question, *lang, &Query::default());
        let found: Vec<&str> = hits.iter().map(|hit| keys[hit.entry as usize]).collect();
        let rank = found.iter().position(|key| right.iter().any(|right| right == key));
        first += f64::from(u8::from(rank == Some(0)));
        three += f64::from(u8::from(rank.is_some_and(|rank| rank < 3)));
        reciprocal += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
        if rank.is_none_or(|rank| rank > 2) {
            println!("  {lang:?} {question:40} wants {right:?}, rank {rank:?}: {:?}", &found[..found.len().min(3)]);
        }
    }
    let all = asked.len().max(1) as f64;
    (first / all, three / all, reciprocal / all)
}
