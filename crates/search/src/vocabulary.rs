//! The known words: their terms, completions of a beginning, and the nearest words to a mistaken one.

use crate::{Lang, typo};
use std::collections::HashMap;

/// Number of a term (a stem) in the index.
pub type Term = u32;

/// A surface word (folded) with the number of documents that use it; 0 for words only the lexicon knows.
pub struct Word {
    /// The folded word.
    pub text: Box<str>,
    /// Documents that use it.
    pub documents: u32,
    /// The languages it is known in, as bits.
    languages: u8,
    length: u16,
    /// How many letters it begins with as the word before it does.
    shared: u16,
}

/// All stems with their numbers, and all surface words in alphabetical order.
pub struct Vocabulary {
    terms: HashMap<Box<str>, Term>,
    languages: Vec<u8>,
    words: Vec<Word>,
}

impl Vocabulary {
    /// Sets up from stems, from the languages of each term as bits, and from words with their document counts and
    /// languages.
    pub fn new(terms: HashMap<Box<str>, Term>, languages: Vec<u8>, known: HashMap<Box<str>, (u32, u8)>) -> Vocabulary {
        let few = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        let mut words: Vec<Word> = known
            .into_iter()
            .map(|(text, (documents, languages))| {
                let length = few(text.chars().count());
                Word { text, documents, languages, length, shared: 0 }
            })
            .collect();
        words.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        for at in 1..words.len() {
            words[at].shared = few(typo::shared(&words[at - 1].text, &words[at].text));
        }
        Vocabulary { terms, languages, words }
    }

    /// The term of a stem that texts in this language have: English "funding" is not German "Fund".
    pub fn find_term(&self, lang: Lang, stem: &str) -> Option<Term> {
        let term = self.terms.get(stem).copied()?;
        (self.languages[term as usize] & 1 << lang as u8 != 0).then_some(term)
    }

    /// Whether a folded word is used by a text or by the lexicon.
    pub fn has_word(&self, word: &str) -> bool {
        self.words.binary_search_by(|known| (*known.text).cmp(word)).is_ok()
    }

    /// Words that begin with `beginning` and go on, the most used first, at most `most`.
    pub fn completions(&self, beginning: &str, most: usize) -> Vec<&Word> {
        let begun = self.beginning_with(beginning);
        let mut found: Vec<&Word> = begun.filter(|w| w.text.len() > beginning.len()).collect();
        found.sort_by_key(|w| (std::cmp::Reverse(w.documents), w.length));
        found.truncate(most);
        found
    }

    /// The words nearest to `word` within `allowed` mistakes: only those of the smallest distance, in the reader's
    /// language if there are any, the most used first, at most `most`, with the distance.
    pub fn nearest(&self, word: &str, lang: Lang, allowed: usize, most: usize) -> Vec<(&Word, usize)> {
        if allowed == 0 {
            return Vec::new();
        }
        let mut walk = typo::Walk::new(word);
        // Short words have too many neighbours: there the first letter must be right.
        let firm = if walk.letters() < 6 { word.chars().next().map_or(0, char::len_utf8) } else { 0 };
        let mut bound = allowed;
        let mut found: Vec<(&Word, usize)> = Vec::new();
        for candidate in self.beginning_with(&word[..firm]) {
            let (length, shared) = (candidate.length.into(), candidate.shared.into());
            let Some(distance) = walk.distance(&candidate.text, length, shared, bound).filter(|d| *d > 0) else {
                continue;
            };
            if distance < bound {
                bound = distance;
                found.retain(|(_, d)| *d <= bound);
            }
            found.push((candidate, distance));
        }
        let own = |word: &Word| word.languages & 1 << lang as u8 != 0;
        if found.iter().any(|(word, _)| own(word)) {
            found.retain(|(word, _)| own(word));
        }
        found.sort_by_key(|(w, d)| (*d, std::cmp::Reverse(w.documents)));
        found.truncate(most);
        found
    }

    fn beginning_with<'v>(&'v self, beginning: &str) -> impl Iterator<Item = &'v Word> {
        let start = self.words.partition_point(|w| &*w.text < beginning);
        self.words[start..].iter().take_while(move |w| w.text.starts_with(beginning))
    }
}
