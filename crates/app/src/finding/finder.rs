//! The search index over services, life situations, authorities and offices; one per country, because words differ.

use super::{Situation, is_known};
use crate::catalogue::Entry;
use crate::packages::Package;
use crate::portal::Portal;
use crate::specialisations::InForce;
use crate::synonyms;
use ::catalogue::TextModule;
use domain::{Authority, Country, Ctx, Directory, Lang};
use jiff::civil::Date;
use search::{EntryText, Index, Kind, Lexicon, Query, Suggestion};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What a hit leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A service, by key.
    Service(String),
    /// A life situation, by key.
    Situation(String),
    /// An authority, by key.
    Authority(String),
    /// An office, by authority and key.
    Office(String, String),
    /// A service of a catalogue that an authority brought in, by authority and key.
    Entry(String, String),
    /// A document of such a service, to be had at an address: authority, key of the service, position in its list.
    Document(String, String, usize),
    /// Somebody who works there: authority, key of the office, position in its list.
    Person(String, String, usize),
}

/// The index of everything that can be found.
pub struct Finder {
    shelves: BTreeMap<Country, Shelf>,
    /// Life situations in the order of the tiles.
    pub situations: Vec<Situation>,
    /// Services of catalogues that authorities brought in.
    pub entries: Vec<Arc<Entry>>,
    /// Services as authorities have them, where that differs.
    pub specialised: InForce,
}

struct Shelf {
    index: Index,
    targets: Vec<Target>,
    /// Whose words an entry is made of, where they are not those that all share.
    said_by: HashMap<u32, String>,
}

impl Shelf {
    /// What an entry leads to. Whose words were found is not the reader's matter: she gets the service of her place.
    fn target(&self, entry: u32) -> Option<Target> {
        self.targets.get(entry as usize).cloned()
    }

    /// How much an entry counts at the reader's place; none hides it.
    fn weight(&self, portal: &Portal, place: &Place<'_>, entry: u32) -> Option<f32> {
        let target = self.targets.get(entry as usize)?;
        let Target::Service(key) = target else { return weight(portal, place, target) };
        // Of all the words about a service only those of the reader's place are found there.
        let said_by = self.said_by.get(&entry).map(String::as_str);
        if place.whose(key) != said_by {
            return None;
        }
        match said_by {
            Some(_) => place.of_service(&*place.specialised.find(place.here, place.lead.as_deref(), key)?),
            None => place.of_service(portal.services.get(key)?),
        }
    }
}

/// A hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// What it is.
    pub target: Target,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Hits, best first.
    pub hits: Vec<Hit>,
    /// True when nothing was hit and these are only the nearest.
    pub only_near: bool,
}

impl Finder {
    /// Indexes everything.
    pub fn build(
        services: &BTreeMap<String, Arc<Package>>,
        situations: Vec<Situation>,
        directory: &Directory,
        entries: Vec<Arc<Entry>>,
        specialised: InForce,
        lexicon: &Lexicon,
    ) -> Finder {
        let mut finder = Finder { shelves: BTreeMap::new(), situations, entries, specialised };
        for country in [Country::Ch, Country::De] {
            // The lexicon is read once for both.
            let first = finder.shelves.values().next();
            let index = |entries: &[search::Entry]| match first {
                Some(shelf) => shelf.index.rebuild(entries),
                None => Index::build(entries, lexicon),
            };
            let shelf = finder.shelf(country, services, directory, index);
            finder.shelves.insert(country, shelf);
        }
        finder
    }

    /// Indexes everything anew with the same situations and lexicon.
    pub fn rebuild(
        &self,
        services: &BTreeMap<String, Arc<Package>>,
        directory: &Directory,
        entries: Vec<Arc<Entry>>,
        specialised: InForce,
    ) -> Finder {
        let situations = self.situations.clone();
        let mut finder = Finder { shelves: BTreeMap::new(), situations, entries, specialised };
        for (country, before) in &self.shelves {
            let shelf = finder.shelf(*country, services, directory, |entries| before.index.rebuild(entries));
            finder.shelves.insert(*country, shelf);
        }
        finder
    }

