//! Ranks: the best alternative of each typed word, summed, times how much of the query is covered, kind and place.

use crate::index::Index;
use crate::query::{Alternative, Effort, Group, How, Wanted};
use crate::topics::worth;
use crate::{Kind, Lang};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Largest factor that a `boost` may give; more counts as this.
pub const MAX_BOOST: f32 = 4.0;
/// Hits weaker than this share of the best are noise.
const WEAKEST: f32 = 0.12;
/// Most reasons that one hit names.
const MOST_REASONS: usize = 4;

/// What a search asks for besides the words.
#[derive(Clone, Copy)]
pub struct Query<'a> {
    /// Most hits.
    pub limit: usize,
    /// Only these kinds; empty for all.
    pub kinds: &'a [Kind],
    /// The factor of an entry at the reader's place by the caller's number, 1 for neutral, up to [`MAX_BOOST`];
    /// `None` hides it. Is called very often: keep it to an array access.
    pub boost: &'a dyn Fn(u32) -> Option<f32>,
}

impl Default for Query<'_> {
    fn default() -> Self {
        Query { limit: 20, kinds: &[], boost: &|_| Some(1.0) }
    }
}

/// Something found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The caller's number of the entry.
    pub entry: u32,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// Why it was found, the strongest first.
    pub why: Vec<Reason>,
}

/// One reason of a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What was typed, folded.
    pub typed: String,
    /// What it matched.
    pub found: String,
    /// By which way.
    pub how: How,
}

/// A title offered while typing.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The title in the reader's language, else the first the entry has.
    pub text: String,
    /// The caller's number of the entry.
    pub entry: u32,
    /// What sort of thing it is.
    pub kind: Kind,
}

impl Index {
    /// The best entries for what was typed. Any text is fine; nothing in it is syntax.
    pub fn search(&self, text: &str, lang: Lang, query: &Query<'_>) -> Vec<Hit> {
        self.answer(text, lang, query, Effort::Usual)
    }

    /// What comes nearest when `search` finds nothing: more mistakes allowed, every word may be a beginning.
    pub fn nearest(&self, text: &str, lang: Lang, query: &Query<'_>) -> Vec<Hit> {
        self.answer(text, lang, query, Effort::Relaxed)
    }

    /// Titles to offer while typing, each text once.
    pub fn suggest(&self, beginning: &str, lang: Lang, query: &Query<'_>) -> Vec<Suggestion> {
        let groups = self.understand(beginning, lang, Effort::Usual);
        let mut suggestions: Vec<Suggestion> = Vec::new();
        let mut ranked = self.rank(&groups, query);
        while suggestions.len() < query.limit {
            let Some((_, Reverse(document))) = ranked.pop() else { break };
            let document = &self.documents[document as usize];
            let Some(entry) = document.entries.iter().copied().find(|entry| (query.boost)(*entry).is_some()) else {
                continue;
            };
            let title = document.titles.iter().find(|(l, _)| *l == lang).or(document.titles.first());
            let text = title.map_or("", |(_, text)| text);
            if !text.is_empty() && !suggestions.iter().any(|known| known.text == text) {
                suggestions.push(Suggestion { text: text.to_owned(), entry, kind: document.kind });
            }
        }
        suggestions
    }

    fn answer(&self, text: &str, lang: Lang, query: &Query<'_>, effort: Effort) -> Vec<Hit> {
        let groups = self.understand(text, lang, effort);
        // The weakest of the best so far lies on top. Equal scores keep the order of the documents.
        let mut best: BinaryHeap<Reverse<Candidate>> = BinaryHeap::new();
        let mut order = 0;
        let mut ranked = self.rank(&groups, query);
        while let Some((bits, Reverse(document))) = ranked.pop() {
            let score = f32::from_bits(bits);
            let full = best.len() >= query.limit;
            if full && best.peek().is_none_or(|Reverse((weakest, ..))| score * MAX_BOOST < f32::from_bits(*weakest)) {
                break;
            }
            for entry in &self.documents[document as usize].entries {
                let Some(boost) = (query.boost)(*entry) else { continue };
                let boosted = score * boost.clamp(0.0, MAX_BOOST);
                order += 1;
                best.push(Reverse((boosted.to_bits(), Reverse(order), *entry, document)));
                if best.len() > query.limit {
                    best.pop();
                }
            }
        }
        let mut hits: Vec<_> = best.into_iter().map(|Reverse(hit)| hit).collect();
        hits.sort_unstable_by(|a, b| b.cmp(a));
        let top = hits.first().map_or(0.0, |(bits, ..)| f32::from_bits(*bits));
        hits.into_iter()
            .map(|(bits, _, entry, document)| (f32::from_bits(bits), entry, document))
            .take_while(|(score, _, _)| *score > 0.0 && *score >= top * WEAKEST)
            .map(|(score, entry, document)| Hit { entry, score, why: self.reasons(&groups, document) })
            .collect()
    }

