//! Reading one's own case with everything that belongs to it.

use crate::error::{Error, authorise};
use crate::packages::Package;
use crate::portal::Portal;
use domain::{Action, Case, CaseId, Ctx, Document, DocumentId, Resource, Task, TaskKind};
use std::sync::Arc;
use store::history::Entry;
use store::messages::Message;
use store::payments::Payment;
use store::{Scope, Tx, blobs, documents, history, incidents, jobs, messages, payments, tasks};

/// A case as its applicant sees it.
#[derive(Debug, Clone)]
pub struct OwnCase {
    /// The case.
    pub case: Case,
    /// The service in the version the case keeps.
    pub package: Arc<Package>,
    /// What happened, oldest first; only entries meant for the applicant.
    pub history: Vec<Entry>,
    /// Letters and uploads.
    pub documents: Vec<Document>,
    /// Messages.
    pub messages: Vec<Message>,
    /// The fee's payment.
    pub payment: Option<Payment>,
    /// What the applicant has to do.
    pub requests: Vec<Task>,
    /// What the office has to do.
    pub office_tasks: Vec<Task>,
    /// Whether something outside is away and work is delayed: said openly.
    pub delayed: bool,
}

/// The applicant's case, wherever in the federation it is, with a context of the authority in charge.
pub(super) async fn load_own(portal: &Portal, ctx: &Ctx, id: CaseId) -> Result<(Case, Ctx), Error> {
    authorise(ctx, Action::UseInbox, &Resource::default())?;
    let person = ctx.actor.person().ok_or(Error::NotFound)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let case = store::cases::find_own(&mut tx, id, person).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let there = portal.ctx_at(ctx, &case.authority)?;
    let package = portal.load_package(&case.package).await?;
    let resource = Resource {
        authority: Some(&case.authority),
        owner: case.person,
        level: package.trust_level(there.authority.country),
        ..Resource::default()
    };
    authorise(&there, Action::ReadOwnCase, &resource)?;
    Ok((case, there))
}

/// Reads one's own case; its messages count as opened from now on.
///
/// # Errors
/// [`Error::NotFound`] for other people's cases; [`Error::SignInNeeded`].
pub async fn read_own(portal: &Portal, ctx: &Ctx, id: CaseId) -> Result<OwnCase, Error> {
    let (case, there) = load_own(portal, ctx, id).await?;
    let package = portal.load_package(&case.package).await?;
    let mut tx = portal.db.read(Scope::of(&there)).await?;
    let own = gather(&mut tx, case, package).await?;
    drop(tx);
    if let (Some(person), true) = (own.case.person, own.messages.iter().any(|m| m.opened.is_none())) {
        let mut tx = portal.db.write(Scope::of(&there)).await?;
        messages::mark_opened(&mut tx, own.case.id, person, ctx.now()).await?;
        tx.commit().await?;
    }
    Ok(own)
}

async fn gather(tx: &mut Tx, case: Case, package: Arc<Package>) -> Result<OwnCase, Error> {
    let (requests, office_tasks): (Vec<Task>, Vec<Task>) =
        tasks::list_of_case(tx, case.id).await?.into_iter().partition(|task| task.kind == TaskKind::Applicant);
    let struggling = !jobs::list_struggling(tx, case.id).await?.is_empty();
    Ok(OwnCase {
        history: history::list(tx, case.id).await?.into_iter().filter(|e| e.for_applicant).collect(),
        documents: documents::list(tx, case.id).await?,
        messages: messages::list_of_case(tx, case.id).await?,
        payment: payments::find(tx, case.id).await?,
        delayed: struggling || incidents::is_held_up(tx, case.id).await?,
        requests,
        office_tasks,
        case,
        package,
    })
}

/// Fetches a document of one's own case.
///
/// # Errors
/// [`Error::NotFound`] for everything else.
pub async fn load_document(
    portal: &Portal,
    ctx: &Ctx,
    case: CaseId,
    id: DocumentId,
) -> Result<(Document, Vec<u8>), Error> {
    let (case, there) = load_own(portal, ctx, case).await?;
    let mut tx = portal.db.read(Scope::of(&there)).await?;
    fetch(&mut tx, case.id, id).await
}

/// A document of an authorised case with its contents.
pub(crate) async fn fetch(tx: &mut Tx, case: CaseId, id: DocumentId) -> Result<(Document, Vec<u8>), Error> {
    let document = documents::find(tx, case, id).await?.ok_or(Error::NotFound)?;
    let bytes = blobs::find(tx, &document.sha256).await?.ok_or(Error::NotFound)?;
    Ok((document, bytes))
}
