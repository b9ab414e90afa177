//! Paying a fee: one state machine that only the provider's own answer moves.

use crate::cases::read::load_own;
use crate::error::{Error, repeat_on_conflict};
use crate::portal::Portal;
use crate::process;
use connectors::payment::{Order, PaymentStatus};
use domain::{Actor, Case, CaseId, Ctx, Money, PaymentId};
use engine::{Command, Rejection};
use serde_json::json;
use store::incidents::Incident;
use store::jobs::Job;
use store::payments::{Payment, PaymentState};
use store::steps::Refusal;
use store::{Scope, Tx, jobs, payments};
use url::Url;

/// The message a process waits for when a fee is due.
pub const PAID: &str = "payment.paid";
/// Job: tell a process that rested when the fee was paid.
pub(crate) const TELL: &str = "payment/tell";

/// Orders the payment of a new case; the worker carries it to the provider.
pub(crate) async fn order(portal: &Portal, ctx: &Ctx, tx: &mut Tx, case: &Case, fee: Money) -> Result<(), Error> {
    let payment = Payment {
        id: PaymentId(ctx.new_id()),
        case: case.id,
        amount: fee,
        state: PaymentState::Initial,
        provider_ref: None,
        pay_url: None,
        settled: None,
    };
    payments::order(tx, &payment, ctx.now()).await?;
    follow(portal, ctx, tx, case).await
}

/// Puts the job that follows the payment into the queue. Nobody waits for its answer but the applicant, who can also
/// go to the provider herself: more patience than usual.
async fn follow(portal: &Portal, ctx: &Ctx, tx: &mut Tx, case: &Case) -> Result<(), Error> {
    let max_attempts = portal.rules.retry_attempts.saturating_mul(2);
    let job = Job { kind: "payment".into(), max_attempts, instance: None, ..process::effects::job_of(ctx, case) };
    Ok(jobs::enqueue(tx, &job, ctx.now()).await?)
}

/// Where the applicant pays. Orders the payment at the provider now if the worker did not yet; tries a failed or
/// cancelled payment once more.
///
/// # Errors
/// [`Error::NotFound`] when nothing is to be paid; [`Error::Outside`] when the provider is away.
pub async fn page(portal: &Portal, ctx: &Ctx, id: CaseId) -> Result<String, Error> {
    let (case, there) = load_own(portal, ctx, id).await?;
    let payment = load(portal, &there, id).await?;
    let payment = match payment.state {
        PaymentState::Paid => return Err(Error::NotFound),
        PaymentState::Initial => payment,
        PaymentState::Failed | PaymentState::Cancelled => {
            let mut tx = portal.db.write(Scope::of(&there)).await?;
            if payments::reopen(&mut tx, payment.id, PaymentId(ctx.new_id())).await? {
                follow(portal, &there, &mut tx, &case).await?;
            }
            tx.commit().await?;
            load(portal, &there, id).await?
        }
    };
    match payment.pay_url {
        Some(url) => Ok(url),
        None => order_at_provider(portal, &there, &case, &payment).await,
    }
}

async fn load(portal: &Portal, ctx: &Ctx, id: CaseId) -> Result<Payment, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    payments::find(&mut tx, id).await?.ok_or(Error::NotFound)
}

/// Tells the provider what is to be paid; the same payment is never ordered twice.
pub(crate) async fn order_at_provider(
    portal: &Portal,
    ctx: &Ctx,
    case: &Case,
    payment: &Payment,
) -> Result<String, Error> {
    let back = format!("{}/vorgang/{}/bezahlt", portal.base_url(&ctx.authority), case.id);
    let order = Order {
        idempotency_key: payment.id.to_string(),
        amount: payment.amount,
        purpose: format!("{} {}", ctx.authority.name, case.reference),
        return_url: Url::parse(&back)
            .map_err(|fault| Error::Internal(format!("the base address is wrong: {fault}")))?,
    };
    let created = portal.connectors.payment.create(&order).await?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    payments::set_page(&mut tx, payment.id, &created.provider_ref, created.pay_url.as_str()).await?;
    tx.commit().await?;
    Ok(created.pay_url.into())
}

