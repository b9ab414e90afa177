//! From an empty form to what inhabitants read: write, look at it, have it reviewed, publish, take back.

use super::check::{Mistake, check};
use super::overview::second_person;
use super::specialisation::{OwnService, Specialisation};
use super::{Part, allow};
use crate::error::Error;
use crate::finding::{is_known, is_offered};
use crate::packages::Package;
use crate::portal::Portal;
use crate::process::actor_name;
use domain::{Action, Authority, Ctx, Lang};
use jiff::{SignedDuration, Timestamp, ToSpan};
use std::sync::Arc;
use store::specialisations::{self as table, Draft, Review, Version};
use store::{Scope, Tx};

/// After so many months an authority should read again what it says.
const REVIEW_MONTHS: i32 = 12;
/// Longest word of a service of one's own in addresses, behind the authority's key.
const LONGEST_KEY: usize = 60;

/// A service, open for change.
#[derive(Debug, Clone)]
pub struct Open {
    /// Its key.
    pub service: String,
    /// As it is without this authority's words; none for a service of its own.
    pub below: Option<Arc<Package>>,
    /// The newest version, where anything was ever published.
    pub published: Option<Version<Specialisation>>,
    /// What is not published yet.
    pub draft: Option<Draft<Specialisation>>,
    /// What is said: in the draft, else in the published version.
    pub said: Specialisation,
    /// What keeps it from being published.
    pub mistakes: Vec<Mistake>,
    /// A second person must publish what somebody wrote.
    pub second_person: bool,
    /// The reader wrote the draft.
    pub is_mine: bool,
}

impl Open {
    /// Whether the reader may publish the draft.
    pub fn may_publish(&self) -> bool {
        self.draft.is_some() && self.mistakes.is_empty() && !(self.second_person && self.is_mine)
    }

    /// The service as the draft would have it.
    pub fn package(&self, authority: &Authority) -> Option<Package> {
        match (&self.below, self.said.package(&self.service, authority)) {
            (_, Some(own)) => own.ok(),
            (Some(below), None) => Some(self.said.over(below, authority)),
            (None, None) => None,
        }
    }

    /// The title as the draft would have it; while it is not yet a whole service, what was written so far.
    pub fn title(&self, authority: &Authority, lang: Lang) -> String {
        match self.package(authority) {
            Some(package) => package.title(lang, authority.country),
            None => {
                let written = self.said.word(Lang::De, Part::Title);
                authority.country.spell(if written.is_empty() { &self.service } else { written }).into_owned()
            }
        }
    }
}

/// Opens a service that the authority offers or, for the one above, that its communes offer.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors, and where there is no such service.
pub async fn open(portal: &Portal, ctx: &Ctx, service: &str) -> Result<Open, Error> {
    allow(ctx, Action::ViewWorkshop)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    read(portal, ctx, &mut tx, service).await
}

async fn read(portal: &Portal, ctx: &Ctx, tx: &mut Tx, service: &str) -> Result<Open, Error> {
    let draft: Option<Draft<Specialisation>> = table::find_draft(tx, service).await?;
    let published = table::list_versions(tx, service, 1).await?.pop();
    let newest = || published.as_ref().and_then(|version: &Version<Specialisation>| version.doc.clone());
    let said = draft.as_ref().map(|draft| draft.doc.clone()).or_else(newest).unwrap_or_default();
    let below = match (&said.own, &said.adopted_from) {
        (Some(_), _) => None,
        (None, Some(key)) => Some(adopted(portal, &ctx.authority, key).ok_or(Error::NotFound)?),
        (None, None) => Some(shared(portal, &ctx.authority, service).ok_or(Error::NotFound)?),
    };
    let is_mine = draft.as_ref().is_some_and(|draft| draft.writer == actor_name(&ctx.actor));
    let mistakes = check(&said, service, &ctx.authority);
    let second_person = second_person(portal, &ctx.authority);
    Ok(Open { service: service.to_owned(), below, published, draft, said, mistakes, second_person, is_mine })
}

/// A service as the one above, or everybody, has it.
fn shared(portal: &Portal, authority: &Authority, service: &str) -> Option<Arc<Package>> {
    let finder = portal.finder();
    let lead = portal.directory.lead_of(&authority.federation).filter(|lead| lead.key != authority.key);
    let above = lead.and_then(|lead| finder.specialised.find(&lead, None, service));
    let package = above.or_else(|| portal.find_service(service))?;
    let is_theirs =
        if authority.kind.is_lead() { is_known(&package, authority) } else { is_offered(&package, authority) };
    is_theirs.then_some(package)
}

