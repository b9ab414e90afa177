//! The lexicon bound to one index: which stems lead to which terms that the index really has.

use crate::Lang;
use crate::compound::Splitter;
use crate::fold;
use crate::index::Postings;
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
/// How much a near or narrower word counts for a word of the administration.
const NEAR: f32 = 0.4;
/// How much of that is left where the topic leads to a word of the people, or to a near word, because a text uses it.
const TO_SAID: f32 = 0.5;
const TO_NEAR: f32 = 0.25;
/// How much of that is left for the one subject word of a phrase.
const BARE: f32 = 0.5;
/// How much of that is left where only the root of a word is the same.
const ROOT: f32 = 0.6;
/// How much of that is left in a topic that shares a word of the administration with the first.
const NEXT: f32 = 0.3;
/// Words in more topics than this say nothing about how the topics hang together.
const MOST_SHARED: usize = 4;

/// Documents weaker than this share of a topic's best are not worth following.
const WEAKEST: f32 = 0.08;

/// Where a topic leads: terms that together are one phrase.
struct Target {
    /// The terms, all of them in the index.
    terms: Vec<Term>,
    /// The number of the phrase as the lexicon writes it.
    text: u32,
    /// How much of the topic's weight it gets: less where the index has not all words, or where it is not a word of the
    /// administration.
    share: f32,
}

/// A topic by number, with a weight.
type Lead = (u32, f32);

/// A document that a topic reaches: its number, its score, the number of the phrase by which.
pub type Reached = (u32, f32, u32);

/// All topics that lead somewhere in this index, each with the documents it reaches, worked out beforehand: a question
/// then walks one short list a topic, however many words the topic has.
pub struct Topics {
    keys: HashMap<Box<str>, Vec<Lead>>,
    reach: Vec<Vec<Reached>>,
    texts: Vec<Box<str>>,
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

/// The term of a text's whole title or keyword, which no word can be.
pub fn whole(stems: &Stems, lang: Lang, words: &[impl AsRef<str>]) -> String {
    format!("={}", key(stems, lang, words))
}

impl Topics {
    /// Binds a lexicon to a vocabulary and its postings.
    pub fn bind(
        lexicon: &Lexicon,
        vocabulary: &Vocabulary,
        postings: &Postings,
        splitter: &Splitter,
        stems: &Stems,
        stop: &StopWords,
    ) -> Topics {
        let mut topics = Topics { keys: HashMap::new(), reach: Vec::new(), texts: Vec::new() };
        let mut leading_nowhere = Vec::new();
        let mut leading = Vec::new();
        for topic in &lexicon.topics {
            let target = |lang: Lang, text: &str, part: f32| {
                let words = subject_words(stop, text);
                let found: Vec<Vec<Term>> =
                    words.iter().map(|w| terms_of(w, lang, vocabulary, splitter, stems)).collect();
                let known = found.iter().filter(|terms| !terms.is_empty()).count();
                let share = known as f32 / words.len().max(1) as f32;
                (share > 0.5).then(|| (found.concat(), share * part))
            };
            let words = topic.words.iter().map(|(lang, text)| (*lang, text, 1.0));
            let say = topic.say.iter().map(|text| (Lang::De, text, TO_SAID));
            let near = topic.near.iter().map(|text| (Lang::De, text, TO_NEAR));
            let mut targets = Vec::new();
            for (lang, text, part) in words.chain(say).chain(near) {
                let Some((terms, share)) = target(lang, text, part) else { continue };
                targets.push(Target { terms, text: topics.texts.len() as u32, share });
                topics.texts.push(text.as_str().into());
            }
            if targets.is_empty() {
                leading_nowhere.push(topic);
                continue;
            }
            let number = topics.reach.len() as u32;
            topics.reach.push(reached(&targets, postings));
            leading.push(topic);
            topics.add_keys(topic, &[(number, 1.0)], stems, stop);
        }
        let next: Vec<Vec<Lead>> =
            (0..).zip(&leading).map(|(number, topic)| topics.neighbours(number, topic, stems, stop)).collect();
        topics.reach = next.iter().enumerate().map(|(number, next)| topics.with_neighbours(number, next)).collect();
        // A topic that this index has nothing for leads where its words are said: burial to graves, say.
        let further: Vec<Vec<Lead>> = leading_nowhere.iter().map(|t| topics.leads_of(t, stems, stop)).collect();
        for (topic, leads) in leading_nowhere.into_iter().zip(further) {
            topics.add_keys(topic, &leads, stems, stop);
        }
        topics
    }

    /// What a topic reaches by itself and, for less, by the topics beside it, in order of document.
    fn with_neighbours(&self, number: usize, next: &[Lead]) -> Vec<Reached> {
        let mut best: HashMap<u32, (f32, u32)> = HashMap::new();
        for (topic, weight) in std::iter::once((number as u32, 1.0)).chain(next.iter().copied()) {
            for (document, score, text) in &self.reach[topic as usize] {
                raise(&mut best, *document, score * weight, *text);
            }
        }
        sorted(best)
    }

