//! `external-task`: workers fetch, lock, and give back.

use super::caller::Caller;
use super::fault::Fault;
use super::given::{self, Given};
use super::typed::{self, TypedVariables};
use super::{definition_id, moment};
use app::processes::fetch::{Fetched, LONGEST_WAIT, Topic, Wish, fetch_and_lock as fetch};
use app::processes::give_back::{self, Failure};
use app::processes::hold;
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

/// Body of `fetchAndLock`. What is not named here changes nothing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FetchAsked {
    worker_id: Option<String>,
    max_tasks: Option<i64>,
    async_response_timeout: Option<i64>,
    #[serde(default)]
    topics: Option<Vec<TopicAsked>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TopicAsked {
    topic_name: Option<String>,
    lock_duration: Option<i64>,
    variables: Option<Vec<String>>,
    business_key: Option<String>,
    process_definition_key: Option<String>,
    process_definition_key_in: Option<Vec<String>>,
    process_definition_id: Option<String>,
    process_definition_id_in: Option<Vec<String>>,
    process_definition_version_tag: Option<String>,
    tenant_id_in: Option<Vec<String>>,
    process_variables: Option<serde_json::Map<String, Value>>,
}

/// `POST /external-task/fetchAndLock`, with long polling.
pub async fn fetch_and_lock(caller: Caller, Given(asked): Given<FetchAsked>) -> Result<Response, Fault> {
    let wait = asked.async_response_timeout.unwrap_or(0).max(0).unsigned_abs();
    if u128::from(wait) > LONGEST_WAIT.as_millis() {
        let most = LONGEST_WAIT.as_millis();
        return Err(Fault::invalid(format!(
            "The asynchronous response timeout cannot be set to a value greater than {most} milliseconds."
        )));
    }
    let mut topics = Vec::new();
    for topic in asked.topics.unwrap_or_default() {
        topics.extend(read_topic(&caller, topic)?);
    }
    let wish = Wish {
        worker: worker(asked.worker_id)?,
        most: asked.max_tasks.ok_or_else(|| Fault::invalid("maxTasks is missing."))?,
        topics,
        wait: Duration::from_millis(wait),
    };
    if wish.most < 0 {
        return Err(Fault::invalid("maxTasks is a number from 0."));
    }
    let found = fetch(caller.portal(), &caller.ctx, &wish).await?;
    Ok(Json(found.iter().map(|fetched| write(&caller, fetched)).collect::<Vec<_>>()).into_response())
}

fn read_topic(caller: &Caller, asked: TopicAsked) -> Result<Option<Topic>, Fault> {
    let name = asked.topic_name.filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| Fault::invalid("A topic needs a topicName."))?;
    let lock = asked.lock_duration.filter(|lock| *lock > 0);
    let lock = lock.ok_or_else(|| Fault::invalid("A topic needs a lockDuration greater than 0 milliseconds."))?;
    let by_id = asked.process_definition_id.is_some() || asked.process_definition_id_in.is_some();
    if by_id || asked.process_definition_version_tag.is_some() {
        return Err(Fault::invalid("Work is chosen by processDefinitionKey here, not by id or version tag."));
    }
    if asked.tenant_id_in.is_some_and(|tenants| !tenants.contains(&caller.authority().key)) {
        return Ok(None);
    }
    let mut definition_keys = asked.process_definition_key_in.unwrap_or_default();
    definition_keys.extend(asked.process_definition_key);
    Ok(Some(Topic {
        name,
        lock: SignedDuration::from_millis(lock),
        variables: asked.variables,
        business_key: asked.business_key,
        definition_keys,
        process_variables: asked.process_variables.unwrap_or_default(),
    }))
}

fn write(caller: &Caller, fetched: &Fetched) -> Value {
    let Fetched { task, activity, variables, definition, retries } = fetched;
    let (message, details) = match task.last_fault.as_deref().map(|fault| fault.split_once('\n').unwrap_or((fault, "")))
    {
        Some((message, details)) => (Some(message), Some(details).filter(|details| !details.is_empty())),
        None => (None, None),
    };
    json!({
        "activityId": activity,
        "activityInstanceId": format!("{activity}:{}:{}", task.token, task.visit),
        "businessKey": task.business_key,
        "errorDetails": details,
        "errorMessage": message,
        "executionId": format!("{}:{}", task.instance, task.token),
        "extensionProperties": {},
        "id": task.id.to_string(),
        "lockExpirationTime": task.locked_until.map(moment),
        "priority": task.priority,
        "processDefinitionId": definition_id(definition),
        "processDefinitionKey": definition.key,
        "processDefinitionVersionTag": null,
        "processInstanceId": task.instance.to_string(),
        "retries": retries,
        "suspended": false,
        "tenantId": caller.authority().key,
        "topicName": task.topic,
        "variables": typed::write_all(variables),
        "workerId": task.worker,
    })
}

