//! Distance between two words: insertions, deletions, replacements and swaps of neighbours, up to a bound.

/// How many mistakes a word of this many letters may have: none below 4, one below 8, else two.
pub fn allowed(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Distances from one word to many that come in alphabetical order. What a word shares with the one before is not
/// compared again, and whatever goes on from a beginning that is too far already is passed over.
pub struct Walk {
    word: Vec<char>,
    /// The letters compared last, and after each of them the distances to every beginning of `word`.
    path: Vec<char>,
    rows: Vec<u8>,
    /// How many letters of `path` the present word has, too.
    common: usize,
    /// So many letters of `path` are too far already.
    too_far: Option<usize>,
}

impl Walk {
    /// Sets out from a word.
    pub fn new(word: &str) -> Walk {
        let word: Vec<char> = word.chars().take(usize::from(u8::MAX) - 1).collect();
        let rows = (0..=word.len()).map(|n| n as u8).collect();
        Walk { word, path: Vec::new(), rows, common: 0, too_far: None }
    }

    /// How many letters the word has.
    pub fn letters(&self) -> usize {
        self.word.len()
    }

    /// The distance of the next word if it is at most `most`, which must not grow from word to word. The word has
    /// `length` letters and shares `shared` with the one that was asked for before.
    pub fn distance(&mut self, next: &str, length: usize, shared: usize, most: usize) -> Option<usize> {
        self.common = self.common.min(shared);
        let known = self.too_far.is_some_and(|depth| self.common >= depth);
        if known || length.abs_diff(self.word.len()) > most {
            return None;
        }
        self.path.truncate(self.common);
        self.rows.truncate((self.common + 1) * (self.word.len() + 1));
        self.too_far = None;
        for letter in next.chars().skip(self.common) {
            let least = self.push(letter);
            self.common = self.path.len();
            if usize::from(least) > most {
                self.too_far = Some(self.common);
                return None;
            }
        }
        self.rows.last().map(|distance| usize::from(*distance)).filter(|distance| *distance <= most)
    }

    /// Goes on by a letter and gives the least distance to any beginning.
    fn push(&mut self, letter: char) -> u8 {
        let width = self.word.len() + 1;
        let depth = self.path.len() + 1;
        let back = self.rows.len() - width;
        let mut least = u8::try_from(depth).unwrap_or(u8::MAX);
        self.rows.push(least);
        for (at, wanted) in (1..width).zip(&self.word) {
            let replaced = self.rows[back + at - 1].saturating_add(u8::from(*wanted != letter));
            let inserted = self.rows[back + at].saturating_add(1);
            let deleted = self.rows[back + width + at - 1].saturating_add(1);
            let mut best = replaced.min(inserted).min(deleted);
            let swapped = depth > 1 && at > 1 && self.path[depth - 2] == *wanted && self.word[at - 2] == letter;
            if swapped {
                best = best.min(self.rows[back - width + at - 2].saturating_add(1));
            }
            self.rows.push(best);
            least = least.min(best);
        }
        self.path.push(letter);
        least
    }
}

/// How many letters two words begin with alike.
pub fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str, most: usize) -> Option<usize> {
        Walk::new(a).distance(b, b.chars().count(), 0, most)
    }

    #[test]
    fn counts_each_kind_of_mistake_once() {
        assert_eq!(of("verlohren", "verloren", 2), Some(1));
        assert_eq!(of("hnud", "hund", 1), Some(1));
        assert_eq!(of("umzihen", "umziehen", 2), Some(1));
        assert_eq!(of("pass", "pass", 0), Some(0));
        assert_eq!(of("hund", "katze", 2), None);
        assert_eq!(of("", "ab", 2), Some(2));
    }

    #[test]
    fn a_walk_over_many_words_finds_what_each_by_itself_has() {
        let mut words = ["hund", "hunde", "hundemarke", "hut", "mund", "umzug", "umziehen", "anzug", "hnud", "h", "nu"];
        words.sort_unstable();
        for from in ["hund", "hnude", "umzgu", "hu", "zug"] {
            for most in 0..4 {
                let mut walk = Walk::new(from);
                let mut before = "";
                for word in words {
                    let found = walk.distance(word, word.chars().count(), shared(before, word), most);
                    assert_eq!(found, of(from, word, most), "{from} {word} {most}");
                    before = word;
                }
            }
        }
    }
}
