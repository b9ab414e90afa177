//! What a step does to other instances: each is a job in the step's transaction, for deployed processes and for those of
//! cases alike, and [`crate::processes`] carries it out.

use domain::InstanceId;
use engine::{CalledVersion, Effect, State, Variables};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Job: begin the instance that a call activity calls.
pub(crate) const CALL: &str = "process/call";
/// Job: cancel the instance that a call activity called.
pub(crate) const CANCEL: &str = "process/cancel";
/// Job: tell the calling instance that the called one ended or escalates.
pub(crate) const TELL: &str = "process/tell";
/// Job: give a signal to all who wait for it.
pub(crate) const SIGNAL: &str = "process/signal";
/// Job: give a message to whoever waits for it.
pub(crate) const MESSAGE: &str = "process/message";

/// Job: give the case that began to wait what came before it waited.
pub(crate) const HAND_OVER: &str = "process/hand-over";

/// Payload of [`CALL`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Call {
    pub(crate) called: String,
    pub(crate) version: CalledVersion,
    pub(crate) business_key: Option<String>,
    pub(crate) variables: Variables,
}

/// Payload of [`TELL`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Tell {
    /// The called instance ended; its state says how.
    Ended,
    /// It escalates.
    Escalates { code: String, variables: Variables },
}

/// Payload of [`SIGNAL`], [`MESSAGE`] and [`HAND_OVER`] (which needs no variables).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct News {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) key: Option<String>,
    pub(crate) variables: Variables,
}

/// A job that an effect asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outward {
    /// One of the kinds of this file.
    pub(crate) kind: &'static str,
    /// What the job needs to know.
    pub(crate) payload: Value,
    /// The token that waits for the outcome, and in which visit.
    pub(crate) waiting: Option<(u32, u32)>,
}

/// What an effect of instance `id` asks of others, where it does. `state` is the one after the step, `is_called` whether
/// another instance waits for this one.
///
/// # Errors
/// When a payload cannot be written.
pub(crate) fn outward(
    id: InstanceId,
    state: &State,
    is_called: bool,
    effect: &Effect,
) -> Result<Option<Outward>, serde_json::Error> {
    let job = |kind, payload: Value, waiting| Some(Outward { kind, payload, waiting });
    Ok(match effect {
        Effect::CallProcess { token, visit, called, version, business_key, variables, .. } => {
            let call = Call {
                called: called.clone(),
                version: version.clone(),
                business_key: business_key.clone(),
                variables: variables.clone(),
            };
            job(CALL, serde_json::to_value(call)?, Some((token.0, *visit)))
        }
        Effect::CancelCall { token, visit } => job(CANCEL, serde_json::to_value(called_id(id, token.0, *visit))?, None),
        Effect::BroadcastSignal { name, variables } => {
            let news = News { name: name.clone(), key: None, variables: variables.clone() };
            job(SIGNAL, serde_json::to_value(news)?, None)
        }
        Effect::SendMessage { message, key, variables, .. } => {
            let news = News { name: message.clone(), key: key.clone(), variables: variables.clone() };
            job(MESSAGE, serde_json::to_value(news)?, None)
        }
        Effect::Escalate { code } if is_called => {
            let variables = state.variables().cloned().unwrap_or_default();
            job(TELL, serde_json::to_value(Tell::Escalates { code: code.clone(), variables })?, None)
        }
        Effect::Ended { .. } if is_called => job(TELL, serde_json::to_value(Tell::Ended)?, None),
        _ => None,
    })
}

/// The name under which an instance waits for a signal, beside the names of messages.
pub(crate) fn signal_as_message(name: &str) -> String {
    format!("signal/{name}")
}

/// The id of the instance that a call activity begins in this visit: the same however often it is tried.
pub(crate) fn called_id(caller: InstanceId, token: u32, visit: u32) -> InstanceId {
    stable_id(&[caller.0.as_bytes(), &token.to_be_bytes(), &visit.to_be_bytes()])
}

/// An id made of what it stands for, unguessable because its parts are.
pub(crate) fn stable_id(parts: &[&[u8]]) -> InstanceId {
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

/// Whether the portal's nodes have to do with this kind.
pub(crate) fn is_ours(kind: &str) -> bool {
    matches!(kind, CALL | CANCEL | TELL | SIGNAL | MESSAGE | HAND_OVER)
}

/// Reads a payload back.
pub(crate) fn read<T: serde::de::DeserializeOwned>(payload: &Value) -> Result<T, crate::Error> {
    serde_json::from_value(payload.clone())
        .map_err(|fault| crate::Error::Internal(format!("a job's payload cannot be read: {fault}")))
}
