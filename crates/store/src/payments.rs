//! Payments of fees: one per case, with a state that only the provider's answer moves.

use crate::db::Tx;
use crate::fault::{Fault, read_time};
use crate::macros::{record, row, run};
use domain::{CaseId, Currency, Money, PaymentId};
use jiff::Timestamp;
use uuid::Uuid;

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentState {
    /// Ordered or being paid.
    Initial,
    /// Paid in full.
    Paid,
    /// The provider could not carry it out.
    Failed,
    /// Called off.
    Cancelled,
}

impl PaymentState {
    /// The word in columns.
    pub fn as_str(self) -> &'static str {
        match self {
            PaymentState::Initial => "initial",
            PaymentState::Paid => "paid",
            PaymentState::Failed => "failed",
            PaymentState::Cancelled => "cancelled",
        }
    }

    fn from_word(word: &str) -> PaymentState {
        match word {
            "paid" => PaymentState::Paid,
            "failed" => PaymentState::Failed,
            "cancelled" => PaymentState::Cancelled,
            _ => PaymentState::Initial,
        }
    }
}

/// The payment of a case's fee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Id; also the idempotency key at the provider.
    pub id: PaymentId,
    /// The case.
    pub case: CaseId,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: PaymentState,
    /// The provider's number.
    pub provider_ref: Option<String>,
    /// The page on which the applicant pays.
    pub pay_url: Option<String>,
    /// When it reached its final state.
    pub settled: Option<Timestamp>,
}

record! {
    struct Row {
        id: Uuid,
        case_id: Uuid,
        amount: i64,
        currency: String,
        state: String,
        provider_ref: Option<String>,
        pay_url: Option<String>,
        settled: Option<i64>,
    }
}

impl Row {
    fn into_payment(self) -> Result<Payment, Fault> {
        let currency = Currency::from_code(&self.currency).ok_or_else(|| Fault::Unreadable {
            what: "payment",
            why: format!("unknown currency {:?}", self.currency),
        })?;
        Ok(Payment {
            id: PaymentId(self.id),
            case: CaseId(self.case_id),
            amount: Money { minor: self.amount, currency },
            state: PaymentState::from_word(&self.state),
            provider_ref: self.provider_ref,
            pay_url: self.pay_url,
            settled: self.settled.map(|at| read_time("payment", at)).transpose()?,
        })
    }
}

/// Orders the payment of a case.
///
/// # Errors
/// When the database refuses.
pub async fn order(tx: &mut Tx, payment: &Payment, now: Timestamp) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO payment (id, authority, federation, case_id, amount, currency, state, provider_ref, pay_url, created, \
         settled) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL, $8, NULL)",
        payment.id.0,
        authority,
        federation,
        payment.case.0,
        payment.amount.minor,
        payment.amount.currency.code(),
        payment.state.as_str(),
        now.as_microsecond(),
    )?;
    Ok(())
}

/// The payment of a case. The caller has authorised the case.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, case: CaseId) -> Result<Option<Payment>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        Row,
        "SELECT id, case_id, amount, currency, state, provider_ref, pay_url, settled FROM payment \
         WHERE case_id = $1 AND authority = $2",
        case.0,
        authority,
    )?
    .map(Row::into_payment)
    .transpose()
}

/// Notes where the applicant can pay.
///
/// # Errors
/// When the database refuses.
pub async fn set_page(tx: &mut Tx, id: PaymentId, provider_ref: &str, pay_url: &str) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "UPDATE payment SET provider_ref = $1, pay_url = $2 WHERE id = $3 AND authority = $4",
        provider_ref,
        pay_url,
        id.0,
        authority,
    )?;
    Ok(())
}

/// Writes the final state, once. False when it had one already.
///
/// # Errors
/// When the database refuses.
pub async fn settle(tx: &mut Tx, id: PaymentId, state: PaymentState, now: Timestamp) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let settled = run!(
        tx,
        "UPDATE payment SET state = $1, settled = $2 WHERE id = $3 AND authority = $4 AND settled IS NULL",
        state.as_str(),
        now.as_microsecond(),
        id.0,
        authority,
    )?;
    Ok(settled == 1)
}

/// Opens a failed or cancelled payment again under a new id, because the applicant wants to try once more.
///
/// # Errors
/// When the database refuses.
pub async fn reopen(tx: &mut Tx, old: PaymentId, new: PaymentId) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let reopened = run!(
        tx,
        "UPDATE payment SET id = $1, state = 'initial', provider_ref = NULL, pay_url = NULL, settled = NULL \
         WHERE id = $2 AND authority = $3 AND state IN ('failed', 'cancelled')",
        new.0,
        old.0,
        authority,
    )?;
    Ok(reopened == 1)
}
