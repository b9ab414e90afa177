//! Everyday words find the service: success and rank over the labelled queries, and the ways by which they do.

use crate::{catalogue, queries};
use search::{How, Index, Kind, Lang, Query};

fn found(index: &Index, query: &str, lang: Lang) -> Vec<String> {
    let keys = catalogue::keys();
    index.search(query, lang, &Query::default()).iter().map(|hit| keys[hit.entry as usize].clone()).collect()
}

#[test]
fn everyday_words_find_the_service_among_the_first_three() {
    let index = catalogue::index();
    let labelled = queries::labelled();
    let (mut first, mut three, mut reciprocal) = (0.0, 0.0, 0.0);
    let mut missed = Vec::new();
    for (lang, query, right) in &labelled {
        let found = found(&index, query, *lang);
        let rank = found.iter().position(|key| right.contains(&key.as_str()));
        match rank {
            Some(0) => first += 1.0,
            _ => missed.push(format!("{query:40} rank {rank:?} {:?}", &found[..found.len().min(4)])),
        }
        three += f64::from(u8::from(rank.is_some_and(|r| r < 3)));
        reciprocal += rank.map_or(0.0, |r| 1.0 / (r + 1) as f64);
    }
    let all = labelled.len() as f64;
    println!("not first:\n{}", missed.join("\n"));
    println!("{all} queries: s@1 {:.3}, s@3 {:.3}, MRR {:.3}", first / all, three / all, reciprocal / all);
    assert!(labelled.len() >= 80);
    assert!(three / all >= 0.99, "success@3 fell");
    assert!(reciprocal / all >= 0.97, "MRR fell");
}

#[test]
fn other_languages_find_a_german_catalogue() {
    let mut entries = catalogue::entries();
    for entry in &mut entries {
        entry.texts = entry.texts.iter().filter(|text| text.lang == Lang::De).cloned().collect();
    }
    let index = Index::build(&entries, &search::Lexicon::built_in());
    for (lang, query, right) in [
        (Lang::Fr, "déménager", "umzug"),
        (Lang::It, "cane", "hund"),
        (Lang::En, "driving licence", "fahrausweis"),
        (Lang::Fr, "chien", "hund"),
    ] {
        let found = found(&index, query, lang);
        assert!(found.iter().take(3).any(|key| key == right), "{query}: {found:?}");
    }
}

#[test]
fn a_phrase_of_the_lexicon_is_found_by_another_word_for_one_of_its_words() {
    let list = "Motorrad : Töff ~ Helm\nStilllegung : Motorrad abmelden\n";
    let (lexicon, problems) = search::Lexicon::parse("own.txt", list);
    assert_eq!(problems, []);
    let entry = |id: u32, title: &str| search::Entry {
        id,
        key: title.to_owned(),
        kind: Kind::Service,
        texts: [search::EntryText::titled(Lang::De, title)].into(),
    };
    let index = Index::build(&[entry(0, "Hund abmelden"), entry(1, "Stilllegung melden")], &lexicon);
    let hits = |query: &str| -> Vec<u32> {
        index.search(query, Lang::De, &Query::default()).iter().map(|hit| hit.entry).collect()
    };
    assert!(hits("motorrad abmelden").contains(&1));
    assert!(hits("töff abmelden").contains(&1));
    assert!(!hits("helm abmelden").contains(&1));
}

#[test]
fn hits_say_why() {
    let index = catalogue::index();
    for (query, how) in [
        ("hund", How::Word),
        ("töff", How::Synonym),
        ("wonsitzbestätigung", How::Typo),
        ("wohnsitzbest", How::Beginning),
        ("parkbewilligungsgesuch", How::Part),
    ] {
        let hits = index.search(query, Lang::De, &Query::default());
        assert!(hits.first().is_some_and(|hit| hit.why.iter().any(|r| r.how == how)), "{query}: {:?}", hits.first());
    }
}

#[test]
fn suggestions_come_while_typing() {
    let index = catalogue::index();
    let query = Query { limit: 5, ..Query::default() };
    let texts = |typed: &str, lang| -> Vec<String> {
        index.suggest(typed, lang, &query).into_iter().map(|suggestion| suggestion.text).collect()
    };
    assert!(texts("wohns", Lang::De).contains(&"Wohnsitzbestätigung bestellen".to_owned()));
    assert!(texts("hu", Lang::De).contains(&"Hund anmelden".to_owned()));
    assert!(texts("passep", Lang::Fr).contains(&"Demander un passeport".to_owned()));
    assert!(texts("", Lang::De).is_empty());
}

#[test]
fn no_hit_offers_the_nearest() {
    let index = catalogue::index();
    assert!(index.search("hnudsteuar", Lang::De, &Query::default()).is_empty());
    let nearest = index.nearest("hnudsteuar", Lang::De, &Query::default());
    let keys = catalogue::keys();
    assert!(nearest.iter().take(3).any(|hit| keys[hit.entry as usize] == "hundesteuer"), "{nearest:?}");
}

#[test]
fn kinds_can_be_picked() {
    let index = catalogue::index();
    let query = Query { kinds: &[Kind::Office], ..Query::default() };
    let keys = catalogue::keys();
    let hits = index.search("steuern", Lang::De, &query);
    assert_eq!(hits.iter().map(|hit| keys[hit.entry as usize].as_str()).collect::<Vec<_>>(), ["steueramt"]);
}

#[test]
fn words_that_look_alike_in_another_language_stay_apart() {
    let index = catalogue::index();
    // English "rent" and "funding" have the stems of German "Rente" and "Fund".
    assert_eq!(found(&index, "rente", Lang::De)[0], "rente");
    assert!(!found(&index, "kein geld", Lang::De).contains(&"fundbuero".to_owned()));
}
