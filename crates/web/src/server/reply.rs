//! Answers: a page, a way to another page, or an error that says what to do next.

use super::Visit;
use super::visit::percent;
use crate::pages::{ErrorPage, Fault};
use crate::parts::Link;
use app::Error;
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// What a handler gives.
pub type Reply = Result<Response, Failure>;

/// A printed page.
///
/// # Errors
/// When the template fails, which the rendering test rules out.
pub fn page(template: &impl Template) -> Reply {
    let html = template.render().map_err(|fault| Failure::Plain(Error::Internal(fault.to_string())))?;
    Ok(Html(html).into_response())
}

/// 303: read this next.
pub fn see_other(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// An answer that is not what was asked for.
pub enum Failure {
    /// No tenant lives under this host name.
    UnknownHost,
    /// The program is shutting down.
    Closing,
    /// A form was sent from another site or without its token.
    Foreign(Box<Visit>),
    /// A use case refused.
    Refused(Box<Visit>, Error),
    /// A fault before there was a visit.
    Plain(Error),
}

impl Visit {
    /// Turns a refusal of a use case into an answer for this visit.
    pub fn refuse(self, error: Error) -> Failure {
        Failure::Refused(Box::new(self), error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Failure::UnknownHost => (StatusCode::MISDIRECTED_REQUEST, "421\n").into_response(),
            Failure::Closing => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            Failure::Foreign(visit) => error_page(&visit, Fault::Expired, String::new()),
            Failure::Plain(error) => {
                tracing::error!(error = chain(&error), "a request failed");
                (StatusCode::INTERNAL_SERVER_ERROR, "500\n").into_response()
            }
            Failure::Refused(visit, Error::SignInNeeded(level)) => {
                let expired = if visit.expired { "&abgelaufen=1" } else { "" };
                see_other(&format!("/anmelden?stufe={}&weiter={}{expired}", level.as_str(), percent(&visit.here)))
            }
            Failure::Refused(visit, error) => {
                let fault = match &error {
                    Error::NotFound | Error::Forbidden | Error::SignInNeeded(_) => Fault::NotFound,
                    Error::Conflict | Error::Process(_) => Fault::Conflict,
                    Error::Refused(_) => Fault::Conflict,
                    Error::Incomplete | Error::Invalid(_) => Fault::Expired,
                    Error::Outside(_) => Fault::Unavailable,
                    Error::Store(_) | Error::Internal(_) => Fault::Ours,
                };
                let reference = match fault {
                    Fault::NotFound | Fault::Conflict | Fault::Expired => String::new(),
                    _ => visit.ctx.new_id().simple().to_string()[20..].to_owned(),
                };
                // Logged once, with the reference that the person reads.
                if !reference.is_empty() {
                    tracing::error!(reference, path = visit.here, error = chain(&error), "a request failed");
                }
                error_page(&visit, fault, reference)
            }
        }
    }
}

/// The error with everything below it, for the log.
fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut below = std::error::Error::source(error);
    while let Some(cause) = below {
        text = format!("{text}: {cause}");
        below = cause.source();
    }
    text
}

fn error_page(visit: &Visit, fault: Fault, reference: String) -> Response {
    let frame = visit.bare_frame();
    let ways = vec![
        Link::new(frame.say("nav-start"), "/"),
        Link::new(frame.say("nav-services"), "/leistungen"),
        Link::new(frame.say("footer-help-link"), "/hilfe"),
    ];
    let status = StatusCode::from_u16(fault.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match (ErrorPage { frame, fault, reference, ways }).render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => status.into_response(),
    }
}

/// The error page of this visit for an address that leads nowhere.
pub(crate) fn not_found(visit: Visit) -> Response {
    visit.refuse(Error::NotFound).into_response()
}
