//! `message`: a message for the instance that waits for it, or for a process that it starts.

use super::caller::Caller;
use super::fault::Fault;
use super::given::{self, Given};
use super::process_instance::write;
use super::typed::{self, TypedVariables};
use app::processes::correlate::{self, Correlated, LONGEST_KEEP, Message};
use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};

/// How long a message with a name of its own is kept when nobody says.
const USUAL_KEEP: SignedDuration = SignedDuration::from_hours(1);

/// Body of a message. The last two are ours: how long it waits for somebody, and its sender's name for it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    message_name: Option<String>,
    business_key: Option<String>,
    tenant_id: Option<String>,
    process_instance_id: Option<String>,
    correlation_keys: Option<TypedVariables>,
    local_correlation_keys: Option<TypedVariables>,
    process_variables: Option<TypedVariables>,
    process_variables_local: Option<TypedVariables>,
    all: Option<bool>,
    result_enabled: Option<bool>,
    time_to_live: Option<i64>,
    deduplication_key: Option<String>,
}

/// `POST /message`.
pub async fn correlate(caller: Caller, Given(asked): Given<Asked>) -> Result<Response, Fault> {
    caller.check_tenant(asked.tenant_id.as_deref())?;
    let wants_result = asked.result_enabled.unwrap_or(false);
    let message = read(asked)?;
    let done = correlate::correlate(caller.portal(), &caller.ctx, &message).await?;
    let mismatch =
        |why: String| Err(Fault::new(StatusCode::BAD_REQUEST, "MismatchingMessageCorrelationException", why));
    let results: Vec<Value> = match &done {
        Correlated::Nobody => {
            return mismatch(format!("Nobody waits for the message {:?} with this key.", message.name));
        }
        Correlated::Several(count) => {
            return mismatch(format!(
                "{count} wait for the message {:?}: say more exactly for whom it is.",
                message.name
            ));
        }
        Correlated::Kept | Correlated::Again => Vec::new(),
        Correlated::Started(process) => {
            vec![
                json!({ "resultType": "ProcessDefinition", "execution": null, "processInstance": write(&caller, process) }),
            ]
        }
        Correlated::Taken(processes) => {
            let execution = |process| {
                let instance = write(&caller, process);
                let id = instance.get("id").cloned().unwrap_or_default();
                let ended = instance.get("ended").cloned().unwrap_or_default();
                let execution =
                    json!({ "id": id, "processInstanceId": id, "ended": ended, "tenantId": caller.authority().key });
                json!({ "resultType": "Execution", "execution": execution, "processInstance": null })
            };
            processes.iter().map(execution).collect()
        }
    };
    Ok(if wants_result { Json(results).into_response() } else { StatusCode::NO_CONTENT.into_response() })
}

fn read(asked: Asked) -> Result<Message, Fault> {
    let name = asked.message_name.filter(|name| !name.is_empty() && name.len() <= 255);
    let name = name.ok_or_else(|| Fault::invalid("A messageName of 1 to 255 bytes is needed."))?;
    let mut matching = typed::read_all(asked.correlation_keys)?;
    matching.extend(typed::read_all(asked.local_correlation_keys)?);
    let mut variables = typed::read_all(asked.process_variables)?;
    variables.extend(typed::read_all(asked.process_variables_local)?);
    let instance = asked.process_instance_id.map(|id| given::id(&id, "process instance")).transpose()?;
    // An instance that waits with a key takes the one value that was given for it.
    let key = match matching.values().collect::<Vec<_>>().as_slice() {
        [Value::String(text)] => Some(text.clone()),
        [number @ Value::Number(_)] => Some(number.to_string()),
        _ => None,
    };
    let keep = match (asked.time_to_live, &asked.deduplication_key) {
        (Some(millis), _) if millis < 0 || SignedDuration::from_millis(millis) > LONGEST_KEEP => {
            let days = LONGEST_KEEP.as_hours() / 24;
            return Err(Fault::invalid(format!("timeToLive is a number of milliseconds of at most {days} days.")));
        }
        (Some(millis), _) if millis > 0 => SignedDuration::from_millis(millis),
        (_, Some(_)) => USUAL_KEEP,
        _ => SignedDuration::ZERO,
    };
    Ok(Message {
        name,
        key,
        business_key: asked.business_key,
        matching,
        instance,
        variables,
        all: asked.all.unwrap_or(false),
        once: asked.deduplication_key,
        keep,
    })
}