    /// Where the words of a topic lead by other topics.
    fn leads_of(&self, topic: &Topic, stems: &Stems, stop: &StopWords) -> Vec<Lead> {
        let keys = topic.words.iter().map(|(lang, text)| key(stems, *lang, &subject_words(stop, text)));
        keys.filter_map(|key| self.keys.get(key.as_str())).flatten().copied().collect()
    }

    /// The topics that share a telling word with this one.
    fn neighbours(&self, number: u32, topic: &Topic, stems: &Stems, stop: &StopWords) -> Vec<Lead> {
        let mut next: Vec<Lead> = Vec::new();
        for (lang, text) in &topic.words {
            let key = key(stems, *lang, &subject_words(stop, text));
            let Some(leads) = self.keys.get(key.as_str()).filter(|leads| leads.len() <= MOST_SHARED) else { continue };
            for (other, weight) in leads.iter().filter(|(other, _)| *other != number) {
                match next.iter_mut().find(|(known, _)| known == other) {
                    Some((_, known)) => *known = known.max(weight * NEXT),
                    None => next.push((*other, weight * NEXT)),
                }
            }
        }
        next
    }

    /// Adds all keys of a topic, each to all of `leads`; the best weight of a lead stays.
    fn add_keys(&mut self, topic: &Topic, leads: &[Lead], stems: &Stems, stop: &StopWords) {
        let equal = topic.words.iter().map(|(lang, text)| (*lang, text, EQUAL));
        let every = |weight: f32| move |text| Lang::ALL.map(|lang| (lang, text, weight));
        let said = topic.say.iter().flat_map(every(SAID));
        let near = topic.near.iter().flat_map(every(NEAR));
        for (lang, text, weight) in equal.chain(said).chain(near) {
            let subject = subject_words(stop, text);
            // "kein Geld" says little once only "Geld" is left of it.
            let bare = subject.len() == 1 && text.split_whitespace().count() > 1;
            let weight = if bare { weight * BARE } else { weight };
            self.add_key(key(stems, lang, &subject), leads, weight);
            if let (Lang::De, [word]) = (lang, &subject[..]) {
                stems.root(word).into_iter().for_each(|root| self.add_key(root, leads, weight * ROOT));
            }
        }
    }

    fn add_key(&mut self, key: String, leads: &[Lead], weight: f32) {
        let known = self.keys.entry(key.into_boxed_str()).or_default();
        for (number, further) in leads {
            match known.iter_mut().find(|(other, _)| other == number) {
                Some((_, best)) => *best = best.max(weight * further),
                None => known.push((*number, weight * further)),
            }
        }
    }

    /// The topics that a key leads to, with the weight.
    pub fn leads(&self, key: &str) -> &[Lead] {
        self.keys.get(key).map_or(&[][..], Vec::as_slice)
    }

    /// The documents that a topic reaches, in order of document.
    pub fn reach(&self, topic: u32) -> &[Reached] {
        self.reach.get(topic as usize).map_or(&[][..], Vec::as_slice)
    }

    /// A phrase by its number, as the lexicon writes it.
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", |text| text)
    }
}

/// The documents that the targets of a topic reach; of several targets the best counts, and of a phrase its share.
fn reached(targets: &[Target], postings: &Postings) -> Vec<Reached> {
    let mut best: HashMap<u32, (f32, u32)> = HashMap::new();
    let mut of_phrase: HashMap<u32, (f32, u32)> = HashMap::new();
    for target in targets {
        of_phrase.clear();
        for term in target.terms.iter().filter(|term| !postings.is_common(**term)) {
            let rarity = postings.rarity(*term);
            for (document, weight) in postings.of(*term) {
                let (sum, count) = of_phrase.entry(*document).or_default();
                *sum += rarity * weight;
                *count += 1;
            }
        }
        for (document, (sum, count)) in &of_phrase {
            let score = target.share * worth(target.terms.len(), *sum, *count);
            raise(&mut best, *document, score, target.text);
        }
    }
    sorted(best)
}

/// The score of a document that has `count` of a phrase's terms, worth `sum`. Of a phrase the average counts, and half a
/// phrase much less than half.
pub fn worth(terms: usize, sum: f32, count: u32) -> f32 {
    let terms = terms.max(1) as f32;
    (count as f32 / terms) * (sum / terms)
}

fn raise(best: &mut HashMap<u32, (f32, u32)>, document: u32, score: f32, text: u32) {
    let known = best.entry(document).or_insert((0.0, text));
    if score > known.0 {
        *known = (score, text);
    }
}

/// In order of document, without the weak ones.
fn sorted(best: HashMap<u32, (f32, u32)>) -> Vec<Reached> {
    let top = best.values().fold(0.0_f32, |top, (score, _)| top.max(*score));
    let strong = best.into_iter().filter(|(_, (score, _))| *score >= top * WEAKEST);
    let mut reached: Vec<Reached> = strong.map(|(document, (score, text))| (document, score, text)).collect();
    reached.sort_unstable_by_key(|(document, ..)| *document);
    reached
}

/// All folded words that a topic is written with, to complete and to correct typing.
pub fn spellings(topic: &Topic) -> impl Iterator<Item = String> {
    let texts = topic.words.iter().map(|(_, text)| text).chain(&topic.say).chain(&topic.near);
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