    /// Whether an authority brought in a catalogue.
    pub fn has_entries(&self, authority: &str) -> bool {
        !self.entries_of(authority).is_empty()
    }

    /// The services that an authority brought in.
    pub fn entries_of(&self, authority: &str) -> &[Arc<Entry>] {
        let from = self.entries.partition_point(|entry| entry.authority.as_str() < authority);
        let to = self.entries.partition_point(|entry| entry.authority.as_str() <= authority);
        self.entries.get(from..to).unwrap_or_default()
    }

    /// A service that an authority brought in, by its key.
    pub fn find_entry(&self, authority: &str, key: &str) -> Option<Arc<Entry>> {
        self.entries_of(authority).iter().find(|entry| entry.key == key).cloned()
    }

    /// Everything of one country, made findable by `index`.
    fn shelf(
        &self,
        country: Country,
        services: &BTreeMap<String, Arc<Package>>,
        directory: &Directory,
        index: impl FnOnce(&[search::Entry]) -> Index,
    ) -> Shelf {
        let mut targets = Vec::new();
        let mut entries = Vec::new();
        let mut add = |target: Target, key: &str, kind: Kind, texts: Vec<EntryText>| {
            let id = targets.len() as u32;
            entries.push(search::Entry { id, key: key.to_owned(), kind, texts: texts.into() });
            targets.push(target);
            id
        };
        let mut said_by = HashMap::new();
        for package in services.values().filter(|p| p.descriptor.countries.contains(&country)) {
            let texts = Lang::ALL.iter().map(|lang| service_text(package, *lang, country)).collect();
            add(Target::Service(package.key.clone()), &package.key, Kind::Service, texts);
        }
        for (authority, package) in self.specialised.all() {
            if directory.find(authority).is_some_and(|of| of.country == country) {
                let texts = Lang::ALL.iter().map(|lang| service_text(package, *lang, country)).collect();
                said_by.insert(
                    add(Target::Service(package.key.clone()), &package.key, Kind::Service, texts),
                    authority.to_owned(),
                );
            }
        }
        let here = |entry: &&Arc<Entry>| directory.find(&entry.authority).is_some_and(|a| a.country == country);
        for entry in self.entries.iter().filter(here) {
            let texts = Lang::ALL.into_iter().filter_map(|lang| entry_text(entry, lang)).collect();
            add(Target::Entry(entry.authority.clone(), entry.key.clone()), &entry.key, Kind::Service, texts);
            for (at, texts) in entry.files().filter_map(|(at, ..)| Some((at, file_texts(entry, at)?))) {
                let target = Target::Document(entry.authority.clone(), entry.key.clone(), at);
                add(target, &entry.key, Kind::Document, texts);
            }
        }
        for situation in &self.situations {
            let texts = Lang::ALL
                .iter()
                .map(|lang| EntryText {
                    summary: situation.line.get(*lang).to_owned(),
                    ..EntryText::titled(*lang, situation.title.get(*lang))
                })
                .collect();
            add(Target::Situation(situation.key.clone()), &situation.key, Kind::LifeSituation, texts);
        }
        let mut merged: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for authority in directory.authorities() {
            if let Some(merger) = &authority.merged_into {
                merged.entry(&merger.successor).or_default().push(&authority.name);
            }
        }
        for authority in directory.authorities().filter(|a| a.country == country) {
            let merged = merged.get(authority.key.as_str()).into_iter().flatten().copied();
            let former: Vec<&str> = authority.former.iter().map(|f| f.name.as_str()).chain(merged).collect();
            let text = EntryText {
                official: authority.full_name(Lang::De),
                keywords: former.join("\n"),
                ..EntryText::titled(Lang::De, &authority.name)
            };
            add(Target::Authority(authority.key.clone()), &authority.key, Kind::Authority, vec![text]);
            for office in directory.offices_of(&authority.key) {
                let texts = office.name.0.iter().map(|(lang, name)| EntryText::titled(*lang, name)).collect();
                add(Target::Office(authority.key.clone(), office.key.clone()), &office.key, Kind::Office, texts);
                for (at, person) in office.staff.iter().enumerate() {
                    let text = |lang: Lang| EntryText {
                        official: person.function.get(lang).to_owned(),
                        keywords: office.name.get(lang).to_owned(),
                        ..EntryText::titled(lang, &person.name)
                    };
                    let target = Target::Person(authority.key.clone(), office.key.clone(), at);
                    add(target, &office.key, Kind::Person, Lang::ALL.map(text).to_vec());
                }
            }
        }
        Shelf { index: index(&entries), targets, said_by }
    }
}

