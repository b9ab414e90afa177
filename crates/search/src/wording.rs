//! A lexicon read once: its phrases folded and stemmed, the keys that lead to its topics, its parts of compounds. Nothing
//! here depends on an index, so all indexes over one lexicon share it.

use crate::compound::Parts;
use crate::lexicon::{Lexicon, Topic};
use crate::stem::Stems;
use crate::stopwords::StopWords;
use crate::{Lang, fold};
use std::collections::HashMap;
use std::sync::Arc;

/// Most words of a phrase in the lexicon.
pub const LONGEST_PHRASE: usize = 4;
/// How much a word of the administration counts for another of the same topic.
const EQUAL: f32 = 0.75;
/// How much a word of the people counts for a word of the administration.
const SAID: f32 = 0.7;
/// How much a near or narrower word counts for a word of the administration.
const NEAR: f32 = 0.4;
/// How much of that is left where the topic leads to a word of the people, or to a near word, because a text uses it.
const TO_SAID: f32 = 0.5;
const TO_NEAR: f32 = 0.25;
/// How much of that is left for the one subject word of a phrase.
const BARE: f32 = 0.5;
/// How much of that is left where only the root of a word is the same.
const ROOT: f32 = 0.6;

/// A topic by number, with a weight.
pub type Lead = (u32, f32);

/// A phrase that a topic leads to where an index has its words.
pub struct Phrase {
    /// Its language; German where the lexicon does not tell it.
    pub lang: Lang,
    /// Its subject words, folded, each with its stem.
    pub words: Vec<(Box<str>, Box<str>)>,
    /// The number of the phrase as the lexicon writes it.
    pub text: u32,
    /// How much of the topic's weight it gets: less where it is not a word of the administration.
    pub share: f32,
}

/// A topic with everything ready to be looked up.
#[derive(Default)]
pub struct Read {
    /// What it leads to.
    pub phrases: Vec<Phrase>,
    /// The keys of its words of the administration.
    pub keys: Vec<Box<str>>,
}

/// The lexicon as indexes use it.
pub struct Wording {
    /// The stemmers.
    pub stems: Stems,
    /// The stop words.
    pub stop: StopWords,
    /// The topics in the order of the lexicon.
    pub topics: Vec<Read>,
    /// All words the lexicon is written with, each with its languages as bits: to complete and to correct typing.
    pub spellings: Vec<(Box<str>, u8)>,
    /// The parts of compounds that the lexicon gives.
    pub parts: Arc<Parts>,
    keys: HashMap<Box<str>, Vec<Lead>>,
    texts: Vec<Box<str>>,
}

impl Wording {
    /// Reads a lexicon.
    pub fn read(lexicon: &Lexicon) -> Wording {
        let (stems, stop) = (Stems::new(), StopWords::new());
        let german = lexicon.topics.iter().flat_map(|topic| &topic.words).filter(|(lang, _)| *lang == Lang::De);
        let words: Vec<String> = german.flat_map(|(_, text)| fold::words(text, 9)).collect();
        let general: Vec<String> = lexicon.parts.iter().map(|part| fold::fold(part)).collect();
        let telling = words.iter().filter(|word| !stop.has_any(word)).map(String::as_str);
        let parts = Parts::gather(telling, general.iter().map(String::as_str), &stems);
        let mut spelled: HashMap<Box<str>, u8> = HashMap::new();
        for (word, languages) in lexicon.topics.iter().flat_map(spellings) {
            *spelled.entry(word.into_boxed_str()).or_default() |= languages;
        }
        let mut wording = Wording {
            stems,
            stop,
            topics: Vec::with_capacity(lexicon.topics.len()),
            spellings: spelled.into_iter().collect(),
            parts: Arc::new(parts),
            keys: HashMap::new(),
            texts: Vec::new(),
        };
        for (number, topic) in (0..).zip(&lexicon.topics) {
            let read = wording.read_topic(number, topic);
            wording.topics.push(read);
        }
        wording
    }

