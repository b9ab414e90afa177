//! `process-instance`: running instances and their variables. A filter that is not known is refused, or the answer would
//! be about other instances than was asked for.

use super::caller::Caller;
use super::fault::Fault;
use super::given::{self, Given};
use super::{definition_id, key_of, typed};
use app::processes::instances::{self, LARGEST_PAGE, Process, Wanted};
use axum::Json;
use axum::extract::{Path, Query};
use domain::InstanceId;
use serde_json::{Map, Value, json};

/// What is asked for: names and values as they came.
type Filter = Map<String, Value>;

/// What a filter comes to.
#[derive(Default)]
struct Asked {
    wanted: Wanted,
    ids: Option<Vec<InstanceId>>,
    variables: Vec<(String, Value)>,
    from: i64,
    most: Option<i64>,
    nobody: bool,
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn list_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().map(text).collect(),
        one => text(one).split(',').map(|part| part.trim().to_owned()).collect(),
    }
}

fn read(caller: &Caller, filter: &Filter) -> Result<Asked, Fault> {
    let mut asked = Asked::default();
    let number = |value: &Value, name: &str| {
        let number = text(value).parse::<i64>().ok().filter(|number| *number >= 0);
        number.ok_or_else(|| Fault::invalid(format!("{name} is a number from 0.")))
    };
    for (name, value) in filter.iter().filter(|(_, value)| !value.is_null()) {
        match name.as_str() {
            "processInstanceIds" => {
                asked.ids = Some(list_of(value).iter().filter_map(|id| id.parse().ok()).collect());
            }
            "businessKey" => asked.wanted.business_key = Some(text(value)),
            "processDefinitionKey" => asked.wanted.definition_key = Some(text(value)),
            "processDefinitionId" => asked.wanted.definition_key = Some(key_of(&text(value)).to_owned()),
            "active" if text(value) == "true" => asked.wanted.suspended = Some(false),
            "suspended" if text(value) == "true" => asked.wanted.suspended = Some(true),
            "active" | "suspended" | "withoutTenantId" | "sortBy" | "sortOrder" | "sorting" => {}
            "tenantIdIn" => asked.nobody |= !list_of(value).contains(&caller.authority().key),
            "variables" => asked.variables.extend(read_variables(value)?),
            "firstResult" => asked.from = number(value, name)?,
            "maxResults" => asked.most = Some(number(value, name)?),
            other => return Err(Fault::invalid(format!("The filter {other} is not supported."))),
        }
    }
    Ok(asked)
}

/// `name_eq_value,…` in an address, a list of objects in a body.
fn read_variables(value: &Value) -> Result<Vec<(String, Value)>, Fault> {
    let only_eq = || Fault::invalid("Variables are compared with eq alone.");
    match value {
        Value::Array(all) => all
            .iter()
            .map(|one| {
                let operator = one.get("operator").and_then(Value::as_str).unwrap_or("eq");
                let name = one.get("name").and_then(Value::as_str);
                let name = name.filter(|_| operator == "eq").ok_or_else(only_eq)?;
                Ok((name.to_owned(), one.get("value").cloned().unwrap_or_default()))
            })
            .collect(),
        one => text(one)
            .split(',')
            .map(|part| {
                let (name, value) = part.split_once("_eq_").ok_or_else(only_eq)?;
                let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
                Ok((name.to_owned(), value))
            })
            .collect(),
    }
}

