//! From what use cases give to what pages print: offices, fields, cases, timelines.

pub mod case;
pub mod fields;
pub mod office;
pub mod place;
pub mod service;

use crate::server::Visit;
use crate::texts::Amount;
use domain::Money;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// A sum for a page.
pub fn amount(money: Money) -> Amount {
    Amount::new(money.minor, money.currency.code())
}

/// A moment in the place's own time.
pub fn moment(visit: &Visit, at: Timestamp) -> DateTime {
    at.to_zoned(visit.ctx.zone()).datetime()
}

/// A day in the place's own time.
pub fn day(visit: &Visit, at: Timestamp) -> Date {
    at.to_zoned(visit.ctx.zone()).date()
}
