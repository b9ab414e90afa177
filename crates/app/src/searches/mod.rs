//! What people search for and whether they found it: counts by place, day, language and words, nothing about who asked.
//!
//! Counted in memory ([`Tally`]), written every few seconds by the node's worker, read by editors ([`list`]).

mod list;
mod tally;
mod wording;

pub use list::{LEAST, Listed, PAGE, Period, Summed, Wish, list, render_csv};
pub use tally::Tally;

use crate::portal::Portal;
use domain::Ctx;
use tally::Counts;

/// Days after which counts are removed.
pub const KEPT_DAYS: i32 = 400;

/// Counts a search, and whether anything was hit.
pub fn record(portal: &Portal, ctx: &Ctx, typed: &str, is_hit: bool) {
    portal.searches.note(ctx, typed, Counts { asked: 1, missed: i64::from(!is_hit), ..Counts::default() });
}

/// Counts what somebody said of an answer: that it was what she looked for, or not.
pub fn judge(portal: &Portal, ctx: &Ctx, typed: &str, is_useful: bool) {
    let (useful, useless) = (i64::from(is_useful), i64::from(!is_useful));
    portal.searches.note(ctx, typed, Counts { useful, useless, ..Counts::default() });
}
