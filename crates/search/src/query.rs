//! Understands what was typed: subject words, each with its alternatives (stems, lexicon, parts, corrections,
//! completions), phrases of the lexicon and separated verbs ("melde … an").

use crate::index::Index;
use crate::vocabulary::Term;
use crate::wording::{self, LONGEST_PHRASE};
use crate::{Lang, fold, typo};

/// Most words of a query that are looked at.
const MOST_WORDS: usize = 24;
/// Weight of another language than the reader's where hers knows nothing of a word, and where it does.
const OTHER_LANGUAGE: (f32, f32) = (0.9, 0.6);
/// Weight of the parts of a compound that is itself known, and of one that is not.
const PARTS: (f32, f32) = (0.35, 0.8);
/// Weight of a word of which only the root is the same.
const ROOT: f32 = 0.4;
/// The least weight with which a word leads to a topic whose words may stand for it within a phrase.
const SURE: f32 = 0.5;
/// Particles that German verbs drop at the end of a sentence.
const PARTICLES: [&str; 12] = ["an", "ab", "um", "aus", "ein", "auf", "zu", "zuruck", "nach", "mit", "weg", "vor"];

/// How a hit was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// The word itself, in any inflection.
    Word,
    /// A part of a compound, or parts that were written apart.
    Part,
    /// The lexicon.
    Synonym,
    /// A corrected typing mistake.
    Typo,
    /// The word was begun.
    Beginning,
}

/// What satisfies a typed word.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wanted {
    /// Terms that together are one phrase.
    Terms(Vec<Term>),
    /// A topic of the lexicon.
    Topic(u32),
}

/// One way to satisfy a typed word.
pub(crate) struct Alternative {
    pub wanted: Wanted,
    pub weight: f32,
    pub how: How,
    pub found: Box<str>,
}

impl Alternative {
    fn term(term: Term, weight: f32, how: How, found: &str) -> Alternative {
        Alternative { wanted: Wanted::Terms(vec![term]), weight, how, found: found.into() }
    }
}

/// A typed word or phrase with everything that satisfies it; the best alternative counts.
pub(crate) struct Group {
    /// Which words of the query it covers, as bits.
    pub words: u32,
    pub weight: f32,
    pub typed: Box<str>,
    pub alternatives: Vec<Alternative>,
}

impl Group {
    /// Of alternatives that want the same, keeps the weightiest.
    fn tidy(&mut self) {
        let order = |a: &Alternative, b: &Alternative| {
            a.wanted.cmp(&b.wanted).then(b.weight.total_cmp(&a.weight)).then(a.how.cmp(&b.how))
        };
        self.alternatives.sort_by(order);
        self.alternatives.dedup_by(|next, kept| next.wanted == kept.wanted);
    }
}

/// How far corrections and completions go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    Usual,
    Relaxed,
}

impl Index {
    /// Reads a query into groups. Empty when nothing in it is known.
    pub(crate) fn understand(&self, text: &str, lang: Lang, effort: Effort) -> Vec<Group> {
        let all = fold::words(text, MOST_WORDS);
        let mut subject: Vec<(usize, &str)> = all
            .iter()
            .enumerate()
            .filter(|(_, w)| !self.wording.stop.has_any(w))
            .map(|(i, w)| (i, w.as_str()))
            .collect();
        if subject.is_empty() {
            subject = all.iter().enumerate().map(|(i, w)| (i, w.as_str())).collect();
        }
        let typing = text.chars().next_back().is_some_and(char::is_alphanumeric);
        let mut groups = Vec::new();
        let mut spelled: Vec<String> = Vec::new();
        for (nth, (place, word)) in subject.iter().enumerate() {
            let begun = effort == Effort::Relaxed || (typing && nth + 1 == subject.len());
            let verbs: Vec<String> = all[place + 1..]
                .iter()
                .filter(|w| PARTICLES.contains(&w.as_str()))
                .map(|particle| format!("{particle}{word}"))
                .collect();
            spelled.push(self.add_word(word, &verbs, 1 << place, lang, begun, effort, &mut groups));
        }
        let spelled: Vec<(usize, &str)> =
            subject.iter().zip(&spelled).map(|((place, _), word)| (*place, word.as_str())).collect();
        self.add_phrases(&spelled, lang, &mut groups);
        self.add_whole(&spelled, lang, &mut groups);
        groups.retain(|group| !group.alternatives.is_empty());
        groups.iter_mut().for_each(Group::tidy);
        groups
    }

