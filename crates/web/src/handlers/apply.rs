//! Applying: begin, answer page after page, check, send.

use super::sign_in::with_cookie;
use crate::pages::{Check, Draft, Question};
use crate::parts::{Field, FieldKind, Problem, Section};
use crate::server::{Posted, Reply, Visit, page, percent, see_other};
use crate::show;
use crate::show::fields::Showing;
use app::applications::{self, Answered, Application, Offered, Verdict};
use app::{Error, sign_in};
use axum::extract::{Path, Query};
use domain::DraftId;
use form::FieldProblem;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

/// Begins an application. The form needs no token: it changes nothing that exists.
pub async fn begin(Path(service): Path<String>, posted: Posted) -> Reply {
    let visit = posted.visit;
    let portal = Arc::clone(&visit.site.portal);
    let (ctx, session, cookie) = match &visit.session {
        Some(session) => (visit.ctx.clone(), session.id, None),
        None => match sign_in::begin_session(&portal, &visit.ctx).await {
            Ok(new) => (visit.ctx.with_actor(sign_in::actor(Some(&new.session))), new.session.id, Some(new.cookie)),
            Err(fault) => return Err(visit.refuse(fault)),
        },
    };
    match applications::begin(&portal, &ctx, &service, session).await {
        Ok(draft) => Ok(with_cookie(&visit, see_other(&format!("/antrag/{draft}")), cookie.as_deref())),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

fn id_of(text: &str) -> Result<DraftId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

/// A page of an application that was sent leads to its case; everything else is refused as it is.
async fn gone(visit: Visit, draft: &str, fault: Error) -> Reply {
    if let (Error::NotFound, Ok(id)) = (&fault, id_of(draft))
        && let Ok(Some(case)) = applications::find_case(&visit.site.portal, &visit.ctx, id).await
    {
        return Ok(see_other(&format!("/vorgang/{case}")));
    }
    Err(visit.refuse(fault))
}

/// Leads to the first page that still wants an answer, or to the check page.
pub async fn resume(visit: Visit, Path(draft): Path<String>) -> Reply {
    let opened = async { applications::open(&visit.site.portal, &visit.ctx, id_of(&draft)?).await };
    match opened.await {
        Ok(application) => Ok(see_other(&to_open(&application))),
        Err(fault) => gone(visit, &draft, fault).await,
    }
}

fn to_open(application: &Application) -> String {
    let draft = application.draft.id;
    match application.journey.first_open() {
        Some(page) => format!("/antrag/{draft}/seite/{page}"),
        None => format!("/antrag/{draft}/pruefen"),
    }
}

/// Came from the check page to change one answer.
#[derive(Deserialize)]
pub struct From {
    #[serde(default)]
    zurueck: String,
}

/// One page of the form.
pub async fn question(visit: Visit, Path((draft, page_id)): Path<(String, String)>, Query(from): Query<From>) -> Reply {
    let opened = async { applications::open_page(&visit.site.portal, &visit.ctx, id_of(&draft)?, &page_id).await };
    let opened = match opened.await {
        Ok(opened) => opened,
        // Not on the path (any more): go to where the path is open.
        Err(Error::Conflict) => return Ok(see_other(&format!("/antrag/{draft}"))),
        Err(fault) => return gone(visit, &draft, fault).await,
    };
    print_question(&visit, &opened, &page_id, &from, &[]).await
}

async fn print_question(
    visit: &Visit,
    opened: &applications::OpenPage,
    page_id: &str,
    from: &From,
    refused: &[FieldProblem],
) -> Reply {
    let application = &opened.application;
    let Some(shown) = application.form().ok().and_then(|form| form.find_page(page_id)) else {
        return Err(crate::server::Failure::Plain(Error::NotFound));
    };
    let package = &application.package;
    let texts = package.texts(visit.ctx.lang, visit.authority().country);
    let problems: Vec<FieldProblem> = refused.iter().chain(&opened.problems).cloned().collect();
    let showing = Showing {
        words: visit.texts(),
        texts: &texts,
        locale: show::case::locale(visit),
        answers: &application.draft.answers,
        sources: &application.draft.sources,
        typed: opened.typed.as_ref(),
        problems: &problems,
        uploads: &opened.uploads,
        currency: if visit.authority().country == domain::Country::Ch { "CHF" } else { "EUR" },
    };
    let step = application.journey.find_step(page_id);
    let is_shown =
        |id: &str| step.is_none_or(|step| step.shown.iter().any(|s| s == id)) || problems.iter().any(|p| p.field == id);
    let fields: Vec<&form::Field> = shown.fields.iter().filter(|field| is_shown(&field.id)).collect();
    let alone = fields.len() == 1;
    let page_text = texts.form.pages.get(page_id);
    let at = application.journey.steps.iter().position(|step| step.page == page_id).unwrap_or(0);
    let draft = application.draft.id;
    let mut frame = visit.frame(Section::Services).await?;
    let before = application.journey.previous_page(page_id);
    frame.back = match (from.zurueck.as_str(), before) {
        ("pruefen", _) => visit.back_to("back", format!("/antrag/{draft}/pruefen")),
        (_, Some(before)) => visit.back_to("back", format!("/antrag/{draft}/seite/{before}")),
        _ => visit.back_to("back", format!("/leistungen/{}", package.key)),
    };
    let suffix = if from.zurueck == "pruefen" { "?zurueck=pruefen" } else { "" };
    let mut printed = page(&Question {
        service: package.title(visit.ctx.lang, visit.authority().country),
        step: u32::try_from(at + 1).unwrap_or(1),
        steps: u32::try_from(application.journey.steps.len() + 1).unwrap_or(1),
        heading: page_text.and_then(|t| t.title.clone()).unwrap_or_default(),
        help: page_text.and_then(|t| t.help.clone()).into_iter().collect(),
        fields: fields.into_iter().map(|field| showing.field(field, alone)).collect(),
        problems: showing.all_problems(),
        action: format!("/antrag/{draft}/seite/{page_id}{suffix}"),
        draft_until: Some(show::day(visit, application.draft.expires)),
        can_save: true,
        frame,
    })?;
    if !problems.is_empty() {
        *printed.status_mut() = http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(printed)
}

/// Answers a page: 303 to the next, or 422 with the same page and what to do about it.
pub async fn answer(Path((draft, page_id)): Path<(String, String)>, Query(from): Query<From>, posted: Posted) -> Reply {
    if posted.visit.expired {
        return stash(posted, &draft, &page_id).await;
    }
    let (visit, fields, files) = posted.ours()?;
    let portal = Arc::clone(&visit.site.portal);
    let id = match id_of(&draft) {
        Ok(id) => id,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    if let Some(upload) = find("remove").and_then(|text| text.parse::<Uuid>().ok()) {
        return match applications::remove_upload(&portal, &visit.ctx, id, upload).await {
            Ok(()) => Ok(see_other(&format!("/antrag/{draft}/seite/{page_id}"))),
            Err(fault) => Err(visit.refuse(fault)),
        };
    }
    let action = find("do").unwrap_or("continue").to_owned();
    let offered: Vec<Offered> = files
        .into_iter()
        .map(|file| Offered { field: file.field, name: file.name, bytes: file.bytes.to_vec() })
        .collect();
    let verdicts = match applications::add_uploads(&portal, &visit.ctx, id, &page_id, &offered).await {
        Ok(verdicts) => verdicts,
        Err(fault) => return gone(visit, &draft, fault).await,
    };
    let refused: Vec<FieldProblem> = verdicts
        .into_iter()
        .filter_map(|verdict| match verdict {
            Verdict::Kept => None,
            Verdict::Refused(problem) => Some(problem),
        })
        .collect();
    let typed: Vec<(String, String)> =
        fields.into_iter().filter(|(name, _)| name != "do" && name != "remove").collect();
    let to_check = from.zurueck == "pruefen";
    let answered = applications::answer_page(&portal, &visit.ctx, id, &page_id, &typed, to_check).await;
    match answered {
        Err(fault) => Err(visit.refuse(fault)),
        Ok(Answered::Mistakes) if action == "save" => Ok(see_other(&format!("/antrag/{draft}/gespeichert"))),
        Ok(_) if action == "save" && refused.is_empty() => Ok(see_other(&format!("/antrag/{draft}/gespeichert"))),
        Ok(Answered::Next(next)) if refused.is_empty() && action != "upload" => {
            let back = if to_check { "?zurueck=pruefen" } else { "" };
            Ok(see_other(&format!("/antrag/{draft}/seite/{next}{back}")))
        }
        Ok(Answered::Check) if refused.is_empty() && action != "upload" => {
            Ok(see_other(&format!("/antrag/{draft}/pruefen")))
        }
        Ok(_) if refused.is_empty() && action == "upload" => Ok(see_other(&format!("/antrag/{draft}/seite/{page_id}"))),
        Ok(_) => match applications::open_page(&portal, &visit.ctx, id, &page_id).await {
            Ok(opened) => print_question(&visit, &opened, &page_id, &from, &refused).await,
            Err(fault) => Err(visit.refuse(fault)),
        },
    }
}

/// Where to go after a page was answered.
pub(super) fn after(draft: DraftId, page_id: &str, answered: &Answered) -> String {
    match answered {
        Answered::Next(next) => format!("/antrag/{draft}/seite/{next}"),
        Answered::Check => format!("/antrag/{draft}/pruefen"),
        Answered::Mistakes => format!("/antrag/{draft}/seite/{page_id}"),
    }
}

/// The session ended while somebody typed: what she typed waits for her behind the sign-in.
async fn stash(posted: Posted, draft: &str, page_id: &str) -> Reply {
    let Posted { visit, fields, .. } = posted;
    let kept = async {
        let fields = fields.into_iter().filter(|(name, _)| name != "do" && name != "remove").collect();
        let stash = sign_in::Stash { draft: id_of(draft)?, page: page_id.to_owned(), fields };
        let portal = &visit.site.portal;
        let service = applications::find_service(portal, &visit.ctx, stash.draft).await?;
        let package = service.and_then(|service| portal.find_service(&service));
        let level = package.map(|package| package.trust_level(visit.authority().country)).unwrap_or_default();
        Ok((level, sign_in::stash(portal, &visit.ctx, stash).await?))
    };
    match kept.await {
        Ok((level, new)) => {
            let back = percent(&format!("/antrag/{draft}/seite/{page_id}"));
            let response = see_other(&format!("/anmelden?stufe={}&weiter={back}&abgelaufen=1", level.as_str()));
            Ok(with_cookie(&visit, response, Some(&new.cookie)))
        }
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// Saved, not sent.
pub async fn saved(visit: Visit, Path(draft): Path<String>) -> Reply {
    let opened = async { applications::open(&visit.site.portal, &visit.ctx, id_of(&draft)?).await };
    let application = match opened.await {
        Ok(application) => application,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let frame = visit.frame(Section::Services).await?;
    page(&Draft {
        service: application.package.title(visit.ctx.lang, visit.authority().country),
        resumed: false,
        saved_at: show::moment(&visit, application.draft.changed),
        continue_href: to_open(&application),
        deleted_on: show::day(&visit, application.draft.expires),
        delete_action: format!("/antrag/{draft}/loeschen"),
        frame,
    })
}

/// Deletes a draft.
pub async fn discard(Path(draft): Path<String>, posted: Posted) -> Reply {
    let (visit, _, _) = posted.ours()?;
    let gone = async { applications::discard(&visit.site.portal, &visit.ctx, id_of(&draft)?).await };
    match gone.await {
        Ok(()) => Ok(see_other("/")),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// The check page.
pub async fn check(visit: Visit, Path(draft): Path<String>) -> Reply {
    print_check(visit, &draft, false).await
}

async fn print_check(visit: Visit, draft: &str, undeclared: bool) -> Reply {
    let opened = async { applications::open_check(&visit.site.portal, &visit.ctx, id_of(draft)?).await };
    let opened = match opened.await {
        Ok(opened) => opened,
        Err(Error::Incomplete) => return Ok(see_other(&format!("/antrag/{draft}"))),
        Err(fault) => return gone(visit, draft, fault).await,
    };
    let application = &opened.application;
    let level = application.level(&visit.ctx);
    if opened.needs_sign_in {
        return Err(visit.refuse(Error::SignInNeeded(level)));
    }
    let change = |page: &str, field: &str| format!("/antrag/{draft}/seite/{page}?zurueck=pruefen#{field}");
    let sections = show::case::answers(
        &visit,
        &application.package,
        &application.journey.answers_on_path,
        &application.draft.sources,
        Some(&change),
    );
    let mut frame = visit.frame(Section::Services).await?;
    let last = application.journey.steps.last().map(|step| step.page.clone()).unwrap_or_default();
    frame.back = visit.back_to("back", format!("/antrag/{draft}/seite/{last}"));
    let statement = frame.say("declaration-statement").into_owned();
    let mut declaration =
        Field::new("declaration", frame.say("declaration-label"), FieldKind::Declaration { statement, checked: false });
    let mut problems = Vec::new();
    if undeclared {
        let sentence = frame.say("mistake-declaration-needed").into_owned();
        problems.push(Problem::new("declaration", sentence.clone()));
        declaration = declaration.wrong(sentence);
    }
    let mut printed = page(&Check {
        service: application.package.title(visit.ctx.lang, visit.authority().country),
        sections,
        fee: opened.fee.map(show::amount),
        declaration,
        problems,
        action: format!("/antrag/{draft}/pruefen"),
        receiver: visit.authority().full_name(visit.ctx.lang),
        draft_until: Some(show::day(&visit, application.draft.expires)),
        frame,
    })?;
    if undeclared {
        *printed.status_mut() = http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(printed)
}

/// Sends: once, however often the button is pressed.
pub async fn submit(Path(draft): Path<String>, posted: Posted) -> Reply {
    let declared = posted.find("declaration").is_some();
    let (visit, _, _) = match posted.ours() {
        Ok(ours) => ours,
        Err(crate::server::Failure::Foreign(visit)) if visit.expired => {
            return Err(visit.refuse(Error::SignInNeeded(domain::TrustLevel::Low)));
        }
        Err(other) => return Err(other),
    };
    if !declared {
        return print_check(visit, &draft, true).await;
    }
    let sent = async { applications::submit(&visit.site.portal, &visit.ctx, id_of(&draft)?).await };
    match sent.await {
        Ok(case) => Ok(see_other(&format!("/vorgang/{case}/gesendet"))),
        Err(Error::Incomplete) => Ok(see_other(&format!("/antrag/{draft}"))),
        Err(fault) => Err(visit.refuse(fault)),
    }
}
