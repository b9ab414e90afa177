//! How well the editors' own keywords find their service, with the keywords hidden from the index and with them in it:
//! `cargo run -p search --example quality -- [-v]`. Prints success@1, success@3, MRR, and with `-v` every miss.
#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use search::{Entry, EntryText, Index, Lang, Lexicon, Query};

#[path = "../tests/it/repertoire.rs"]
#[allow(dead_code, reason = "the labelled questions are for the tests")]
mod repertoire;

fn main() {
    let verbose = std::env::args().any(|word| word == "-v");
    let services = repertoire::services();
    let bare = Lexicon { parts: Lexicon::built_in().parts, ..Lexicon::default() };
    for (what, lexicon, hidden) in [
        ("keywords hidden, no lexicon", bare, true),
        ("keywords hidden", Lexicon::built_in(), true),
        ("keywords indexed", Lexicon::built_in(), false),
    ] {
        let queries: Vec<(u32, Lang, String)> = services.iter().flat_map(queries).collect();
        let entries = services.iter().map(|entry| if hidden { hide(entry) } else { entry.clone() }).collect();
        let index = Index::build(entries, &lexicon);
        let (mut first, mut three, mut reciprocal) = (0.0, 0.0, 0.0);
        for (right, lang, text) in &queries {
            let hits = index.search(text, *lang, &Query::default());
            let rank = hits.iter().position(|hit| hit.entry == *right);
            first += f64::from(u8::from(rank == Some(0)));
            three += f64::from(u8::from(rank.is_some_and(|rank| rank < 3)));
            reciprocal += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
            if verbose && what == "keywords hidden" && rank.is_none_or(|rank| rank > 2) {
                let found: Vec<&str> =
                    hits.iter().take(3).map(|hit| services[hit.entry as usize].key.as_str()).collect();
                println!("  {lang:?} {text:32} {:26} rank {rank:?} {found:?}", services[*right as usize].key);
            }
        }
        let all = queries.len() as f64;
        let (first, three, mrr) = (first / all, three / all, reciprocal / all);
        println!("{what:28} {all} queries: success@1 {first:.3}, success@3 {three:.3}, MRR {mrr:.3}");
    }
}

/// Each keyword, one a line in the entry, asks for its service.
fn queries(entry: &Entry) -> Vec<(u32, Lang, String)> {
    let of_text = |text: &EntryText| -> Vec<_> {
        text.keywords.lines().map(|word| (entry.id, text.lang, word.to_owned())).collect()
    };
    entry.texts.iter().flat_map(of_text).collect()
}

fn hide(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    entry.texts.iter_mut().for_each(|text| text.keywords.clear());
    entry
}