    /// Adds the groups of one word and gives the word back as it is spelled, corrected where that was needed.
    #[expect(clippy::too_many_arguments, reason = "one call in one place; a struct would only rename them")]
    fn add_word(
        &self,
        word: &str,
        verbs: &[String],
        words: u32,
        lang: Lang,
        begun: bool,
        effort: Effort,
        groups: &mut Vec<Group>,
    ) -> String {
        let mut alternatives = self.meanings(word, lang, 1.0, How::Word);
        let known = !alternatives.is_empty();
        for verb in verbs {
            alternatives.extend(self.meanings(verb, lang, 1.0, How::Word));
        }
        let mut spelled = word.to_owned();
        let mut parts: Vec<String> =
            self.splitter.split(word, &self.wording.stems).into_iter().map(str::to_owned).collect();
        if alternatives.is_empty() {
            alternatives.extend(self.verb_forms(word, lang));
        }
        if let [_, _] = parts[..] {
            // The parts of a compound may be a phrase of the lexicon.
            alternatives.extend(self.synonyms(&wording::key(&self.wording.stems, Lang::De, &parts), 1.0));
        }
        let mistaken = !self.splitter.knows(word) && !self.vocabulary.has_word(word) && parts.is_empty();
        if alternatives.is_empty() && (mistaken || effort == Effort::Relaxed) {
            let letters = word.chars().count();
            let allowed = if effort == Effort::Relaxed { (letters / 3).min(4) } else { typo::allowed(letters) };
            for (nearest, distance) in self.vocabulary.nearest(word, lang, allowed, 5) {
                let weight = 0.9_f32.powi(distance as i32);
                let meanings = self.meanings(&nearest.text, lang, weight, How::Typo);
                if alternatives.is_empty() && !meanings.is_empty() {
                    spelled = nearest.text.to_string();
                }
                alternatives.extend(meanings);
            }
        }
        if alternatives.is_empty() && parts.is_empty() {
            parts = self.mended_parts(word);
        }
        if begun && word.len() >= 2 {
            let weight = if known { 0.4 } else { 0.75 };
            for completion in self.vocabulary.completions(word, 12) {
                if known && completion.documents == 0 {
                    continue;
                }
                let weight = if completion.documents == 0 { weight * 0.5 } else { weight };
                alternatives.extend(self.meanings(&completion.text, lang, weight, How::Beginning));
            }
        }
        groups.push(Group { words, weight: 1.0, typed: word.into(), alternatives });
        let weight = if known { PARTS.0 } else { PARTS.1 };
        for part in parts {
            let inner = self.splitter.split(&part, &self.wording.stems);
            for inner in inner {
                let alternatives = self.meanings(inner, lang, 1.0, How::Part);
                groups.push(Group { words, weight: weight * PARTS.0, typed: word.into(), alternatives });
            }
            let alternatives = self.meanings(&part, lang, 1.0, How::Part);
            groups.push(Group { words, weight, typed: word.into(), alternatives });
        }
        spelled
    }

    /// What a folded word stands for: its stems in the index and where the lexicon leads, in the reader's language and,
    /// for less, in the others.
    fn meanings(&self, word: &str, lang: Lang, weight: f32, how: How) -> Vec<Alternative> {
        let mut meanings: Vec<Alternative> = Vec::new();
        for other in std::iter::once(lang).chain(Lang::ALL.into_iter().filter(|l| *l != lang)) {
            let weight = match (other == lang, meanings.is_empty()) {
                (true, _) => weight,
                (false, true) => weight * OTHER_LANGUAGE.0,
                (false, false) => weight * OTHER_LANGUAGE.1,
            };
            if let Some(term) = self.vocabulary.find_term(other, &self.wording.stems.stem(other, word)) {
                meanings.push(Alternative::term(term, weight, how, word));
            }
            let root = if other == Lang::De { self.wording.stems.root(word) } else { None };
            if let Some(term) = root.as_ref().and_then(|root| self.vocabulary.find_term(other, root)) {
                meanings.push(Alternative::term(term, weight * ROOT, how, word));
            }
            let whole = wording::key(&self.wording.stems, other, &[word]);
            let synonyms = self.synonyms(&whole, weight);
            for synonym in synonyms.chain(root.iter().flat_map(|root| self.synonyms(root, weight))) {
                if !meanings.iter().any(|known| known.wanted == synonym.wanted && known.weight >= synonym.weight) {
                    meanings.push(synonym);
                }
            }
        }
        meanings
    }