fn service_text(package: &Package, lang: Lang, country: Country) -> EntryText {
    let texts = package.texts(lang, country);
    EntryText {
        lang,
        title: texts.title.clone().unwrap_or_default(),
        official: texts.official.clone().unwrap_or_default(),
        keywords: texts.keywords.join("\n"),
        summary: texts.summary.clone().unwrap_or_default(),
        body: texts.description.join(" "),
    }
}

/// What an entry says in a language; none when it says nothing in it.
fn entry_text(entry: &Entry, lang: Lang) -> Option<EntryText> {
    let own = |module: TextModule| entry.text(module, lang).filter(|(_, really)| *really == lang).map(|(text, _)| text);
    let keywords: Vec<&str> = entry.service.keywords_in(lang.code()).collect();
    let title = own(TextModule::Title).or_else(|| own(TextModule::Official));
    if title.is_none() && keywords.is_empty() {
        return None;
    }
    let body = [TextModule::Full, TextModule::Requirements, TextModule::Procedure, TextModule::Hints].map(own);
    Some(EntryText {
        lang,
        title: title.unwrap_or_default(),
        official: own(TextModule::Official).unwrap_or_default(),
        keywords: keywords.join("\n"),
        summary: own(TextModule::Teaser).or_else(|| own(TextModule::Short)).unwrap_or_default(),
        body: body.into_iter().flatten().collect::<Vec<_>>().join(" "),
    })
}

/// What a document is found by: its title, and the service that it belongs to.
fn file_texts(entry: &Entry, at: usize) -> Option<Vec<EntryText>> {
    let titles = &entry.service.documents.get(at)?.title;
    let text = |lang: Lang| {
        let title = titles.in_language(lang.code())?;
        Some(EntryText { summary: entry.title(lang).0, ..EntryText::titled(lang, title) })
    };
    Some(Lang::ALL.into_iter().filter_map(text).collect())
}

/// The reader's place, looked up once a query.
struct Place<'c> {
    here: &'c Authority,
    lead: Option<Arc<Authority>>,
    has_entries: bool,
    today: Date,
    specialised: &'c InForce,
}

impl<'c> Place<'c> {
    fn of(portal: &Portal, finder: &'c Finder, ctx: &'c Ctx) -> Place<'c> {
        let here = ctx.authority.as_ref();
        let lead = portal.directory.lead_of(&here.federation);
        let has_entries = finder.has_entries(&here.key);
        Place { here, lead, has_entries, today: ctx.today(), specialised: &finder.specialised }
    }

    fn lead(&self) -> Option<&str> {
        self.lead.as_ref().map(|lead| lead.key.as_str())
    }

    /// Whose words about a service hold here; none where it is as all have it.
    fn whose(&self, service: &str) -> Option<&str> {
        self.specialised.whose(&self.here.key, self.lead(), service)
    }

    fn of_service(&self, package: &Package) -> Option<f32> {
        // Where an authority brought its own catalogue, what it says itself comes before our example texts; what can be
        // done online stays.
        let own_words = self.has_entries && !super::is_online(package, self.here);
        is_known(package, self.here).then_some(if own_words { 0.6 } else { 1.0 })
    }
}

