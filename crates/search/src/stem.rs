//! Words to stems: Snowball per language, plus rules for short German nouns in `-ung` and for those in `-ium`; and stems to roots, which
//! bring together what is derived from one word ("Fischer", "Fischerei", "fischen").

use crate::Lang;
use frostem::{Algorithm, Stemmer};

/// Endings by which German derives words from words, longest first, as stems have them.
const ENDINGS: [&str; 25] = [
    "schaft", "ierung", "igkeit", "ation", "erei", "lich", "isch", "heit", "keit", "chen", "lein", "ung", "ier", "ion",
    "bar", "los", "nis", "ent", "end", "ei", "er", "ig", "in", "i", "e",
];
/// Shortest root.
const SHORTEST_ROOT: usize = 4;

/// The stemmers of the four languages.
pub struct Stems {
    german: Stemmer,
    french: Stemmer,
    italian: Stemmer,
    english: Stemmer,
}

impl Stems {
    /// Makes the stemmers; costs nothing worth naming.
    pub fn new() -> Stems {
        Stems {
            german: Stemmer::new(Algorithm::German),
            french: Stemmer::new(Algorithm::French),
            italian: Stemmer::new(Algorithm::Italian),
            english: Stemmer::new(Algorithm::English),
        }
    }

    /// The root of a German word as a term that no stem can be, or nothing where the word is too short to have one.
    pub fn root(&self, word: &str) -> Option<String> {
        let stem = self.stem(Lang::De, word);
        let mut root = stem.as_str();
        if root.is_ascii() {
            let shorter = |word: &'_ str| {
                ENDINGS.iter().find_map(|end| word.strip_suffix(end).map(str::len).filter(|l| *l >= SHORTEST_ROOT))
            };
            while let Some(length) = shorter(root) {
                root = &root[..length];
            }
        }
        (root.len() >= SHORTEST_ROOT && !root.bytes().all(|b| b.is_ascii_digit())).then(|| format!("~{root}"))
    }

    /// The stem of a folded word. Never empty for a word that is not.
    pub fn stem(&self, lang: Lang, word: &str) -> String {
        let stemmer = match lang {
            Lang::De | Lang::Simple => &self.german,
            Lang::Fr => &self.french,
            Lang::It => &self.italian,
            Lang::En => &self.english,
        };
        let mut stem = String::from(&*stemmer.stem(word));
        if lang.base() == Lang::De && stem.len() >= 7 && stem.ends_with("ung") {
            // Snowball keeps "Meldung" and "Wohnung" whole; people write "melden" and "wohnen".
            stem.truncate(stem.len() - 3);
        }
        if lang.base() == Lang::De && stem.len() >= 6 && stem.ends_with("ium") {
            // "Stipendium" and "Stipendien", "Studium" and "Studien".
            stem.truncate(stem.len() - 2);
        }
        if stem.is_empty() { word.to_owned() } else { stem }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noun_and_verb_meet() {
        let stems = Stems::new();
        for (noun, verb) in [("anmeldung", "anmelden"), ("meldung", "melden"), ("bestatigung", "bestatigen")] {
            assert_eq!(stems.stem(Lang::De, noun), stems.stem(Lang::De, verb), "{noun}");
        }
        assert_eq!(stems.stem(Lang::De, "stipendium"), stems.stem(Lang::De, "stipendien"));
        for (one, other) in [("fischerei", "fischen"), ("verlangerung", "verlangern"), ("sanierung", "sanieren")] {
            assert_eq!(stems.root(one), stems.root(other), "{one}");
        }
        assert_eq!(stems.stem(Lang::Fr, "demenagement"), stems.stem(Lang::Fr, "demenager"));
    }
}
