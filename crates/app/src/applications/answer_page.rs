//! Opening and answering one page of a form.

use super::{Application, claim, clock, load, load_in, prefill, with_journey};
use crate::error::{Error, repeat_on_conflict};
use crate::portal::Portal;
use domain::{Action, Ctx, DraftId};
use form::{FieldProblem, RawInput};
use serde_json::{Map, Value, json};
use store::Scope;
use store::drafts::{self, Upload};

/// A page ready to be shown.
#[derive(Debug, Clone)]
pub struct OpenPage {
    /// The application.
    pub application: Application,
    /// What was typed on this page and had mistakes, to be shown again as it was.
    pub typed: Option<RawInput>,
    /// The mistakes in it.
    pub problems: Vec<FieldProblem>,
    /// Files given so far.
    pub uploads: Vec<Upload>,
}

/// Opens a page: signs in first where it shows what registers know, fetches that, and shows what was typed before.
///
/// # Errors
/// [`Error::SignInNeeded`] where the page wants one; [`Error::Conflict`] when the page cannot be answered yet and the
/// person should be led to the first open one; [`Error::NotFound`].
pub async fn open_page(portal: &Portal, ctx: &Ctx, id: DraftId, page: &str) -> Result<OpenPage, Error> {
    let mut application = load(portal, ctx, id, Action::EditDraft).await?;
    let form = application.form()?;
    let shown = form.find_page(page).ok_or(Error::NotFound)?;
    if !application.journey.is_reachable(page) {
        return Err(Error::Conflict);
    }
    let level = application.level(ctx);
    if shown.fields.iter().any(|field| field.prefill.is_some()) && ctx.actor.level() < level {
        return Err(Error::SignInNeeded(level));
    }
    let offers = prefill::offer(portal, ctx, &application, form, page).await?;
    let unclaimed = ctx.actor.person().is_some() && application.draft.person.is_none();
    if !offers.is_empty() || unclaimed {
        application = repeat_on_conflict(|| keep_offers(portal, ctx, id, &offers)).await?;
    }
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let uploads = drafts::list_uploads(&mut tx, id).await?;
    drop(tx);
    let typed = typed_on(&application, page);
    let problems = match &typed {
        Some(raw) => form::read_page(application.form()?, page, raw, &application.draft.answers, &clock(ctx))
            .map(|read| read.problems)
            .unwrap_or_default(),
        None => Vec::new(),
    };
    Ok(OpenPage { application, typed, problems, uploads })
}

async fn keep_offers(
    portal: &Portal,
    ctx: &Ctx,
    id: DraftId,
    offers: &Map<String, Value>,
) -> Result<Application, Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let mut draft = load_in(&mut tx, ctx, id, Action::EditDraft, portal).await?;
    let package = portal.load_package(&draft.package).await?;
    claim(ctx, &mut draft, package.trust_level(ctx.authority.country));
    for (field, offer) in offers {
        draft.sources.entry(field.clone()).or_insert_with(|| offer.clone());
    }
    drafts::save(&mut tx, &draft, ctx.now()).await?;
    tx.commit().await?;
    draft.version += 1;
    with_journey(portal, ctx, draft).await
}

/// The raw fields that were kept because the page had mistakes.
fn typed_on(application: &Application, page: &str) -> Option<RawInput> {
    let typed = application.draft.typed.as_ref()?;
    if typed.get("page")?.as_str()? != page {
        return None;
    }
    let pairs = typed.get("fields")?.as_array()?;
    Some(pairs.iter().filter_map(|pair| Some((pair.get(0)?.as_str()?, pair.get(1)?.as_str()?))).collect())
}

/// What came of answering a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// Go on to this page.
    Next(String),
    /// Everything is answered: check and send.
    Check,
    /// There are mistakes; what was typed is kept and the page shows it again.
    Mistakes,
}

/// Answers a page. Only its shown fields are read; good answers are kept even beside mistakes; `back_to_check` leads
/// back to the summary when a change there left nothing open.
///
/// # Errors
/// [`Error::Conflict`] when the page is not on the path; [`Error::NotFound`]; [`Error::SignInNeeded`].
pub async fn answer_page(
    portal: &Portal,
    ctx: &Ctx,
    id: DraftId,
    page: &str,
    fields: &[(String, String)],
    back_to_check: bool,
) -> Result<Answered, Error> {
    repeat_on_conflict(|| answer(portal, ctx, id, page, fields, back_to_check)).await
}

async fn answer(
    portal: &Portal,
    ctx: &Ctx,
    id: DraftId,
    page: &str,
    fields: &[(String, String)],
    back_to_check: bool,
) -> Result<Answered, Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let mut draft = load_in(&mut tx, ctx, id, Action::EditDraft, portal).await?;
    let package = portal.load_package(&draft.package).await?;
    let form = package.form.as_ref().ok_or(Error::NotFound)?;
    let level = package.trust_level(ctx.authority.country);
    let wants_sign_in = form.find_page(page).ok_or(Error::NotFound)?.fields.iter().any(|f| f.prefill.is_some());
    if wants_sign_in && ctx.actor.level() < level {
        return Err(Error::SignInNeeded(level));
    }
    let clock = clock(ctx);
    let raw: RawInput = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    // A page that left the path (an earlier answer changed in another tab) is led to where the path goes now.
    let Some(read) = form::read_page(form, page, &raw, &draft.answers, &clock) else {
        let journey = form::journey(form, &draft.answers, &clock);
        return Ok(journey.first_open().map_or(Answered::Check, |open| Answered::Next(open.to_owned())));
    };
    form::keep(&mut draft.answers, &read);
    for (field, value) in &read.values {
        let ticked = raw.has(&format!("{field}.disputed"));
        mark_dispute(&mut draft.sources, field, value, ticked);
    }
    claim(ctx, &mut draft, level);
    draft.typed = (!read.is_valid()).then(|| json!({ "page": page, "fields": fields }));
    draft.expires = super::begin::expiry(portal, ctx);
    drafts::save(&mut tx, &draft, ctx.now()).await?;
    tx.commit().await?;
    if !read.is_valid() {
        return Ok(Answered::Mistakes);
    }
    let journey = form::journey(form, &draft.answers, &clock);
    let next = match (back_to_check, journey.first_open()) {
        (_, None) if back_to_check || journey.next_page(page).is_none() => None,
        (true, open) => open,
        (false, open) => journey.next_page(page).filter(|next| journey.is_reachable(next)).or(open),
    };
    Ok(next.map_or(Answered::Check, |next| Answered::Next(next.to_owned())))
}

/// A prefilled value that the person changed stays hers, and the record says that it differs from the source.
fn mark_dispute(sources: &mut Map<String, Value>, field: &str, answer: &Value, ticked: bool) {
    if let Some(source) = sources.get_mut(field).and_then(Value::as_object_mut) {
        let differs = source.get("value").is_some_and(|offered| offered != answer);
        source.insert("disputed".to_owned(), Value::Bool(differs || ticked));
    }
}
