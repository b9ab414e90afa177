//! `job`: work and timers of running processes, and letting failed work run again.

use super::caller::Caller;
use super::fault::Fault;
use super::given::{self, Given};
use super::{definition_id, moment};
use app::processes::jobs::{self, LARGEST_PAGE, Wanted, Work};
use axum::Json;
use axum::extract::{Path, Query};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

type Filter = Map<String, Value>;

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

async fn answer(caller: Caller, filter: Filter) -> Result<Json<Value>, Fault> {
    let (mut wanted, mut from, mut most) = (Wanted::default(), 0, LARGEST_PAGE);
    for (name, value) in filter.iter().filter(|(_, value)| !value.is_null()) {
        let number = || {
            let number = text(value).parse::<i64>().ok().filter(|number| *number >= 0);
            number.ok_or_else(|| Fault::invalid(format!("{name} is a number from 0.")))
        };
        match name.as_str() {
            "jobId" => wanted.id = Some(given::id(&text(value), "job")?),
            "processInstanceId" => wanted.instance = Some(given::id(&text(value), "process instance")?),
            "withException" => wanted.failed = text(value) == "true",
            "noRetriesLeft" => wanted.halted = text(value) == "true",
            "firstResult" => from = number()?,
            "maxResults" => most = number()?,
            "tenantIdIn" => {
                let all = text(value);
                if !all.split(',').any(|tenant| tenant.trim() == caller.authority().key) {
                    return Ok(Json(json!([])));
                }
            }
            "sortBy" | "sortOrder" | "sorting" | "withoutTenantId" => {}
            other => return Err(Fault::invalid(format!("The filter {other} is not supported."))),
        }
    }
    let found = jobs::list(caller.portal(), &caller.ctx, &wanted, from, most).await?;
    Ok(Json(found.iter().map(|work| write(&caller, work)).collect()))
}

fn write(caller: &Caller, work: &Work) -> Value {
    let Work { listed, definition } = work;
    json!({
        "id": listed.id.to_string(),
        "jobDefinitionId": null,
        "createTime": moment(listed.created),
        "dueDate": moment(listed.due),
        "exceptionMessage": listed.last_fault,
        "executionId": null,
        "failedActivityId": null,
        "priority": listed.priority,
        "processDefinitionId": definition_id(definition),
        "processDefinitionKey": definition.key,
        "processInstanceId": listed.instance.to_string(),
        "retries": listed.retries,
        "suspended": listed.suspended,
        "tenantId": caller.authority().key,
        "topicName": listed.kind,
    })
}

/// `GET /job`.
pub async fn list(caller: Caller, Query(filter): Query<Filter>) -> Result<Json<Value>, Fault> {
    answer(caller, filter).await
}

/// `POST /job`; pages are asked for in the address.
pub async fn query(
    caller: Caller,
    Query(page): Query<Filter>,
    Given(mut filter): Given<Filter>,
) -> Result<Json<Value>, Fault> {
    filter.extend(page);
    answer(caller, filter).await
}

/// Body of `retries`.
#[derive(Deserialize)]
pub struct Retries {
    retries: Option<i64>,
}

/// `PUT /job/{id}/retries`.
pub async fn set_retries(
    caller: Caller,
    Path(job): Path<String>,
    Given(asked): Given<Retries>,
) -> Result<StatusCode, Fault> {
    let retries = asked.retries.filter(|retries| (0..=1_000_000).contains(retries));
    let retries = retries.ok_or_else(|| Fault::invalid("retries is a number from 0."))?;
    jobs::set_retries(caller.portal(), &caller.ctx, given::id(&job, "job")?, retries).await?;
    Ok(StatusCode::NO_CONTENT)
}
