//! Words that people use at a place for what the search knows otherwise: an authority's own additions, kept by its
//! editors. Those of the canton or Kreis hold at its communes too.

use crate::authority_settings::authorise;
use crate::error::Error;
use crate::portal::Portal;
use domain::Ctx;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::ops::Bound;
use store::{Db, Scope, authority_settings as table};

/// The word of this setting in the store.
pub(crate) const KIND: &str = "synonyms";
/// A longer list belongs into the lexicon.
pub const MOST: usize = 500;
/// Longer is no word any more.
const LONGEST: usize = 60;
/// Words that one of them may be made of.
const MOST_WORDS: usize = 3;
/// What one word can mean.
const MOST_MEANINGS: usize = 5;
/// Words of a query that are looked at, and other ways to say it that are tried.
const LOOKED_AT: usize = 12;
const MOST_WAYS: usize = 4;
/// Letters before something is offered while typing.
const SHORTEST_BEGINNING: usize = 3;

/// A word and what is meant by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synonym {
    /// As people say it.
    pub word: String,
    /// As the search knows it; the words for one meaning, or several meanings.
    pub means: Vec<String>,
}

/// Why a line cannot be read. Each names the line, or the word in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SynonymFault {
    /// There is no `=` with something on both sides.
    NoMeaning(String),
    /// One of the words is longer than 60 characters, or made of more than three.
    TooLong(String),
    /// A word with more than five meanings.
    TooManyMeanings(String),
    /// The word stands in the list already.
    Twice(String),
    /// It means itself.
    Itself(String),
    /// The list has more than so many lines.
    TooMany(usize),
}

/// The list of one authority, to be looked up by folded words.
#[derive(Debug, Default)]
pub struct Synonyms {
    list: Vec<Synonym>,
    /// In alphabetical order, so that beginnings are found too.
    by_word: BTreeMap<String, usize>,
}

impl Synonyms {
    pub(crate) fn new(list: Vec<Synonym>) -> Synonyms {
        let by_word = list.iter().enumerate().map(|(at, synonym)| (folded(&synonym.word), at)).collect();
        Synonyms { list, by_word }
    }

    fn find(&self, folded: &str) -> &[String] {
        self.by_word.get(folded).map_or(&[][..], |at| self.meanings(*at))
    }

    fn meanings(&self, at: usize) -> &[String] {
        self.list.get(at).map_or(&[][..], |synonym| &synonym.means)
    }

    /// What is meant by the words that begin so.
    fn begun<'s>(&'s self, beginning: &'s str) -> impl Iterator<Item = &'s String> {
        let from = self.by_word.range::<str, _>((Bound::Included(beginning), Bound::Unbounded));
        from.take_while(move |(word, _)| word.starts_with(beginning)).flat_map(|(_, at)| self.meanings(*at))
    }
}

fn folded(words: &str) -> String {
    search::words(words, LOOKED_AT).join(" ")
}

/// The list of the context's authority, in the order of its editors.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors.
pub fn list(portal: &Portal, ctx: &Ctx) -> Result<Vec<Synonym>, Error> {
    authorise(ctx)?;
    Ok(portal.settings.in_force().synonyms.get(&ctx.authority.key).map(|own| own.list.clone()).unwrap_or_default())
}

/// The list as lines to edit: `Wort = Bedeutung, andere Bedeutung`.
pub fn render(list: &[Synonym]) -> String {
    list.iter().map(|synonym| format!("{} = {}\n", synonym.word, synonym.means.join(", "))).collect()
}

/// Reads lines as [`render`] writes them. Empty lines are passed over.
///
/// # Errors
/// A fault for every line that cannot be read.
pub fn parse(lines: &str) -> Result<Vec<Synonym>, Vec<SynonymFault>> {
    let mut list: Vec<Synonym> = Vec::new();
    let mut faults = Vec::new();
    let mut known = HashSet::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match parse_line(line) {
            Err(fault) => faults.push(fault),
            Ok(synonym) if !known.insert(folded(&synonym.word)) => {
                faults.push(SynonymFault::Twice(synonym.word));
            }
            Ok(synonym) => list.push(synonym),
        }
        if list.len() > MOST {
            faults.push(SynonymFault::TooMany(MOST));
        }
        // Nobody mends more mistakes than these at once.
        if list.len() > MOST || faults.len() == 50 {
            break;
        }
    }
    if faults.is_empty() { Ok(list) } else { Err(faults) }
}

fn parse_line(line: &str) -> Result<Synonym, SynonymFault> {
    let shown = || line.chars().take(LONGEST).collect::<String>();
    let tidy = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let (word, means) = line.split_once('=').ok_or_else(|| SynonymFault::NoMeaning(shown()))?;
    let word = tidy(word);
    let means: Vec<String> = means.split(',').map(tidy).filter(|meaning| !folded(meaning).is_empty()).collect();
    if folded(&word).is_empty() || means.is_empty() {
        return Err(SynonymFault::NoMeaning(shown()));
    }
    let is_long = |words: &String| words.chars().count() > LONGEST || words.split(' ').count() > MOST_WORDS;
    if let Some(long) = std::iter::once(&word).chain(&means).find(|words| is_long(words)) {
        return Err(SynonymFault::TooLong(long.chars().take(LONGEST).collect()));
    }
    if means.len() > MOST_MEANINGS {
        return Err(SynonymFault::TooManyMeanings(word));
    }
    if means.iter().any(|meaning| folded(meaning) == folded(&word)) {
        return Err(SynonymFault::Itself(word));
    }
    Ok(Synonym { word, means })
}

