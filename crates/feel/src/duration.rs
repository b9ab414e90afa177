//! Both durations of FEEL: days and smaller, and whole months. They do not mix, as months differ in length.

use std::fmt;

use crate::time::{DAY, SECOND};

/// A length of time in nanoseconds: days, hours, minutes, seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaysDuration(pub i128);

/// A length of time in whole months: years and months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthsDuration(pub i64);

/// One of both, as read from text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duration {
    /// Days and smaller.
    Days(DaysDuration),
    /// Years and months.
    Months(MonthsDuration),
}

impl Duration {
    /// Reads `P1Y2M`, `P3DT4H`, `-PT0.5S`; a mixture of both kinds is refused.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let rest = rest.strip_prefix('P')?;
        let (date_part, time_part) = match rest.split_once('T') {
            Some((_, "")) => return None,
            Some((date, time)) => (date, time),
            None => (rest, ""),
        };
        if rest.is_empty() {
            return None;
        }
        let mut months: Option<i64> = None;
        let mut nanoseconds: Option<i128> = None;
        for (amount, unit) in fields(date_part, "YMD")? {
            let whole: i64 = amount.parse().ok()?;
            match unit {
                'Y' => months = Some(months.unwrap_or(0).checked_add(whole.checked_mul(12)?)?),
                'M' => months = Some(months.unwrap_or(0).checked_add(whole)?),
                _ => nanoseconds = Some(i128::from(whole).checked_mul(DAY)?),
            }
        }
        for (amount, unit) in fields(time_part, "HMS")? {
            let length = match unit {
                'H' => i128::from(amount.parse::<i64>().ok()?).checked_mul(3600 * SECOND)?,
                'M' => i128::from(amount.parse::<i64>().ok()?).checked_mul(60 * SECOND)?,
                _ => parse_seconds(amount)?,
            };
            nanoseconds = Some(nanoseconds.unwrap_or(0).checked_add(length)?);
        }
        let sign = if negative { -1 } else { 1 };
        match (months, nanoseconds) {
            (Some(months), None) => Some(Self::Months(MonthsDuration(months * sign))),
            (None, Some(nanoseconds)) => Some(Self::Days(DaysDuration(nanoseconds * i128::from(sign)))),
            _ => None,
        }
    }
}

/// Splits `1Y2M` into amounts and units, which must come in the order of `units`.
fn fields<'t>(text: &'t str, units: &str) -> Option<Vec<(&'t str, char)>> {
    let (mut found, mut rest, mut next) = (Vec::new(), text, 0);
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let unit = rest[end..].chars().next()?;
        let position = units.find(unit)?;
        if end == 0 || position < next || (unit != 'S' && rest[..end].contains('.')) {
            return None;
        }
        next = position + 1;
        found.push((&rest[..end], unit));
        rest = &rest[end + unit.len_utf8()..];
    }
    Some(found)
}

fn parse_seconds(amount: &str) -> Option<i128> {
    let (whole, fraction) = match amount.split_once('.') {
        Some((whole, "")) => (whole, "0"),
        Some(parts) => parts,
        None => (amount, "0"),
    };
    if whole.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let padded: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    i128::from(whole.parse::<i64>().ok()?).checked_mul(SECOND)?.checked_add(padded.parse().ok()?)
}

impl fmt::Display for DaysDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("PT0S");
        }
        let length = self.0.unsigned_abs();
        let second = SECOND.unsigned_abs();
        f.write_str(if self.0 < 0 { "-P" } else { "P" })?;
        let (days, rest) = (length / DAY.unsigned_abs(), length % DAY.unsigned_abs());
        if days > 0 {
            write!(f, "{days}D")?;
        }
        if rest == 0 {
            return Ok(());
        }
        f.write_str("T")?;
        let (hours, minutes, seconds) = (rest / (3600 * second), rest / (60 * second) % 60, rest % (60 * second));
        if hours > 0 {
            write!(f, "{hours}H")?;
        }
        if minutes > 0 {
            write!(f, "{minutes}M")?;
        }
        if seconds > 0 {
            write!(f, "{}", seconds / second)?;
            if seconds % second != 0 {
                write!(f, ".{}", format!("{:09}", seconds % second).trim_end_matches('0'))?;
            }
            f.write_str("S")?;
        }
        Ok(())
    }
}

impl fmt::Display for MonthsDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, months) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        match (months / 12, months % 12) {
            (0, rest) => write!(f, "{sign}P{rest}M"),
            (years, 0) => write!(f, "{sign}P{years}Y"),
            (years, rest) => write!(f, "{sign}P{years}Y{rest}M"),
        }
    }
}
