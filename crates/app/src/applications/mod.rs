//! From "I want this" to "sent": drafts, pages, prefill, uploads, submission.

mod answer_page;
mod begin;
mod prefill;
mod submit;
mod upload;

pub use answer_page::{Answered, OpenPage, answer_page, open_page};
pub use begin::{begin, discard, find_case, find_service, list_own, open};
pub use store::drafts::Upload;
pub use submit::{open_check, submit};
pub use upload::{Offered, Verdict, add_uploads, remove_upload};

use crate::error::{Error, authorise};
use crate::packages::Package;
use crate::portal::Portal;
use domain::{Action, Ctx, DraftId, Resource, TrustLevel};
use form::{Form, Journey};
use std::sync::Arc;
use store::drafts::{self, Draft};
use store::{Scope, Tx};

/// A draft with everything that is derived from it.
#[derive(Debug, Clone)]
pub struct Application {
    /// The service in the version the draft keeps.
    pub package: Arc<Package>,
    /// What is stored.
    pub draft: Draft,
    /// The path through the form, derived from the answers.
    pub journey: Journey,
}

impl Application {
    /// The form of the service.
    ///
    /// # Errors
    /// When the service has none.
    pub fn form(&self) -> Result<&Form, Error> {
        self.package.form.as_ref().ok_or(Error::NotFound)
    }

    /// The trust level this application needs at this place.
    pub fn level(&self, ctx: &Ctx) -> TrustLevel {
        self.package.trust_level(ctx.authority.country)
    }
}

/// The clock that form and process expressions see.
pub(crate) fn clock(ctx: &Ctx) -> feel::Clock {
    feel::Clock { now: ctx.now(), zone: ctx.zone() }
}

/// The draft, if it is this actor's.
async fn load(portal: &Portal, ctx: &Ctx, id: DraftId, action: Action) -> Result<Application, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let draft = load_in(&mut tx, ctx, id, action, portal).await?;
    drop(tx);
    with_journey(portal, ctx, draft).await
}

async fn load_in(tx: &mut Tx, ctx: &Ctx, id: DraftId, action: Action, portal: &Portal) -> Result<Draft, Error> {
    let draft = drafts::find(tx, id).await?.ok_or(Error::NotFound)?;
    let package = portal.load_package(&draft.package).await?;
    let resource = Resource {
        authority: Some(&draft.authority),
        owner: draft.person,
        session: draft.session,
        level: package.trust_level(ctx.authority.country),
        ..Resource::default()
    };
    authorise(ctx, action, &resource)?;
    Ok(draft)
}

async fn with_journey(portal: &Portal, ctx: &Ctx, draft: Draft) -> Result<Application, Error> {
    let package = portal.load_package(&draft.package).await?;
    let form = package.form.as_ref().ok_or(Error::NotFound)?;
    let journey = form::journey(form, &draft.answers, &clock(ctx));
    Ok(Application { package, draft, journey })
}

/// A signed-in person makes a draft hers when she first touches it: from then on it is in her inbox on every device.
fn claim(ctx: &Ctx, draft: &mut Draft, level: TrustLevel) {
    if let (Some(person), None) = (ctx.actor.person(), draft.person)
        && ctx.actor.level() >= level
    {
        draft.person = Some(person);
        draft.session = None;
    }
}
