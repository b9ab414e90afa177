//! The place decides: hidden entries never show, nearer ones come first, and two thousand communes share one text.

use crate::catalogue;
use search::{Entry, Index, Lang, Lexicon, MAX_BOOST, Query};

/// The catalogue for each of some communes: the id is commune × length + service.
fn communes(count: u32) -> (Index, u32) {
    let once = catalogue::entries();
    let length = once.len() as u32;
    let copies: Vec<Entry> = (0..count)
        .flat_map(|commune| once.iter().map(move |entry| Entry { id: commune * length + entry.id, ..entry.clone() }))
        .collect();
    (Index::build(&copies, &Lexicon::built_in()), length)
}

#[test]
fn equal_texts_are_kept_once() {
    let (index, length) = communes(50);
    assert_eq!(index.documents(), length as usize);
    assert_eq!(index.entries(), 50 * length as usize);
}

#[test]
fn texts_that_are_equal_but_lie_apart_are_kept_once_too() {
    let once = catalogue::entries();
    let apart = |entry: &Entry| Entry { id: entry.id + 1_000, texts: entry.texts.to_vec().into(), ..entry.clone() };
    let all: Vec<Entry> = once.iter().cloned().chain(once.iter().map(apart)).collect();
    let index = Index::build(&all, &Lexicon::built_in());
    assert_eq!((index.documents(), index.entries()), (once.len(), 2 * once.len()));
}

#[test]
fn an_index_over_other_entries_is_as_one_built_anew() {
    let all = catalogue::entries();
    let rebuilt = Index::build(&all[..5], &Lexicon::built_in()).rebuild(&all);
    let anew = catalogue::index();
    for text in ["hund", "töff abmelden", "wonsitzbestätigung", "carte d'identité", "xqzzvw"] {
        let hits = |index: &Index| index.search(text, Lang::De, &Query::default());
        assert_eq!(hits(&rebuilt), hits(&anew), "{text}");
    }
}

#[test]
fn only_what_is_visible_at_the_place_is_found() {
    let (index, length) = communes(50);
    let boost = move |entry: u32| (entry / length == 17).then_some(1.0);
    let query = Query { boost: &boost, ..Query::default() };
    let hits = index.search("hund anmelden", Lang::De, &query);
    assert!(!hits.is_empty());
    assert!(hits.iter().all(|hit| hit.entry / length == 17));
    assert!(index.suggest("hund", Lang::De, &query).iter().all(|found| found.entry / length == 17));
    let nothing = Query { boost: &|_| None, ..Query::default() };
    assert!(index.search("hund", Lang::De, &nothing).is_empty());
}

#[test]
fn the_nearer_comes_first() {
    let (index, length) = communes(50);
    let boost = move |entry: u32| Some(if entry / length == 31 { MAX_BOOST } else { 1.0 });
    let hits = index.search("hund", Lang::De, &Query { limit: 3, boost: &boost, ..Query::default() });
    assert_eq!(hits[0].entry / length, 31);
    assert!(hits[0].score > hits[2].score);
}

#[test]
fn equal_hits_keep_their_order() {
    let (index, _) = communes(5);
    let ids = || index.search("hund", Lang::De, &Query::default()).iter().map(|hit| hit.entry).collect::<Vec<_>>();
    assert_eq!(ids(), ids());
    let first = ids();
    assert!(first.windows(2).next().is_some_and(|pair| pair[0] < pair[1]), "{first:?}");
}
