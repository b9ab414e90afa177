//! Splits German compounds into known parts. The parts come from the index's own words, the lexicon and a general list;
//! nothing here knows the titles of services.

use crate::Lang;
use crate::stem::Stems;
use std::collections::HashSet;
use std::sync::Arc;

/// Letters that may join two parts ("Wohnsitz-s-bestätigung").
const LINKS: [&str; 7] = ["", "s", "n", "en", "e", "es", "er"];
/// Shortest part that a text contributes; shorter ones must be in the general list.
const SHORTEST_PART: usize = 4;
/// Shortest word worth splitting.
const SHORTEST_COMPOUND: usize = 7;

/// Words that compounds may be made of.
#[derive(Default)]
pub struct Parts(HashSet<Box<str>>);

impl Parts {
    /// Gathers parts: `words` (folded) from texts and lexicon, `general` (folded) from the list of general parts.
    pub fn gather<'a>(
        words: impl Iterator<Item = &'a str>,
        general: impl Iterator<Item = &'a str>,
        stems: &Stems,
    ) -> Parts {
        let mut parts = HashSet::new();
        let mut add = |word: &str, shortest: usize| {
            if word.len() < shortest || !word.bytes().all(|b| b.is_ascii_lowercase()) {
                return;
            }
            let stem = stems.stem(Lang::De, word);
            if stem.len() >= shortest {
                parts.insert(stem.into_boxed_str());
            }
            parts.insert(word.into());
        };
        words.for_each(|word| add(word, SHORTEST_PART));
        general.for_each(|word| add(word, SHORTEST_PART - 1));
        Parts(parts)
    }
}

/// Splits by the parts of the texts and of the lexicon.
pub struct Splitter {
    own: Parts,
    lexicon: Arc<Parts>,
}

impl Splitter {
    /// Splits by the folded words of texts and the parts of a lexicon.
    pub fn new<'a>(words: impl Iterator<Item = &'a str>, lexicon: Arc<Parts>, stems: &Stems) -> Splitter {
        Splitter { own: Parts::gather(words, std::iter::empty(), stems), lexicon }
    }

    /// Whether a folded word is a part.
    pub fn knows(&self, word: &str) -> bool {
        self.own.0.contains(word) || self.lexicon.0.contains(word)
    }

    /// The parts of a folded word, at least two, the fewest and longest possible; empty where it is not a compound.
    pub fn split<'w>(&self, word: &'w str, stems: &Stems) -> Vec<&'w str> {
        let end = word.len();
        if end < SHORTEST_COMPOUND || !word.is_ascii() {
            return Vec::new();
        }
        // For each position: the price of the best way there, where its last part began and where that part ended
        // without its link.
        let mut ways: Vec<Option<(u32, usize, usize)>> = vec![None; end + 1];
        ways[0] = Some((0, 0, 0));
        for from in 0..end {
            let Some((paid, _, _)) = ways[from] else { continue };
            for to in from + SHORTEST_PART - 1..=end {
                if from == 0 && to == end {
                    continue;
                }
                let Some((part_end, price)) = self.part(&word[from..to], to == end, stems) else { continue };
                if ways[to].is_none_or(|(known, _, _)| paid + price < known) {
                    ways[to] = Some((paid + price, from, from + part_end));
                }
            }
        }
        let mut parts = Vec::new();
        let mut at = end;
        while at > 0 {
            let Some((_, from, part_end)) = ways[at] else { return Vec::new() };
            parts.push(&word[from..part_end]);
            at = from;
        }
        parts.reverse();
        parts
    }

    /// Whether a piece is a part, perhaps with a link; gives the part's length and its price.
    fn part(&self, piece: &str, last: bool, stems: &Stems) -> Option<(usize, u32)> {
        let price = |part: &str, extra: u32| 10 + extra + if part.len() < 5 { 3 } else { 0 };
        if last {
            let known = self.knows(piece) || (piece.len() > SHORTEST_PART && self.knows(&stems.stem(Lang::De, piece)));
            return known.then(|| (piece.len(), price(piece, 0)));
        }
        LINKS.iter().find_map(|link| {
            let part = piece.strip_suffix(link)?;
            self.knows(part).then(|| (part.len(), price(part, u32::from(!link.is_empty()))))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_into_the_longest_known_parts() {
        let stems = Stems::new();
        let words = ["hund", "steuer", "anmeldung", "wohnsitz", "bestatigung", "hundesteuer", "wohnen", "geld"];
        let general = Arc::new(Parts::gather(std::iter::empty(), ["amt"].into_iter(), &stems));
        let splitter = Splitter::new(words.into_iter(), general, &stems);
        assert_eq!(splitter.split("hundesteueranmeldung", &stems), ["hundesteuer", "anmeldung"]);
        assert_eq!(splitter.split("hundesteuer", &stems), ["hund", "steuer"]);
        assert_eq!(splitter.split("wohnsitzbestatigungen", &stems), ["wohnsitz", "bestatigungen"]);
        assert_eq!(splitter.split("wohngeld", &stems), ["wohn", "geld"]);
        assert_eq!(splitter.split("steueramt", &stems), ["steuer", "amt"]);
        assert!(splitter.split("anmeldung", &stems).is_empty());
        assert!(splitter.split("kindergarten", &stems).is_empty());
    }
}
