//! All services of an authority at a glance: what it says itself, what waits, what should be read again.

use super::allow;
use super::drafting::next_review;
use super::specialisation::Specialisation;
use crate::authority_settings;
use crate::error::Error;
use crate::finding::{is_known, is_offered};
use crate::packages::Package;
use crate::portal::Portal;
use domain::{Action, Authority, Ctx, Lang};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::specialisations::{self as table, Draft};
use store::{Scope, authority_settings as settings};

/// The word of the setting in the store.
pub(crate) const SECOND_PERSON: &str = "second_person";

/// What the authority says about a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing: it is as all, or the one above, have it.
    Shared,
    /// Words of its own.
    OwnWords,
    /// The service is its own.
    OwnService,
    /// It does not have the service.
    Withheld,
    /// Only a draft so far.
    New,
}

/// A service in the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its key.
    pub service: String,
    /// Its title.
    pub title: String,
    /// What is published.
    pub standing: Standing,
    /// There is a draft; true: in review.
    pub draft: Option<bool>,
    /// When it should be read again.
    pub due: Option<Date>,
    /// That day is over.
    pub is_overdue: bool,
}

/// All services that the authority offers, for the one above also those of its communes; by title.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors.
pub async fn list(portal: &Portal, ctx: &Ctx) -> Result<Vec<Listed>, Error> {
    allow(ctx, Action::ViewWorkshop)?;
    let authority = &ctx.authority;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let drafts: Vec<Draft<Specialisation>> = table::list_drafts(&mut tx).await?;
    let reviews = table::list_reviews(&mut tx).await?;
    drop(tx);
    let due: BTreeMap<&str, Date> = reviews.iter().map(|review| (review.service.as_str(), review.due)).collect();
    let today = ctx.now().to_zoned(ctx.zone()).date();
    let finder = portal.finder();
    let own: BTreeMap<&String, &Arc<Package>> = finder.specialised.of(&authority.key).collect();
    let is_theirs = |package: &Package| match authority.kind.is_lead() {
        true => is_known(package, authority),
        false => is_offered(package, authority),
    };
    let shared = portal.services_at(authority);
    let others = shared.iter().filter(|package| is_theirs(package) && !own.contains_key(&package.key));
    let others = others.filter(|package| portal.find_service(&package.key).is_some());
    let mut all: Vec<Listed> = own
        .values()
        .map(|package| (*package, standing(package, portal)))
        .chain(others.map(|package| (package, Standing::Shared)))
        .map(|(package, standing)| {
            let due = due.get(package.key.as_str()).copied();
            Listed {
                title: package.title(ctx.lang, authority.country),
                service: package.key.clone(),
                standing,
                draft: drafts.iter().find(|draft| draft.service == package.key).map(|draft| draft.in_review),
                is_overdue: due.is_some_and(|due| due < today),
                due,
            }
        })
        .collect();
    let new = drafts.iter().filter(|draft| all.iter().all(|listed| listed.service != draft.service));
    let new: Vec<Listed> = new
        .map(|draft| Listed {
            service: draft.service.clone(),
            title: title_of(portal, authority, draft),
            standing: Standing::New,
            draft: Some(draft.in_review),
            due: None,
            is_overdue: false,
        })
        .collect();
    all.extend(new);
    all.sort_by_cached_key(|listed| domain::place::fold(&listed.title));
    Ok(all)
}

fn standing(package: &Package, portal: &Portal) -> Standing {
    match (package.descriptor.withheld, portal.find_service(&package.key)) {
        (true, _) => Standing::Withheld,
        (false, Some(_)) => Standing::OwnWords,
        (false, None) => Standing::OwnService,
    }
}

/// The title of something that is only a draft: its own, else that of the service it takes over.
fn title_of(portal: &Portal, authority: &Authority, draft: &Draft<Specialisation>) -> String {
    let own = draft.doc.word(Lang::De, super::Part::Title);
    let finder = portal.finder();
    let mut offered = finder.specialised.offered_in(&portal.directory, authority);
    match (own, offered.find(|(_, package)| package.key == draft.service)) {
        ("", Some((_, package))) => package.title(Lang::De, authority.country),
        ("", None) => draft.service.clone(),
        (title, _) => authority.country.spell(title).into_owned(),
    }
}

/// A service that another authority made: whose, which.
pub type Offered = (Arc<Authority>, Arc<Package>);

/// Services that others made and offer to this authority, by title.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors.
pub fn list_offered(portal: &Portal, ctx: &Ctx) -> Result<Vec<Offered>, Error> {
    allow(ctx, Action::ViewWorkshop)?;
    let finder = portal.finder();
    let has = |key: &str| finder.specialised.of(&ctx.authority.key).any(|(own, _)| own == key);
    let offered = finder.specialised.offered_in(&portal.directory, &ctx.authority);
    let mut offered: Vec<_> =
        offered.filter(|(_, package)| !has(&package.key)).map(|(of, package)| (of, Arc::clone(package))).collect();
    offered.sort_by_cached_key(|(_, package)| package.title(ctx.lang, ctx.authority.country));
    Ok(offered)
}

/// Notes that somebody read what is said about a service and found it right.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors.
pub async fn confirm_read(portal: &Portal, ctx: &Ctx, service: &str) -> Result<(), Error> {
    super::open(portal, ctx, service).await?;
    allow(ctx, Action::DraftServices)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    table::save_review(&mut tx, &next_review(ctx, service)).await?;
    Ok(tx.commit().await?)
}

/// Whether a second person must publish what somebody wrote at this authority.
pub fn second_person(portal: &Portal, authority: &Authority) -> bool {
    portal.settings.in_force().second_person.contains(&authority.key)
}

/// Decides it.
///
/// # Errors
/// [`Error::NotFound`] for everybody but the authority's designers.
pub async fn set_second_person(portal: &Portal, ctx: &Ctx, needed: bool) -> Result<(), Error> {
    authority_settings::authorise(ctx)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let actor = crate::process::actor_name(&ctx.actor);
    settings::save(&mut tx, SECOND_PERSON, &needed, &actor, ctx.now()).await?;
    tx.commit().await?;
    portal.settings.refresh(&portal.db).await?;
    Ok(())
}
