//! The lists of the lexicon: one topic a line, German only, for the many words that need no more.
//!
//! ```text
//! # a comment
//! Motorrad, Kraftrad : Töff, Mofa, Moped ~ Helm, Zweirad fahren
//! ```
//! Before the colon stand the words of the administration, equal among each other; after it what people say; after the
//! tilde what is near or narrower and leads there for less. Colon and tilde with what follows them may be missing.

use crate::lexicon::{Problem, Topic};
use crate::{Lang, Lexicon};

/// Shortest word of a list that counts as a part of compounds.
const SHORTEST_PART: usize = 5;

/// The lists that come with the product.
pub const BUILT_IN: [(&str, &str); 16] = [
    ("papers.txt", include_str!("../lexicon/lists/papers.txt")),
    ("foreigners.txt", include_str!("../lexicon/lists/foreigners.txt")),
    ("registry.txt", include_str!("../lexicon/lists/registry.txt")),
    ("social.txt", include_str!("../lexicon/lists/social.txt")),
    ("youth.txt", include_str!("../lexicon/lists/youth.txt")),
    ("driving.txt", include_str!("../lexicon/lists/driving.txt")),
    ("streets.txt", include_str!("../lexicon/lists/streets.txt")),
    ("building.txt", include_str!("../lexicon/lists/building.txt")),
    ("environment.txt", include_str!("../lexicon/lists/environment.txt")),
    ("trade.txt", include_str!("../lexicon/lists/trade.txt")),
    ("taxes.txt", include_str!("../lexicon/lists/taxes.txt")),
    ("health.txt", include_str!("../lexicon/lists/health.txt")),
    ("order.txt", include_str!("../lexicon/lists/order.txt")),
    ("culture.txt", include_str!("../lexicon/lists/culture.txt")),
    ("council.txt", include_str!("../lexicon/lists/council.txt")),
    ("words.txt", include_str!("../lexicon/lists/words.txt")),
];

/// Reads one list. A line with a fault is left out, the rest stays.
pub fn parse(file: &str, text: &str) -> (Lexicon, Vec<Problem>) {
    let mut lexicon = Lexicon::default();
    let mut problems = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (rest, near) = line.split_once('~').unwrap_or((line, ""));
        let (words, say) = rest.split_once(':').unwrap_or((rest, ""));
        let [words, say, near] = [words, say, near].map(phrases);
        let wordless = |phrase: &String| !phrase.contains(char::is_alphanumeric);
        let sentence = if words.is_empty() {
            "This line has no word before the colon, so it leads nowhere."
        } else if words.len() + say.len() + near.len() < 2 {
            "This line has one word only, so nothing leads to it."
        } else if [&words, &say, &near].iter().any(|list| list.iter().any(wordless)) {
            "This line has an empty word."
        } else {
            let all = words.iter().chain(&say).chain(&near);
            let single = all.filter(|p| p.len() >= SHORTEST_PART && p.chars().all(char::is_alphabetic));
            lexicon.parts.extend(single.cloned());
            let words = words.into_iter().map(|word| (Lang::De, word)).collect();
            lexicon.topics.push(Topic { words, say, near });
            continue;
        };
        problems.push(Problem { file: file.to_owned(), line: number, sentence: sentence.to_owned() });
    }
    (lexicon, problems)
}

fn phrases(list: &str) -> Vec<String> {
    list.split(',').map(|phrase| phrase.trim().to_owned()).filter(|phrase| !phrase.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_has_no_fault() {
        for (file, text) in BUILT_IN {
            let (lexicon, problems) = parse(file, text);
            assert_eq!(problems, [], "{file}");
            assert!(!lexicon.topics.is_empty(), "{file}");
        }
    }

    #[test]
    fn a_line_is_a_topic_and_faults_name_their_line() {
        let (lexicon, problems) = parse("own.txt", "# own\nMotorrad, Kraftrad : Töff ~ Helm\n: Töff\nHund\n");
        assert_eq!(lexicon.topics.len(), 1);
        let topic = &lexicon.topics[0];
        assert_eq!(
            (topic.words.len(), &topic.say[..], &topic.near[..]),
            (2, &["Töff".into()][..], &["Helm".into()][..])
        );
        assert_eq!(problems.iter().map(|p| p.line).collect::<Vec<_>>(), [3, 4]);
    }
}
