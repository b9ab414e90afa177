//! Checking the records: every chain of hashes is whole, and every process replays to the state that is stored.

use crate::error::Error;
use domain::{Actor, Clock, Ctx, Ids, InstanceId, Lang};
use engine::State;
use std::sync::Arc;
use store::{Db, Fault, Scope, Tx, cases, history, instances, process_instances, tenants};

/// How many ids are read at once.
const PAGE: i64 = 500;
/// A process that moves on while it is read is read again so often.
const TRIES: usize = 20;

/// What an audit found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many processes were replayed.
    pub instances: usize,
    /// How many cases had their history checked.
    pub cases: usize,
    /// What is not as it was written, a sentence each.
    pub findings: Vec<String>,
}

/// Checks everything of every authority. Only reads; may run beside a working portal.
///
/// # Errors
/// When the database is away. What is wrong inside it is a finding.
pub async fn check_records(db: &Db, clock: &Arc<dyn Clock>, ids: &Arc<dyn Ids>) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut tx = db.read(Scope::installation()).await?;
    let (_, authorities, _) = tenants::load_all(&mut tx).await?;
    drop(tx);
    for authority in authorities {
        let ctx = Ctx::new(Arc::new(authority), Actor::System, Lang::De, Arc::clone(clock), Arc::clone(ids));
        let mut tx = db.read(Scope::of(&ctx)).await?;
        check_instances(&mut tx, &mut report).await?;
        check_histories(&mut tx, &mut report).await?;
    }
    let mut tx = db.read(Scope::installation()).await?;
    let (homeless, stateless, caseless) = instances::count_strays(&mut tx).await?;
    let strays = [
        (homeless, "processes belong to no authority that is here"),
        (stateless, "process histories belong to no process: its state was removed"),
        (caseless, "case histories belong to no case: it was removed"),
    ];
    let strays = strays.iter().filter(|(count, _)| *count > 0);
    report.findings.extend(strays.map(|(count, what)| format!("{count} {what}")));
    Ok(report)
}

async fn check_instances(tx: &mut Tx, report: &mut Report) -> Result<(), Error> {
    let mut after = None;
    loop {
        let page = instances::list_ids(tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(*last);
        for id in page {
            report.instances += 1;
            note(check_instance(tx, id).await, report)?;
        }
    }
}

async fn check_histories(tx: &mut Tx, report: &mut Report) -> Result<(), Error> {
    let mut after = None;
    loop {
        let page = cases::list_ids(tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(*last);
        for id in page {
            report.cases += 1;
            note(history::check(tx, id).await, report)?;
        }
    }
}

/// What cannot be read as it was written is a finding; everything else is a fault.
fn note(checked: Result<(), Fault>, report: &mut Report) -> Result<(), Error> {
    match checked {
        Err(fault @ Fault::Unreadable { .. }) => report.findings.push(fault.to_string()),
        other => other?,
    }
    Ok(())
}

/// The number of steps and the state of an instance, with or without a case.
async fn find(tx: &mut Tx, id: InstanceId) -> Result<Option<(i64, State)>, Fault> {
    if let Some(stored) = instances::find(tx, id).await? {
        return Ok(Some((stored.version, stored.state)));
    }
    let stored = process_instances::find(tx, id).await?;
    Ok(stored.map(|(running, state)| (running.version, state)))
}

async fn check_instance(tx: &mut Tx, id: InstanceId) -> Result<(), Fault> {
    let wrong = |why: String| Err(Fault::Unreadable { what: "process", why });
    for _ in 0..TRIES {
        let Some((version, state)) = find(tx, id).await? else { return Ok(()) };
        let steps = instances::load_history(tx, id).await?;
        if find(tx, id).await?.is_none_or(|(now, _)| now != version) {
            continue;
        }
        if steps.len() as i64 != version {
            return wrong(format!("instance {id} took {version} steps, {} are recorded", steps.len()));
        }
        let mut replayed = State::new();
        steps.iter().flat_map(|step| &step.events).for_each(|event| engine::apply(&mut replayed, event));
        if replayed != state {
            return wrong(format!("the state of instance {id} is not what its {} steps lead to", steps.len()));
        }
        return Ok(());
    }
    wrong(format!("instance {id} moved on all the time: check again"))
}
