//! Putting the process of a case to rest, and letting it go on. Nobody who waits for it loses by it: deadlines stand still
//! meanwhile, and the applicant reads that it rests.

use crate::error::Error;
use crate::portal::Portal;
use crate::process::{actor_name, load, record, standing};
use domain::{Case, CaseState, Ctx};
use engine::Event;
use jiff::SignedDuration;
use serde_json::json;
use store::instances::{self, Instance};
use store::{Tx, cases, suspension};

/// Puts it to rest, its work with it. The reason is for those who work on it, and stays with them.
///
/// # Errors
/// [`Error::Conflict`] when it rests already, has ended, or somebody stepped meanwhile.
pub(crate) async fn suspend(ctx: &Ctx, tx: &mut Tx, case: &Case, reason: &str) -> Result<(), Error> {
    let instance = load(tx, case.instance).await?;
    if instance.suspended || instance.state.outcome().is_some() {
        return Err(Error::Conflict);
    }
    note(ctx, tx, &instance, Event::PutToRest { reason: reason.to_owned() }).await?;
    if !suspension::suspend(tx, instance.id).await? {
        return Err(Error::Conflict);
    }
    cases::set_state(tx, case.id, CaseState::AtRest).await?;
    record(ctx, tx, case, "rests", json!({}), true).await?;
    if !reason.is_empty() {
        record(ctx, tx, case, "rests-because", json!({ "reason": reason }), false).await?;
    }
    Ok(())
}

/// Lets it go on; its deadlines move by the time it rested.
///
/// # Errors
/// [`Error::Conflict`] when it does not rest, has ended, or somebody stepped meanwhile.
pub(crate) async fn resume(portal: &Portal, ctx: &Ctx, tx: &mut Tx, case: &Case) -> Result<(), Error> {
    let instance = load(tx, case.instance).await?;
    if !instance.suspended || instance.state.outcome().is_some() {
        return Err(Error::Conflict);
    }
    let rested = rested(ctx, tx, &instance).await?;
    note(ctx, tx, &instance, Event::WokenUp {}).await?;
    if !suspension::resume(tx, instance.id).await? {
        return Err(Error::Conflict);
    }
    suspension::put_off(tx, instance.id, rested).await?;
    cases::put_off(tx, case.id, rested).await?;
    let state = standing(tx, case, &instance.state).await?;
    cases::set_state(tx, case.id, state).await?;
    record(ctx, tx, case, "goes-on", json!({}), true).await?;
    portal.wake.notify_one();
    Ok(())
}

/// For how long it has rested by now.
async fn rested(ctx: &Ctx, tx: &mut Tx, instance: &Instance) -> Result<SignedDuration, Error> {
    let history = instances::load_history(tx, instance.id).await?;
    let put_to_rest =
        |step: &&instances::Step| step.events.iter().any(|event| matches!(event, Event::PutToRest { .. }));
    let since = history.iter().rev().find(put_to_rest).map_or_else(|| ctx.now(), |step| step.at);
    Ok(ctx.now().duration_since(since))
}

/// Writes down in the history of the process who did something around it; nothing changes in it.
async fn note(ctx: &Ctx, tx: &mut Tx, instance: &Instance, event: Event) -> Result<(), Error> {
    let by = actor_name(&ctx.actor);
    Ok(instances::save_step(tx, instance, &instance.state, &[event], &by, ctx.now()).await?)
}
