//! How well the editors' own keywords find their service, with the keywords hidden from the index and with them in it:
//! `cargo run --example quality -- services [-v]`. Prints success@1, success@3, MRR, and with `-v` every miss.
#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use search::{Entry, EntryText, Index, Kind, Lang, Lexicon, Query};
use std::path::Path;

fn main() {
    let mut words = std::env::args().skip(1);
    let folder = words.next().unwrap_or_else(|| "services".to_owned());
    let verbose = words.any(|word| word == "-v");
    let services = read(Path::new(&folder));
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

/// The services of a folder of packages; a text that cannot be read is left out.
fn read(folder: &Path) -> Vec<Entry> {
    let listed = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut keys: Vec<String> = listed.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    keys.sort();
    let texts_of = |key: &str| -> Vec<EntryText> {
        let of =
            |(code, lang): &(&str, Lang)| text(&folder.join(key).join("texts").join(format!("{code}.toml")), *lang);
        [("de", Lang::De), ("fr", Lang::Fr), ("it", Lang::It), ("en", Lang::En)].iter().filter_map(of).collect()
    };
    let found = keys.into_iter().map(|key| (texts_of(&key), key)).filter(|(texts, _)| !texts.is_empty());
    (0..).zip(found).map(|(id, (texts, key))| Entry { id, key, kind: Kind::Service, texts }).collect()
}

fn text(path: &Path, lang: Lang) -> Option<EntryText> {
    let table: toml::Table = std::fs::read_to_string(path).ok()?.parse().ok()?;
    let line = |key: &str| table.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let lines = |key: &str| {
        let list = table.get(key).and_then(|value| value.as_array());
        let texts: Vec<&str> = list.into_iter().flatten().filter_map(|value| value.as_str()).collect();
        texts.join("\n")
    };
    let (title, official, summary) = (line("title"), line("official"), line("summary"));
    Some(EntryText { lang, title, official, keywords: lines("keywords"), summary, body: lines("description") })
}
