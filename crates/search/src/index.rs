//! Builds the inverted index: equal texts once, terms with stems and compound parts, one ready weight a posting.

use crate::compound::Splitter;
use crate::stem::Stems;
use crate::topics::Topics;
use crate::vocabulary::{Term, Vocabulary};
use crate::wording::{self, Wording};
use crate::{Entry, EntryText, Kind, Lang, Lexicon, fold};
use std::collections::HashMap;
use std::sync::Arc;

/// Weight and length normalisation of title, official name, keywords, summary, body.
const FIELDS: [(f32, f32); 5] = [(8.0, 0.5), (5.0, 0.4), (5.0, 0.3), (2.0, 0.5), (0.8, 0.6)];
/// How slowly repeated words saturate.
const SATURATION: f32 = 4.0;
/// How much a part of a compound counts beside the whole.
const PART: f32 = 0.6;
/// What it counts that a title, and that an official name or a keyword, is all of a query.
const WHOLE: (f32, f32) = (3.0, 2.5);
/// From this many documents on, terms that are in more than half of them are left out.
const LARGE: f32 = 5_000.0;
/// Most words of one field that are indexed.
const LONGEST_FIELD: usize = 4_000;

/// The finished index. Cheap to share; changes are made by building a new one from it.
pub struct Index {
    pub(crate) wording: Arc<Wording>,
    pub(crate) splitter: Splitter,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) topics: Topics,
    pub(crate) postings: Postings,
    pub(crate) documents: Vec<Document>,
    entries: usize,
}

/// Entries that share kind and texts.
pub(crate) struct Document {
    pub kind: Kind,
    pub titles: Vec<(Lang, Box<str>)>,
    /// The callers' numbers, in the order of their keys.
    pub entries: Vec<u32>,
}

/// For each term the documents with their weights, in order of document.
pub(crate) struct Postings {
    starts: Vec<u32>,
    list: Vec<(u32, f32)>,
    documents: f32,
}

impl Postings {
    /// The documents of a term with its weight there.
    pub fn of(&self, term: Term) -> &[(u32, f32)] {
        let at = |i: usize| self.starts.get(i).map_or(self.list.len(), |s| *s as usize);
        &self.list[at(term as usize)..at(term as usize + 1)]
    }

    /// Whether a term is in so many documents of a large index that it tells nothing.
    pub fn is_common(&self, term: Term) -> bool {
        self.documents > LARGE && self.of(term).len() as f32 * 2.0 > self.documents
    }

    /// How telling a term is.
    pub fn rarity(&self, term: Term) -> f32 {
        let with = self.of(term).len() as f32;
        (1.0 + (self.documents - with + 0.5) / (with + 0.5)).ln()
    }
}

type Field = Vec<u32>;

/// The words of all texts as numbers.
#[derive(Default)]
struct Reading {
    numbers: HashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
    /// For each word the languages of the texts that have it, as bits.
    languages: Vec<u8>,
    texts: Vec<(u32, Lang, [Field; 5])>,
    /// For each text its title, official name and keywords, each as one term with its weight.
    wholes: Vec<Vec<(String, f32)>>,
}

impl Reading {
    fn add(&mut self, document: u32, text: &EntryText, wording: &Wording) {
        let (stems, stop) = (&wording.stems, &wording.stop);
        let keywords = text.keywords.split(['\n', ',', ';']).map(|keyword| (keyword, WHOLE.1));
        let names = [(text.title.as_str(), WHOLE.0), (text.official.as_str(), WHOLE.1)];
        let whole = |(phrase, weight)| {
            let words = wording::subject_words(stop, phrase);
            let few = (1..=wording::LONGEST_PHRASE).contains(&words.len());
            few.then(|| (wording::whole(stems, text.lang, &words), weight))
        };
        self.wholes.push(names.into_iter().chain(keywords).filter_map(whole).collect());
        let fields = [&text.title, &text.official, &text.keywords, &text.summary, &text.body];
        let fields = fields.map(|field| {
            let words = fold::words(field, LONGEST_FIELD).into_iter().filter(|w| !stop.has(text.lang, w));
            words.map(|w| self.number(w, text.lang)).collect()
        });
        self.texts.push((document, text.lang, fields));
    }

