//! What a call brings: a JSON body, ids in its address. What cannot be read is refused with a sentence.

use super::fault::Fault;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use http::StatusCode;
use serde::de::DeserializeOwned;

/// A JSON body. An empty one is an empty object; some clients send none where nothing is to be said.
pub(super) struct Given<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Given<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Given<T>, Fault> {
        let bytes = Bytes::from_request(request, state).await.map_err(|refused| {
            let status = refused.status();
            let sentence = match status {
                StatusCode::PAYLOAD_TOO_LARGE => "The body is too large.",
                _ => "The body broke off.",
            };
            Fault::new(status, "InvalidRequestException", sentence)
        })?;
        let text = if bytes.iter().all(u8::is_ascii_whitespace) { b"{}" } else { bytes.as_ref() };
        match serde_json::from_slice(text) {
            Ok(given) => Ok(Given(given)),
            Err(fault) => Err(Fault::invalid(format!("The body cannot be read as JSON for this call: {fault}."))),
        }
    }
}

/// Reads an id. One that cannot be is not there.
pub(super) fn id<T: std::str::FromStr>(text: &str, what: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| Fault::not_found(format!("There is no {what} with the id {text:?}.")))
}
