//! From the engine's effects to rows, for processes without a case: calls of services wait for workers outside, and what
//! concerns other instances becomes a job for this portal's nodes.

use domain::{Ids, InstanceId};
use engine::{CalledVersion, Effect, State, Variables};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::jobs::Lane;
use store::steps::{Change, JobRow, Origin, Refusal, changes_of};

/// Job: begin the instance that a call activity calls.
pub(super) const CALL: &str = "process/call";
/// Job: cancel the instance that a call activity called.
pub(super) const CANCEL: &str = "process/cancel";
/// Job: tell the calling instance that the called one ended or escalates.
pub(super) const TELL: &str = "process/tell";
/// Job: give a signal to all who wait for it.
pub(super) const SIGNAL: &str = "process/signal";
/// Job: give a message to whoever waits for it.
pub(super) const MESSAGE: &str = "process/message";

/// What a worker outside is handed, as it stands in the job's payload.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Work {
    /// The element in the model.
    #[serde(default)]
    pub(super) activity: String,
    /// The input mapping, or all variables.
    #[serde(default)]
    pub(super) variables: Variables,
    /// How often the model lets it fail; without it the portal's own rule, and workers are told none.
    #[serde(default)]
    pub(super) retries: Option<u32>,
}

/// Payload of [`CALL`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Call {
    pub(super) called: String,
    pub(super) version: CalledVersion,
    pub(super) business_key: Option<String>,
    pub(super) variables: Variables,
}

/// Payload of [`TELL`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Tell {
    /// The called instance ended; its state says how.
    Ended,
    /// It escalates.
    Escalates { code: String, variables: Variables },
}

/// Payload of [`SIGNAL`] and [`MESSAGE`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct News {
    pub(super) name: String,
    #[serde(default)]
    pub(super) key: Option<String>,
    pub(super) variables: Variables,
}

/// The name under which an instance waits for a signal, beside the names of messages.
pub(super) fn signal_as_message(name: &str) -> String {
    format!("signal/{name}")
}

/// The id of the instance that a call activity begins in this visit: the same however often it is tried.
pub(super) fn called_id(caller: InstanceId, token: u32, visit: u32) -> InstanceId {
    stable_id(&[caller.0.as_bytes(), &token.to_be_bytes(), &visit.to_be_bytes()])
}

/// An id made of what it stands for, unguessable because its parts are.
pub(super) fn stable_id(parts: &[&[u8]]) -> InstanceId {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    InstanceId(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// What stands around a step.
pub(super) struct Around<'a> {
    pub(super) origin: &'a Origin,
    /// After the step.
    pub(super) state: &'a State,
    pub(super) now: Timestamp,
    pub(super) attempts: i64,
    pub(super) ids: &'a dyn Ids,
}

/// The rows of a step's effects, in order.
///
/// # Errors
/// [`Refusal::Broken`] for an effect this version has no row for, or one that cannot be written.
pub(super) fn changes(around: &Around<'_>, effects: &[Effect]) -> Result<Vec<Change>, Refusal> {
    let mut changes = Vec::with_capacity(effects.len());
    for effect in effects {
        match effect {
            Effect::CallService { token, visit, element, topic, input, retries, .. } => {
                let work = Work { activity: element.clone(), variables: input.clone(), retries: *retries };
                changes.push(Change::AddJob(Box::new(JobRow {
                    token: Some(token.0),
                    visit: Some(*visit),
                    kind: topic.clone(),
                    lane: Lane::Outside,
                    max_attempts: retries.map_or(around.attempts, i64::from).max(1),
                    ..job(around, topic, write(&work)?)
                })));
            }
            Effect::CallProcess { token, visit, called, version, business_key, variables, .. } => {
                let call = Call {
                    called: called.clone(),
                    version: version.clone(),
                    business_key: business_key.clone(),
                    variables: variables.clone(),
                };
                let row = JobRow { token: Some(token.0), visit: Some(*visit), ..job(around, CALL, write(&call)?) };
                changes.push(Change::AddJob(Box::new(row)));
            }
            Effect::CancelCall { token, visit } => {
                changes.push(Change::CancelCall { token: token.0, visit: *visit });
                let called = called_id(around.origin.id, token.0, *visit);
                changes.push(Change::AddJob(Box::new(job(around, CANCEL, write(&called)?))));
            }
            Effect::SubscribeSignal { subscription, signal, .. } => changes.push(Change::Subscribe {
                number: subscription.0,
                message: signal_as_message(signal),
                key: None,
            }),
            Effect::BroadcastSignal { name, variables } => {
                let news = News { name: name.clone(), key: None, variables: variables.clone() };
                changes.push(Change::AddJob(Box::new(job(around, SIGNAL, write(&news)?))));
            }
            Effect::SendMessage { message, key, variables, .. } => {
                let news = News { name: message.clone(), key: key.clone(), variables: variables.clone() };
                changes.push(Change::AddJob(Box::new(job(around, MESSAGE, write(&news)?))));
            }
            Effect::Escalate { code } => {
                if around.origin.begin.parent.is_some() {
                    let variables = around.state.variables().cloned().unwrap_or_default();
                    let tell = Tell::Escalates { code: code.clone(), variables };
                    changes.push(Change::AddJob(Box::new(job(around, TELL, write(&tell)?))));
                }
            }
            Effect::Ended { .. } => {
                if around.origin.begin.parent.is_some() {
                    changes.push(Change::AddJob(Box::new(job(around, TELL, write(&Tell::Ended)?))));
                }
            }
            plain => {
                let one = std::slice::from_ref(plain);
                let new_id = || around.ids.new_id();
                changes.extend(changes_of(one, around.now, around.attempts, |_| Lane::Outside, new_id)?);
            }
        }
    }
    Ok(changes)
}

fn write(payload: &impl Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(payload).map_err(|fault| Refusal::Broken(fault.to_string()))
}

/// A job for our own nodes, due now.
fn job(around: &Around<'_>, kind: &str, payload: Value) -> JobRow {
    JobRow {
        id: around.ids.new_id(),
        token: None,
        visit: None,
        timer: None,
        kind: kind.to_owned(),
        payload,
        lane: Lane::Node,
        priority: 0,
        due: around.now,
        max_attempts: around.attempts,
    }
}

/// Whether the portal's nodes have to do with this kind.
pub(super) fn is_ours(kind: &str) -> bool {
    matches!(kind, CALL | CANCEL | TELL | SIGNAL | MESSAGE)
}

/// Reads a payload back.
pub(super) fn read<T: serde::de::DeserializeOwned>(payload: &Value) -> Result<T, crate::Error> {
    serde_json::from_value(payload.clone())
        .map_err(|fault| crate::Error::Internal(format!("a job's payload cannot be read: {fault}")))
}