/// Puts a list in force, on every node within a second.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors.
pub async fn keep(db: &Db, ctx: &Ctx, list: &[Synonym]) -> Result<(), Error> {
    authorise(ctx)?;
    let actor = crate::process::actor_name(&ctx.actor);
    let mut tx = db.write(Scope::of(ctx)).await?;
    table::save(&mut tx, KIND, &list, &actor, ctx.now()).await?;
    Ok(tx.commit().await?)
}

/// What was typed, said in other ways: each word of the lists replaced by what it means here. Most often nothing.
pub(crate) fn ways_to_say(portal: &Portal, ctx: &Ctx, typed: &str) -> Vec<String> {
    with_lists(portal, ctx, |lists| replaced(lists, &search::words(typed, LOOKED_AT)))
}

/// What may be meant by a word that somebody began to type.
pub(crate) fn meant_by(portal: &Portal, ctx: &Ctx, beginning: &str) -> Vec<String> {
    with_lists(portal, ctx, |lists| {
        let beginning = folded(beginning);
        if beginning.len() < SHORTEST_BEGINNING {
            return Vec::new();
        }
        lists.iter().flat_map(|list| list.begun(&beginning)).take(MOST_WAYS).cloned().collect()
    })
}

/// Looks into the lists that hold at the context's place: its own first, then the one of the canton or Kreis.
fn with_lists(portal: &Portal, ctx: &Ctx, look: impl FnOnce(&[&Synonyms]) -> Vec<String>) -> Vec<String> {
    let in_force = portal.settings.in_force();
    if in_force.synonyms.is_empty() {
        return Vec::new();
    }
    let here = &ctx.authority;
    let lead = portal.directory.lead_of(&here.federation).filter(|lead| lead.key != here.key);
    let keys = std::iter::once(here.key.as_str()).chain(lead.as_ref().map(|lead| lead.key.as_str()));
    let lists: Vec<&Synonyms> = keys.filter_map(|key| in_force.synonyms.get(key)).collect();
    look(&lists)
}

fn replaced(lists: &[&Synonyms], words: &[String]) -> Vec<String> {
    let mut ways: Vec<String> = Vec::new();
    // The longest first: who says three words means something of its own.
    for length in (1..=MOST_WORDS.min(words.len())).rev() {
        for (at, window) in words.windows(length).enumerate() {
            let said = window.join(" ");
            for meaning in lists.iter().flat_map(|list| list.find(&said)) {
                let (before, after) = (&words[..at], &words[at + length..]);
                let parts = before.iter().map(String::as_str).chain([meaning.as_str()]);
                let way = parts.chain(after.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
                if !ways.contains(&way) {
                    ways.push(way);
                }
                if ways.len() == MOST_WAYS {
                    return ways;
                }
            }
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> Vec<Synonym> {
        parse(lines).unwrap_or_default()
    }

    #[test]
    fn lines_are_read_and_written_alike() {
        let lines = "Güselkarte = Abfallmarke\nStörung im Netz = Strom, Wasser\n";
        assert_eq!(render(&read(lines)), lines);
        assert_eq!(render(&read("\n  Güsel  karte=Abfall ,, Marke,\n\n")), "Güsel karte = Abfall, Marke\n");
    }

    #[test]
    fn each_fault_says_where_it_is() {
        let faults = |lines: &str| parse(lines).err().unwrap_or_default();
        assert_eq!(faults("Güselkarte"), [SynonymFault::NoMeaning("Güselkarte".to_owned())]);
        assert_eq!(faults("=Abfall\nx = ,.,"), ["=Abfall", "x = ,.,"].map(|l| SynonymFault::NoMeaning(l.to_owned())));
        assert_eq!(faults("a = b\nÄ = c\nA = d"), ["Ä", "A"].map(|word| SynonymFault::Twice(word.to_owned())));
        assert_eq!(faults("Strasse = Straße"), [SynonymFault::Itself("Strasse".to_owned())]);
        assert_eq!(faults("a b c d = e"), [SynonymFault::TooLong("a b c d".to_owned())]);
        assert_eq!(faults("a = b,c,d,e,f,g"), [SynonymFault::TooManyMeanings("a".to_owned())]);
        let long: String = (0..=MOST).map(|n| format!("wort{n} = abfall\n")).collect();
        assert_eq!(faults(&long), [SynonymFault::TooMany(MOST)]);
        assert_eq!(faults(&"x\n".repeat(10_000)).len(), 50);
    }

    #[test]
    fn a_word_is_replaced_wherever_it_stands_and_the_longest_first() {
        let here = Synonyms::new(read("Güsel = Abfall\nGüsel weg = Sperrgut"));
        let above = Synonyms::new(read("güsel = Kehricht"));
        let ways = |typed: &str| replaced(&[&here, &above], &search::words(typed, LOOKED_AT));
        assert_eq!(ways("wohin mit GÜSEL?"), ["wohin mit Abfall", "wohin mit Kehricht"]);
        assert_eq!(ways("güsel weg bitte"), ["Sperrgut bitte", "Abfall weg bitte", "Kehricht weg bitte"]);
        assert_eq!(ways("Hund anmelden"), Vec::<String>::new());
        assert_eq!(ways(""), Vec::<String>::new());
        assert!(ways(&"güsel ".repeat(2_000)).len() <= MOST_WAYS);
        let begun = |beginning: &str| here.begun(beginning).cloned().collect::<Vec<_>>();
        assert_eq!(begun("gus"), ["Abfall", "Sperrgut"]);
        assert_eq!(begun("gusel w"), ["Sperrgut"]);
        assert_eq!(begun("h"), Vec::<String>::new());
    }
}