    fn synonyms(&self, key: &str, weight: f32) -> impl Iterator<Item = Alternative> + use<'_> {
        let leading = self.wording.leads(key).iter().filter(|(topic, _)| !self.topics.reach(*topic).is_empty());
        leading.map(move |(topic, lexical)| Alternative {
            wanted: Wanted::Topic(*topic),
            weight: weight * lexical,
            how: How::Synonym,
            found: Box::default(),
        })
    }

    /// Forms that the stemmer leaves: "anzumelden" and "angemeldet" as "anmelden", "gebaut" and "baut" as "bauen".
    fn verb_forms(&self, word: &str, lang: Lang) -> Vec<Alternative> {
        let infinitive = |form: &str| {
            let bare = ["et", "st", "t", "e"].iter().find_map(|end| form.strip_suffix(end)).unwrap_or(form);
            format!("{bare}en")
        };
        let mut verbs = Vec::new();
        for particle in PARTICLES {
            let Some(rest) = word.strip_prefix(particle) else { continue };
            let Some(rest) = rest.strip_prefix("zu").or_else(|| rest.strip_prefix("ge")) else { continue };
            verbs.push(format!("{particle}{rest}"));
            verbs.push(format!("{particle}{}", infinitive(rest)));
        }
        if word.len() >= 4 {
            verbs.extend(word.strip_prefix("ge").map(infinitive));
            verbs.extend(word.strip_suffix('t').map(|bare| format!("{bare}en")));
        }
        let found = verbs.iter().map(|verb| self.meanings(verb, lang, 0.95, How::Word));
        found.into_iter().find(|meanings| !meanings.is_empty()).unwrap_or_default()
    }

    /// The parts of a compound with one mistake in one of two parts.
    fn mended_parts(&self, word: &str) -> Vec<String> {
        if !word.is_ascii() || word.len() < 9 {
            return Vec::new();
        }
        for at in (4..=word.len() - 4).rev() {
            let (left, right) = word.split_at(at);
            let (good, bad, bad_first) = if self.splitter.knows(left) {
                (left, right, false)
            } else if self.splitter.knows(right) {
                (right, left, true)
            } else {
                continue;
            };
            let allowed = typo::allowed(bad.len()).min(1);
            if let Some((mended, _)) = self.vocabulary.nearest(bad, Lang::De, allowed, 1).first() {
                let (good, mended) = (good.to_owned(), mended.text.to_string());
                return if bad_first { vec![mended, good] } else { vec![good, mended] };
            }
        }
        Vec::new()
    }

    /// Phrases of the lexicon, and neighbours that belong together ("park ausweis").
    fn add_phrases(&self, subject: &[(usize, &str)], lang: Lang, groups: &mut Vec<Group>) {
        for length in 2..=LONGEST_PHRASE.min(subject.len()) {
            for window in subject.windows(length) {
                let words = window.iter().fold(0_u32, |bits, (place, _)| bits | 1 << place);
                let texts: Vec<&str> = window.iter().map(|(_, word)| *word).collect();
                let keys = Lang::ALL.map(|l| wording::key(&self.wording.stems, l, &texts));
                let mut alternatives: Vec<Alternative> = keys.iter().flat_map(|key| self.synonyms(key, 1.0)).collect();
                if length == 2 {
                    alternatives.extend(self.said_otherwise(&texts, lang));
                    let linked = ["", "s"].map(|link| texts.join(link));
                    let joined = linked.iter().flat_map(|word| self.meanings(word, lang, 0.8, How::Part));
                    alternatives.extend(joined);
                }
                let typed = texts.join(" ").into();
                groups.push(Group { words, weight: length as f32 * 0.8, typed, alternatives });
            }
        }
    }

    /// Phrases of the lexicon of which one word was said otherwise: "Töff abmelden" for "Motorrad abmelden".
    fn said_otherwise(&self, typed: &[&str], lang: Lang) -> Vec<Alternative> {
        let mut stems: Vec<String> = typed.iter().map(|word| self.wording.stems.stem(lang, word)).collect();
        let mut found = Vec::new();
        for at in 0..stems.len() {
            let said = stems[at].clone();
            for (topic, weight) in self.wording.leads(&wording::stemmed_key(lang, &[&said])) {
                if *weight < SURE {
                    continue;
                }
                for other in self.wording.words_of(*topic, lang) {
                    stems[at].clear();
                    stems[at].push_str(other);
                    found.extend(self.synonyms(&wording::stemmed_key(lang, &stems), *weight));
                }
            }
            stems[at] = said;
        }
        found
    }

    /// The whole query as a title or as a keyword of the editors.
    fn add_whole(&self, subject: &[(usize, &str)], lang: Lang, groups: &mut Vec<Group>) {
        if subject.len() > LONGEST_PHRASE {
            return;
        }
        let words = subject.iter().fold(0_u32, |bits, (place, _)| bits | 1 << place);
        let texts: Vec<&str> = subject.iter().map(|(_, word)| *word).collect();
        let typed = texts.join(" ");
        let whole = |other: Lang| {
            let term = self.vocabulary.find_term(other, &wording::whole(&self.wording.stems, other, &texts))?;
            let weight = if other == lang { 1.0 } else { OTHER_LANGUAGE.1 };
            Some(Alternative::term(term, weight, How::Word, &typed))
        };
        let alternatives = Lang::ALL.into_iter().filter_map(whole).collect();
        groups.push(Group { words, weight: 1.0, typed: typed.as_str().into(), alternatives });
    }
}
