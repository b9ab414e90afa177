//! How long a service really takes at an authority: the time in which nine of ten cases were closed.

use crate::error::Error;
use crate::packages::Package;
use crate::portal::Portal;
use domain::{Actor, Authority, Ctx, WorkingDays};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use store::Scope;

/// Fewer cases say nothing.
const ENOUGH: usize = 20;
/// More do not change the picture.
const AT_MOST: i64 = 500;
/// Older cases were another time.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(365 * 24);

/// What the cases of the last year say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// Working days within which nine of ten were closed; 0: on the same day.
    pub days: u32,
    /// How many cases that rests on.
    pub cases: u32,
}

/// How long it took the authority in charge; none as long as there are fewer than twenty closed cases of the last year.
///
/// # Errors
/// When the store fails.
pub async fn duration(
    portal: &Portal,
    ctx: &Ctx,
    package: &Package,
    authority: &Arc<Authority>,
) -> Result<Option<Duration>, Error> {
    let there = portal.ctx(Arc::clone(authority), Actor::System, ctx.lang);
    let since = ctx.now().checked_sub(LOOK_BACK).unwrap_or(Timestamp::MIN);
    let mut tx = portal.db.read(Scope::of(&there)).await?;
    let closed = store::cases::list_durations(&mut tx, &package.key, since, AT_MOST).await?;
    let day = |at: Timestamp| at.to_zoned(there.zone()).date();
    let working = WorkingDays::at(authority);
    Ok(nine_of_ten(closed.iter().map(|(from, to)| working.between(day(*from), day(*to))).collect()))
}

fn nine_of_ten(mut days: Vec<u32>) -> Option<Duration> {
    if days.len() < ENOUGH {
        return None;
    }
    days.sort_unstable();
    // The smallest number of days that at least nine of ten cases needed at most.
    let at = (days.len() * 9).div_ceil(10).saturating_sub(1);
    Some(Duration { days: *days.get(at)?, cases: u32::try_from(days.len()).unwrap_or(u32::MAX) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_of_ten_cases_and_never_from_a_handful() {
        assert_eq!(nine_of_ten(vec![1; 19]), None);
        let mixed: Vec<u32> = (1..=20).collect();
        assert_eq!(nine_of_ten(mixed), Some(Duration { days: 18, cases: 20 }));
        let one_slow = [vec![0; 29], vec![90]].concat();
        assert_eq!(nine_of_ten(one_slow), Some(Duration { days: 0, cases: 30 }));
    }
}
