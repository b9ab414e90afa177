//! From what use cases give to what pages print: offices, fields, cases, timelines.

pub mod case;
pub mod fields;
pub mod office;
pub mod place;
pub mod process;
pub mod service;

use crate::parts::SourceMark;
use crate::server::Visit;
use crate::texts::{Amount, Texts};
use domain::Money;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde_json::Value;

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

/// Where a prefilled value comes from. An identity provider is known by its address; people know it as their sign-in.
pub fn source(words: &Texts, source: &Value) -> Option<SourceMark> {
    let name = source.get("source")?.as_str()?;
    Some(SourceMark {
        register: if name.contains("://") { words.say("source-sign-in").into_owned() } else { name.to_owned() },
        as_of: source.get("as_of")?.as_str()?.get(..10)?.parse().ok()?,
        disputed: source.get("disputed").and_then(Value::as_bool).unwrap_or(false),
    })
}
