//! The search index over services, life situations, authorities and offices; one per country, because words differ.

use super::{Situation, is_known};
use crate::packages::Package;
use crate::portal::Portal;
use domain::{Country, Ctx, Directory, Lang};
use search::{Entry, EntryText, Index, Kind, Lexicon, Query, Suggestion};
use std::collections::BTreeMap;
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
    /// Somebody who works there: authority, key of the office, position in its list.
    Person(String, String, usize),
}

/// The index of everything that can be found.
pub struct Finder {
    shelves: BTreeMap<Country, Shelf>,
    /// Life situations in the order of the tiles.
    pub situations: Vec<Situation>,
}

struct Shelf {
    index: Index,
    targets: Vec<Target>,
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
        lexicon: &Lexicon,
    ) -> Finder {
        let shelves = [Country::Ch, Country::De]
            .into_iter()
            .map(|country| (country, shelf(country, services, &situations, directory, lexicon)))
            .collect();
        Finder { shelves, situations }
    }
}

fn shelf(
    country: Country,
    services: &BTreeMap<String, Arc<Package>>,
    situations: &[Situation],
    directory: &Directory,
    lexicon: &Lexicon,
) -> Shelf {
    let mut targets = Vec::new();
    let mut entries = Vec::new();
    let mut add = |target: Target, key: &str, kind: Kind, texts: Vec<EntryText>| {
        entries.push(Entry { id: targets.len() as u32, key: key.to_owned(), kind, texts });
        targets.push(target);
    };
    for package in services.values().filter(|p| p.descriptor.countries.contains(&country)) {
        let texts = Lang::ALL.iter().map(|lang| service_text(package, *lang, country)).collect();
        add(Target::Service(package.key.clone()), &package.key, Kind::Service, texts);
    }
    for situation in situations {
        let texts = Lang::ALL
            .iter()
            .map(|lang| EntryText {
                summary: situation.line.get(*lang).to_owned(),
                ..EntryText::titled(*lang, situation.title.get(*lang))
            })
            .collect();
        add(Target::Situation(situation.key.clone()), &situation.key, Kind::LifeSituation, texts);
    }
    for authority in directory.authorities().filter(|a| a.country == country) {
        let former: Vec<&str> = authority.former.iter().map(|f| f.name.as_str()).collect();
        let text = EntryText {
            official: authority.full_name(Lang::De),
            keywords: former.join(" "),
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
    Shelf { index: Index::build(entries, lexicon), targets }
}

fn service_text(package: &Package, lang: Lang, country: Country) -> EntryText {
    let texts = package.texts(lang, country);
    EntryText {
        lang,
        title: texts.title.clone().unwrap_or_default(),
        official: texts.official.clone().unwrap_or_default(),
        keywords: texts.keywords.join(" "),
        summary: texts.summary.clone().unwrap_or_default(),
        body: texts.description.join(" "),
    }
}

/// How much a target counts at the reader's place; none hides it.
fn weight(portal: &Portal, ctx: &Ctx, target: &Target) -> Option<f32> {
    let here = &ctx.authority;
    match target {
        Target::Service(key) => {
            let package = portal.services.get(key)?;
            is_known(package, here).then_some(1.0)
        }
        Target::Situation(_) => Some(0.9),
        Target::Authority(key) => {
            let authority = portal.directory.find(key)?;
            (authority.federation == here.federation).then_some(if *key == here.key { 1.0 } else { 0.8 })
        }
        Target::Office(authority, _) => (*authority == here.key).then_some(0.8),
        // Whoever types a name finds the person; whoever types a matter should find the service first.
        Target::Person(authority, _, _) => (*authority == here.key).then_some(0.5),
    }
}

/// Answers what somebody typed, seen from the place of the context.
pub fn search(portal: &Portal, ctx: &Ctx, typed: &str, limit: usize) -> Found {
    let Some(shelf) = portal.finder.shelves.get(&ctx.authority.country) else {
        return Found { hits: Vec::new(), only_near: false };
    };
    let boost = |entry: u32| weight(portal, ctx, shelf.targets.get(entry as usize)?);
    let query = Query { limit, kinds: &[], boost: &boost };
    let lang = ctx.lang.base();
    let mut hits = shelf.index.search(typed, lang, &query);
    let only_near = hits.is_empty();
    if only_near {
        hits = shelf.index.nearest(typed, lang, &query);
    }
    let hits = hits
        .into_iter()
        .filter_map(|hit| Some(Hit { target: shelf.targets.get(hit.entry as usize)?.clone(), score: hit.score }))
        .collect();
    Found { hits, only_near }
}

/// What somebody may be about to type.
pub fn suggest(portal: &Portal, ctx: &Ctx, beginning: &str, limit: usize) -> Vec<(String, Target)> {
    let Some(shelf) = portal.finder.shelves.get(&ctx.authority.country) else { return Vec::new() };
    let boost = |entry: u32| weight(portal, ctx, shelf.targets.get(entry as usize)?);
    let suggestions: Vec<Suggestion> =
        shelf.index.suggest(beginning, ctx.lang.base(), &Query { limit, kinds: &[], boost: &boost });
    suggestions.into_iter().filter_map(|s| Some((s.text, shelf.targets.get(s.entry as usize)?.clone()))).collect()
}
