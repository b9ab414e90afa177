//! Nothing that is typed can break the search.

use crate::catalogue;
use proptest::prelude::*;
use search::{Entry, EntryText, Index, Kind, Lang, Lexicon, Query};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static INDEX: LazyLock<Index> = LazyLock::new(catalogue::index);

#[test]
fn long_and_odd_queries_are_text() {
    let odd = [
        "a".repeat(10_000),
        "hund ".repeat(2_000),
        "wohnsitzbestätigung".repeat(600),
        "\u{0}\u{7}\u{1b}[31m hund \u{202e}".to_owned(),
        "hund AND (title:* OR \"x) NOT ~9 ^3 [a TO z] .*(.*)* ' OR 1=1 --".to_owned(),
        "🐶🐕".repeat(500),
        "\u{301}".repeat(3_000),
    ];
    for text in &odd {
        let start = Instant::now();
        let hits = INDEX.search(text, Lang::De, &Query::default());
        INDEX.suggest(text, Lang::De, &Query::default());
        INDEX.nearest(text, Lang::De, &Query::default());
        assert!(start.elapsed() < Duration::from_secs(10), "{text:.40}");
        if text.contains("hund ") {
            assert!(!hits.is_empty(), "{text:.40}");
        }
    }
}

#[test]
fn empty_questions_get_empty_answers() {
    for text in ["", " ", "?!", "\u{0}"] {
        assert!(INDEX.search(text, Lang::De, &Query::default()).is_empty());
        assert!(INDEX.nearest(text, Lang::De, &Query::default()).is_empty());
    }
    let none = Query { limit: 0, ..Query::default() };
    assert!(INDEX.search("hund", Lang::De, &none).is_empty());
    assert!(Index::build(&[], &Lexicon::built_in()).search("hund", Lang::De, &Query::default()).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_query_panics(text in "\\PC{0,60}", odd in any::<String>(), limit in 0_usize..50) {
        let query = Query { limit, ..Query::default() };
        for lang in Lang::ALL {
            for text in [&text, &odd] {
                prop_assert!(INDEX.search(text, lang, &query).len() <= limit);
                INDEX.suggest(text, lang, &query);
                INDEX.nearest(text, lang, &query);
            }
        }
    }

    #[test]
    fn no_entry_panics_and_its_title_finds_it(title in "[a-zäöüßéA-Z]{3,30}( [a-zA-Z0-9ÄÖÜ-]{1,12}){0,3}", body in any::<String>()) {
        let text = EntryText { body, ..EntryText::titled(Lang::De, &title) };
        let entry = Entry { id: 7, key: "k".into(), kind: Kind::Page, texts: [text].into() };
        let index = Index::build(&[entry], &Lexicon::default());
        let words = title.split(|c: char| !c.is_alphanumeric());
        if words.clone().any(|w| w.chars().count() > 12) {
            let hits = index.search(&title, Lang::De, &Query::default());
            prop_assert_eq!(hits.first().map(|hit| hit.entry), Some(7));
        }
    }
}
