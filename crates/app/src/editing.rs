//! What editors look after: how much is offered online, what is translated, which office answers for what.

use crate::error::{Error, authorise};
use crate::finding::{Known, is_offered, is_online, named_office, office_of, online_elsewhere};
use crate::packages::{Package, ServiceTexts};
use crate::portal::Portal;
use domain::{Action, Authority, Ctx, Lang, Office, Resource};
use std::sync::Arc;

/// How many of its services an authority offers at which stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The authority.
    pub authority: Arc<Authority>,
    /// Services by stage: information, form and message, with a process, automatic.
    pub stages: [u64; 4],
}

impl Coverage {
    /// All services.
    pub fn total(&self) -> u64 {
        self.stages.iter().sum()
    }

    /// Those that can be applied for online.
    pub fn online(&self) -> u64 {
        self.stages[1..].iter().sum()
    }

    /// The share of these in hundred, rounded down; 0 where there is no service.
    pub fn percent(&self) -> u64 {
        (self.online() * 100).checked_div(self.total()).unwrap_or_default()
    }
}

/// The coverage of one authority, from what everybody can read.
pub fn coverage_of(portal: &Portal, authority: &Arc<Authority>) -> Coverage {
    let mut stages = [0; 4];
    for package in portal.services_at(authority).iter().filter(|package| is_offered(package, authority)) {
        let stage = match is_online(package, authority) {
            true => package.descriptor.in_country(authority.country).stage,
            false => u8::from(online_elsewhere(package, authority).is_some()),
        };
        stages[usize::from(stage).min(3)] += 1;
    }
    // What it brought in itself is information, or leads to a form of its own.
    for entry in portal.finder().entries_of(&authority.key) {
        stages[usize::from(entry.online.is_some())] += 1;
    }
    Coverage { authority: Arc::clone(authority), stages }
}

/// The coverage of all authorities of the federation, for editors.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub fn coverage(portal: &Portal, ctx: &Ctx) -> Result<Vec<Coverage>, Error> {
    allow(ctx)?;
    Ok(coverage_in(portal, &ctx.authority.federation))
}

/// The coverage of all authorities of a federation, the one above first, the others by name: open data.
pub fn coverage_in(portal: &Portal, federation: &str) -> Vec<Coverage> {
    let Some(known) = portal.directory.find_federation(federation) else { return Vec::new() };
    let today = portal.today(known.country);
    let mut all: Vec<Arc<Authority>> = portal.directory.answering_in(federation, today).cloned().collect();
    all.sort_by(|a, b| b.kind.is_lead().cmp(&a.kind.is_lead()).then_with(|| a.name.cmp(&b.name)));
    all.iter().map(|authority| coverage_of(portal, authority)).collect()
}

/// The share of all their services that goes online, in hundred, rounded down.
pub fn percent_of(all: &[&Coverage]) -> u64 {
    let (online, total) = all.iter().fold((0, 0), |sum, one| (sum.0 + one.online(), sum.1 + one.total()));
    (online * 100).checked_div(total).unwrap_or_default()
}

/// The coverage of a federation as a table: a line an authority.
///
/// # Errors
/// Never in practice.
pub fn render_coverage(portal: &Portal, federation: &str) -> Result<String, Error> {
    let header = [
        "authority",
        "name",
        "kind",
        "number",
        "information",
        "form",
        "process",
        "automatic",
        "total",
        "online_percent",
    ];
    let rows = coverage_in(portal, federation).into_iter().map(|one| {
        let Authority { key, name, kind, number, .. } = &*one.authority;
        let number = number.as_ref().map(|number| number.number.clone()).unwrap_or_default();
        let [information, form, process, automatic] = one.stages.map(|count| count.to_string());
        let kind = if kind.is_lead() { "lead" } else { "commune" }.to_owned();
        let (total, percent) = (one.total().to_string(), one.percent().to_string());
        [key.clone(), name.clone(), kind, number, information, form, process, automatic, total, percent]
    });
    crate::sheet::render_csv(header, rows)
}

/// How far a service is translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Translated {
    /// Not at all: people read German.
    Missing,
    /// Only what lists and search show: title and summary.
    Brief,
    /// Everything that stands in German.
    Whole,
}

/// A service and how far it is translated into each language but German.
#[derive(Debug, Clone)]
pub struct Translations {
    /// The service.
    pub package: Arc<Package>,
    /// Language and how far.
    pub languages: Vec<(Lang, Translated)>,
}

