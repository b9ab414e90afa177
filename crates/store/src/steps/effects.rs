//! From the engine's effects to rows: the plain way, for processes without a case around them.

use crate::jobs::Lane;
use crate::steps::{Change, IncidentRow, JobRow, Refusal, TaskRow};
use domain::TaskKind;
use engine::Effect;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

/// The rows that a step's effects ask for. `new_id` makes unguessable ids, `attempts` is the host's rule where the model
/// has none, `lane` says who carries out a topic. [`Effect::Ended`] needs no row: the state says it.
///
/// # Errors
/// [`Refusal::Broken`] for an effect this version has no row for: the step must not be kept then.
pub fn changes_of(
    effects: &[Effect],
    now: Timestamp,
    attempts: i64,
    lane: impl Fn(&str) -> Lane,
    mut new_id: impl FnMut() -> Uuid,
) -> Result<Vec<Change>, Refusal> {
    let mut changes = Vec::with_capacity(effects.len());
    for effect in effects {
        #[allow(unreachable_patterns, reason = "an effect the engine learns later must be refused here, not lost")]
        let change = match effect {
            Effect::OpenTask {
                token,
                visit,
                element,
                name,
                assignee,
                candidate_users,
                candidate_groups,
                form_key,
                due,
                variables,
                ..
            } => Change::OpenTask(Box::new(TaskRow {
                id: new_id(),
                token: token.0,
                visit: *visit,
                node: element.clone(),
                name: name.clone(),
                kind: TaskKind::Office,
                form_key: form_key.clone(),
                groups: candidate_groups.clone(),
                users: candidate_users.clone(),
                assignee: assignee.clone(),
                input: variables.clone(),
                due: *due,
            })),
            Effect::CloseTask { token, .. } => Change::CloseTask { token: token.0 },
            Effect::CallService { token, visit, topic, input, retries, .. } => Change::AddJob(Box::new(JobRow {
                id: new_id(),
                token: Some(token.0),
                visit: Some(*visit),
                timer: None,
                kind: topic.clone(),
                payload: Value::Object(input.clone()),
                lane: lane(topic),
                priority: 0,
                due: now,
                max_attempts: retries.map_or(attempts, i64::from).max(1),
            })),
            Effect::CancelService { token, visit } => Change::CancelCall { token: token.0, visit: *visit },
            Effect::ArmTimer { timer, due, .. } => Change::AddJob(Box::new(JobRow {
                id: new_id(),
                token: None,
                visit: None,
                timer: Some(timer.0),
                kind: "timer".to_owned(),
                payload: Value::Null,
                lane: Lane::Timer,
                priority: 0,
                due: *due,
                max_attempts: attempts,
            })),
            Effect::DisarmTimer { timer } => Change::CancelTimer { timer: timer.0 },
            Effect::Subscribe { subscription, message, key, .. } => {
                Change::Subscribe { number: subscription.0, message: message.clone(), key: key.clone() }
            }
            Effect::Unsubscribe { subscription } => Change::Unsubscribe { number: subscription.0 },
            Effect::RaiseIncident { incident, element, message, .. } => Change::RaiseIncident(IncidentRow {
                id: new_id(),
                number: incident.0,
                kind: element.clone(),
                message: message.clone(),
            }),
            Effect::ResolveIncident { incident } => Change::ResolveIncident { number: incident.0 },
            Effect::Ended { .. } => continue,
            other => return Err(Refusal::Broken(format!("nothing carries out {other:?}"))),
        };
        changes.push(change);
    }
    Ok(changes)
}
