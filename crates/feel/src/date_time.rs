//! A day together with a time of day.

use std::cmp::Ordering;
use std::fmt;

use crate::date::Date;
use crate::time::{DAY, SECOND, Time};
use crate::zone::Zone;

/// A moment, or a local moment when the time has no zone.
#[derive(Clone, Debug)]
pub struct DateTime {
    /// The day on the calendar of the zone.
    pub date: Date,
    /// The time on the wall of the zone.
    pub time: Time,
}

impl DateTime {
    /// Reads `2026-11-21T14:30:00` with the zones of a time; a bare date is its midnight.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        Some(Self { date: Date::parse(date)?, time: Time::parse(time)? })
    }

    /// Midnight at the start of the day, without a zone.
    pub fn midnight(date: Date) -> Self {
        Self { date, time: Time::from_nanosecond(0, None) }
    }

    /// The wall clock of `zone` at this moment.
    pub fn from_timestamp(now: jiff::Timestamp, zone: &jiff::tz::TimeZone) -> Self {
        let zoned = now.to_zoned(zone.clone());
        let kept = if zone.iana_name().is_some_and(|name| name != "UTC") {
            Zone::Region(zone.clone())
        } else {
            Zone::Offset(zoned.offset().seconds())
        };
        let wall = zoned.time();
        let nanosecond = i128::from(wall.hour()) * 3600 * SECOND
            + i128::from(wall.minute()) * 60 * SECOND
            + i128::from(wall.second()) * SECOND
            + i128::from(wall.subsec_nanosecond());
        Self { date: zoned.date().into(), time: Time::from_nanosecond(nanosecond, Some(kept)) }
    }

    /// Nanoseconds since 1970-01-01T00:00 on the wall.
    pub fn wall(&self) -> i128 {
        i128::from(self.date.to_days()) * DAY + self.time.nanosecond_of_day()
    }

    /// Seconds east of UTC on this day.
    pub fn offset(&self) -> Option<i64> {
        let second = self.time.hour() * 3600 + self.time.minute() * 60 + self.time.second();
        self.time.zone().map(|zone| zone.offset_at(self.date, second))
    }

    /// Nanoseconds since 1970-01-01T00:00Z; a local moment counts as UTC.
    pub fn instant(&self) -> i128 {
        self.wall() - i128::from(self.offset().unwrap_or(0)) * SECOND
    }

    /// Before or after; `None` when only one of both has a zone.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        (self.time.zone().is_some() == other.time.zone().is_some()).then(|| self.instant().cmp(&other.instant()))
    }

    /// The moment so many nanoseconds later, in the same zone.
    pub fn add_nanoseconds(&self, nanoseconds: i128) -> Option<Self> {
        let Some(zone) = self.time.zone() else { return Self::at_wall(self.wall().checked_add(nanoseconds)?, None) };
        // Across a change of the clocks the instant moves by the duration, not the wall.
        let instant = self.instant().checked_add(nanoseconds)?;
        let offset = zone.offset_after(i64::try_from(instant.div_euclid(SECOND)).ok()?);
        Self::at_wall(instant + i128::from(offset) * SECOND, Some(zone.clone()))
    }

    /// The same time of day so many months later.
    pub fn add_months(&self, months: i64) -> Option<Self> {
        Some(Self { date: self.date.add_months(months)?, time: self.time.clone() })
    }

    fn at_wall(wall: i128, zone: Option<Zone>) -> Option<Self> {
        let date = Date::from_days(i64::try_from(wall.div_euclid(DAY)).ok()?)?;
        Some(Self { date, time: Time::from_nanosecond(wall, zone) })
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}
