//! One's own case: receipt, page, paying, answering the office, documents.

use crate::pages::{Answer, AnswerRequest, Case, Payment, Receipt};
use crate::parts::{Problem, Section};
use crate::server::{Posted, Reply, Visit, page, see_other};
use crate::show;
use crate::show::fields::Showing;
use app::Error;
use app::cases::{self, OwnCase, Request};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::{CaseId, CaseState, DocumentId, TaskId};
use form::{FieldProblem, RawInput};
use http::{HeaderValue, header};
use serde_json::Map;

fn case_id(text: &str) -> Result<CaseId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn read(visit: &Visit, case: &str) -> Result<OwnCase, Error> {
    cases::read_own(&visit.site.portal, &visit.ctx, case_id(case)?).await
}

/// The fee while it is due.
fn payment(own: &OwnCase) -> Option<Payment> {
    let payment = own.payment.as_ref().filter(|_| own.case.state == CaseState::AwaitingPayment)?;
    Some(Payment {
        amount: show::amount(payment.amount),
        action: format!("/vorgang/{}/bezahlen", own.case.id),
        in_doubt: false,
    })
}

/// Right after sending.
pub async fn receipt(visit: Visit, Path(case): Path<String>) -> Reply {
    let own = match read(&visit, &case).await {
        Ok(own) => own,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let frame = visit.frame(Section::Inbox).await?;
    let texts = own.package.texts(visit.ctx.lang, visit.authority().country);
    let href = format!("/vorgang/{}", own.case.id);
    page(&Receipt {
        service: show::case::title(&visit, &own.case.service),
        reference: own.case.reference.clone(),
        sent_at: show::moment(&visit, own.case.submitted),
        receiver: receiver(&visit, &own),
        payment: payment(&own),
        timeline: show::case::timeline(&visit, &own.case, &texts, &own.history),
        documents: show::case::documents(&visit, &href, &letters(&own)),
        case_href: href,
        frame,
    })
}

fn receiver(visit: &Visit, own: &OwnCase) -> String {
    let authority = visit.site.portal.directory.find(&own.case.authority);
    authority.map(|a| a.full_name(visit.ctx.lang)).unwrap_or_default()
}

fn letters(own: &OwnCase) -> Vec<domain::Document> {
    own.documents.iter().filter(|document| document.kind == "letter").cloned().collect()
}

/// The page of a case.
pub async fn show(visit: Visit, Path(case): Path<String>) -> Reply {
    let own = match read(&visit, &case).await {
        Ok(own) => own,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Inbox).await?;
    frame.back = visit.back_to("nav-inbox", "/postfach");
    let portal = &visit.site.portal;
    let texts = own.package.texts(visit.ctx.lang, visit.authority().country);
    let href = format!("/vorgang/{}", own.case.id);
    let rests = own.case.state == CaseState::AtRest;
    let request = own.requests.first().filter(|_| !rests).map(|task| AnswerRequest {
        href: format!("{href}/angabe/{}", task.id),
        due: task.due.map(|due| show::day(&visit, due)),
        reason: task.input.get("ask_text").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(),
    });
    let authority = portal.directory.find(&own.case.authority);
    let office = authority.as_ref().and_then(|a| app::finding::office_of(portal, &own.package, a));
    let delayed = own.delayed && own.case.closed.is_none() && !rests;
    let state = if delayed { crate::parts::CaseState::Stuck } else { show::case::state(&own.case) };
    let outcome = match (own.case.outcome, delayed) {
        _ if rests => frame.say("case-rests").into_owned(),
        (_, true) => frame.say("case-delayed").into_owned(),
        (Some(domain::Outcome::Granted), _) => frame.say("case-granted").into_owned(),
        (Some(domain::Outcome::Refused), _) => frame.say("case-refused").into_owned(),
        (Some(domain::Outcome::Lapsed), _) => frame.say("case-lapsed").into_owned(),
        (None, false) => String::new(),
    };
    let holder = match own.case.state {
        CaseState::Closed => String::new(),
        CaseState::AwaitingPayment | CaseState::AwaitingApplicant => frame.say("case-holder-you").into_owned(),
        CaseState::AtRest | CaseState::InProgress => {
            office.as_ref().map_or_else(|| receiver(&visit, &own), |o| o.name.get(visit.ctx.lang).to_owned())
        }
    };
    let no_sources = Map::new();
    page(&Case {
        title: show::case::title(&visit, &own.case.service),
        reference: own.case.reference.clone(),
        state,
        holder,
        expected: own.case.expected.filter(|_| own.case.closed.is_none() && !rests).map(|at| show::day(&visit, at)),
        outcome,
        payment: payment(&own),
        request,
        timeline: show::case::timeline(&visit, &own.case, &texts, &own.history),
        documents: show::case::documents(&visit, &href, &own.documents),
        messages: show::case::messages(&visit, &receiver(&visit, &own), &own.messages),
        answers: show::case::answers(&visit, &own.package, &own.case.answers, &no_sources, None),
        office: office.map_or_else(|| show::office::to_ask(&visit), |office| show::office::card(&visit, &office)),
        withdraw_action: None,
        frame,
    })
}

/// Goes to the provider's page.
pub async fn pay(Path(case): Path<String>, posted: Posted) -> Reply {
    let (visit, _, _) = posted.ours()?;
    let url = async { cases::pay::page(&visit.site.portal, &visit.ctx, case_id(&case)?).await };
    match url.await {
        Ok(url) => Ok(see_other(&url)),
        Err(Error::NotFound) => Ok(see_other(&format!("/vorgang/{case}"))),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// Comes back from the provider, which proves nothing: the provider itself is asked.
pub async fn returned(visit: Visit, Path(case): Path<String>) -> Reply {
    let asked = async { cases::pay::returned(&visit.site.portal, &visit.ctx, case_id(&case)?).await };
    match asked.await {
        Ok(()) => Ok(see_other(&format!("/vorgang/{case}"))),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// The form with the one answer that the office asks for.
pub async fn request(visit: Visit, Path((case, task)): Path<(String, String)>) -> Reply {
    match open_request(&visit, &case, &task).await {
        // The case says why nothing can be answered now.
        Ok(request) if request.case.state == CaseState::AtRest => Ok(see_other(&format!("/vorgang/{case}"))),
        Ok(request) => print_request(&visit, &request, None, &[], false).await,
        Err(fault) => Err(visit.refuse(fault)),
    }
}

async fn open_request(visit: &Visit, case: &str, task: &str) -> Result<Request, Error> {
    let task: TaskId = task.parse().map_err(|_| Error::NotFound)?;
    cases::open_request(&visit.site.portal, &visit.ctx, case_id(case)?, task).await
}

/// `problems`: mistakes in what was typed; `rests`: the case was put to rest meanwhile, so the answer waits here.
async fn print_request(
    visit: &Visit,
    request: &Request,
    typed: Option<&RawInput>,
    problems: &[FieldProblem],
    rests: bool,
) -> Reply {
    let texts = request.package.texts(visit.ctx.lang, visit.authority().country);
    let no_sources = Map::new();
    let showing = Showing {
        words: visit.texts(),
        texts: &texts,
        locale: show::case::locale(visit),
        answers: &request.case.answers,
        sources: &no_sources,
        typed,
        problems,
        uploads: &[],
        currency: "CHF",
    };
    let mut frame = visit.frame(Section::Inbox).await?;
    frame.back = visit.back_to("back", format!("/vorgang/{}", request.case.id));
    let mut all = showing.all_problems();
    if rests {
        all.push(Problem::new(request.field.id.clone(), frame.say("answer-rests")));
    }
    let status = match (rests, problems.is_empty()) {
        (true, _) => http::StatusCode::CONFLICT,
        (false, false) => http::StatusCode::UNPROCESSABLE_ENTITY,
        (false, true) => http::StatusCode::OK,
    };
    let asked_by = visit.site.portal.directory.find(&request.case.authority);
    let mut printed = page(&Answer {
        title: show::case::title(visit, &request.case.service),
        reference: request.case.reference.clone(),
        asked_by: asked_by.map(|a| a.full_name(visit.ctx.lang)).unwrap_or_default(),
        reason: request.question.clone(),
        due: request.task.due.map(|due| show::day(visit, due)),
        fields: vec![showing.field(&request.field, false)],
        problems: all,
        action: format!("/vorgang/{}/angabe/{}", request.case.id, request.task.id),
        frame,
    })?;
    *printed.status_mut() = status;
    Ok(printed)
}

/// Answers it.
pub async fn answer(Path((case, task)): Path<(String, String)>, posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let request = match open_request(&visit, &case, &task).await {
        Ok(request) => request,
        // Answered a moment ago (pressed twice): the case shows it.
        Err(Error::NotFound) => return Ok(see_other(&format!("/vorgang/{case}"))),
        Err(fault) => return Err(visit.refuse(fault)),
    };
    match cases::answer_request(&visit.site.portal, &visit.ctx, request.case.id, request.task.id, &fields).await {
        Ok(problems) if problems.is_empty() => Ok(see_other(&format!("/vorgang/{case}"))),
        Ok(problems) => {
            let typed: RawInput = fields.into_iter().collect();
            print_request(&visit, &request, Some(&typed), &problems, false).await
        }
        // Nothing is lost: what was typed stays, to be sent when the case goes on.
        Err(fault) if fault.is_at_rest() => {
            let typed: RawInput = fields.into_iter().collect();
            print_request(&visit, &request, Some(&typed), &[], true).await
        }
        Err(Error::NotFound) => Ok(see_other(&format!("/vorgang/{case}"))),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// Downloads a document of one's own case.
pub async fn document(visit: Visit, Path((case, document)): Path<(String, String)>) -> Reply {
    let loaded = async {
        let document: DocumentId = document.parse().map_err(|_| Error::NotFound)?;
        cases::load_document(&visit.site.portal, &visit.ctx, case_id(&case)?, document).await
    };
    match loaded.await {
        Ok((document, bytes)) => Ok(download(&document, bytes)),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// A file as an attachment, never shown inside the portal's own origin.
pub(super) fn download(document: &domain::Document, bytes: Vec<u8>) -> Response {
    let plain: String =
        document.name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    let encoded: String = document.name.bytes().fold(String::new(), |mut out, byte| {
        use std::fmt::Write;
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    });
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(&document.media_type);
    headers.insert(header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
