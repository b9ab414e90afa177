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
    letters: u64,
    length: u16,
}

/// All stems with their numbers, and all surface words in alphabetical order.
pub struct Vocabulary {
    terms: HashMap<Box<str>, Term>,
    languages: Vec<u8>,
    words: Vec<Word>,
}

impl Vocabulary {
    /// Sets up from stems, from the languages of each term as bits, and from words with their document counts.
    pub fn new(terms: HashMap<Box<str>, Term>, languages: Vec<u8>, counted: HashMap<Box<str>, u32>) -> Vocabulary {
        let mut words: Vec<Word> = counted
            .into_iter()
            .map(|(text, documents)| Word {
                letters: typo::letters(&text),
                length: u16::try_from(text.chars().count()).unwrap_or(u16::MAX),
                text,
                documents,
            })
            .collect();
        words.sort_unstable_by(|a, b| a.text.cmp(&b.text));
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
        let start = self.words.partition_point(|w| &*w.text < beginning);
        let mut found: Vec<&Word> = self.words[start..]
            .iter()
            .take_while(|w| w.text.starts_with(beginning))
            .filter(|w| w.text.len() > beginning.len())
            .collect();
        found.sort_by_key(|w| (std::cmp::Reverse(w.documents), w.length));
        found.truncate(most);
        found
    }

    /// The words nearest to `word` within `allowed` mistakes: only those of the smallest distance, the most used first,
    /// at most `most`, with the distance.
    pub fn nearest(&self, word: &str, allowed: usize, most: usize) -> Vec<(&Word, usize)> {
        if allowed == 0 {
            return Vec::new();
        }
        let chars: Vec<char> = word.chars().collect();
        let letters = typo::letters(word);
        let mut other: Vec<char> = Vec::new();
        let mut bound = allowed;
        let mut found: Vec<(&Word, usize)> = Vec::new();
        for candidate in &self.words {
            let differing = (candidate.letters ^ letters).count_ones() as usize;
            if differing > 2 * bound || usize::from(candidate.length).abs_diff(chars.len()) > bound {
                continue;
            }
            other.clear();
            other.extend(candidate.text.chars());
            // Short words have too many neighbours: there the first letter must be right.
            if chars.len() < 6 && chars.first() != other.first() {
                continue;
            }
            if let Some(distance) = typo::distance(&chars, &other, bound).filter(|d| *d > 0) {
                if distance < bound {
                    bound = distance;
                    found.retain(|(_, d)| *d <= bound);
                }
                found.push((candidate, distance));
            }
        }
        found.sort_by_key(|(w, d)| (*d, std::cmp::Reverse(w.documents)));
        found.truncate(most);
        found
    }
}
