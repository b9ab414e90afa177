//! Prints build time, memory-free sizes and the latency of search and suggestion over 100,000 entries, once with texts
//! shared by all communes and once with a text of its own for every commune: `cargo run --release --example measure`.
#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use search::{Entry, EntryText, Index, Kind, Lang, Lexicon, Query};
use std::time::{Duration, Instant};

const ENTRIES: u32 = 100_000;
const SERVICES: u32 = 150;
const QUERIES: [&str; 16] = [
    "hund",
    "wie melde ich meinen hund an",
    "umziehen",
    "park ausweis verlohren",
    "hundesteueranmeldung",
    "führerschein",
    "wohnsitzbestaetigung",
    "töff abmelden",
    "déménager",
    "steuererklerung frist",
    "driving licence",
    "wer ist zuständig für abfall",
    "baubewilligung garten",
    "xqzzvw krstlm",
    "anmeldung",
    "gemeinde muster 17 bewilligung",
];

fn main() {
    let lexicon = Lexicon::built_in();
    for own in [false, true] {
        let entries: Vec<Entry> = (0..ENTRIES).map(|id| entry(id, &lexicon, own)).collect();
        let start = Instant::now();
        let index = Index::build(&entries, &lexicon);
        let built = start.elapsed();
        let start = Instant::now();
        drop(index.rebuild(&entries));
        let again = start.elapsed();
        println!(
            "own texts per commune: {own}; {} documents, built in {built:?}, again in {again:?}",
            index.documents()
        );
        let everywhere = |_: u32| Some(1.0_f32);
        let here = |id: u32| (id / SERVICES == 17).then_some(1.0_f32);
        for (place, boost) in [("no place", &everywhere as &dyn Fn(u32) -> Option<f32>), ("one commune", &here)] {
            let query = Query { boost, ..Query::default() };
            let few = Query { limit: 8, boost, ..Query::default() };
            measure(&format!("search, {place}"), |text| index.search(text, Lang::De, &query).len());
            measure(&format!("suggest, {place}"), |text| {
                let begun: String = text.chars().take(text.chars().count() * 2 / 3).collect();
                index.suggest(&begun, Lang::De, &few).len()
            });
        }
        measure("nearest", |text| index.nearest(text, Lang::De, &Query::default()).len());
    }
}

/// A service of a commune, titled with the words of one topic of the lexicon.
fn entry(id: u32, lexicon: &Lexicon, own: bool) -> Entry {
    let (commune, service) = (id / SERVICES, id % SERVICES);
    let topic = &lexicon.topics[service as usize % lexicon.topics.len()];
    let texts = Lang::ALL.map(|lang| {
        let mut words = topic.words.iter().filter(|(l, _)| *l == lang).map(|(_, word)| word.as_str());
        let title = words.next().unwrap_or("Anliegen");
        let place = if own { format!("Gemeinde Muster{commune}") } else { "Ihre Gemeinde".to_owned() };
        EntryText {
            official: words.next().unwrap_or_default().to_owned(),
            summary: format!("{place} nimmt die Anmeldung entgegen und stellt die Bewilligung aus."),
            body: format!("{title}: Unterlagen, Gebühren und Fristen. {}", said(topic)),
            ..EntryText::titled(lang, title)
        }
    });
    Entry { id, key: format!("service-{service}-{commune}"), kind: Kind::Service, texts: texts.into() }
}

fn said(topic: &search::Topic) -> String {
    let said: Vec<&str> = topic.say.iter().map(|(_, text)| text.as_str()).collect();
    said.join(", ")
}

fn measure(what: &str, answer: impl Fn(&str) -> usize) {
    let mut times: Vec<(Duration, &str)> = Vec::new();
    let mut hits = 0;
    for _ in 0..20 {
        for text in QUERIES {
            let start = Instant::now();
            hits += answer(text);
            times.push((start.elapsed(), text));
        }
    }
    times.sort();
    let at = |share: f64| times[(times.len() as f64 * share) as usize];
    let sum: Duration = times.iter().map(|(time, _)| *time).sum();
    let per_second = times.len() as f64 / sum.as_secs_f64();
    let ((p50, _), (p99, slow)) = (at(0.5), at(0.99));
    println!("  {what:24} p50 {p50:>9.1?}  p99 {p99:>9.1?} (\"{slow}\")  {per_second:>6.0}/s on one core, {hits} hits");
}
