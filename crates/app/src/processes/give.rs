//! Giving a command to an instance of either kind: one of a deployed process steps through the committer, one that runs a
//! case in its case's transaction.

use crate::error::{Error, repeat_on_conflict};
use crate::portal::Portal;
use crate::process;
use crate::processes::instances;
use crate::processes::order::submit;
use domain::{Ctx, InstanceId};
use engine::State;
use store::jobs::{self, Job};
use store::steps::{Guard, Order, Receipt, Refusal};
use store::{Scope, Tx, arrivals, cases};

/// Who took a command.
pub(super) enum Given {
    /// An instance of a deployed process; this is what it came to.
    Process(Box<Receipt>),
    /// The process of a case.
    Case,
}

/// Carries out an order whoever runs the instance; the guard holds and goes with the step in both ways.
///
/// # Errors
/// [`Error::Refused`] from the committer, [`Error::Process`] from the process of a case.
pub(super) async fn give(portal: &Portal, ctx: &Ctx, order: Order) -> Result<Given, Error> {
    match submit(portal, ctx, order.clone()).await {
        Ok(receipt) => Ok(Given::Process(Box::new(receipt))),
        Err(Error::Refused(Refusal::OfCase)) => {
            repeat_on_conflict(|| step_case(portal, ctx, &order)).await?;
            Ok(Given::Case)
        }
        Err(fault) => Err(fault),
    }
}

async fn step_case(portal: &Portal, ctx: &Ctx, order: &Order) -> Result<(), Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let instance = process::load(&mut tx, order.instance).await?;
    let case = cases::find(&mut tx, instance.case).await?.ok_or(Error::NotFound)?;
    if let Some(guard) = &order.guard {
        hold(ctx, &mut tx, guard).await?;
    }
    if order.even_suspended {
        process::obey(portal, ctx, &mut tx, &case, &order.command).await?;
    } else {
        process::advance(portal, ctx, &mut tx, &case, &order.command).await?;
    }
    Ok(tx.commit().await?)
}

async fn hold(ctx: &Ctx, tx: &mut Tx, guard: &Guard) -> Result<(), Error> {
    match guard {
        Guard::Job { id, owner, attempt } => {
            let held = Job { id: *id, attempt: attempt.unwrap_or_default(), ..process::effects::job_at(ctx) };
            if jobs::finish(tx, &held, owner).await? { Ok(()) } else { Err(Refusal::LeaseLost.into()) }
        }
        Guard::Arrival(id) => {
            if arrivals::take(tx, *id, ctx.now()).await? {
                Ok(())
            } else {
                Err(Refusal::MessageTaken.into())
            }
        }
    }
}

/// Where an instance of either kind stands.
///
/// # Errors
/// [`Error::NotFound`] when this authority has no such instance.
pub(super) async fn load_state(portal: &Portal, ctx: &Ctx, id: InstanceId) -> Result<State, Error> {
    match instances::load(portal, ctx, id).await {
        Err(Error::NotFound) => {
            let mut tx = portal.db.read(Scope::of(ctx)).await?;
            Ok(process::load(&mut tx, id).await?.state)
        }
        found => Ok(found?.1),
    }
}
