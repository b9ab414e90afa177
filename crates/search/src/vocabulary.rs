//! The known words: their terms, completions of a beginning, and the nearest words to a mistaken one.

use crate::{Lang, typo};
use std::collections::HashMap;
use std::ops::Range;

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
}

/// All stems with their numbers, and all surface words in alphabetical order.
pub struct Vocabulary {
    terms: HashMap<Box<str>, Term>,
    languages: Vec<u8>,
    words: Vec<Word>,
    /// The letters of each word, by themselves because looking through them is most of the work on a mistake.
    letters: Vec<u64>,
}

impl Vocabulary {
    /// Sets up from stems, from the languages of each term as bits, and from words with their document counts and
    /// languages.
    pub fn new(terms: HashMap<Box<str>, Term>, languages: Vec<u8>, known: HashMap<Box<str>, (u32, u8)>) -> Vocabulary {
        let word = |(text, (documents, languages)): (Box<str>, _)| {
            let length = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
            Word { text, documents, languages, length }
        };
        let mut words: Vec<Word> = known.into_iter().map(word).collect();
        words.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        let letters = words.iter().map(|word| typo::letters(&word.text)).collect();
        Vocabulary { terms, languages, words, letters }
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
        let begun = &self.words[self.beginning_with(beginning)];
        let mut found: Vec<&Word> = begun.iter().filter(|w| w.text.len() > beginning.len()).collect();
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
        let (chars, letters): (Vec<char>, u64) = (word.chars().collect(), typo::letters(word));
        // Short words have too many neighbours: there the first letter must be right.
        let firm = if chars.len() < 6 { chars.first().map_or(0, |first| first.len_utf8()) } else { 0 };
        let range = self.beginning_with(&word[..firm]);
        let mut other: Vec<char> = Vec::new();
        let mut bound = allowed;
        let mut found: Vec<(&Word, usize)> = Vec::new();
        for (candidate, own) in self.words[range.clone()].iter().zip(&self.letters[range]) {
            let differing = (own ^ letters).count_ones() as usize;
            if differing > 2 * bound || usize::from(candidate.length).abs_diff(chars.len()) > bound {
                continue;
            }
            other.clear();
            other.extend(candidate.text.chars());
            let Some(distance) = typo::distance(&chars, &other, bound).filter(|d| *d > 0) else { continue };
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

    /// Where the words are that begin so.
    fn beginning_with(&self, beginning: &str) -> Range<usize> {
        let start = self.words.partition_point(|w| &*w.text < beginning);
        start..start + self.words[start..].partition_point(|w| w.text.starts_with(beginning))
    }
}