    fn number(&mut self, word: String, lang: Lang) -> u32 {
        let number = match self.numbers.get(word.as_str()) {
            Some(number) => *number,
            None => {
                let number = self.words.len() as u32;
                self.words.push(word.as_str().into());
                self.languages.push(0);
                self.numbers.insert(word.into_boxed_str(), number);
                number
            }
        };
        self.languages[number as usize] |= 1 << lang as u8;
        number
    }
}

impl Index {
    /// Builds the index over all entries.
    pub fn build(entries: &[Entry], lexicon: &Lexicon) -> Index {
        Index::over(entries, Arc::new(Wording::read(lexicon)))
    }

    /// The index over other entries with the same lexicon. Quicker than to build one, because the lexicon is read.
    pub fn rebuild(&self, entries: &[Entry]) -> Index {
        Index::over(entries, Arc::clone(&self.wording))
    }

    fn over(entries: &[Entry], wording: Arc<Wording>) -> Index {
        let (documents, reading) = gather(entries, &wording);
        let own = reading.words.iter().zip(&reading.languages);
        let german = own.filter(|(_, languages)| **languages & 1 << Lang::De as u8 != 0).map(|(word, _)| &**word);
        let telling = german.filter(|word| !wording.stop.has_any(word));
        let splitter = Splitter::new(telling, Arc::clone(&wording.parts), &wording.stems);

        let mut terms = HashMap::new();
        let analysed = analyse(&reading, &splitter, &wording.stems, &mut terms);
        let wholes = number_wholes(&reading, &mut terms);
        let postings = post(&reading, &analysed, &wholes, terms.len(), documents.len());
        let mut languages = vec![0_u8; terms.len()];
        for ((_, lang, _), wholes) in reading.texts.iter().zip(&wholes) {
            wholes.iter().for_each(|(term, _)| languages[*term as usize] |= 1 << *lang as u8);
        }
        for of_word in &analysed {
            for (lang, found) in of_word.iter().enumerate() {
                found.iter().for_each(|(term, _)| languages[*term as usize] |= 1 << lang);
            }
        }
        let mut known: HashMap<Box<str>, (u32, u8)> =
            wording.spellings.iter().map(|(word, languages)| (word.clone(), (0, *languages))).collect();
        for ((word, languages), found) in reading.words.iter().zip(&reading.languages).zip(&analysed) {
            for (term, _) in found.iter().filter_map(|terms| terms.first()) {
                let used = known.entry(word.clone()).or_default();
                *used = (used.0.max(postings.of(*term).len() as u32), used.1 | languages);
            }
        }
        let vocabulary = Vocabulary::new(terms, languages, known);
        let topics = Topics::bind(&wording, &vocabulary, &postings, &splitter);
        Index { wording, splitter, vocabulary, topics, postings, documents, entries: entries.len() }
    }

    /// How many entries there are.
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// How many different texts there are; entries that authorities share count once.
    pub fn documents(&self) -> usize {
        self.documents.len()
    }
}

/// Puts entries with equal kind and texts together and reads each text once.
fn gather(entries: &[Entry], wording: &Wording) -> (Vec<Document>, Reading) {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|a, b| (&a.key, a.id).cmp(&(&b.key, b.id)));
    // Most entries share their texts in memory, which is seen without comparing them.
    let mut seen: HashMap<(Kind, *const EntryText), usize> = HashMap::new();
    let mut numbers: HashMap<(Kind, &[EntryText]), usize> = HashMap::new();
    let mut documents: Vec<Document> = Vec::new();
    let mut reading = Reading::default();
    for entry in sorted {
        let number = *seen.entry((entry.kind, entry.texts.as_ptr())).or_insert_with(|| {
            *numbers.entry((entry.kind, &*entry.texts)).or_insert_with(|| {
                let number = documents.len();
                let titles = entry.texts.iter().map(|t| (t.lang, t.title.as_str().into())).collect();
                documents.push(Document { kind: entry.kind, titles, entries: Vec::new() });
                entry.texts.iter().for_each(|text| reading.add(number as u32, text, wording));
                number
            })
        });
        documents[number].entries.push(entry.id);
    }
    (documents, reading)
}

