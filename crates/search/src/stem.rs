//! Words to stems: Snowball per language, plus one rule for short German nouns in `-ung`.

use crate::Lang;
use frostem::{Algorithm, Stemmer};

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

    /// The stem of a folded word. Never empty for a word that is not.
    pub fn stem(&self, lang: Lang, word: &str) -> String {
        let stemmer = match lang {
            Lang::De => &self.german,
            Lang::Fr => &self.french,
            Lang::It => &self.italian,
            Lang::En => &self.english,
        };
        let mut stem = String::from(&*stemmer.stem(word));
        if lang == Lang::De && stem.len() >= 7 && stem.ends_with("ung") {
            // Snowball keeps "Meldung" and "Wohnung" whole; people write "melden" and "wohnen".
            stem.truncate(stem.len() - 3);
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
        assert_eq!(stems.stem(Lang::Fr, "demenagement"), stems.stem(Lang::Fr, "demenager"));
    }
}
