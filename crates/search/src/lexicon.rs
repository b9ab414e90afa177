//! The words people use beside the words of the administration, as data: `lexicon/*.toml` and what editors add.
//!
//! ```toml
//! [[topic]]
//! de = ["Motorrad"]            # words of the administration, equal among each other in all languages
//! fr = ["moto"]
//! say = ["Töff", "Mofa"]       # what people say, in any language: leads to the words above, hardly back
//! near = ["Helm"]              # what is near or narrower: leads to the words above for less
//! ```
//! Every word may be a phrase. A topic needs at least one word in `de`, `fr`, `it` or `en`, and two phrases in all.
//! `lexicon/lists/*.txt` hold the same in a line a topic, and a line more a language, see [`crate::lists`].

use crate::{Lang, lists};
use serde::Deserialize;
use std::path::Path;

/// What people say, and its language where the lexicon tells it.
pub type Said = (Option<Lang>, String);

/// A group of words for one thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topic {
    /// Words of the administration; each leads to all others.
    pub words: Vec<(Lang, String)>,
    /// Words of people; each leads to `words`.
    pub say: Vec<Said>,
    /// Near and narrower words; each leads to `words` for less.
    pub near: Vec<Said>,
}

/// Topics, and general German words that compounds are made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// All topics.
    pub topics: Vec<Topic>,
    /// General parts of compounds; short ones (three letters) are allowed only here.
    pub parts: Vec<String>,
}

/// A fault in a lexicon file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file's name as it was given.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// A plain sentence.
    pub sentence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LexiconFile {
    #[serde(default)]
    topic: Vec<toml::Spanned<TopicTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicTable {
    #[serde(default)]
    de: Vec<String>,
    #[serde(default)]
    fr: Vec<String>,
    #[serde(default)]
    it: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
    #[serde(default)]
    say: Vec<String>,
    #[serde(default)]
    near: Vec<String>,
}

/// The lexicon that comes with the product.
const BUILT_IN: [(&str, &str); 9] = [
    ("living.toml", include_str!("../lexicon/living.toml")),
    ("identity.toml", include_str!("../lexicon/identity.toml")),
    ("family.toml", include_str!("../lexicon/family.toml")),
    ("traffic.toml", include_str!("../lexicon/traffic.toml")),
    ("building.toml", include_str!("../lexicon/building.toml")),
    ("money.toml", include_str!("../lexicon/money.toml")),
    ("work.toml", include_str!("../lexicon/work.toml")),
    ("order.toml", include_str!("../lexicon/order.toml")),
    ("general.toml", include_str!("../lexicon/general.toml")),
];

const PARTS: &str = include_str!("../lexicon/parts.txt");

impl Lexicon {
    /// The lexicon that comes with the product.
    pub fn built_in() -> Lexicon {
        let mut lexicon = Lexicon { topics: Vec::new(), parts: PARTS.split_whitespace().map(str::to_owned).collect() };
        for (file, text) in BUILT_IN.into_iter().chain(lists::BUILT_IN) {
            lexicon.merge(Lexicon::parse(file, text).0);
        }
        lexicon
    }

    /// Reads one file: a list where its name ends in `.txt`, else TOML. A file that is not TOML of this shape gives no
    /// topics; a topic with a fault is left out, the rest stays.
    pub fn parse(file: &str, text: &str) -> (Lexicon, Vec<Problem>) {
        if Path::new(file).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt")) {
            return lists::parse(file, text);
        }
        let line_of = |offset: usize| text.as_bytes().iter().take(offset).filter(|b| **b == b'\n').count() + 1;
        let problem = |offset, sentence: &str| Problem {
            file: file.to_owned(),
            line: line_of(offset),
            sentence: sentence.to_owned(),
        };
        let read: LexiconFile = match toml::from_str(text) {
            Ok(read) => read,
            Err(fault) => {
                let offset = fault.span().map_or(0, |span| span.start);
                return (Lexicon::default(), vec![problem(offset, fault.message())]);
            }
        };
        let mut lexicon = Lexicon::default();
        let mut problems = Vec::new();
        for table in read.topic {
            let offset = table.span().start;
            let table = table.into_inner();
            let tagged = [(Lang::De, table.de), (Lang::Fr, table.fr), (Lang::It, table.it), (Lang::En, table.en)];
            let words: Vec<(Lang, String)> =
                tagged.into_iter().flat_map(|(lang, list)| list.into_iter().map(move |word| (lang, word))).collect();
            let wordless = |word: &String| !word.contains(char::is_alphanumeric);
            if words.is_empty() {
                problems.push(problem(offset, "This topic has no word in de, fr, it or en, so it leads nowhere."));
            } else if words.len() + table.say.len() + table.near.len() < 2 {
                problems.push(problem(offset, "This topic has one word only, so nothing leads to it."));
            } else if table.say.iter().chain(&table.near).any(wordless) || words.iter().any(|(_, word)| wordless(word))
            {
                problems.push(problem(offset, "This topic has an empty word."));
            } else {
                let [say, near] =
                    [table.say, table.near].map(|list| list.into_iter().map(|said| (None, said)).collect());
                lexicon.topics.push(Topic { words, say, near });
            }
        }
        (lexicon, problems)
    }

    /// Adds another lexicon, for example the editors' one.
    pub fn merge(&mut self, other: Lexicon) {
        self.topics.extend(other.topics);
        self.parts.extend(other.parts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_has_no_fault() {
        for (file, text) in BUILT_IN {
            let (lexicon, problems) = Lexicon::parse(file, text);
            assert_eq!(problems, [], "{file}");
            assert!(!lexicon.topics.is_empty(), "{file}");
        }
    }

    #[test]
    fn faults_name_their_line_and_leave_the_rest() {
        let text = "[[topic]]\nde = [\"Hund\"]\nsay = [\"Welpe\"]\n\n[[topic]]\nsay = [\"Töff\"]\n";
        let (lexicon, problems) = Lexicon::parse("own.toml", text);
        assert_eq!(lexicon.topics.len(), 1);
        assert_eq!((problems.len(), problems[0].line), (1, 5));
        let (lexicon, problems) = Lexicon::parse("own.toml", "[[topic]]\nde = 3\n");
        assert!(lexicon.topics.is_empty());
        assert_eq!(problems[0].line, 2);
    }
}
