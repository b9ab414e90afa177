//! 100,000 entries: the repertoire over 2,000 invented communes. Prints the time of the index and of an update (with the
//! texts shared in memory, and with a copy for each entry), latency of search and suggestion, questions a second on two
//! threads, memory, and the quality on the labelled questions, as one JSON object; with `--texts FILE` also writes the
//! services and questions as JSON, for `bench/search/run.py` to give to other engines.
#![allow(clippy::print_stdout, reason = "it prints what it measured")]
#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on should stop")]

use search::{Entry, Index, Kind, Lang, Lexicon, Query};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

#[path = "../tests/it/repertoire.rs"]
mod repertoire;

const COMMUNES: usize = 2_000;
const ENTRIES: usize = 100_000;
const EACH: usize = ENTRIES / COMMUNES;
/// How often every question is asked.
const ROUNDS: usize = 20;

fn main() {
    let services = repertoire::services();
    let questions = repertoire::questions();
    let file = std::env::args().skip_while(|word| word != "--texts").nth(1);
    if let Some(file) = file {
        std::fs::write(file, texts(&services, &questions)).unwrap();
    }
    let lexicon = Lexicon::built_in();
    let before = resident();
    let start = Instant::now();
    let mut entries = entries(&services);
    let index = Index::build(&entries, &lexicon);
    let built = start.elapsed();
    let memory = resident().saturating_sub(before);
    let updated = update(&index, &mut entries);
    let apart: Vec<Entry> =
        entries.iter().map(|entry| Entry { texts: entry.texts.to_vec().into(), ..entry.clone() }).collect();
    let start = Instant::now();
    drop(index.rebuild(&apart));
    let updated_apart = start.elapsed();
    drop((entries, apart));

    let (search50, search99) =
        latency(&questions, |text, lang, boost| index.search(text, lang, &Query { boost, ..Query::default() }).len());
    let (suggest50, suggest99) = latency(&questions, |text, lang, boost| {
        let begun: String = text.chars().take((text.chars().count() * 2).div_ceil(3)).collect();
        index.suggest(&begun, lang, &Query { limit: 8, boost, ..Query::default() }).len()
    });
    let per_second = throughput(&index, &questions);

    let small = Index::build(&services, &lexicon);
    let (first, three, mrr) = quality(&small, &services, &questions);
    println!(
        "{{\"entries\": {}, \"texts\": {}, \"index_ms\": {:.0}, \"update_ms\": {:.0}, \"update_apart_ms\": {:.0}, \
         \"memory_mb\": {:.0}, \"search_p50_ms\": {:.3}, \"search_p99_ms\": {:.3}, \
         \"suggest_p50_ms\": {:.3}, \"suggest_p99_ms\": {:.3}, \"per_second\": {:.0}, \
         \"success_1\": {first:.3}, \"success_3\": {three:.3}, \"mrr\": {mrr:.3}}}",
        index.entries(),
        index.documents(),
        millis(built),
        millis(updated),
        millis(updated_apart),
        memory as f64 / 1024.0,
        millis(search50),
        millis(search99),
        millis(suggest50),
        millis(suggest99),
        per_second,
    );
}

/// Every commune offers fifty services of the repertoire, another selection each.
fn entries(services: &[Entry]) -> Vec<Entry> {
    let of = |commune: usize, nth: usize| {
        let service = &services[(commune * 7 + nth) % services.len()];
        Entry {
            id: (commune * EACH + nth) as u32,
            key: service.key.clone(),
            kind: Kind::Service,
            texts: service.texts.clone(),
        }
    };
    (0..COMMUNES).flat_map(|commune| (0..EACH).map(move |nth| of(commune, nth))).collect()
}

/// How long it takes until a changed title can be found: the index is built over the changed entries.
fn update(index: &Index, entries: &mut [Entry]) -> Duration {
    let mut texts = entries[0].texts.to_vec();
    texts[0].title = "Zebrastreifenpatenschaft".to_owned();
    entries[0].texts = texts.into();
    let start = Instant::now();
    let index = index.rebuild(entries);
    let hits = index.search("zebrastreifenpatenschaft", Lang::De, &Query::default());
    let updated = start.elapsed();
    assert_eq!(hits[0].entry, entries[0].id);
    updated
}

/// The median and the 99th percentile over all questions, each asked in another commune.
fn latency(
    questions: &[repertoire::Question],
    answer: impl Fn(&str, Lang, &dyn Fn(u32) -> Option<f32>) -> usize,
) -> (Duration, Duration) {
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        for (nth, (lang, text, _)) in questions.iter().enumerate() {
            let here = ((round * 131 + nth * 17) % COMMUNES) as u32;
            let boost = move |entry: u32| (entry / EACH as u32 == here).then_some(1.0);
            let start = Instant::now();
            std::hint::black_box(answer(text, *lang, &boost));
            times.push(start.elapsed());
        }
    }
    times.sort();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

/// Questions a second on two threads.
fn throughput(index: &Index, questions: &[repertoire::Question]) -> f64 {
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                latency(questions, |text, lang, boost| {
                    index.search(text, lang, &Query { boost, ..Query::default() }).len()
                })
            });
        }
    });
    (2 * ROUNDS * questions.len()) as f64 / start.elapsed().as_secs_f64()
}

fn quality(index: &Index, services: &[Entry], questions: &[repertoire::Question]) -> (f64, f64, f64) {
    let (mut first, mut three, mut reciprocal) = (0.0, 0.0, 0.0);
    for (lang, question, right) in questions {
        let hits = index.search(question, *lang, &Query::default());
        let rank = hits.iter().position(|hit| right.contains(&services[hit.entry as usize].key));
        first += f64::from(u8::from(rank == Some(0)));
        three += f64::from(u8::from(rank.is_some_and(|rank| rank < 3)));
        reciprocal += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
    }
    let all = questions.len() as f64;
    (first / all, three / all, reciprocal / all)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Resident memory in kB, 0 where the system does not tell.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn texts(services: &[Entry], questions: &[repertoire::Question]) -> String {
    let mut json = format!("{{\"communes\": {COMMUNES}, \"each\": {EACH}, \"services\": [");
    for (nth, service) in services.iter().enumerate() {
        let field = |of: fn(&search::EntryText) -> &str| service.texts.iter().map(of).collect::<Vec<_>>().join("\n");
        let (title, official) = (field(|t| &t.title), field(|t| &t.official));
        let (keywords, summary, body) = (field(|t| &t.keywords), field(|t| &t.summary), field(|t| &t.body));
        let cells = [service.key.clone(), title, official, keywords, summary, body].map(|cell| quoted(&cell));
        write!(json, "{}[{}]", if nth == 0 { "" } else { "," }, cells.join(",")).unwrap();
    }
    json.push_str("], \"questions\": [");
    for (nth, (_, question, right)) in questions.iter().enumerate() {
        let right: Vec<String> = right.iter().map(|key| quoted(key)).collect();
        write!(json, "{}[{},[{}]]", if nth == 0 { "" } else { "," }, quoted(question), right.join(",")).unwrap();
    }
    json.push_str("]}");
    json
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
