//! Following a payment: order it at the provider once, then ask until it is settled. Only the provider's answer counts.

use super::Done;
use crate::cases::pay;
use crate::error::Error;
use crate::portal::Portal;
use domain::{CaseState, Ctx};
use jiff::SignedDuration;
use store::jobs::Job;
use store::payments::PaymentState;
use store::{Scope, payments};

/// One round: orders the payment or asks how it stands.
pub(super) async fn follow(portal: &Portal, ctx: &Ctx, job: &Job) -> Result<Done, Error> {
    let case = job.case.ok_or(Error::NotFound)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let found = (store::cases::find(&mut tx, case).await?, payments::find(&mut tx, case).await?);
    drop(tx);
    let (Some(case), Some(payment)) = found else { return Ok(Done::Nothing) };
    if payment.state != PaymentState::Initial || case.state == CaseState::Closed {
        return Ok(Done::Nothing);
    }
    if payment.provider_ref.is_none() {
        pay::order_at_provider(portal, ctx, &case, &payment).await?;
        return Ok(Done::Later(SignedDuration::from_secs(2)));
    }
    match pay::settle(portal, ctx, &case, &payment).await? {
        PaymentState::Initial => Ok(Done::Later(patience(ctx.now().duration_since(case.submitted)))),
        _ => Ok(Done::Nothing),
    }
}

/// People pay within minutes or much later: ask often first, rarely afterwards.
fn patience(age: SignedDuration) -> SignedDuration {
    match age.as_mins() {
        ..=10 => SignedDuration::from_secs(3),
        11..=120 => SignedDuration::from_secs(60),
        _ => SignedDuration::from_mins(15),
    }
}