fn worker(given: Option<String>) -> Result<String, Fault> {
    let worker = given.filter(|worker| !worker.is_empty() && worker.len() <= 255);
    worker.ok_or_else(|| Fault::invalid("A workerId of 1 to 255 bytes is needed."))
}

/// Body of `complete`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Completed {
    worker_id: Option<String>,
    variables: Option<TypedVariables>,
    local_variables: Option<TypedVariables>,
}

/// `POST /external-task/{id}/complete`.
pub async fn complete(
    caller: Caller,
    Path(job): Path<String>,
    Given(done): Given<Completed>,
) -> Result<StatusCode, Fault> {
    let (job, worker) = (given::id(&job, "external task")?, worker(done.worker_id)?);
    let (variables, local) = (typed::read_all(done.variables)?, typed::read_all(done.local_variables)?);
    give_back::complete(caller.portal(), &caller.ctx, job, &worker, variables, local).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Body of `failure`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Failed {
    worker_id: Option<String>,
    error_message: Option<String>,
    error_details: Option<Value>,
    retries: Option<i64>,
    retry_timeout: Option<i64>,
}

/// `POST /external-task/{id}/failure`.
pub async fn failure(
    caller: Caller,
    Path(job): Path<String>,
    Given(failed): Given<Failed>,
) -> Result<StatusCode, Fault> {
    let (job, worker) = (given::id(&job, "external task")?, worker(failed.worker_id)?);
    let (retries, wait) = (failed.retries.unwrap_or(0), failed.retry_timeout.unwrap_or(0));
    if !(0..=1_000_000).contains(&retries) || wait < 0 {
        return Err(Fault::invalid("retries and retryTimeout are numbers from 0."));
    }
    let details = match failed.error_details {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text,
        Some(other) => other.to_string(),
    };
    let message = failed.error_message.unwrap_or_default();
    let failure = Failure { message, details, retries, wait: SignedDuration::from_millis(wait) };
    give_back::fail(caller.portal(), &caller.ctx, job, &worker, &failure).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Body of `bpmnError`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Thrown {
    worker_id: Option<String>,
    error_code: Option<String>,
    error_message: Option<String>,
    variables: Option<TypedVariables>,
}

/// `POST /external-task/{id}/bpmnError`.
pub async fn bpmn_error(
    caller: Caller,
    Path(job): Path<String>,
    Given(thrown): Given<Thrown>,
) -> Result<StatusCode, Fault> {
    let (job, worker) = (given::id(&job, "external task")?, worker(thrown.worker_id)?);
    let code = thrown.error_code.filter(|code| !code.is_empty());
    let code = code.ok_or_else(|| Fault::invalid("An errorCode is needed."))?;
    let (message, variables) = (thrown.error_message.unwrap_or_default(), typed::read_all(thrown.variables)?);
    give_back::report_error(caller.portal(), &caller.ctx, job, &worker, code, message, variables).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Body of `lock` and `extendLock`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Held {
    worker_id: Option<String>,
    lock_duration: Option<i64>,
    new_duration: Option<i64>,
}

fn duration(given: Option<i64>, name: &str) -> Result<SignedDuration, Fault> {
    let millis = given.filter(|millis| *millis > 0);
    millis
        .map(SignedDuration::from_millis)
        .ok_or_else(|| Fault::invalid(format!("{name} is a number of milliseconds greater than 0.")))
}

/// `POST /external-task/{id}/lock`.
pub async fn lock(caller: Caller, Path(job): Path<String>, Given(held): Given<Held>) -> Result<StatusCode, Fault> {
    let (job, worker) = (given::id(&job, "external task")?, worker(held.worker_id)?);
    let time = duration(held.lock_duration, "lockDuration")?;
    hold::lock(caller.portal(), &caller.ctx, job, &worker, time).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /external-task/{id}/extendLock`.
pub async fn extend_lock(
    caller: Caller,
    Path(job): Path<String>,
    Given(held): Given<Held>,
) -> Result<StatusCode, Fault> {
    let (job, worker) = (given::id(&job, "external task")?, worker(held.worker_id)?);
    let time = duration(held.new_duration, "newDuration")?;
    hold::extend(caller.portal(), &caller.ctx, job, &worker, time).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /external-task/{id}/unlock`.
pub async fn unlock(caller: Caller, Path(job): Path<String>) -> Result<StatusCode, Fault> {
    hold::unlock(caller.portal(), &caller.ctx, given::id(&job, "external task")?).await?;
    Ok(StatusCode::NO_CONTENT)
}
