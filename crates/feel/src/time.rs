//! Times of day, with or without a zone.

use std::cmp::Ordering;
use std::fmt;

use crate::date::Date;
use crate::zone::Zone;

/// Nanoseconds of one second.
pub const SECOND: i128 = 1_000_000_000;
/// Nanoseconds of one day.
pub const DAY: i128 = 86_400 * SECOND;

/// A time of day.
#[derive(Clone, Debug)]
pub struct Time {
    nanosecond: i64,
    zone: Option<Zone>,
}

impl Time {
    /// The time so many nanoseconds after midnight; anything outside of one day wraps around.
    pub fn from_nanosecond(nanosecond: i128, zone: Option<Zone>) -> Self {
        Self { nanosecond: i64::try_from(nanosecond.rem_euclid(DAY)).unwrap_or(0), zone }
    }

    /// The time, if the clock shows it. `nanosecond` is the part behind the second.
    pub fn new(hour: i64, minute: i64, second: i64, nanosecond: i64, zone: Option<Zone>) -> Option<Self> {
        let on_clock = (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second)
            && (0..1_000_000_000).contains(&nanosecond);
        on_clock.then_some(Self { nanosecond: ((hour * 60 + minute) * 60 + second) * 1_000_000_000 + nanosecond, zone })
    }

    /// Reads `14:30:00`, `14:30:00.5Z`, `14:30:00+01:00`, `14:30:00@Europe/Zurich`.
    pub fn parse(text: &str) -> Option<Self> {
        let (clock, zone) = Zone::split(text)?;
        let (whole, fraction) = match clock.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction),
            None => (clock, ""),
        };
        let mut parts = whole.split(':');
        let mut two_digits = || -> Option<i64> {
            let part = parts.next()?;
            if part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None }
        };
        let (hour, minute, second) = (two_digits()?, two_digits()?, two_digits()?);
        if parts.next().is_some() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let padded: String = fraction.chars().chain("000000000".chars()).take(9).collect();
        Self::new(hour, minute, second, padded.parse().ok()?, zone)
    }

    /// Nanoseconds since midnight on the wall.
    pub fn nanosecond_of_day(&self) -> i128 {
        i128::from(self.nanosecond)
    }

    /// The hour, 0 to 23.
    pub fn hour(&self) -> i64 {
        self.nanosecond / 3_600_000_000_000
    }

    /// The minute, 0 to 59.
    pub fn minute(&self) -> i64 {
        self.nanosecond / 60_000_000_000 % 60
    }

    /// The second, 0 to 59.
    pub fn second(&self) -> i64 {
        self.nanosecond / 1_000_000_000 % 60
    }

    /// The part behind the second, in nanoseconds.
    pub fn subsecond(&self) -> i64 {
        self.nanosecond % 1_000_000_000
    }

    /// The zone, if one was given.
    pub fn zone(&self) -> Option<&Zone> {
        self.zone.as_ref()
    }

    /// The same wall clock in another zone.
    pub fn with_zone(&self, zone: Option<Zone>) -> Self {
        Self { nanosecond: self.nanosecond, zone }
    }

    /// Seconds east of UTC, where that does not depend on the day; a region takes its offset of 1970.
    pub fn offset(&self) -> Option<i64> {
        let epoch = Date::from_days(0)?;
        self.zone.as_ref().map(|zone| zone.offset_at(epoch, self.nanosecond / 1_000_000_000))
    }

    /// Nanoseconds since midnight in UTC (may lie outside of one day), or on the wall for a local time.
    pub fn instant(&self) -> i128 {
        i128::from(self.nanosecond) - i128::from(self.offset().unwrap_or(0)) * SECOND
    }

    /// Before or after; `None` when only one of both has a zone.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        (self.zone.is_some() == other.zone.is_some()).then(|| self.instant().cmp(&other.instant()))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour(), self.minute(), self.second())?;
        if self.subsecond() != 0 {
            let digits = format!("{:09}", self.subsecond());
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        self.zone.as_ref().map_or(Ok(()), |zone| write!(f, "{zone}"))
    }
}
