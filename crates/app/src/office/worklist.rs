//! What waits for the office, and one case of it with everything a clerk needs.

use super::process_task::check_offered;
use crate::cases::read::fetch;
use crate::error::{Error, authorise};
use crate::packages::Package;
use crate::portal::Portal;
use domain::{Action, Actor, Case, CaseId, Ctx, Document, DocumentId, Person, Resource, StaffRole, Task, TaskId};
use serde_json::{Map, Value};
use std::sync::Arc;
use store::access::Access;
use store::clerk_tasks::{self, Clerk, Counts, Line, Sieve, Which};
use store::history::Entry;
use store::{Scope, Tx, access, documents, history, people, tasks};

pub(super) fn staff_here(ctx: &Ctx, action: Action) -> Result<&domain::Staff, Error> {
    authorise(ctx, action, &Resource { authority: Some(&ctx.authority.key), ..Resource::default() })?;
    match &ctx.actor {
        Actor::Staff(staff) => Ok(staff),
        _ => Err(Error::NotFound),
    }
}

/// How many tasks a page of the worklist shows.
pub const PAGE: i64 = 50;

/// What a clerk wants to see of her worklist.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Which tasks.
    pub which: Which,
    /// Of this service, or of the process with this key.
    pub service: Option<String>,
    /// The page, from 1.
    pub page: u32,
}

/// A page of a worklist.
#[derive(Debug, Clone)]
pub struct Worklist {
    /// The tasks of the page, what is due first on top.
    pub tasks: Vec<Line>,
    /// How many there are, by service and process.
    pub counts: Vec<Counts>,
}

/// The tasks offered to the clerk's groups, what is due first on top.
///
/// # Errors
/// [`Error::NotFound`] for everybody but clerks of this authority.
pub async fn open_worklist(portal: &Portal, ctx: &Ctx, wish: &Wish) -> Result<Worklist, Error> {
    let staff = staff_here(ctx, Action::ListWorklist)?;
    let clerk = Clerk { groups: staff.groups.clone(), user: Some(staff.subject.clone()) };
    let sieve = Sieve { which: wish.which, process: wish.service.clone(), now: ctx.now() };
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let skip = i64::from(wish.page.saturating_sub(1)) * PAGE;
    Ok(Worklist {
        tasks: clerk_tasks::list(&mut tx, &clerk, &sieve, PAGE, skip).await?,
        counts: clerk_tasks::count(&mut tx, &clerk, ctx.now()).await?,
    })
}

/// Takes over tasks. Those that a colleague has meanwhile stay hers.
///
/// # Errors
/// [`Error::NotFound`] for everybody but clerks of this authority.
pub async fn claim(portal: &Portal, ctx: &Ctx, ids: &[TaskId]) -> Result<(), Error> {
    let staff = staff_here(ctx, Action::ListWorklist)?.clone();
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    for id in ids {
        let Some(line) = clerk_tasks::find(&mut tx, *id).await? else { continue };
        check_offered(ctx, &mut tx, &line).await?;
        match tasks::claim(&mut tx, *id, &staff.subject).await {
            Err(fault) if fault.is_conflict() => {}
            other => other?,
        }
    }
    Ok(tx.commit().await?)
}

/// A case as its clerk sees it.
#[derive(Debug, Clone)]
pub struct OfficeCase {
    /// The case.
    pub case: Case,
    /// The service.
    pub package: Arc<Package>,
    /// The applicant.
    pub applicant: Option<Person>,
    /// Where prefilled answers came from.
    pub sources: Map<String, Value>,
    /// Everything that happened, oldest first.
    pub history: Vec<Entry>,
    /// Letters and uploads.
    pub documents: Vec<Document>,
    /// What this clerk can do now.
    pub tasks: Vec<Task>,
    /// What others have to do.
    pub waiting_for: Vec<Task>,
}

/// A case that this clerk's groups deal with: those of its service, and those that have one of its open tasks.
async fn load_for_staff(
    portal: &Portal,
    ctx: &Ctx,
    tx: &mut Tx,
    id: CaseId,
) -> Result<(Case, Arc<Package>, Vec<Task>), Error> {
    let case = store::cases::find(tx, id).await?.ok_or(Error::NotFound)?;
    let package = portal.load_package(&case.package).await?;
    let open = tasks::list_of_case(tx, case.id).await?;
    let mut groups = package.work_groups(ctx.authority.country);
    groups.extend(open.iter().filter_map(|task| task.group.clone()));
    let may = groups.iter().any(|group| {
        let resource = Resource { authority: Some(&case.authority), group: Some(group), ..Resource::default() };
        domain::allows(&ctx.actor, Action::ReadCaseAsStaff, &resource)
    });
    if may { Ok((case, package, open)) } else { Err(Error::NotFound) }
}

/// Opens a case. The look is recorded and the applicant can see it.
///
/// # Errors
/// [`Error::NotFound`] for everybody but clerks of this authority whose groups deal with the service.
pub async fn open_case(portal: &Portal, ctx: &Ctx, id: CaseId) -> Result<OfficeCase, Error> {
    let staff = staff_here(ctx, Action::ReadCaseAsStaff)?.clone();
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let (case, package, open) = load_for_staff(portal, ctx, &mut tx, id).await?;
    let look = Access {
        authority: ctx.authority.key.clone(),
        case: case.id,
        role: StaffRole::Clerk.as_str().to_owned(),
        purpose: "case".to_owned(),
        at: ctx.now(),
    };
    access::record(&mut tx, ctx.new_id(), &look, case.person, &staff.subject).await?;
    let applicant = match case.person {
        Some(person) => people::find(&mut tx, person).await?,
        None => None,
    };
    let (mine, others): (Vec<Task>, Vec<Task>) = open.into_iter().partition(|task| {
        let resource =
            Resource { authority: Some(&case.authority), group: task.group.as_deref(), ..Resource::default() };
        task.kind == domain::TaskKind::Office && domain::allows(&ctx.actor, Action::CompleteTask, &resource)
    });
    let office = OfficeCase {
        package,
        applicant,
        sources: store::cases::find_sources(&mut tx, case.id).await?,
        history: history::list(&mut tx, case.id).await?,
        documents: documents::list(&mut tx, case.id).await?,
        tasks: mine,
        waiting_for: others,
        case,
    };
    tx.commit().await?;
    Ok(office)
}

/// Fetches a document of a case.
///
/// # Errors
/// [`Error::NotFound`] for everybody but clerks of this authority whose groups deal with the service.
pub async fn load_document(
    portal: &Portal,
    ctx: &Ctx,
    case: CaseId,
    id: DocumentId,
) -> Result<(Document, Vec<u8>), Error> {
    staff_here(ctx, Action::ReadCaseAsStaff)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let (case, _, _) = load_for_staff(portal, ctx, &mut tx, case).await?;
    fetch(&mut tx, case.id, id).await
}
