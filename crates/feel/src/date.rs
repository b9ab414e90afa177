//! Calendar dates of the proleptic Gregorian calendar, years −999 999 999 to 999 999 999 as FEEL allows.

use std::fmt;

/// The largest year, and with a minus the smallest.
pub const LAST_YEAR: i64 = 999_999_999;

/// A day in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, if the calendar has it.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(-LAST_YEAR..=LAST_YEAR).contains(&year) || !(1..=12).contains(&month) || day < 1 {
            return None;
        }
        if day > days_in_month(year, month) {
            return None;
        }
        Some(Self { year: i32::try_from(year).ok()?, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }

    /// Reads `2026-11-21`; a year of more than four digits has no leading zero.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut parts = rest.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let well_formed = parts.next().is_none()
            && (4..=9).contains(&year.len())
            && (year.len() == 4 || !year.starts_with('0'))
            && month.len() == 2
            && day.len() == 2
            && [year, month, day].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        if !well_formed {
            return None;
        }
        let year: i64 = year.parse().ok()?;
        Self::new(if negative { -year } else { year }, month.parse().ok()?, day.parse().ok()?)
    }

    /// The year, negative before the year 0.
    pub fn year(self) -> i64 {
        i64::from(self.year)
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i64 {
        i64::from(self.month)
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i64 {
        i64::from(self.day)
    }

    /// Days since 1970-01-01.
    pub fn to_days(self) -> i64 {
        // Counting years from March puts the leap day at the end of the year.
        let (month, day) = (self.month(), self.day());
        let year = if month <= 2 { self.year() - 1 } else { self.year() };
        let cycle = year.div_euclid(400);
        let year_of_cycle = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        cycle * 146_097 + year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year - 719_468
    }

    /// The day so many days after 1970-01-01.
    pub fn from_days(days: i64) -> Option<Self> {
        let shifted = days.checked_add(719_468)?;
        let (cycle, day_of_cycle) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
        let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = cycle * 400 + year_of_cycle + i64::from(month <= 2);
        Self::new(year, month, day)
    }

    /// The same day so many months later; the last day of the month where that month is shorter.
    pub fn add_months(self, months: i64) -> Option<Self> {
        let total = (self.year() * 12 + self.month() - 1).checked_add(months)?;
        let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
        Self::new(year, month, self.day().min(days_in_month(year, month)))
    }

    /// The day so many days later.
    pub fn add_days(self, days: i64) -> Option<Self> {
        Self::from_days(self.to_days().checked_add(days)?)
    }

    /// 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> i64 {
        (self.to_days() + 3).rem_euclid(7) + 1
    }

    /// 1 for the first of January.
    pub fn day_of_year(self) -> i64 {
        Self { month: 1, day: 1, ..self }.to_days().abs_diff(self.to_days()).cast_signed() + 1
    }

    /// The number of the week after ISO 8601.
    pub fn week_of_year(self) -> i64 {
        // The week belongs to the year in which its Thursday lies.
        let thursday = self.to_days() + 4 - self.weekday();
        Self::from_days(thursday).map_or(52, |day| (day.day_of_year() - 1) / 7 + 1)
    }
}

/// The length of a month in days.
pub(crate) fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self { year: i32::from(date.year()), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}