async fn find(caller: &Caller, filter: &Filter) -> Result<Vec<Process>, Fault> {
    let asked = read(caller, filter)?;
    if asked.nobody {
        return Ok(Vec::new());
    }
    let (portal, ctx) = (caller.portal(), &caller.ctx);
    let most = asked.most.unwrap_or(LARGEST_PAGE).min(LARGEST_PAGE);
    if asked.ids.is_none() && asked.variables.is_empty() {
        return Ok(instances::list(portal, ctx, &asked.wanted, asked.from, most).await?);
    }
    let mut found = Vec::new();
    match &asked.ids {
        Some(ids) => {
            for id in ids.iter().take(usize::try_from(LARGEST_PAGE).unwrap_or(1_000)) {
                let wanted = Wanted { id: Some(*id), ..asked.wanted.clone() };
                found.extend(instances::list(portal, ctx, &wanted, 0, 1).await?);
            }
        }
        None => found = instances::list(portal, ctx, &asked.wanted, 0, LARGEST_PAGE).await?,
    }
    let mut fitting = Vec::new();
    for process in found {
        if has_all(caller, &process, &asked.variables).await? {
            fitting.push(process);
        }
    }
    let from = usize::try_from(asked.from).unwrap_or(usize::MAX);
    Ok(fitting.into_iter().skip(from).take(usize::try_from(most).unwrap_or(0)).collect())
}

async fn has_all(caller: &Caller, process: &Process, wanted: &[(String, Value)]) -> Result<bool, Fault> {
    if wanted.is_empty() {
        return Ok(true);
    }
    let variables = instances::read_variables(caller.portal(), &caller.ctx, process.running.id).await?;
    Ok(wanted.iter().all(|(name, value)| variables.get(name) == Some(value)))
}

/// One instance as it goes out.
pub(super) fn write(caller: &Caller, process: &Process) -> Value {
    let Process { running, definition } = process;
    json!({
        "links": [],
        "id": running.id.to_string(),
        "definitionId": definition_id(definition),
        "definitionKey": definition.key,
        "businessKey": running.business_key,
        "caseInstanceId": null,
        "ended": running.ended,
        "suspended": running.suspended,
        "tenantId": caller.authority().key,
    })
}

async fn answer(caller: Caller, filter: Filter) -> Result<Json<Value>, Fault> {
    let found = find(&caller, &filter).await?;
    Ok(Json(found.iter().map(|process| write(&caller, process)).collect()))
}

/// `GET /process-instance`.
pub async fn list(caller: Caller, Query(filter): Query<Filter>) -> Result<Json<Value>, Fault> {
    answer(caller, filter).await
}

/// `POST /process-instance`; pages are asked for in the address.
pub async fn query(
    caller: Caller,
    Query(page): Query<Filter>,
    Given(mut filter): Given<Filter>,
) -> Result<Json<Value>, Fault> {
    filter.extend(page);
    answer(caller, filter).await
}

async fn number(caller: Caller, filter: Filter) -> Result<Json<Value>, Fault> {
    let asked = read(&caller, &filter)?;
    let count = if asked.ids.is_some() || !asked.variables.is_empty() || asked.nobody {
        find(&caller, &filter).await?.len() as i64
    } else {
        instances::count(caller.portal(), &caller.ctx, &asked.wanted).await?
    };
    Ok(Json(json!({ "count": count })))
}

/// `GET /process-instance/count`.
pub async fn count(caller: Caller, Query(filter): Query<Filter>) -> Result<Json<Value>, Fault> {
    number(caller, filter).await
}

/// `POST /process-instance/count`.
pub async fn query_count(caller: Caller, Given(filter): Given<Filter>) -> Result<Json<Value>, Fault> {
    number(caller, filter).await
}

/// `GET /process-instance/{id}/variables`.
pub async fn variables(caller: Caller, Path(id): Path<String>) -> Result<Json<Value>, Fault> {
    let id = given::id(&id, "process instance")?;
    let variables = instances::read_variables(caller.portal(), &caller.ctx, id).await?;
    Ok(Json(typed::write_all(&variables)))
}

/// `GET /process-instance/{id}/variables/{name}`.
pub async fn variable(caller: Caller, Path((id, name)): Path<(String, String)>) -> Result<Json<Value>, Fault> {
    let id = given::id(&id, "process instance")?;
    let variables = instances::read_variables(caller.portal(), &caller.ctx, id).await?;
    let value = variables.get(&name);
    let value = value.ok_or_else(|| Fault::not_found(format!("The process instance has no variable {name}.")))?;
    Ok(Json(typed::write(value)))
}
