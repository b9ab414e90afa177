//! A refusal in the shape that clients of this interface read: `{"type", "message", "code"}`.

use app::Error;
use app::processes::Standing;
use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

/// A refusal.
pub(super) struct Fault {
    status: StatusCode,
    kind: &'static str,
    message: String,
    details: Option<Value>,
}

impl Fault {
    /// Any refusal.
    pub(super) fn new(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Fault {
        Fault { status, kind, message: message.into(), details: None }
    }

    /// The call does not make sense.
    pub(super) fn invalid(message: impl Into<String>) -> Fault {
        Fault::new(StatusCode::BAD_REQUEST, "InvalidRequestException", message)
    }

    /// There is nothing of this kind at this authority.
    pub(super) fn not_found(message: impl Into<String>) -> Fault {
        Fault::new(StatusCode::NOT_FOUND, "RestException", message)
    }

    /// No key, or none of this authority.
    pub(super) fn unauthorised() -> Fault {
        let message =
            "A key of this authority is needed: HTTP Basic with its name and secret, or its secret as Bearer.";
        Fault::new(StatusCode::UNAUTHORIZED, "AuthenticationException", message)
    }

    /// The node goes down.
    pub(super) fn closing() -> Fault {
        Fault::new(StatusCode::SERVICE_UNAVAILABLE, "RestException", "The portal is going down.")
    }

    /// Adds what tells more.
    pub(super) fn with(self, details: Value) -> Fault {
        Fault { details: Some(details), ..self }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        match &error {
            Error::NotFound | Error::SignInNeeded(_) => Fault::not_found("There is no such thing at this authority."),
            Error::Forbidden => {
                Fault::new(StatusCode::FORBIDDEN, "AuthorizationException", "This key may not do that.")
            }
            Error::Invalid(sentence) => Fault::invalid(sentence.clone()),
            Error::Conflict => Fault::new(StatusCode::CONFLICT, "OptimisticLockingException", "Somebody was faster."),
            Error::Refused(refusal) => match app::processes::standing(refusal) {
                Standing::NotThere => Fault::not_found("There is no such thing at this authority."),
                Standing::NotYours => Fault::invalid("The lock on this work is not this worker's, or not any more."),
                Standing::Impossible => Fault::invalid(format!("The process refuses: {refusal}")),
                Standing::Again => Fault::new(StatusCode::SERVICE_UNAVAILABLE, "RestException", "Try again later."),
                Standing::Broken => broken(&error),
            },
            Error::Process(rejection) => Fault::invalid(format!("The process refuses: {rejection}")),
            Error::Incomplete | Error::Outside(_) | Error::Store(_) | Error::Internal(_) => broken(&error),
        }
    }
}

/// Ours to mend: logged once, and no more is told than that.
fn broken(error: &Error) -> Fault {
    tracing::error!(error = error as &dyn std::error::Error, "a call of the interface failed");
    Fault::new(StatusCode::INTERNAL_SERVER_ERROR, "ProcessEngineException", "The portal could not do this.")
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let Fault { status, kind, message, details } = self;
        let mut body = json!({ "type": kind, "message": message, "code": 0 });
        if let (Some(details), Some(object)) = (details, body.as_object_mut()) {
            object.insert("details".to_owned(), details);
        }
        let mut response = (status, Json(body)).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let asks = HeaderValue::from_static("Basic realm=\"engine-rest\", charset=\"UTF-8\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, asks);
        }
        response
    }
}
