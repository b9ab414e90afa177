//! The zone of a time: none (local), an offset, or a named region such as `Europe/Zurich`.

use std::fmt;

use jiff::tz::TimeZone;

use crate::date::Date;

/// Where a time of day is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Seconds east of UTC.
    Offset(i32),
    /// A region of the time zone database; its offset depends on the day.
    Region(TimeZone),
}

impl Zone {
    /// UTC.
    pub const UTC: Self = Self::Offset(0);

    /// Splits the zone off the end of a time: `Z`, `+01:00`, `@Europe/Zurich` or nothing. `None` when it is malformed.
    pub fn split(text: &str) -> Option<(&str, Option<Self>)> {
        if let Some((time, region)) = text.split_once('@') {
            return Some((time, Some(Self::region(region)?)));
        }
        if let Some(time) = text.strip_suffix(['Z', 'z']) {
            return Some((time, Some(Self::UTC)));
        }
        match text.find(['+', '-']) {
            Some(at) => Some((&text[..at], Some(Self::Offset(parse_offset(&text[at..])?)))),
            None => Some((text, None)),
        }
    }

    /// A region by its name in the time zone database.
    pub fn region(name: &str) -> Option<Self> {
        if matches!(name, "Z" | "UTC" | "Etc/UTC") {
            return Some(if name == "Etc/UTC" { Self::Region(TimeZone::get(name).ok()?) } else { Self::UTC });
        }
        let known = !name.is_empty() && name.len() <= 64 && name.bytes().all(|b| b.is_ascii_graphic());
        if known { TimeZone::get(name).ok().map(Self::Region) } else { None }
    }

    /// Seconds east of UTC at this local moment (seconds since midnight of the day).
    pub fn offset_at(&self, date: Date, second_of_day: i64) -> i64 {
        match self {
            Self::Offset(seconds) => i64::from(*seconds),
            Self::Region(zone) => {
                // The calendar repeats after 400 years: far years take the rule of a near one.
                let year = if (-9000..=9000).contains(&date.year()) {
                    date.year()
                } else {
                    2000 + date.year().rem_euclid(400)
                };
                let local = civil(year, date, second_of_day);
                local.map_or(0, |local| i64::from(zone.to_ambiguous_timestamp(local).offset_or_first().seconds()))
            }
        }
    }

    /// Seconds east of UTC at a moment (seconds since 1970-01-01T00:00Z).
    pub fn offset_after(&self, epoch_second: i64) -> i64 {
        /// Seconds of the 400 years after which the calendar repeats.
        const CYCLE: i64 = 146_097 * 86_400;
        match self {
            Self::Offset(seconds) => i64::from(*seconds),
            Self::Region(zone) => {
                let near =
                    if epoch_second.abs() < 15 * CYCLE { epoch_second } else { epoch_second.rem_euclid(CYCLE) + CYCLE };
                let moment = jiff::Timestamp::from_second(near);
                moment.map_or(0, |moment| i64::from(zone.to_offset(moment).seconds()))
            }
        }
    }

    /// The name of the region, if it is one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Offset(_) => None,
            Self::Region(zone) => zone.iana_name(),
        }
    }
}

trait OffsetOrFirst {
    fn offset_or_first(&self) -> jiff::tz::Offset;
}

impl OffsetOrFirst for jiff::tz::AmbiguousTimestamp {
    fn offset_or_first(&self) -> jiff::tz::Offset {
        match self.offset() {
            jiff::tz::AmbiguousOffset::Unambiguous { offset } => offset,
            jiff::tz::AmbiguousOffset::Gap { before, .. } | jiff::tz::AmbiguousOffset::Fold { before, .. } => before,
        }
    }
}

fn civil(year: i64, date: Date, second_of_day: i64) -> Option<jiff::civil::DateTime> {
    let small = |n: i64| i8::try_from(n).ok();
    let second = second_of_day.clamp(0, 86_399);
    jiff::civil::DateTime::new(
        i16::try_from(year).ok()?,
        small(date.month())?,
        small(date.day())?,
        small(second / 3600)?,
        small(second / 60 % 60)?,
        small(second % 60)?,
        0,
    )
    .ok()
}

fn parse_offset(text: &str) -> Option<i32> {
    let negative = text.starts_with('-');
    let mut parts = text.get(1..)?.split(':');
    let mut two_digits = |required: bool| -> Option<i32> {
        match parts.next() {
            Some(part) if part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()) => part.parse().ok(),
            None if !required => Some(0),
            _ => None,
        }
    };
    let (hours, minutes, seconds) = (two_digits(true)?, two_digits(true)?, two_digits(false)?);
    let total = hours * 3600 + minutes * 60 + seconds;
    if parts.next().is_some() || minutes > 59 || seconds > 59 || total > 18 * 3600 {
        return None;
    }
    Some(if negative { -total } else { total })
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offset(0) => f.write_str("Z"),
            Self::Offset(offset) => {
                let (sign, seconds) = (if *offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
                write!(f, "{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60)?;
                if seconds % 60 != 0 { write!(f, ":{:02}", seconds % 60) } else { Ok(()) }
            }
            Self::Region(zone) => write!(f, "@{}", zone.iana_name().unwrap_or("UTC")),
        }
    }
}
