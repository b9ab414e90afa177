//! The topics of the lexicon bound to one index: which documents each of them reaches.

use crate::Lang;
use crate::compound::Splitter;
use crate::index::Postings;
use crate::stem::Stems;
use crate::vocabulary::{Term, Vocabulary};
use crate::wording::{Lead, Phrase, Read, Wording};
use std::collections::HashMap;

/// How much of a topic's weight is left in a topic that shares a word of the administration with it.
const NEXT: f32 = 0.3;
/// Words in more topics than this say nothing about how the topics hang together.
const MOST_SHARED: usize = 4;
/// Documents weaker than this share of a topic's best are not worth following.
const WEAKEST: f32 = 0.08;

/// A document that a topic reaches: its number, its score, the number of the phrase by which.
pub type Reached = (u32, f32, u32);

/// For each topic the documents it reaches, worked out beforehand: a question then walks one short list a topic, however
/// many words the topic has.
pub struct Topics {
    reach: Vec<Vec<Reached>>,
}

impl Topics {
    /// Binds a lexicon to a vocabulary and its postings.
    pub fn bind(wording: &Wording, vocabulary: &Vocabulary, postings: &Postings, splitter: &Splitter) -> Topics {
        let mut words = Words { vocabulary, splitter, stems: &wording.stems, of_parts: HashMap::new() };
        let own: Vec<Vec<Reached>> = wording.topics.iter().map(|topic| words.reached(topic, postings)).collect();
        let leading = |topic: u32| !own[topic as usize].is_empty();
        let beside = |number: u32, topic: &Read| -> Vec<Reached> {
            if leading(number) {
                let next = neighbours(number, topic, wording, &leading);
                joined(std::iter::once((number, 1.0)).chain(next), &own)
            } else {
                Vec::new()
            }
        };
        let mut reach: Vec<Vec<Reached>> =
            (0..).zip(&wording.topics).map(|(number, topic)| beside(number, topic)).collect();
        // A topic that this index has nothing for leads where its words are said: burial to graves, say.
        for (number, topic) in (0..).zip(&wording.topics) {
            if !leading(number) {
                let leads = topic.keys.iter().flat_map(|key| wording.leads(key)).filter(|(other, _)| leading(*other));
                reach[number as usize] = joined(leads.copied(), &reach);
            }
        }
        Topics { reach }
    }

    /// The documents that a topic reaches, in order of document.
    pub fn reach(&self, topic: u32) -> &[Reached] {
        self.reach.get(topic as usize).map_or(&[][..], Vec::as_slice)
    }
}

/// The topics that share a telling word with this one.
fn neighbours(number: u32, topic: &Read, wording: &Wording, leading: &dyn Fn(u32) -> bool) -> HashMap<u32, f32> {
    let mut next: HashMap<u32, f32> = HashMap::new();
    for key in &topic.keys {
        let leads: Vec<&Lead> = wording.leads(key).iter().filter(|(other, _)| leading(*other)).collect();
        if leads.len() > MOST_SHARED {
            continue;
        }
        for (other, weight) in leads.into_iter().filter(|(other, _)| *other != number) {
            let known = next.entry(*other).or_default();
            *known = known.max(weight * NEXT);
        }
    }
    next
}

/// What several topics reach together; of those that reach a document the best counts.
fn joined(leads: impl Iterator<Item = Lead>, reach: &[Vec<Reached>]) -> Vec<Reached> {
    let mut best: HashMap<u32, (f32, u32)> = HashMap::new();
    for (topic, weight) in leads {
        for (document, score, text) in &reach[topic as usize] {
            raise(&mut best, *document, score * weight, *text);
        }
    }
    sorted(best)
}

/// The words of one index, to look up the phrases of the lexicon.
struct Words<'i> {
    vocabulary: &'i Vocabulary,
    splitter: &'i Splitter,
    stems: &'i Stems,
    /// The terms of the parts of words that the index has not; most words are in several phrases.
    of_parts: HashMap<&'i str, Vec<Term>>,
}

impl<'i> Words<'i> {
    /// The documents that the phrases of a topic reach; of several phrases the best counts, and of a phrase its share.
    fn reached(&mut self, topic: &'i Read, postings: &Postings) -> Vec<Reached> {
        let mut best: HashMap<u32, (f32, u32)> = HashMap::new();
        let mut of_phrase: HashMap<u32, (f32, u32)> = HashMap::new();
        for phrase in &topic.phrases {
            let Some((terms, share)) = self.terms(phrase) else { continue };
            of_phrase.clear();
            for term in terms.iter().filter(|term| !postings.is_common(**term)) {
                let rarity = postings.rarity(*term);
                for (document, weight) in postings.of(*term) {
                    let (sum, count) = of_phrase.entry(*document).or_default();
                    *sum += rarity * weight;
                    *count += 1;
                }
            }
            // Half a phrase says nothing: "my husband died" does not lead to all husbands.
            for (document, (sum, count)) in of_phrase.iter().filter(|(_, (_, count))| 2 * *count as usize > terms.len())
            {
                raise(&mut best, *document, share * worth(terms.len(), *sum, *count), phrase.text);
            }
        }
        sorted(best)
    }

    /// The terms of a phrase and how much it counts; nothing where the index has half of its words or less.
    fn terms(&mut self, phrase: &'i Phrase) -> Option<(Vec<Term>, f32)> {
        let mut terms = Vec::new();
        let mut known = 0;
        for (word, stem) in &phrase.words {
            let before = terms.len();
            match self.vocabulary.find_term(phrase.lang, stem) {
                Some(term) => terms.push(term),
                None if phrase.lang == Lang::De => terms.extend(self.parts(word)),
                None => {}
            }
            known += usize::from(terms.len() > before);
        }
        let share = known as f32 / phrase.words.len().max(1) as f32;
        (share > 0.5).then_some((terms, share * phrase.share))
    }

    /// The terms of a German word's parts where the index has them all.
    fn parts(&mut self, word: &'i str) -> &[Term] {
        let (splitter, stems, vocabulary) = (self.splitter, self.stems, self.vocabulary);
        self.of_parts.entry(word).or_insert_with(|| {
            let parts = splitter.split(word, stems);
            let term = |part: &&str| vocabulary.find_term(Lang::De, &stems.stem(Lang::De, part));
            let terms: Vec<Term> = parts.iter().filter_map(term).collect();
            if terms.len() == parts.len() { terms } else { Vec::new() }
        })
    }
}

/// The score of a document that has `count` of a phrase's terms, worth `sum`. Of a phrase the average counts, and half a
/// phrase much less than half.
pub fn worth(terms: usize, sum: f32, count: u32) -> f32 {
    let terms = terms.max(1) as f32;
    (count as f32 / terms) * (sum / terms)
}

/// Keeps the better score; of equal ones the phrase that the lexicon names first.
fn raise(best: &mut HashMap<u32, (f32, u32)>, document: u32, score: f32, text: u32) {
    let known = best.entry(document).or_insert((0.0, text));
    if score > known.0 || (score == known.0 && text < known.1) {
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