/// The applicant comes back from the provider: ask there how it stands, at once.
///
/// # Errors
/// [`Error::NotFound`] for other people's cases. A provider that is away is no error: the worker keeps asking.
pub async fn returned(portal: &Portal, ctx: &Ctx, id: CaseId) -> Result<(), Error> {
    let (case, there) = load_own(portal, ctx, id).await?;
    let payment = load(portal, &there, id).await?;
    match settle(portal, &there, &case, &payment).await {
        Ok(_) => Ok(()),
        Err(Error::Outside(fault)) => {
            tracing::info!(
                error = &fault as &dyn std::error::Error,
                "the payment provider does not answer; asking later"
            );
            Ok(())
        }
        Err(fault) => Err(fault),
    }
}

/// Asks the provider and writes a final state, once, together with the step of the process that waits for it.
pub(crate) async fn settle(portal: &Portal, ctx: &Ctx, case: &Case, payment: &Payment) -> Result<PaymentState, Error> {
    let Some(provider_ref) = &payment.provider_ref else { return Ok(payment.state) };
    if payment.state != PaymentState::Initial {
        return Ok(payment.state);
    }
    let status = portal.connectors.payment.status(provider_ref).await?;
    let system = ctx.with_actor(Actor::System);
    repeat_on_conflict(|| write_down(portal, &system, case, payment, &status)).await
}

async fn write_down(
    portal: &Portal,
    ctx: &Ctx,
    case: &Case,
    payment: &Payment,
    status: &PaymentStatus,
) -> Result<PaymentState, Error> {
    let state = match status {
        PaymentStatus::Initial => return Ok(PaymentState::Initial),
        PaymentStatus::Paid { .. } => PaymentState::Paid,
        PaymentStatus::Failed => PaymentState::Failed,
        PaymentStatus::Cancelled => PaymentState::Cancelled,
    };
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if !payments::settle(&mut tx, payment.id, state, ctx.now()).await? {
        return Ok(state);
    }
    let detail = json!({ "amount": payment.amount.decimal(), "currency": payment.amount.currency.code() });
    match status {
        PaymentStatus::Paid { amount, .. } if *amount == payment.amount => {
            process::record(ctx, &mut tx, case, "paid", detail, true).await?;
            match tell(portal, ctx, &mut tx, case).await {
                Err(Error::Refused(Refusal::Suspended)) => {
                    let max_attempts = portal.rules.retry_attempts;
                    let job = Job { kind: TELL.into(), max_attempts, ..process::effects::job_of(ctx, case) };
                    jobs::enqueue(&mut tx, &job, ctx.now()).await?;
                }
                other => other?,
            }
        }
        PaymentStatus::Paid { amount, .. } => {
            let written = |money: &Money| format!("{} {}", money.decimal(), money.currency.code());
            let text = format!("The provider reports {}, ordered were {}.", written(amount), written(&payment.amount));
            raise(ctx, &mut tx, case, &text).await?;
        }
        _ => process::record(ctx, &mut tx, case, "payment-failed", detail, true).await?,
    }
    tx.commit().await?;
    Ok(state)
}

/// Tells the process that the fee is paid.
///
/// # Errors
/// [`Refusal::Suspended`] when it rests: then it has to hear of it later.
pub(crate) async fn tell(portal: &Portal, ctx: &Ctx, tx: &mut Tx, case: &Case) -> Result<(), Error> {
    let command = Command::DeliverMessage { name: PAID.into(), key: None, variables: engine::Variables::new() };
    match process::advance(portal, ctx, tx, case, &command).await {
        // Paid after the time for paying ran out: money without a case is for a person to look at.
        Err(Error::Process(Rejection::NoSubscriber { .. } | Rejection::Stale(_))) => {
            raise(ctx, tx, case, "The fee was paid after the case had ended: pay it back or reopen.").await
        }
        other => other,
    }
}

async fn raise(ctx: &Ctx, tx: &mut Tx, case: &Case, message: &str) -> Result<(), Error> {
    let incident = Incident {
        id: ctx.new_id(),
        authority: case.authority.clone(),
        case: Some(case.id),
        instance: Some(case.instance),
        job: None,
        engine_incident: None,
        kind: "payment".into(),
        message: message.into(),
        raised: ctx.now(),
    };
    Ok(store::incidents::raise(tx, &incident).await?)
}
