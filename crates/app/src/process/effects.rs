//! What a step of the engine leaves behind: tasks, jobs, timers, subscriptions, incidents, all in the step's transaction.

use crate::error::Error;
use crate::portal::Portal;
use crate::process::outward::{HAND_OVER, News, outward, signal_as_message};
use crate::process::record;
use domain::{Case, Ctx, JobId, Task, TaskId, TaskKind};
use engine::{Effect, State};
use serde_json::{Value, json};
use store::incidents::Incident;
use store::jobs::Job;
use store::{Tx, arrivals, cases, incidents, instances, jobs, tasks};

/// The assignee by which a process model names the applicant.
const APPLICANT: &str = "applicant";

/// Writes one effect; `state` is the one after the step, `end` the end event that the step reached, if any.
pub(super) async fn carry_out(
    portal: &Portal,
    ctx: &Ctx,
    tx: &mut Tx,
    case: &Case,
    state: &State,
    effect: &Effect,
    end: Option<&str>,
) -> Result<(), Error> {
    match effect {
        Effect::OpenTask {
            token, visit, element, name, assignee, candidate_groups, form_key, due, variables, ..
        } => {
            let for_applicant = assignee.as_deref() == Some(APPLICANT);
            let task = Task {
                id: TaskId(ctx.new_id()),
                case: case.id,
                instance: case.instance,
                authority: case.authority.clone(),
                token: token.0,
                visit: *visit,
                node: element.clone(),
                name: name.clone(),
                kind: if for_applicant { TaskKind::Applicant } else { TaskKind::Office },
                form_key: form_key.clone(),
                group: candidate_groups.first().cloned(),
                assignee: assignee.clone().filter(|_| !for_applicant),
                input: variables.clone(),
                opened: ctx.now(),
                due: *due,
            };
            tasks::open(tx, &task).await?;
            let kind = if for_applicant { "asked" } else { "task-opened" };
            record(ctx, tx, case, kind, json!({ "task": element, "input": variables }), true).await
        }
        Effect::CloseTask { token, .. } => Ok(tasks::close(tx, case.instance, token.0).await?),
        Effect::CallService { token, visit, topic, input, retries, .. } => {
            let job = Job {
                token: Some(token.0),
                visit: Some(*visit),
                kind: topic.clone(),
                payload: Value::Object(input.clone()),
                max_attempts: retries.map_or(portal.rules.retry_attempts, i64::from).max(1),
                ..job_of(ctx, case)
            };
            Ok(jobs::enqueue(tx, &job, ctx.now()).await?)
        }
        Effect::CancelService { token, visit } => Ok(jobs::cancel_call(tx, case.instance, token.0, *visit).await?),
        Effect::ArmTimer { timer, due, .. } => {
            let job = Job {
                timer: Some(timer.0),
                kind: "timer".to_owned(),
                due: *due,
                max_attempts: portal.rules.retry_attempts,
                ..job_of(ctx, case)
            };
            // A cycle arms the same timer again.
            jobs::cancel_timer(tx, case.instance, timer.0).await?;
            Ok(jobs::enqueue(tx, &job, ctx.now()).await?)
        }
        Effect::DisarmTimer { timer } => Ok(jobs::cancel_timer(tx, case.instance, timer.0).await?),
        Effect::Subscribe { subscription, message, key, .. } => {
            instances::subscribe(tx, case.instance, subscription.0, message, key.as_deref()).await?;
            look_for_kept(portal, ctx, tx, case, message, key.as_deref()).await
        }
        Effect::Unsubscribe { subscription } => Ok(instances::unsubscribe(tx, case.instance, subscription.0).await?),
        Effect::RaiseIncident { incident, element, message, .. } => {
            let raised = Incident {
                id: ctx.new_id(),
                authority: case.authority.clone(),
                case: Some(case.id),
                instance: Some(case.instance),
                job: None,
                engine_incident: Some(incident.0),
                kind: element.clone(),
                message: message.clone(),
                raised: ctx.now(),
            };
            Ok(incidents::raise(tx, &raised).await?)
        }
        Effect::ResolveIncident { incident } => {
            let by = super::actor_name(&ctx.actor);
            Ok(incidents::resolve_of_engine(tx, case.instance, incident.0, &by, ctx.now()).await?)
        }
        Effect::SubscribeSignal { subscription, signal, .. } => {
            let message = signal_as_message(signal);
            Ok(instances::subscribe(tx, case.instance, subscription.0, &message, None).await?)
        }
        Effect::CallProcess { .. }
        | Effect::CancelCall { .. }
        | Effect::BroadcastSignal { .. }
        | Effect::SendMessage { .. }
        | Effect::Escalate { .. } => tell_others(portal, ctx, tx, case, state, effect).await,
        Effect::Ended { .. } => {
            cases::close(tx, case.id, ctx.now()).await?;
            record(ctx, tx, case, "closed", json!({ "end": end }), true).await
        }
    }
}

/// What concerns other processes of the authority, which are deployed ones: nobody calls the process of a case.
async fn tell_others(
    portal: &Portal,
    ctx: &Ctx,
    tx: &mut Tx,
    case: &Case,
    state: &State,
    effect: &Effect,
) -> Result<(), Error> {
    if let Effect::CancelCall { token, visit } = effect {
        jobs::cancel_call(tx, case.instance, token.0, *visit).await?;
    }
    let Some(asked) = outward(case.instance, state, false, effect).map_err(unwritable)? else { return Ok(()) };
    let (token, visit) = asked.waiting.unzip();
    let job = Job {
        token,
        visit,
        kind: asked.kind.to_owned(),
        payload: asked.payload,
        max_attempts: portal.rules.retry_attempts,
        ..job_of(ctx, case)
    };
    Ok(jobs::enqueue(tx, &job, ctx.now()).await?)
}

/// A message that came before the case waited for it is kept; it is handed over right after this step.
async fn look_for_kept(
    portal: &Portal,
    ctx: &Ctx,
    tx: &mut Tx,
    case: &Case,
    message: &str,
    key: Option<&str>,
) -> Result<(), Error> {
    if arrivals::find_waiting(tx, message, key, ctx.now()).await?.is_none() {
        return Ok(());
    }
    let news = News { name: message.to_owned(), key: key.map(str::to_owned), variables: engine::Variables::new() };
    let payload = serde_json::to_value(news).map_err(unwritable)?;
    let max_attempts = portal.rules.retry_attempts;
    let job = Job { kind: HAND_OVER.to_owned(), payload, max_attempts, ..job_of(ctx, case) };
    Ok(jobs::enqueue(tx, &job, ctx.now()).await?)
}

fn unwritable(fault: serde_json::Error) -> Error {
    Error::Internal(format!("a job cannot be written: {fault}"))
}

/// A job of this case, due now, with everything else empty.
pub(crate) fn job_of(ctx: &Ctx, case: &Case) -> Job {
    Job { authority: case.authority.clone(), case: Some(case.id), instance: Some(case.instance), ..job_at(ctx) }
}

/// A job of the context's authority that belongs to no case, due now, with everything else empty.
pub(crate) fn job_at(ctx: &Ctx) -> Job {
    Job {
        id: JobId(ctx.new_id()),
        authority: ctx.authority.key.clone(),
        case: None,
        instance: None,
        token: None,
        visit: None,
        timer: None,
        kind: String::new(),
        payload: Value::Null,
        due: ctx.now(),
        attempt: 0,
        failures: 0,
        max_attempts: 1,
        last_fault: None,
    }
}