/// How much a target counts at the reader's place; none hides it.
fn weight(portal: &Portal, place: &Place<'_>, target: &Target) -> Option<f32> {
    let here = place.here;
    match target {
        Target::Service(key) => place.of_service(portal.services.get(key)?),
        Target::Entry(authority, _) | Target::Document(authority, ..) => {
            (*authority == here.key || place.lead() == Some(authority.as_str())).then_some(1.0)
        }
        Target::Situation(_) => Some(0.9),
        Target::Authority(key) => {
            let authority = portal.directory.find(key)?;
            let is_ours = authority.federation == here.federation && authority.answers_on(place.today);
            is_ours.then_some(if *key == here.key { 1.0 } else { 0.8 })
        }
        Target::Office(authority, _) => (*authority == here.key).then_some(0.8),
        // Whoever types a name finds the person; whoever types a matter should find the service first.
        Target::Person(authority, _, _) => (*authority == here.key).then_some(0.5),
    }
}

/// Answers what somebody typed, seen from the place of the context; only these kinds, or all where there are none.
pub fn search(portal: &Portal, ctx: &Ctx, typed: &str, kinds: &[Kind], limit: usize) -> Found {
    let finder = portal.finder();
    let Some(shelf) = finder.shelves.get(&ctx.authority.country) else {
        return Found { hits: Vec::new(), only_near: false };
    };
    let place = Place::of(portal, &finder, ctx);
    let boost = |entry: u32| shelf.weight(portal, &place, entry);
    let query = Query { limit, kinds, boost: &boost };
    let lang = ctx.lang.base();
    let mut hits = shelf.index.search(typed, lang, &query);
    for way in synonyms::ways_to_say(portal, ctx, typed) {
        join(&mut hits, shelf.index.search(&way, lang, &query), limit);
    }
    let only_near = hits.is_empty();
    if only_near {
        hits = shelf.index.nearest(typed, lang, &query);
    }
    let hits =
        hits.into_iter().filter_map(|hit| Some(Hit { target: shelf.target(hit.entry)?, score: hit.score })).collect();
    Found { hits, only_near }
}

/// Adds hits of the same wish in other words; of an entry the better one stays.
fn join(hits: &mut Vec<search::Hit>, further: Vec<search::Hit>, limit: usize) {
    for hit in further {
        match hits.iter_mut().find(|known| known.entry == hit.entry) {
            Some(known) if known.score < hit.score => *known = hit,
            Some(_) => {}
            None => hits.push(hit),
        }
    }
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    hits.truncate(limit);
}

/// What somebody may be about to type.
pub fn suggest(portal: &Portal, ctx: &Ctx, beginning: &str, limit: usize) -> Vec<(String, Target)> {
    let finder = portal.finder();
    let Some(shelf) = finder.shelves.get(&ctx.authority.country) else { return Vec::new() };
    let place = Place::of(portal, &finder, ctx);
    let boost = |entry: u32| shelf.weight(portal, &place, entry);
    let query = Query { limit, kinds: &[], boost: &boost };
    let begun = |typed: &str| shelf.index.suggest(typed, ctx.lang.base(), &query);
    let meant = synonyms::meant_by(portal, ctx, beginning);
    let mut suggestions: Vec<Suggestion> = Vec::new();
    for suggestion in meant.iter().flat_map(|meant| begun(meant)).chain(begun(beginning)) {
        if suggestions.len() < limit && !suggestions.iter().any(|known| known.text == suggestion.text) {
            suggestions.push(suggestion);
        }
    }
    suggestions.into_iter().filter_map(|s| Some((s.text, shelf.target(s.entry)?))).collect()
}