/// For each word, for each language it is used in, its terms: its stem first, then the parts of a compound.
type Analysed = Vec<[Vec<(Term, f32)>; 4]>;

fn analyse(reading: &Reading, splitter: &Splitter, stems: &Stems, terms: &mut HashMap<Box<str>, Term>) -> Analysed {
    let mut term_of = |stem: String| {
        let next = terms.len() as Term;
        *terms.entry(stem.into_boxed_str()).or_insert(next)
    };
    let mut analysed: Analysed = vec![Default::default(); reading.words.len()];
    for (_, lang, fields) in &reading.texts {
        for word in fields.iter().flatten() {
            let found = &mut analysed[*word as usize][*lang as usize];
            if !found.is_empty() {
                continue;
            }
            let text = &*reading.words[*word as usize];
            found.push((term_of(stems.stem(*lang, text)), 1.0));
            if *lang == Lang::De {
                for part in splitter.split(text, stems) {
                    found.push((term_of(stems.stem(Lang::De, part)), PART));
                    for inner in splitter.split(part, stems) {
                        found.push((term_of(stems.stem(Lang::De, inner)), PART * PART));
                    }
                    found.extend(stems.root(part).map(|root| (term_of(root), PART)));
                }
                found.extend(stems.root(text).map(|root| (term_of(root), 1.0)));
            }
        }
    }
    analysed
}

/// The terms of whole titles and keywords, text by text.
fn number_wholes(reading: &Reading, terms: &mut HashMap<Box<str>, Term>) -> Vec<Vec<(Term, f32)>> {
    let mut number = |(whole, weight): &(String, f32)| {
        let next = terms.len() as Term;
        (*terms.entry(whole.as_str().into()).or_insert(next), *weight)
    };
    reading.wholes.iter().map(|wholes| wholes.iter().map(&mut number).collect()).collect()
}

/// Weighs every term in every document; of several languages the best counts.
fn post(
    reading: &Reading,
    analysed: &Analysed,
    wholes: &[Vec<(Term, f32)>],
    terms: usize,
    documents: usize,
) -> Postings {
    let mut average = [1.0_f32; 5];
    for (field, average) in average.iter_mut().enumerate() {
        let lengths = reading.texts.iter().map(|(_, _, fields)| fields[field].len()).filter(|length| *length > 0);
        let (texts, words) = lengths.fold((0_usize, 0_usize), |(n, sum), length| (n + 1, sum + length));
        *average = words.max(1) as f32 / texts.max(1) as f32;
    }
    let mut by_term: Vec<Vec<(u32, f32)>> = vec![Vec::new(); terms];
    let mut frequency: HashMap<Term, f32> = HashMap::new();
    for ((document, lang, fields), wholes) in reading.texts.iter().zip(wholes) {
        frequency.clear();
        for (number, field) in fields.iter().enumerate() {
            let (weight, normal) = FIELDS[number];
            let once = weight / (1.0 - normal + normal * field.len() as f32 / average[number]);
            for word in field {
                for (term, share) in &analysed[*word as usize][*lang as usize] {
                    *frequency.entry(*term).or_default() += once * share;
                }
            }
        }
        let saturated = |frequency: f32| frequency * (SATURATION + 1.0) / (frequency + SATURATION);
        let words = frequency.iter().map(|(term, frequency)| (*term, saturated(*frequency)));
        for (term, weight) in words.chain(wholes.iter().copied()) {
            match by_term[term as usize].last_mut() {
                Some((last, best)) if last == document => *best = best.max(weight),
                _ => by_term[term as usize].push((*document, weight)),
            }
        }
    }
    let mut starts = Vec::with_capacity(terms + 1);
    let mut list = Vec::with_capacity(by_term.iter().map(Vec::len).sum());
    for of_term in by_term {
        starts.push(list.len() as u32);
        list.extend(of_term);
    }
    starts.push(list.len() as u32);
    Postings { starts, list, documents: documents as f32 }
}
