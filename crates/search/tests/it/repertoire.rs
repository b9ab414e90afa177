//! The repertoire in `services` as entries, and the questions of `tests/queries` with what they want.

use search::{Entry, EntryText, Kind, Lang};
use std::path::{Path, PathBuf};

const LANGUAGES: [(&str, Lang); 4] = [("de", Lang::De), ("fr", Lang::Fr), ("it", Lang::It), ("en", Lang::En)];

/// A question: the language of the page, what is typed, the keys that are right.
pub type Question = (Lang, String, Vec<String>);

/// The services of a folder of packages, numbered in the order of their keys; a text that cannot be read is left out.
pub fn services() -> Vec<Entry> {
    let folder = root().join("services");
    let listed = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut keys: Vec<String> = listed.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    keys.sort();
    let texts_of = |key: &str| -> Vec<EntryText> {
        let of = |(code, lang): &(&str, Lang)| text(&folder.join(key).join(format!("texts/{code}.toml")), *lang);
        LANGUAGES.iter().filter_map(of).collect()
    };
    let found = keys.into_iter().map(|key| (texts_of(&key), key)).filter(|(texts, _)| !texts.is_empty());
    (0..).zip(found).map(|(id, (texts, key))| Entry { id, key, kind: Kind::Service, texts: texts.into() }).collect()
}

/// The labelled questions, one file a language of the page.
pub fn questions() -> Vec<Question> {
    let of = |(code, lang): &(&str, Lang)| -> Vec<Question> {
        let file = root().join(format!("crates/search/tests/queries/{code}.toml"));
        let asked: toml::Table = std::fs::read_to_string(file).unwrap_or_default().parse().unwrap_or_default();
        let keys = |value: &toml::Value| {
            let list = value.as_array().into_iter().flatten();
            list.filter_map(|key| key.as_str().map(str::to_owned)).collect()
        };
        asked.iter().map(|(question, right)| (*lang, question.clone(), keys(right))).collect()
    };
    LANGUAGES.iter().flat_map(of).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
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