    /// The documents with the bits of their scores, to be popped best first. The bits of positive floats sort as the
    /// floats do.
    fn rank(&self, groups: &[Group], query: &Query<'_>) -> BinaryHeap<(u32, Reverse<u32>)> {
        let too_common = |group: &Group| {
            group.alternatives.iter().all(|a| match &a.wanted {
                Wanted::Terms(terms) => terms.iter().all(|t| self.postings.is_common(*t)),
                Wanted::Topic(_) => false,
            })
        };
        let all_common = groups.iter().all(too_common);
        let told: Vec<&Group> = groups.iter().filter(|group| all_common || !too_common(group)).collect();
        let mut total = vec![(0.0_f32, 0_u32); self.documents.len()];
        let mut of_group = Scores::new(self.documents.len());
        let mut of_phrase = Scores::new(self.documents.len());
        let mut touched: Vec<u32> = Vec::new();
        for group in &told {
            for alternative in &group.alternatives {
                self.score(alternative, all_common, &mut of_phrase, &mut of_group);
            }
            of_group.take(|document, score, _| {
                let (sum, covered) = &mut total[document as usize];
                if *covered == 0 {
                    touched.push(document);
                }
                *sum += group.weight * score;
                *covered |= group.words;
            });
        }
        let words = told.iter().fold(0, |bits, group| bits | group.words).count_ones().max(1);
        let ranked = touched.into_iter().filter_map(|number| {
            let document = &self.documents[number as usize];
            if !query.kinds.is_empty() && !query.kinds.contains(&document.kind) {
                return None;
            }
            if let [only] = document.entries[..] {
                (query.boost)(only)?;
            }
            let (sum, covered) = total[number as usize];
            let share = covered.count_ones() as f32 / words as f32;
            let score = sum * (0.4 + 0.6 * share) * standing(document.kind);
            Some((score.to_bits(), Reverse(number)))
        });
        ranked.collect()
    }

    /// Raises the scores of the documents that an alternative matches.
    fn score(&self, alternative: &Alternative, all_common: bool, of_phrase: &mut Scores, of_group: &mut Scores) {
        let weight = alternative.weight;
        let terms = match &alternative.wanted {
            Wanted::Topic(topic) => {
                let reach = self.topics.reach(*topic);
                reach.iter().for_each(|(document, score, _)| of_group.raise(*document, weight * score));
                return;
            }
            Wanted::Terms(terms) => terms,
        };
        let telling = |term: &&u32| all_common || !self.postings.is_common(**term);
        if let [term] = terms[..] {
            if telling(&&term) {
                let weight = weight * self.postings.rarity(term);
                self.postings.of(term).iter().for_each(|(document, w)| of_group.raise(*document, weight * w));
            }
            return;
        }
        for term in terms.iter().filter(telling) {
            let rarity = self.postings.rarity(*term);
            self.postings.of(*term).iter().for_each(|(document, w)| of_phrase.add(*document, rarity * w));
        }
        of_phrase.take(|document, sum, count| of_group.raise(document, weight * worth(terms.len(), sum, count)));
    }

    /// What an alternative is worth in a document, and by which words.
    fn found<'a>(&'a self, alternative: &'a Alternative, document: u32) -> Option<(f32, &'a str)> {
        match &alternative.wanted {
            Wanted::Topic(topic) => {
                let reach = self.topics.reach(*topic);
                let at = reach.binary_search_by_key(&document, |(d, ..)| *d).ok()?;
                Some((alternative.weight * reach[at].1, self.wording.text(reach[at].2)))
            }
            Wanted::Terms(terms) => {
                let of = |term: &u32| {
                    let list = self.postings.of(*term);
                    let at = list.binary_search_by_key(&document, |(d, _)| *d).ok()?;
                    Some(self.postings.rarity(*term) * list[at].1)
                };
                let found: Vec<f32> = terms.iter().filter_map(of).collect();
                let weight = alternative.weight * worth(terms.len(), found.iter().sum(), found.len() as u32);
                (weight > 0.0).then_some((weight, &*alternative.found))
            }
        }
    }

    /// The strongest alternative of each group that matches a document.
    fn reasons(&self, groups: &[Group], document: u32) -> Vec<Reason> {
        let mut reasons: Vec<(f32, Reason)> = Vec::new();
        for group in groups {
            let weighed = group
                .alternatives
                .iter()
                .filter_map(|a| self.found(a, document).map(|(weight, text)| (weight, text, a.how)));
            let Some((weight, found, how)) = weighed.max_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
            let reason = Reason { typed: group.typed.to_string(), found: found.to_owned(), how };
            if !reasons.iter().any(|(_, known)| *known == reason) {
                reasons.push((group.weight * weight, reason));
            }
        }
        reasons.sort_by(|a, b| b.0.total_cmp(&a.0));
        reasons.into_iter().take(MOST_REASONS).map(|(_, reason)| reason).collect()
    }
}

/// The bits of a score, the order in which it came, entry and document.
type Candidate = (u32, Reverse<usize>, u32, u32);

/// Scores by document, and which documents have one, to be used again and again.
struct Scores {
    all: Vec<(f32, u32)>,
    touched: Vec<u32>,
}

impl Scores {
    fn new(documents: usize) -> Scores {
        Scores { all: vec![(0.0, 0); documents], touched: Vec::new() }
    }

    fn at(&mut self, document: u32) -> &mut (f32, u32) {
        let at = &mut self.all[document as usize];
        if at.1 == 0 {
            self.touched.push(document);
        }
        at.1 += 1;
        at
    }

    fn add(&mut self, document: u32, score: f32) {
        self.at(document).0 += score;
    }

    fn raise(&mut self, document: u32, score: f32) {
        let at = self.at(document);
        at.0 = at.0.max(score);
    }

    /// Hands out every document with its score and how often it was given one, and forgets them.
    fn take(&mut self, mut each: impl FnMut(u32, f32, u32)) {
        for document in self.touched.drain(..) {
            let (score, count) = std::mem::take(&mut self.all[document as usize]);
            each(document, score, count);
        }
    }
}

/// What stands first when the words match alike.
fn standing(kind: Kind) -> f32 {
    match kind {
        Kind::Service => 1.0,
        Kind::LifeSituation => 0.9,
        Kind::Office | Kind::Authority => 0.85,
        Kind::Person => 0.8,
        Kind::Document => 0.75,
        Kind::Page => 0.7,
    }
}
