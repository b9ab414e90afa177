//! Beginning, finding again and leaving an application.

use super::{Application, load, with_journey};
use crate::error::{Error, authorise};
use crate::finding;
use crate::portal::Portal;
use domain::{Action, CaseId, Ctx, DraftId, Resource, SessionId};
use jiff::ToSpan;
use serde_json::Map;
use store::Scope;
use store::drafts::{self, Draft};

/// Begins an application for a service at this authority, in this browser session. Anybody may begin.
///
/// # Errors
/// [`Error::NotFound`] when the service cannot be applied for online here.
pub async fn begin(portal: &Portal, ctx: &Ctx, service: &str, session: SessionId) -> Result<DraftId, Error> {
    let package = portal.service_at(&ctx.authority, service).ok_or(Error::NotFound)?;
    if !finding::is_online(&package, &ctx.authority) {
        return Err(Error::NotFound);
    }
    let now = ctx.now();
    let mut draft = Draft {
        id: DraftId(ctx.new_id()),
        authority: ctx.authority.key.clone(),
        session: Some(session),
        person: None,
        service: package.key.clone(),
        package: package.version.clone(),
        answers: Map::new(),
        typed: None,
        sources: Map::new(),
        version: 1,
        created: now,
        changed: now,
        expires: expiry(portal, ctx),
    };
    super::claim(ctx, &mut draft, package.trust_level(ctx.authority.country));
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    drafts::begin(&mut tx, &draft).await?;
    tx.commit().await?;
    Ok(draft.id)
}

/// An application that was begun, with where it stands.
///
/// # Errors
/// [`Error::NotFound`] when it is not this person's; [`Error::SignInNeeded`].
pub async fn open(portal: &Portal, ctx: &Ctx, id: DraftId) -> Result<Application, Error> {
    load(portal, ctx, id, Action::EditDraft).await
}

/// When a draft changed now will be deleted.
pub(super) fn expiry(portal: &Portal, ctx: &Ctx) -> jiff::Timestamp {
    let zoned = ctx.now().to_zoned(ctx.zone());
    zoned.checked_add(portal.rules.draft_days.days()).map_or(jiff::Timestamp::MAX, |at| at.timestamp())
}

/// The case that an application became, if it is this person's: where the back button leads after sending.
///
/// # Errors
/// When the store fails.
pub async fn find_case(portal: &Portal, ctx: &Ctx, id: DraftId) -> Result<Option<CaseId>, Error> {
    let Some(person) = ctx.actor.person() else { return Ok(None) };
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let case = store::cases::find_by_draft(&mut tx, id).await?;
    Ok(case.filter(|case| case.person == Some(person)).map(|case| case.id))
}

/// The service that an application is for: so that a sign-in page can say what it is about. Nothing else is told.
///
/// # Errors
/// When the store fails.
pub async fn find_service(portal: &Portal, ctx: &Ctx, id: DraftId) -> Result<Option<String>, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    Ok(drafts::find(&mut tx, id).await?.map(|draft| draft.service))
}

/// Leaves an application for good.
///
/// # Errors
/// [`Error::NotFound`] when it is not this person's.
pub async fn discard(portal: &Portal, ctx: &Ctx, id: DraftId) -> Result<(), Error> {
    load(portal, ctx, id, Action::EditDraft).await?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    for upload in drafts::list_uploads(&mut tx, id).await? {
        drafts::remove_upload(&mut tx, id, upload.id).await?;
    }
    drafts::remove(&mut tx, id).await?;
    Ok(tx.commit().await?)
}

/// The person's own applications that were not sent, over all authorities of the federation.
///
/// # Errors
/// When nobody is signed in.
pub async fn list_own(portal: &Portal, ctx: &Ctx) -> Result<Vec<Application>, Error> {
    authorise(ctx, Action::UseInbox, &Resource::default())?;
    let person = ctx.actor.person().ok_or(Error::NotFound)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let drafts = drafts::list_own(&mut tx, person).await?;
    drop(tx);
    let mut applications = Vec::with_capacity(drafts.len());
    for draft in drafts {
        applications.push(with_journey(portal, ctx, draft).await?);
    }
    Ok(applications)
}
