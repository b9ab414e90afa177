//! The kind "payment", after the semantics of XBezahldienste: a payment is created once, paid on the provider's
//! page, and only its polled status counts. The browser's return proves nothing.

use domain::Money;
use jiff::Timestamp;
use url::Url;

use crate::Answer;

/// A payment to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Stable over all attempts: the same key never makes a second payment.
    pub idempotency_key: String,
    /// What is to be paid; more than zero.
    pub amount: Money,
    /// What for, as the payer reads it on the provider's page and statement; no personal data.
    pub purpose: String,
    /// Where the provider sends the browser afterwards.
    pub return_url: Url,
}

/// A payment that exists at the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// The provider's name for it, used to ask for its status.
    pub provider_ref: String,
    /// The page on which it is paid.
    pub pay_url: Url,
}

/// Where a payment stands. Everything but `Initial` is final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentStatus {
    /// Created, nothing has happened yet.
    Initial,
    /// Paid. The caller compares the amount with what was ordered.
    Paid {
        /// When, by the provider's clock.
        at: Timestamp,
        /// How much really was paid.
        amount: Money,
    },
    /// The provider could not carry it out.
    Failed,
    /// The payer called it off, or it expired.
    Cancelled,
}

/// A provider of payments.
pub trait Payment: Send + Sync {
    /// Checks settings, connection and credentials without creating anything.
    fn check(&self) -> Answer<'_, ()>;

    /// Creates a payment, or gives back the one that exists under the same idempotency key. After `Retry` the outcome
    /// is unknown: call again with the same order.
    fn create<'a>(&'a self, order: &'a Order) -> Answer<'a, Created>;

    /// Asks where a payment stands.
    fn status<'a>(&'a self, provider_ref: &'a str) -> Answer<'a, PaymentStatus>;
}
