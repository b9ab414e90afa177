//! `process-definition`: starting a process by its key.

use super::caller::Caller;
use super::fault::Fault;
use super::given::Given;
use super::process_instance::write;
use super::typed::{self, TypedVariables};
use app::Error;
use app::processes::start;
use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

/// Body of a start.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    variables: Option<TypedVariables>,
    business_key: Option<String>,
    start_instructions: Option<Vec<Value>>,
    with_variables_in_return: Option<bool>,
}

/// `POST /process-definition/key/{key}/start`.
pub async fn start(caller: Caller, Path(key): Path<String>, Given(asked): Given<Asked>) -> Result<Json<Value>, Fault> {
    if asked.start_instructions.is_some_and(|all| !all.is_empty()) {
        return Err(Fault::invalid("A process starts at its start event: startInstructions are not supported."));
    }
    let variables = typed::read_all(asked.variables)?;
    let started = start::start(caller.portal(), &caller.ctx, &key, asked.business_key, variables.clone()).await;
    let started = match started {
        Err(Error::NotFound) => {
            let message = format!("No matching process definition with key: {key} at this authority.");
            return Err(Fault::new(StatusCode::NOT_FOUND, "RestException", message));
        }
        started => started?,
    };
    let mut answer = write(&caller, &started);
    if let (Some(true), Some(object)) = (asked.with_variables_in_return, answer.as_object_mut()) {
        object.insert("variables".to_owned(), typed::write_all(&variables));
    }
    Ok(Json(answer))
}

/// `POST /process-definition/key/{key}/tenant-id/{tenant}/start`: the tenant is the authority of the host.
pub async fn start_at(
    caller: Caller,
    Path((key, tenant)): Path<(String, String)>,
    asked: Given<Asked>,
) -> Result<Json<Value>, Fault> {
    caller.check_tenant(Some(&tenant))?;
    start(caller, Path(key), asked).await
}
