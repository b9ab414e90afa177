//! Background work: claims jobs that are due, does them outside of any transaction, and gives the result to the process.

mod calls;
pub(crate) mod copy;
mod housekeeping;
mod mail;
mod payment;

use crate::cases::pay;
use crate::error::{Error, repeat_on_conflict};
use crate::portal::Portal;
use crate::process;
use crate::processes::due;
use domain::{Actor, Case, Ctx};
use engine::{Command, Rejection, TimerId, TokenId};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use store::failpoint::{self, Moment};
use store::incidents::Incident;
use store::jobs::{self, Job};
use store::steps::Refusal;
use store::{Scope, Tx};
use tokio::sync::{Semaphore, watch};

/// How many jobs a node works on at once.
const SLOTS: usize = 8;
/// How long the worker sleeps when nothing wakes it: other nodes leave work too.
const PAUSE: Duration = Duration::from_millis(500);
/// How often the lease of one job is kept alive, a third of a lease apart: longer than everything that may take its time,
/// and not for ever.
const BEATS: u32 = 60;

/// Works until `stop` says so. One call a node.
pub async fn run(portal: Arc<Portal>, node: String, mut stop: watch::Receiver<bool>) {
    let slots = Arc::new(Semaphore::new(SLOTS));
    let (mut swept, mut matched, mut counted) = (Timestamp::MIN, Timestamp::MIN, Timestamp::MIN);
    while !*stop.borrow() {
        let now = portal.clock.now();
        if now.duration_since(matched) > SignedDuration::from_secs(20) {
            matched = now;
            housekeeping::match_messages(&portal).await;
        }
        if now.duration_since(counted) > SignedDuration::from_secs(2) {
            counted = now;
            housekeeping::write_searches(&portal).await;
        }
        if now.duration_since(swept) > SignedDuration::from_mins(10) {
            swept = now;
            housekeeping::sweep(&portal).await;
            housekeeping::look_at_links(&portal);
        }
        let free = slots.available_permits();
        let claimed = if free == 0 { Ok(Vec::new()) } else { claim(&portal, &node, free as i64).await };
        match claimed {
            Ok(claimed) if claimed.is_empty() => {
                tokio::select! {
                    () = portal.wake.notified() => {}
                    () = tokio::time::sleep(PAUSE) => {}
                    _ = stop.changed() => {}
                }
            }
            Ok(claimed) => {
                for job in claimed {
                    let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { return };
                    let (portal, node) = (Arc::clone(&portal), node.clone());
                    tokio::spawn(async move {
                        do_guarded(&portal, node, job).await;
                        drop(slot);
                        portal.wake.notify_one();
                    });
                }
            }
            Err(fault) => {
                tracing::error!(error = &fault as &dyn std::error::Error, "the worker cannot claim jobs");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    housekeeping::write_searches(&portal).await;
}

/// What nobody asks for and time brings: sessions and drafts end, owners of drafts hear of it before.
///
/// # Errors
/// When the store fails.
pub async fn keep_house(portal: &Portal) -> Result<(), Error> {
    housekeeping::keep(portal).await.map(drop)
}

/// Does everything that is due now and returns: for tests and for the scenarios of `portikus service test`.
///
/// # Errors
/// When the store fails.
pub async fn run_due(portal: &Portal, node: &str) -> Result<usize, Error> {
    let mut done = 0;
    loop {
        let claimed = claim(portal, node, SLOTS as i64).await?;
        if claimed.is_empty() {
            return Ok(done);
        }
        for job in claimed {
            let authority = portal.directory.find(&job.authority).ok_or(Error::NotFound)?;
            do_job(portal, &portal.ctx(authority, Actor::System, domain::Lang::De), node, &job).await;
            done += 1;
        }
    }
}

async fn claim(portal: &Portal, node: &str, limit: i64) -> Result<Vec<Job>, Error> {
    let now = portal.clock.now();
    // Looking first costs a read; claiming at once would cost a write transaction at every pause.
    let mut tx = portal.db.read(Scope::installation()).await?;
    let due = jobs::count_due(&mut tx, now).await?;
    drop(tx);
    if due == 0 {
        return Ok(Vec::new());
    }
    let mut tx = portal.db.write(Scope::installation()).await?;
    let claimed = jobs::claim(&mut tx, node, now, portal.rules.lease, limit).await?;
    tx.commit().await?;
    Ok(claimed)
}

/// What came of a job, to be written in one transaction with its removal.
enum Done {
    /// The service answered; `writes` are rows of this job.
    Answered { variables: engine::Variables, writes: Vec<calls::Write> },
    /// The service reports an error that the process may catch.
    BpmnError { code: &'static str, message: String },
    /// A timer's time has come.
    TimerDue(TimerId),
    /// The fee is paid.
    Paid,
    /// Nothing to tell the process.
    Nothing,
    /// Look again later: not a failure.
    Later(SignedDuration),
}

/// Does a job and keeps its lease alive meanwhile. One that brings its task down is a failure like others, so it ends as
/// an incident and not as a circle.
async fn do_guarded(portal: &Arc<Portal>, node: String, job: Job) {
    let Some(authority) = portal.directory.find(&job.authority) else {
        tracing::error!(job = %job.id, authority = job.authority, "a job belongs to an authority that is not here");
        return;
    };
    let ctx = portal.ctx(authority, Actor::System, domain::Lang::De);
    let mut task = {
        let (portal, node, job, ctx) = (Arc::clone(portal), node.clone(), job.clone(), ctx.clone());
        tokio::spawn(async move { do_job(&portal, &ctx, &node, &job).await })
    };
    let pause = portal.rules.lease.unsigned_abs() / 3;
    let mut beats = 0;
    let ended = loop {
        match tokio::time::timeout(pause, &mut task).await {
            Ok(ended) => break ended,
            Err(_) if beats < BEATS => {
                beats += 1;
                if let Err(fault) = beat(portal, &ctx, &node, &job).await {
                    tracing::warn!(job = %job.id, error = sentence(&fault), "a lease could not be kept alive");
                }
            }
            Err(_) => {}
        }
    };
    if let Err(fault) = ended {
        tracing::error!(job = %job.id, kind = job.kind, %fault, "a job brought its task down");
        let fault = Error::Internal("the work broke off inside the program".into());
        give_back(portal, &ctx, &node, &job, &fault).await;
    }
}

async fn beat(portal: &Portal, ctx: &Ctx, node: &str, job: &Job) -> Result<(), Error> {
    let until = ctx.now().saturating_add(portal.rules.lease).unwrap_or(Timestamp::MAX);
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    jobs::extend(&mut tx, job, node, until).await?;
    Ok(tx.commit().await?)
}

async fn do_job(portal: &Portal, ctx: &Ctx, node: &str, job: &Job) {
    let result = if due::is_for_processes(job) {
        due::carry_out(portal, ctx, node, job).await
    } else {
        match attempt(portal, ctx, job).await {
            Ok(done) => {
                failpoint::pass(Moment::OutsideDone);
                match repeat_on_conflict(|| keep(portal, ctx, node, job, &done)).await {
                    // Put to rest while this was done: it is done again when the case goes on.
                    Err(Error::Refused(Refusal::Suspended)) => {
                        due::put_back(portal, ctx, node, job, SignedDuration::ZERO).await
                    }
                    kept => kept,
                }
            }
            Err(fault) => Err(fault),
        }
    };
    metrics::counter!("portikus_jobs_total", "kind" => job.kind.clone(), "ok" => result.is_ok().to_string())
        .increment(1);
    if let Err(fault) = result {
        tracing::warn!(job = %job.id, kind = job.kind, attempt = job.attempt, error = sentence(&fault), "a job failed");
        give_back(portal, ctx, node, job, &fault).await;
    }
}

async fn give_back(portal: &Portal, ctx: &Ctx, node: &str, job: &Job, fault: &Error) {
    if let Err(worse) = repeat_on_conflict(|| put_back(portal, ctx, node, job, fault)).await {
        // The lease runs out and another attempt follows.
        tracing::error!(job = %job.id, error = sentence(&worse), "a failed job could not be put back");
    }
}

/// The part outside: no transaction is open.
async fn attempt(portal: &Portal, ctx: &Ctx, job: &Job) -> Result<Done, Error> {
    match job.kind.as_str() {
        "timer" => job.timer.map(|timer| Done::TimerDue(TimerId(timer))).ok_or(Error::NotFound),
        copy::KIND => copy::make(portal, ctx, job).await,
        mail::KIND => mail::send(portal, ctx, job).await,
        "payment" => payment::follow(portal, ctx, job).await,
        pay::TELL => Ok(Done::Paid),
        topic => calls::call(portal, ctx, job, topic).await,
    }
}

/// The part inside: the job goes, its rows come, the process steps; all or nothing.
async fn keep(portal: &Portal, ctx: &Ctx, node: &str, job: &Job, done: &Done) -> Result<(), Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if let Done::Later(wait) = done {
        let due = ctx.now().saturating_add(*wait).unwrap_or(Timestamp::MAX);
        jobs::put_back(&mut tx, job, node, due, None, false).await?;
        return Ok(tx.commit().await?);
    }
    if !jobs::finish(&mut tx, job, node).await? {
        tracing::info!(job = %job.id, "the lease was lost; somebody else finishes this job");
        return Ok(());
    }
    if let Some(case) = case_of(&mut tx, job).await? {
        if let Done::Answered { writes, .. } = done {
            for write in writes {
                calls::write(portal, ctx, &mut tx, &case, job, write).await?;
            }
        }
        if let Done::Paid = done {
            pay::tell(portal, ctx, &mut tx, &case).await?;
        }
        if let Some(command) = command_for(job, done) {
            match process::advance(portal, ctx, &mut tx, &case, &command).await {
                // The process went another way meanwhile; the answer is no longer wanted.
                Err(Error::Process(Rejection::Stale(why))) => {
                    tracing::info!(job = %job.id, why, "an answer came too late");
                }
                other => other?,
            }
        }
    }
    Ok(tx.commit().await?)
}

fn command_for(job: &Job, done: &Done) -> Option<Command> {
    let token = job.token.map(TokenId);
    match done {
        Done::TimerDue(timer) => Some(Command::FireTimer { timer: *timer }),
        Done::Answered { variables, .. } => {
            Some(Command::CompleteService { token: token?, visit: job.visit?, variables: variables.clone() })
        }
        Done::BpmnError { code, message } => Some(Command::ThrowError {
            token: token?,
            visit: job.visit?,
            code: (*code).to_owned(),
            message: message.clone(),
            variables: engine::Variables::new(),
        }),
        Done::Paid | Done::Nothing | Done::Later(_) => None,
    }
}

async fn case_of(tx: &mut Tx, job: &Job) -> Result<Option<Case>, Error> {
    match job.case {
        Some(id) => Ok(store::cases::find(tx, id).await?),
        None => Ok(None),
    }
}

/// After a failure: try again later, longer and longer; at the end halt and raise an incident that a person can mend.
async fn put_back(portal: &Portal, ctx: &Ctx, node: &str, job: &Job, fault: &Error) -> Result<(), Error> {
    let again = match fault {
        Error::Outside(fault) => fault.is_retry(),
        Error::Store(_) | Error::Conflict => true,
        Error::Refused(refusal) => matches!(refusal, Refusal::Conflict | Refusal::Stopped | Refusal::Store(_)),
        _ => false,
    };
    let message = sentence(fault);
    let failures = job.failures.saturating_add(1);
    let halted = !again || failures >= job.max_attempts;
    let doubled = 1_i32 << failures.clamp(1, 12).saturating_sub(1);
    let wait = portal.rules.retry_first.saturating_mul(doubled).min(SignedDuration::from_mins(30));
    let due = ctx.now().saturating_add(wait).unwrap_or(Timestamp::MAX);
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if !jobs::put_back(&mut tx, job, node, due, Some(&message), halted).await? {
        return Ok(());
    }
    let case = case_of(&mut tx, job).await?;
    if halted {
        let incident = Incident {
            id: ctx.new_id(),
            authority: job.authority.clone(),
            case: job.case,
            instance: job.instance,
            job: Some(job.id),
            engine_incident: None,
            kind: job.kind.clone(),
            message: message.clone(),
            raised: ctx.now(),
        };
        store::incidents::raise(&mut tx, &incident).await?;
        if let Some(case) = &case {
            process::record(ctx, &mut tx, case, "incident", json!({ "kind": job.kind, "message": message }), false)
                .await?;
        }
    }
    Ok(tx.commit().await?)
}

/// One sentence for the operator, with what lies below it.
fn sentence(fault: &Error) -> String {
    let mut text = fault.to_string();
    let mut below = std::error::Error::source(fault);
    while let Some(cause) = below {
        text = format!("{text}: {cause}");
        below = cause.source();
    }
    text
}

/// Puts a notice by mail into the queue: the transaction that writes to an inbox also orders the mail.
pub(crate) async fn order_mail(ctx: &Ctx, tx: &mut Tx, case: &Case, portal: &Portal) -> Result<(), Error> {
    let job = Job {
        instance: None,
        kind: mail::KIND.to_owned(),
        max_attempts: portal.rules.retry_attempts,
        ..process::effects::job_of(ctx, case)
    };
    Ok(jobs::enqueue(tx, &job, ctx.now()).await?)
}
