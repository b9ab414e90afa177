//! The lists of the lexicon: a topic in one line, and a line more for each further language.
//!
//! ```text
//! # a comment
//! Motorrad, Kraftrad : Töff, Mofa, Moped ~ Helm, Zweirad fahren
//!   fr moto, motocycle : bécane
//!   it motocicletta : motorino
//! ```
//! Before the colon stand the words of the administration, equal among each other; after it what people say; after the
//! tilde what is near or narrower and leads there for less. Colon and tilde with what follows them may be missing. The
//! first line is German; a line that is indented and begins with `fr`, `it` or `en` belongs to the topic above.

use crate::lexicon::{Problem, Topic};
use crate::{Lang, Lexicon};

/// Shortest word of a list that counts as a part of compounds.
const SHORTEST_PART: usize = 5;

/// The lists that come with the product.
pub const BUILT_IN: [(&str, &str); 17] = [
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
    ("regions.txt", include_str!("../lexicon/lists/regions.txt")),
];

/// Reads one list. A line with a fault is left out, and with the first line of a topic all of it; the rest stays.
pub fn parse(file: &str, text: &str) -> (Lexicon, Vec<Problem>) {
    let told = |(_, line): &(usize, &str)| !line.trim().is_empty() && !line.trim().starts_with('#');
    let mut blocks: Vec<Vec<(usize, &str)>> = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(told) {
        match blocks.last_mut() {
            Some(block) if line.starts_with(char::is_whitespace) => block.push((number, line)),
            _ => blocks.push(vec![(number, line)]),
        }
    }
    let mut lexicon = Lexicon::default();
    let mut problems = Vec::new();
    for block in &blocks {
        let topic = topic(block, &mut |line, sentence: &str| {
            problems.push(Problem { file: file.to_owned(), line, sentence: sentence.to_owned() });
        });
        let Some(topic) = topic else { continue };
        let said = topic.say.iter().chain(&topic.near).filter(|(lang, _)| *lang == Some(Lang::De));
        let words = topic.words.iter().filter(|(lang, _)| *lang == Lang::De);
        let german = words.map(|(_, phrase)| phrase).chain(said.map(|(_, phrase)| phrase));
        let single = german.filter(|p| p.len() >= SHORTEST_PART && p.chars().all(char::is_alphabetic));
        lexicon.parts.extend(single.cloned());
        lexicon.topics.push(topic);
    }
    (lexicon, problems)
}

/// The topic of a line and of the lines below it, with what is wrong about them.
fn topic(block: &[(usize, &str)], fault: &mut dyn FnMut(usize, &str)) -> Option<Topic> {
    let mut topic = Topic::default();
    for (nth, (number, line)) in block.iter().enumerate() {
        let language = if nth == 0 { Some((Lang::De, *line)) } else { language(line) };
        let Some((lang, line)) = language else {
            fault(*number, "This line belongs to the topic above it and must begin with fr, it or en.");
            continue;
        };
        let (rest, near) = line.split_once('~').unwrap_or((line, ""));
        let (words, say) = rest.split_once(':').unwrap_or((rest, ""));
        let [words, say, near] = [words, say, near].map(phrases);
        let sentence = if nth == 0 && line.starts_with(char::is_whitespace) {
            "This line is indented, but no topic stands above it."
        } else if nth == 0 && words.is_empty() {
            "This line has no word before the colon, so it leads nowhere."
        } else if [&words, &say, &near].iter().any(|list| list.iter().any(|p| !p.contains(char::is_alphanumeric))) {
            "This line has an empty word."
        } else {
            topic.words.extend(words.into_iter().map(|word| (lang, word)));
            topic.say.extend(say.into_iter().map(|said| (Some(lang), said)));
            topic.near.extend(near.into_iter().map(|said| (Some(lang), said)));
            continue;
        };
        fault(*number, sentence);
        if nth == 0 {
            return None;
        }
    }
    let lonely = topic.words.len() + topic.say.len() + topic.near.len() < 2;
    if let (true, Some((number, _))) = (lonely, block.first()) {
        fault(*number, "This line has one word only, so nothing leads to it.");
        return None;
    }
    Some(topic)
}

/// The language that an indented line begins with, and the rest of the line.
fn language(line: &str) -> Option<(Lang, &str)> {
    let (code, rest) = line.trim_start().split_once(char::is_whitespace)?;
    let lang = [Lang::Fr, Lang::It, Lang::En].into_iter().find(|lang| lang.code() == code)?;
    Some((lang, rest))
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
        let german = |word: &str| (Some(Lang::De), word.to_owned());
        assert_eq!(
            (topic.words.len(), &topic.say[..], &topic.near[..]),
            (2, &[german("Töff")][..], &[german("Helm")][..])
        );
        assert_eq!(problems.iter().map(|p| p.line).collect::<Vec<_>>(), [3, 4]);
    }

    #[test]
    fn indented_lines_add_languages_to_the_topic_above() {
        let text = "Hund\n  fr chien : toutou\n\n  it cane ~ guinzaglio\n  es perro\nKatze\n    en cat\n  fr ?\n";
        let (lexicon, problems) = parse("own.txt", text);
        assert_eq!(lexicon.topics.len(), 2);
        let topic = &lexicon.topics[0];
        let words: Vec<(Lang, &str)> = topic.words.iter().map(|(lang, word)| (*lang, word.as_str())).collect();
        assert_eq!(words, [(Lang::De, "Hund"), (Lang::Fr, "chien"), (Lang::It, "cane")]);
        assert_eq!(topic.say, [(Some(Lang::Fr), "toutou".to_owned())]);
        assert_eq!(topic.near, [(Some(Lang::It), "guinzaglio".to_owned())]);
        assert_eq!(lexicon.parts, ["Katze"]);
        assert_eq!(problems.iter().map(|p| p.line).collect::<Vec<_>>(), [5, 8]);
    }

    #[test]
    fn a_topic_whose_first_line_is_at_fault_is_left_out() {
        let (lexicon, problems) = parse("own.txt", "  fr chien\n: Hund\n  fr chien\n");
        assert!(lexicon.topics.is_empty());
        assert_eq!(problems.iter().map(|p| p.line).collect::<Vec<_>>(), [1, 2]);
    }
}