/// A service that another authority made, as it is for this one.
fn adopted(portal: &Portal, authority: &Authority, key: &str) -> Option<Arc<Package>> {
    let finder = portal.finder();
    let (_, package) = finder.specialised.offered_in(&portal.directory, authority).find(|(_, p)| p.key == key)?;
    Some(Arc::new(Specialisation::adopted(package, authority)))
}

/// Begins a service of the authority's own; gives its key.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors; [`Error::Invalid`] for a title without a letter.
pub async fn create(portal: &Portal, ctx: &Ctx, title: &str, own: OwnService) -> Result<String, Error> {
    allow(ctx, Action::DraftServices)?;
    let title = Part::Title.tidy(title);
    let wanted = key_of(&ctx.authority.key, &title)
        .ok_or_else(|| Error::Invalid("a service needs a title with letters".to_owned()))?;
    let mut said = Specialisation { own: Some(own), ..Specialisation::default() };
    said.say(Lang::De, Part::Title, title);
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let mut key = wanted.clone();
    for again in 2..100 {
        let is_new = portal.find_service(&key).is_none()
            && table::list_versions::<Specialisation>(&mut tx, &key, 1).await?.is_empty();
        if is_new && table::save_draft(&mut tx, &draft_of(ctx, &key, said.clone(), None), None).await? {
            tx.commit().await?;
            return Ok(key);
        }
        key = format!("{wanted}-{again}");
    }
    Err(Error::Conflict)
}

/// `aarau-waldhuette-mieten`: the authority's key keeps it apart from what others make.
fn key_of(authority: &str, title: &str) -> Option<String> {
    let words = title.split(|c: char| !c.is_alphanumeric()).map(domain::place::fold);
    let words: Vec<String> = words
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let name: String = words.join("-").chars().take(LONGEST_KEY).collect();
    let name = name.trim_end_matches('-');
    (!name.is_empty()).then(|| format!("{authority}-{name}"))
}

/// Begins to take over a service that another authority made; as a draft, so that it can be read first.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors, and where nobody offers such a service; [`Error::Conflict`] when there
/// is a draft of it already.
pub async fn adopt(portal: &Portal, ctx: &Ctx, key: &str) -> Result<(), Error> {
    allow(ctx, Action::DraftServices)?;
    adopted(portal, &ctx.authority, key).ok_or(Error::NotFound)?;
    let said = Specialisation { adopted_from: Some(key.to_owned()), ..Specialisation::default() };
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if !table::save_draft(&mut tx, &draft_of(ctx, key, said, None), None).await? {
        return Err(Error::Conflict);
    }
    Ok(tx.commit().await?)
}

/// A draft of now; later than the one it replaces, whatever the clock says.
pub(super) fn draft_of(
    ctx: &Ctx,
    service: &str,
    doc: Specialisation,
    seen: Option<Timestamp>,
) -> Draft<Specialisation> {
    let after = seen.and_then(|seen| seen.checked_add(SignedDuration::from_micros(1)).ok());
    let at = after.map_or(ctx.now(), |after| after.max(ctx.now()));
    let (service, writer) = (service.to_owned(), actor_name(&ctx.actor));
    Draft { service, in_review: false, at, writer, remark: String::new(), doc }
}

/// Saves what was typed as the draft, over the one that was `seen`. Nobody but editors reads it.
///
/// # Errors
/// [`Error::Conflict`] when somebody else saved in the meantime; else like [`open`].
pub async fn save(
    portal: &Portal,
    ctx: &Ctx,
    service: &str,
    said: Specialisation,
    seen: Option<Timestamp>,
) -> Result<(), Error> {
    allow(ctx, Action::DraftServices)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let opened = read(portal, ctx, &mut tx, service).await?;
    // What a service is does not change with its words.
    let own = said.own.filter(|_| opened.said.own.is_some());
    let said = Specialisation { own, adopted_from: opened.said.adopted_from, ..said };
    let remark = opened.draft.map(|draft| draft.remark).unwrap_or_default();
    let draft = Draft { remark, ..draft_of(ctx, service, said, seen) };
    if !table::save_draft(&mut tx, &draft, seen).await? {
        return Err(Error::Conflict);
    }
    Ok(tx.commit().await?)
}

/// Asks others to look at the draft.
///
/// # Errors
/// [`Error::Incomplete`] while there is something to mend; [`Error::Conflict`] when it is another draft by now.
pub async fn submit(portal: &Portal, ctx: &Ctx, service: &str, seen: Timestamp) -> Result<(), Error> {
    change(portal, ctx, service, seen, |draft| Draft { in_review: true, remark: String::new(), ..draft }).await
}

/// Gives the draft back with a remark on what should be different.
///
/// # Errors
/// Like [`submit`].
pub async fn send_back(portal: &Portal, ctx: &Ctx, service: &str, seen: Timestamp, remark: &str) -> Result<(), Error> {
    let remark: String = Part::Audience.tidy(remark).chars().take(500).collect();
    change(portal, ctx, service, seen, |draft| Draft { in_review: false, remark, ..draft }).await
}