/// The languages that a service may be translated into.
pub fn languages() -> impl Iterator<Item = Lang> {
    Lang::OFFERED.into_iter().filter(|lang| *lang != Lang::De)
}

/// The services that this authority offers with their translations, what lacks most first, then by title.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors.
pub fn translations(portal: &Portal, ctx: &Ctx) -> Result<Vec<Translations>, Error> {
    let mut all: Vec<Translations> = services(portal, ctx)?
        .into_iter()
        .map(|package| {
            let languages = languages().map(|lang| (lang, translated(&package, lang))).collect();
            Translations { package, languages }
        })
        .collect();
    let done = |one: &Translations| one.languages.iter().map(|(_, how)| *how as usize).sum::<usize>();
    all.sort_by_cached_key(|one| (done(one), one.package.title(Lang::De, ctx.authority.country)));
    Ok(all)
}

/// How far a service is translated: by what the German texts have.
pub fn translated(package: &Package, lang: Lang) -> Translated {
    let (Some(german), Some(texts)) = (package.texts.get(Lang::De.code()), package.texts.get(lang.code())) else {
        return Translated::Missing;
    };
    if texts.title.is_none() {
        return Translated::Missing;
    }
    let lacks = |has: fn(&ServiceTexts) -> bool| has(german) && !has(texts);
    let lacking = lacks(|texts| texts.summary.is_some())
        || lacks(|texts| !texts.description.is_empty())
        || lacks(|texts| !texts.steps.is_empty())
        || lacks(|texts| !texts.facts.is_empty())
        || lacks(|texts| !texts.documents.is_empty())
        || lacks(|texts| !texts.tasks.is_empty())
        || lacks(|texts| !texts.messages.is_empty());
    if lacking { Translated::Brief } else { Translated::Whole }
}

/// A service and who answers for it.
#[derive(Debug, Clone)]
pub struct Responsibility {
    /// The service.
    pub service: Known,
    /// Its title.
    pub title: String,
    /// Who answers.
    pub answers: Answers,
}

/// Who answers for a service.
#[derive(Debug, Clone)]
pub enum Answers {
    /// An office that does this kind of work.
    Office(Arc<Office>),
    /// No office says that it does this kind of work, so the first one answers.
    First(Arc<Office>),
    /// The office that the authority's own catalogue names.
    Named(String),
    /// Nobody: there is no office at all.
    Nobody,
}

/// The services that this authority offers and those it brought in, each with who answers for it, by title.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors.
pub fn responsibilities(portal: &Portal, ctx: &Ctx) -> Result<Vec<Responsibility>, Error> {
    let country = ctx.authority.country;
    let shared = services(portal, ctx)?.into_iter().map(|package| Responsibility {
        title: package.title(ctx.lang, country),
        answers: match office_of(portal, &package, &ctx.authority) {
            Some(office) if office.kinds.contains(&package.descriptor.in_country(country).office) => {
                Answers::Office(office)
            }
            Some(office) => Answers::First(office),
            None => Answers::Nobody,
        },
        service: Known::Shared(package),
    });
    let finder = portal.finder();
    let own = finder.entries_of(&ctx.authority.key).iter().map(|entry| Responsibility {
        title: country.spell(&entry.title(ctx.lang).0).into_owned(),
        answers: match named_office(entry, ctx.lang) {
            Some(name) => Answers::Named(name),
            None => portal.directory.office_for(&ctx.authority.key, "chancery").map_or(Answers::Nobody, Answers::First),
        },
        service: Known::Own(Arc::clone(entry)),
    });
    let mut all: Vec<Responsibility> = shared.chain(own).collect();
    all.sort_by_cached_key(|one| domain::place::fold(&one.title));
    Ok(all)
}

/// One service that this authority offers.
///
/// # Errors
/// [`Error::NotFound`] when it does not, and for everybody but editors.
pub fn load_service(portal: &Portal, ctx: &Ctx, key: &str) -> Result<Arc<Package>, Error> {
    services(portal, ctx)?.into_iter().find(|package| package.key == key).ok_or(Error::NotFound)
}

fn services(portal: &Portal, ctx: &Ctx) -> Result<Vec<Arc<Package>>, Error> {
    allow(ctx)?;
    let services = portal.services_at(&ctx.authority).into_iter();
    Ok(services.filter(|package| is_offered(package, &ctx.authority)).collect())
}

/// The first line of every use case here: who makes services also looks after what is said about them.
fn allow(ctx: &Ctx) -> Result<(), Error> {
    authorise(ctx, Action::ViewWorkshop, &Resource { authority: Some(&ctx.authority.key), ..Resource::default() })
}
