//! The lexicon bound to one index: which stems lead to which terms that the index really has.

use crate::Lang;
use crate::compound::Splitter;
use crate::fold;
use crate::lexicon::{Lexicon, Topic};
use crate::stem::Stems;
use crate::stopwords::StopWords;
use crate::vocabulary::{Term, Vocabulary};
use std::collections::HashMap;

/// Most words of a phrase in the lexicon.
pub const LONGEST_PHRASE: usize = 4;
/// How much a word of the administration counts for another of the same topic.
const EQUAL: f32 = 0.75;
/// How much a word of the people counts for a word of the administration.
const SAID: f32 = 0.7;
/// How much of that is left for the one subject word of a phrase.
const BARE: f32 = 0.5;

/// Where a topic leads: terms that together are one phrase.
pub struct Target {
    /// The terms, all of them in the index.
    pub terms: Vec<Term>,
    /// The phrase as the lexicon writes it.
    pub text: Box<str>,
    /// Share of the phrase's words that the index has, 0 to 1.
    pub share: f32,
}

/// All topics that lead somewhere in this index.
pub struct Topics {
    keys: HashMap<Box<str>, Vec<(u32, f32)>>,
    targets: Vec<Vec<Target>>,
}

/// The subject words of a phrase, folded: without stop words of any language, as queries lose them, unless there are no
/// others.
pub fn subject_words(stop: &StopWords, phrase: &str) -> Vec<String> {
    let all = fold::words(phrase, 2 * LONGEST_PHRASE);
    let subject: Vec<String> = all.iter().filter(|w| !stop.has_any(w)).cloned().collect();
    if subject.is_empty() { all } else { subject }
}

/// The key of a phrase in one language.
pub fn key(stems: &Stems, lang: Lang, words: &[impl AsRef<str>]) -> String {
    let stemmed = words.iter().map(|w| stems.stem(lang, w.as_ref()));
    std::iter::once(lang.code().to_owned()).chain(stemmed).collect::<Vec<_>>().join(" ")
}

impl Topics {
    /// Binds a lexicon to a vocabulary.
    pub fn bind(
        lexicon: &Lexicon,
        vocabulary: &Vocabulary,
        splitter: &Splitter,
        stems: &Stems,
        stop: &StopWords,
    ) -> Topics {
        let mut topics = Topics { keys: HashMap::new(), targets: Vec::new() };
        let mut leading_nowhere = Vec::new();
        for topic in &lexicon.topics {
            let phrase = |(lang, text): &(Lang, String)| {
                let words = subject_words(stop, text);
                let found: Vec<Vec<Term>> =
                    words.iter().map(|w| terms_of(w, *lang, vocabulary, splitter, stems)).collect();
                let known = found.iter().filter(|terms| !terms.is_empty()).count();
                let share = known as f32 / words.len().max(1) as f32;
                (share > 0.5).then(|| Target { terms: found.concat(), text: text.as_str().into(), share })
            };
            let targets: Vec<Target> = topic.words.iter().filter_map(phrase).collect();
            if targets.is_empty() {
                leading_nowhere.push(topic);
                continue;
            }
            let number = topics.targets.len() as u32;
            topics.targets.push(targets);
            topics.add_keys(topic, &[(number, 1.0)], stems, stop);
        }
        // A topic that this index has nothing for leads where its words are said: burial to graves, say.
        let further: Vec<Vec<(u32, f32)>> = leading_nowhere.iter().map(|t| topics.leads_of(t, stems, stop)).collect();
        for (topic, leads) in leading_nowhere.into_iter().zip(further) {
            topics.add_keys(topic, &leads, stems, stop);
        }
        topics
    }

    /// Where the words of a topic lead by other topics.
    fn leads_of(&self, topic: &Topic, stems: &Stems, stop: &StopWords) -> Vec<(u32, f32)> {
        let keys = topic.words.iter().map(|(lang, text)| key(stems, *lang, &subject_words(stop, text)));
        keys.filter_map(|key| self.keys.get(key.as_str())).flatten().copied().collect()
    }

    /// Adds all keys of a topic, each to all of `leads`; the first weight of a lead stays.
    fn add_keys(&mut self, topic: &Topic, leads: &[(u32, f32)], stems: &Stems, stop: &StopWords) {
        let said = topic.say.iter().flat_map(|text| Lang::ALL.map(|lang| (lang, text, SAID)));
        let equal = topic.words.iter().map(|(lang, text)| (*lang, text, EQUAL));
        for (lang, text, weight) in equal.chain(said) {
            let subject = subject_words(stop, text);
            // "kein Geld" says little once only "Geld" is left of it.
            let bare = subject.len() == 1 && text.split_whitespace().count() > 1;
            let weight = if bare { weight * BARE } else { weight };
            let known = self.keys.entry(key(stems, lang, &subject).into_boxed_str()).or_default();
            for (number, further) in leads {
                if !known.iter().any(|(other, _)| other == number) {
                    known.push((*number, weight * further));
                }
            }
        }
    }

    /// Where a key leads, with the weight.
    pub fn targets(&self, key: &str) -> impl Iterator<Item = (&Target, f32)> {
        let leads = self.keys.get(key).map_or(&[][..], Vec::as_slice);
        leads.iter().flat_map(|(topic, weight)| {
            self.targets[*topic as usize].iter().map(move |target| (target, *weight * target.share))
        })
    }
}

/// All folded words that a topic is written with, to complete and to correct typing.
pub fn spellings(topic: &Topic) -> impl Iterator<Item = String> {
    let texts = topic.words.iter().map(|(_, text)| text).chain(&topic.say);
    texts.flat_map(|text| fold::words(text, 2 * LONGEST_PHRASE))
}

/// The term of a word, or the terms of its parts where the index has only them.
fn terms_of(word: &str, lang: Lang, vocabulary: &Vocabulary, splitter: &Splitter, stems: &Stems) -> Vec<Term> {
    let own = vocabulary.find_term(lang, &stems.stem(lang, word));
    if own.is_some() || lang != Lang::De {
        return own.into_iter().collect();
    }
    let parts = splitter.split(word, stems);
    let terms: Vec<Term> = parts.iter().filter_map(|p| vocabulary.find_term(lang, &stems.stem(lang, p))).collect();
    if terms.len() == parts.len() { terms } else { Vec::new() }
}
