//! Checking and sending: press the button as often as you like, it becomes one case.

use super::{Application, clock, load, load_in};
use crate::cases::pay;
use crate::error::{Error, repeat_on_conflict};
use crate::letter_box;
use crate::portal::Portal;
use crate::process;
use domain::{
    Action, Actor, Case, CaseId, CaseState, Ctx, Document, DocumentId, DraftId, InstanceId, Money, WorkingDays,
    reference,
};
use engine::Command;
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use store::drafts::Draft;
use store::{Scope, Tx, cases, documents, drafts};

/// What the check page shows.
#[derive(Debug, Clone)]
pub struct Check {
    /// The application, complete.
    pub application: Application,
    /// What it costs here.
    pub fee: Option<Money>,
    /// Whether a (better) sign-in is needed before sending.
    pub needs_sign_in: bool,
}

/// Opens the check page.
///
/// # Errors
/// [`Error::Incomplete`] when a page is open: lead there. [`Error::NotFound`]; [`Error::SignInNeeded`].
pub async fn open_check(portal: &Portal, ctx: &Ctx, id: DraftId) -> Result<Check, Error> {
    let application = load(portal, ctx, id, Action::EditDraft).await?;
    if !application.journey.is_complete() {
        return Err(Error::Incomplete);
    }
    let fee = application.package.fee(&ctx.authority, &application.journey.answers_on_path);
    let needs_sign_in = ctx.actor.level() < application.level(ctx);
    Ok(Check { application, fee, needs_sign_in })
}

/// Sends an application: one transaction makes the case, starts the process, orders the payment and removes the draft.
/// Sending it again gives the same case.
///
/// # Errors
/// [`Error::SignInNeeded`], [`Error::Incomplete`], [`Error::NotFound`].
pub async fn submit(portal: &Portal, ctx: &Ctx, id: DraftId) -> Result<CaseId, Error> {
    let case = repeat_on_conflict(|| submit_once(portal, ctx, id)).await?;
    portal.wake.notify_one();
    Ok(case)
}

async fn submit_once(portal: &Portal, ctx: &Ctx, id: DraftId) -> Result<CaseId, Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if let Some(case) = cases::find_by_draft(&mut tx, id).await? {
        let mine = case.person.is_some() && case.person == ctx.actor.person();
        return if mine { Ok(case.id) } else { Err(Error::NotFound) };
    }
    let draft = match load_in(&mut tx, ctx, id, Action::SubmitDraft, portal).await {
        // Between the two looks another press may have made the case and taken the draft away.
        Err(Error::NotFound) if cases::find_by_draft(&mut tx, id).await?.is_some() => return Err(Error::Conflict),
        loaded => loaded?,
    };
    let package = portal.load_package(&draft.package).await?;
    let form = package.form.as_ref().ok_or(Error::NotFound)?;
    let journey = form::journey(form, &draft.answers, &clock(ctx));
    if !journey.is_complete() {
        return Err(Error::Incomplete);
    }
    let person = match ctx.actor.person() {
        Some(id) => store::people::find(&mut tx, id).await?,
        None => None,
    };
    let fee = package.fee(&ctx.authority, &journey.answers_on_path).filter(|fee| fee.minor > 0);
    let now = ctx.now();
    let case = Case {
        id: CaseId(ctx.new_id()),
        reference: reference::case_reference(&ctx.authority.key, &ctx.secret()),
        authority: ctx.authority.key.clone(),
        federation: ctx.authority.federation.clone(),
        person: person.as_ref().map(|p| p.id),
        service: package.key.clone(),
        package: package.version.clone(),
        instance: InstanceId(ctx.new_id()),
        state: CaseState::InProgress,
        outcome: None,
        answers: journey.answers_on_path,
        language: ctx.lang,
        submitted: now,
        expected: package.working_days(ctx.authority.country).map(|days| working_days_later(ctx, days)),
        closed: None,
    };
    if !cases::open(&mut tx, &case, draft.id, &draft.sources).await? {
        return Err(Error::Conflict);
    }
    let detail = json!({ "service": case.service, "fee": fee.map(|f| f.decimal()) });
    process::record(ctx, &mut tx, &case, "submitted", detail, true).await?;
    take_over_uploads(ctx, &mut tx, &case, &draft).await?;
    crate::work::copy::order(ctx, &mut tx, &case, portal).await?;
    if let Some(fee) = fee {
        pay::order(portal, ctx, &mut tx, &case, fee).await?;
    }
    // Where a service has no process yet, the case goes to the office as a message: stage one.
    if package.process.is_some() {
        let applicant = letter_box::applicant(person.as_ref(), case.language);
        let variables = letter_box::facts(ctx, &case, &applicant, fee).variables();
        let command = Command::Start { variables };
        let system = ctx.with_actor(Actor::System);
        process::start(portal, &system, &mut tx, &case, &command).await?;
    }
    drafts::remove(&mut tx, draft.id).await?;
    tx.commit().await?;
    metrics::counter!("portikus_cases_submitted_total", "service" => case.service.clone()).increment(1);
    Ok(case.id)
}

async fn take_over_uploads(ctx: &Ctx, tx: &mut Tx, case: &Case, draft: &Draft) -> Result<(), Error> {
    for upload in drafts::list_uploads(tx, draft.id).await? {
        let answered = case.answers.get(&upload.field).is_some();
        if answered {
            let document = Document {
                id: DocumentId(ctx.new_id()),
                case: case.id,
                authority: case.authority.clone(),
                kind: "upload".into(),
                name: upload.name.clone(),
                media_type: upload.media_type.clone(),
                size: upload.size,
                sha256: upload.sha256.clone(),
                made: ctx.now(),
            };
            documents::add(tx, &document, &upload.id.to_string()).await?;
        }
        drafts::remove_upload(tx, draft.id, upload.id).await?;
    }
    Ok(())
}

/// The end of the day that lies so many working days ahead.
fn working_days_later(ctx: &Ctx, days: u32) -> Timestamp {
    let today = ctx.now().to_zoned(ctx.zone()).date();
    let days = i32::try_from(days).unwrap_or(i32::MAX);
    let day = WorkingDays::at(&ctx.authority).add(today, days).unwrap_or(today);
    let end = day.at(17, 0, 0, 0).to_zoned(ctx.zone());
    end.map_or_else(|_| ctx.now().saturating_add(24.hours()).unwrap_or(Timestamp::MAX), |at| at.timestamp())
}
