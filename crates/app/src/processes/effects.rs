//! From the engine's effects to rows, for processes without a case: calls of services wait for workers outside, and what
//! concerns other instances becomes a job for this portal's nodes.

use crate::process::outward::{Outward, outward, signal_as_message};
use domain::Ids;
use engine::{Effect, State, Variables};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::jobs::Lane;
use store::steps::{Change, JobRow, Origin, Refusal, changes_of};

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
                    ..job(around, topic, serde_json::to_value(work).map_err(unwritable)?)
                })));
            }
            Effect::SubscribeSignal { subscription, signal, .. } => changes.push(Change::Subscribe {
                number: subscription.0,
                message: signal_as_message(signal),
                key: None,
            }),
            // An escalation that nobody waits for, an end without a caller: the state says it.
            Effect::CallProcess { .. }
            | Effect::CancelCall { .. }
            | Effect::BroadcastSignal { .. }
            | Effect::SendMessage { .. }
            | Effect::Escalate { .. }
            | Effect::Ended { .. } => {
                if let Effect::CancelCall { token, visit } = effect {
                    changes.push(Change::CancelCall { token: token.0, visit: *visit });
                }
                let is_called = around.origin.begin.parent.is_some();
                let asked = outward(around.origin.id, around.state, is_called, effect);
                if let Some(Outward { kind, payload, waiting }) = asked.map_err(unwritable)? {
                    let (token, visit) = waiting.unzip();
                    changes.push(Change::AddJob(Box::new(JobRow { token, visit, ..job(around, kind, payload) })));
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

fn unwritable(fault: serde_json::Error) -> Refusal {
    Refusal::Broken(fault.to_string())
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
