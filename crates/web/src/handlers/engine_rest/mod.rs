//! The interface for programs of an office: the operations of the Camunda 7 and Operaton REST interface that public clients
//! need, one file a resource. Who calls shows a key of the authority whose host was called.

mod caller;
mod deployment;
mod external_task;
mod fault;
mod given;
mod job;
mod message;
mod process_definition;
mod process_instance;
mod typed;

use self::fault::Fault;
use crate::server::Weak;
use app::processes::definitions::Definition;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, get, post, put};
use jiff::Timestamp;

/// Largest body of a call.
const LARGEST: usize = 4_000_000;
/// Largest deployment.
const LARGEST_DEPLOYMENT: usize = 16_000_000;

/// Every operation.
pub(super) fn routes() -> Router<Weak> {
    Router::new()
        .route("/engine-rest/external-task/fetchAndLock", post(external_task::fetch_and_lock))
        .route("/engine-rest/external-task/{job}/complete", post(external_task::complete))
        .route("/engine-rest/external-task/{job}/failure", post(external_task::failure))
        .route("/engine-rest/external-task/{job}/bpmnError", post(external_task::bpmn_error))
        .route("/engine-rest/external-task/{job}/lock", post(external_task::lock))
        .route("/engine-rest/external-task/{job}/extendLock", post(external_task::extend_lock))
        .route("/engine-rest/external-task/{job}/unlock", post(external_task::unlock))
        .route("/engine-rest/process-definition/key/{key}/start", post(process_definition::start))
        .route("/engine-rest/process-definition/key/{key}/tenant-id/{tenant}/start", post(process_definition::start_at))
        .route("/engine-rest/message", post(message::correlate))
        .route("/engine-rest/process-instance", get(process_instance::list).post(process_instance::query))
        .route("/engine-rest/process-instance/count", get(process_instance::count).post(process_instance::query_count))
        .route("/engine-rest/process-instance/{instance}/variables", get(process_instance::variables))
        .route("/engine-rest/process-instance/{instance}/variables/{name}", get(process_instance::variable))
        .route("/engine-rest/job", get(job::list).post(job::query))
        .route("/engine-rest/job/{job}/retries", put(job::set_retries))
        .route("/engine-rest/{*path}", any(unknown))
        .layer(DefaultBodyLimit::max(LARGEST))
        .merge(
            Router::new()
                .route("/engine-rest/deployment/create", post(deployment::create))
                .layer(DefaultBodyLimit::max(LARGEST_DEPLOYMENT)),
        )
}

async fn unknown(_caller: caller::Caller) -> Fault {
    Fault::new(http::StatusCode::NOT_FOUND, "NotFoundException", "There is no such operation here.")
}

/// A moment as clients of this interface write it.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3f+0000").to_string()
}

/// A definition's id: key, version and the beginning of its content hash.
fn definition_id(definition: &Definition) -> String {
    let hash: String = definition.hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{}:{}:{hash}", definition.key, definition.version)
}

/// The key in a definition's id.
fn key_of(definition_id: &str) -> &str {
    definition_id.split(':').next().unwrap_or_default()
}