    fn read_topic(&mut self, number: u32, topic: &Topic) -> Read {
        let mut read = Read::default();
        for (lang, text) in &topic.words {
            let words = subject_words(&self.stop, text);
            read.keys.push(key(&self.stems, *lang, &words).into_boxed_str());
            self.read_phrase(number, Some(*lang), text, (EQUAL, 1.0), &mut read);
        }
        for (lang, text) in &topic.say {
            self.read_phrase(number, *lang, text, (SAID, TO_SAID), &mut read);
        }
        for (lang, text) in &topic.near {
            self.read_phrase(number, *lang, text, (NEAR, TO_NEAR), &mut read);
        }
        read
    }

    /// Reads a phrase that leads to its topic with one weight and is led to with a share of another.
    fn read_phrase(
        &mut self,
        topic: u32,
        lang: Option<Lang>,
        text: &str,
        (weight, share): (f32, f32),
        read: &mut Read,
    ) {
        let subject = subject_words(&self.stop, text);
        // "kein Geld" says little once only "Geld" is left of it.
        let bare = subject.len() == 1 && text.split_whitespace().count() > 1;
        let weight = if bare { weight * BARE } else { weight };
        for lang in languages(lang) {
            self.add_key(key(&self.stems, lang, &subject), topic, weight);
            if let (Lang::De, [word]) = (lang, &subject[..])
                && let Some(root) = self.stems.root(word)
            {
                self.add_key(root, topic, weight * ROOT);
            }
        }
        let lang = lang.unwrap_or_default();
        let stemmed = |word: String| {
            let stem = self.stems.stem(lang, &word);
            (word.into_boxed_str(), stem.into_boxed_str())
        };
        let words = subject.into_iter().map(stemmed).collect();
        read.phrases.push(Phrase { lang, words, text: self.texts.len() as u32, share });
        self.texts.push(text.into());
    }

    /// Adds a key; the best weight for a topic stays.
    fn add_key(&mut self, key: String, topic: u32, weight: f32) {
        let known = self.keys.entry(key.into_boxed_str()).or_default();
        match known.iter_mut().find(|(other, _)| *other == topic) {
            Some((_, best)) => *best = best.max(weight),
            None => known.push((topic, weight)),
        }
    }

    /// The topics that a key leads to, with the weight.
    pub fn leads(&self, key: &str) -> &[Lead] {
        self.keys.get(key).map_or(&[][..], Vec::as_slice)
    }

    /// The stems of a topic's single words of the administration in one language.
    pub fn words_of(&self, topic: u32, lang: Lang) -> impl Iterator<Item = &str> {
        let keys = self.topics.get(topic as usize).into_iter().flat_map(|read| &read.keys);
        keys.filter_map(move |key| {
            key.split_once(' ').filter(|(code, stem)| *code == lang.code() && !stem.contains(' '))
        })
        .map(|(_, stem)| stem)
    }

    /// A phrase by its number, as the lexicon writes it.
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", |text| text)
    }
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
    let stemmed: Vec<String> = words.iter().map(|w| stems.stem(lang, w.as_ref())).collect();
    stemmed_key(lang, &stemmed)
}

/// The key of a phrase whose words are stems already.
pub fn stemmed_key(lang: Lang, stems: &[impl AsRef<str>]) -> String {
    let mut key = lang.code().to_owned();
    for stem in stems {
        key.push(' ');
        key.push_str(stem.as_ref());
    }
    key
}

/// The term of a text's whole title or keyword, which no word can be.
pub fn whole(stems: &Stems, lang: Lang, words: &[impl AsRef<str>]) -> String {
    format!("={}", key(stems, lang, words))
}

/// All folded words that a topic is written with, each with its languages as bits.
fn spellings(topic: &Topic) -> impl Iterator<Item = (String, u8)> {
    let words = topic.words.iter().map(|(lang, text)| (Some(*lang), text));
    let said = topic.say.iter().chain(&topic.near).map(|(lang, text)| (*lang, text));
    words.chain(said).flat_map(|(lang, text)| {
        let bits = languages(lang).fold(0, |bits, lang| bits | 1 << lang as u8);
        fold::words(text, 2 * LONGEST_PHRASE).into_iter().map(move |word| (word, bits))
    })
}

/// A language, or all where the lexicon does not tell it.
fn languages(told: Option<Lang>) -> impl Iterator<Item = Lang> {
    Lang::ALL.into_iter().filter(move |lang| told.is_none_or(|told| told == *lang))
}
