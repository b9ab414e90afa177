//! How well the editors' own keywords find their service: hidden from the index, in it, and those of one language over the
//! German texts alone: `cargo run -p search --example quality -- [-v]`. Prints success@1, success@3, MRR, and with `-v`
//! every miss of the hidden ones.
#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use search::{Entry, EntryText, Index, Lang, Lexicon, Query};

#[path = "../tests/it/repertoire.rs"]
#[allow(dead_code, reason = "the labelled questions are for the tests")]
mod repertoire;

fn main() {
    let verbose = std::env::args().any(|word| word == "-v");
    let services = repertoire::services();
    let queries: Vec<(u32, Lang, String)> = services.iter().flat_map(queries).collect();
    let built_in = Lexicon::built_in();
    let bare = Lexicon { parts: built_in.parts.clone(), ..Lexicon::default() };
    let hidden: Vec<Entry> = services.iter().map(|entry| with(entry, hide)).collect();
    let german: Vec<Entry> = services.iter().map(|entry| with(entry, german)).collect();
    for (what, lexicon, entries) in [
        ("hidden, no lexicon", &bare, &hidden),
        ("hidden", &built_in, &hidden),
        ("indexed", &built_in, &services),
        ("over German texts", &built_in, &german),
    ] {
        let index = Index::build(entries, lexicon);
        for lang in Lang::ALL {
            let of_lang = queries.iter().filter(|(_, of, _)| *of == lang);
            let show = verbose && what == "hidden";
            measure(what, &index, &services, lang, of_lang, show);
        }
    }
}

fn measure<'q>(
    what: &str,
    index: &Index,
    services: &[Entry],
    lang: Lang,
    queries: impl Iterator<Item = &'q (u32, Lang, String)>,
    show: bool,
) {
    let (mut all, mut first, mut three, mut reciprocal) = (0.0_f64, 0.0, 0.0, 0.0);
    for (right, _, text) in queries {
        let hits = index.search(text, lang, &Query::default());
        let rank = hits.iter().position(|hit| hit.entry == *right);
        all += 1.0;
        first += f64::from(u8::from(rank == Some(0)));
        three += f64::from(u8::from(rank.is_some_and(|rank| rank < 3)));
        reciprocal += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
        if show && rank.is_none_or(|rank| rank > 2) {
            let found: Vec<&str> = hits.iter().take(3).map(|hit| services[hit.entry as usize].key.as_str()).collect();
            println!("  {lang:?} {text:32} {:26} rank {rank:?} {found:?}", services[*right as usize].key);
        }
    }
    let (first, three, mrr) = (first / all, three / all, reciprocal / all);
    println!("{what:20} {lang:?} {all:5} queries: success@1 {first:.3}, success@3 {three:.3}, MRR {mrr:.3}");
}

/// Each keyword, one a line in the entry, asks for its service.
fn queries(entry: &Entry) -> Vec<(u32, Lang, String)> {
    let of_text = |text: &EntryText| -> Vec<_> {
        text.keywords.lines().map(|word| (entry.id, text.lang, word.to_owned())).collect()
    };
    entry.texts.iter().flat_map(of_text).collect()
}

/// The entry with each text changed or left out.
fn with(entry: &Entry, change: fn(&EntryText) -> Option<EntryText>) -> Entry {
    Entry { texts: entry.texts.iter().filter_map(change).collect(), ..entry.clone() }
}

fn hide(text: &EntryText) -> Option<EntryText> {
    Some(EntryText { keywords: String::new(), ..text.clone() })
}

fn german(text: &EntryText) -> Option<EntryText> {
    (text.lang == Lang::De).then(|| text.clone())
}