async fn change(
    portal: &Portal,
    ctx: &Ctx,
    service: &str,
    seen: Timestamp,
    with: impl FnOnce(Draft<Specialisation>) -> Draft<Specialisation>,
) -> Result<(), Error> {
    allow(ctx, Action::DraftServices)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let opened = read(portal, ctx, &mut tx, service).await?;
    let draft = opened.draft.ok_or(Error::Conflict)?;
    let later = draft_of(ctx, service, Specialisation::default(), Some(seen)).at;
    let draft = with(Draft { at: later, ..draft });
    if draft.in_review && !opened.mistakes.is_empty() {
        return Err(Error::Incomplete);
    }
    if !table::save_draft(&mut tx, &draft, Some(seen)).await? {
        return Err(Error::Conflict);
    }
    Ok(tx.commit().await?)
}

/// Puts the draft in force, for everybody, on every node within a second.
///
/// # Errors
/// [`Error::Incomplete`] while there is something to mend, [`Error::Conflict`] when it is another draft by now,
/// [`Error::Invalid`] when a second person has to do it.
pub async fn publish(portal: &Portal, ctx: &Ctx, service: &str, seen: Timestamp) -> Result<(), Error> {
    allow(ctx, Action::PublishServices)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let opened = read(portal, ctx, &mut tx, service).await?;
    if opened.second_person && opened.is_mine {
        return Err(Error::Invalid("a second person publishes what somebody wrote".to_owned()));
    }
    if !opened.mistakes.is_empty() {
        return Err(Error::Incomplete);
    }
    let draft = opened.draft.ok_or(Error::Conflict)?;
    let doc = Some(&draft.doc).filter(|doc| !doc.is_empty());
    let publisher = actor_name(&ctx.actor);
    table::publish(&mut tx, service, doc, &draft.writer, &publisher, ctx.now()).await?;
    table::save_review(&mut tx, &next_review(ctx, service)).await?;
    if !table::remove_draft(&mut tx, service, seen).await? {
        return Err(Error::Conflict);
    }
    tx.commit().await?;
    portal.refresh_search().await?;
    Ok(())
}

/// Takes back what the authority said: from now on the service is as others have it, its own service is gone. The history
/// stays.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors, and where nothing is said.
pub async fn take_back(portal: &Portal, ctx: &Ctx, service: &str) -> Result<(), Error> {
    allow(ctx, Action::PublishServices)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let newest: Option<Version<Specialisation>> = table::list_versions(&mut tx, service, 1).await?.pop();
    newest.filter(|version| version.doc.is_some()).ok_or(Error::NotFound)?;
    let who = actor_name(&ctx.actor);
    table::publish::<Specialisation>(&mut tx, service, None, &who, &who, ctx.now()).await?;
    tx.commit().await?;
    portal.refresh_search().await?;
    Ok(())
}

/// Throws the draft away; what is published stays.
///
/// # Errors
/// [`Error::Conflict`] when it is another draft by now; [`Error::NotFound`] for everybody but editors.
pub async fn discard(portal: &Portal, ctx: &Ctx, service: &str, seen: Timestamp) -> Result<(), Error> {
    allow(ctx, Action::DraftServices)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if !table::remove_draft(&mut tx, service, seen).await? {
        return Err(Error::Conflict);
    }
    Ok(tx.commit().await?)
}

/// The service as its draft would have it, for editors' eyes.
///
/// # Errors
/// Like [`open`]; [`Error::Incomplete`] when it cannot be shown yet.
pub async fn preview(portal: &Portal, ctx: &Ctx, service: &str) -> Result<Arc<Package>, Error> {
    let opened = open(portal, ctx, service).await?;
    opened.package(&ctx.authority).map(Arc::new).ok_or(Error::Incomplete)
}

/// Read today, to be read again in a year.
pub(super) fn next_review(ctx: &Ctx, service: &str) -> Review {
    let today = ctx.now().to_zoned(ctx.zone()).date();
    let due = today.saturating_add(REVIEW_MONTHS.months());
    Review { service: service.to_owned(), due, at: ctx.now(), actor: actor_name(&ctx.actor) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_word_for_addresses() {
        assert_eq!(key_of("aarau", "Waldhütte mieten"), Some("aarau-waldhutte-mieten".to_owned()));
        assert_eq!(key_of("aarau", "  –  "), None);
        let long = key_of("aarau", &"Wort ".repeat(40)).unwrap_or_default();
        assert!(long.len() <= "aarau-".len() + LONGEST_KEY && !long.ends_with('-'), "{long}");
    }
}
