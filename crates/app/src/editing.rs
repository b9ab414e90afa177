//! What editors look after: how much is offered online, what is translated, which office answers for what.

use crate::error::{Error, authorise};
use crate::finding::{is_offered, is_online, office_of, online_elsewhere};
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
    let mut all: Vec<Arc<Authority>> = portal.directory.authorities_of(federation).cloned().collect();
    all.sort_by(|a, b| b.kind.is_lead().cmp(&a.kind.is_lead()).then_with(|| a.name.cmp(&b.name)));
    all.iter().map(|authority| coverage_of(portal, authority)).collect()
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

/// A service and the office that answers for it, where the authority has any.
pub type Responsibility = (Arc<Package>, Option<Arc<Office>>);

/// The services that this authority offers, each with the office that answers for it, by title.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors.
pub fn responsibilities(portal: &Portal, ctx: &Ctx) -> Result<Vec<Responsibility>, Error> {
    let mut all = services(portal, ctx)?;
    all.sort_by_cached_key(|package| package.title(ctx.lang, ctx.authority.country));
    let with_office = |package: Arc<Package>| {
        let office = office_of(portal, &package, &ctx.authority);
        (package, office)
    };
    Ok(all.into_iter().map(with_office).collect())
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
