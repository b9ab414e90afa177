//! Timer definitions: a date, a duration or a cycle, fixed in the model or computed with FEEL.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, civil};
use serde::{Deserialize, Serialize};

use crate::Expression;
use crate::expression::{Sight, expression_fault};
use crate::run::Fault;

/// When a timer fires. Texts are ISO 8601; a date without offset is meant in the zone of the clock.
#[derive(Debug, Clone)]
pub enum Schedule {
    /// Once, at this moment.
    Date(Expression),
    /// Once, after this time, such as `P7D` or `PT2H`.
    Duration(Expression),
    /// Again and again, such as `R3/PT1H` or `R/2026-01-01T08:00:00Z/P1D`.
    Cycle(Expression),
}

/// What follows after a cycle timer has fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    /// How many times it fires after the armed one; `None`: without end.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
    /// The interval, ISO 8601.
    #[serde(rename = "e")]
    pub every: String,
}

impl Schedule {
    /// The expression in the file.
    pub fn expression(&self) -> &Expression {
        match self {
            Self::Date(expression) | Self::Duration(expression) | Self::Cycle(expression) => expression,
        }
    }

    /// Checks plain text at compile time; the error is a sentence.
    pub(crate) fn check(&self) -> Result<(), String> {
        let Some(text) = self.expression().literal() else { return Ok(()) };
        let (fits, wanted) = match self {
            Self::Date(_) => (read_moment(text, &TimeZone::UTC).is_some(), "a date and time like 2026-03-01T08:00:00Z"),
            Self::Duration(_) => (read_span(text).is_some(), "a duration like P7D or PT2H"),
            Self::Cycle(_) => (read_cycle(text, &TimeZone::UTC).is_some(), "a cycle like R3/PT1H"),
        };
        if fits { Ok(()) } else { Err(format!("\"{text}\" is not {wanted}.")) }
    }

    /// When it fires first, and what follows.
    pub(crate) fn due(&self, sight: &Sight<'_>) -> Result<(Timestamp, Option<Cycle>), Fault> {
        let expression = self.expression();
        let fault = |reason: &str| expression_fault(expression.written(), reason);
        let text = sight.text(expression)?.ok_or_else(|| fault("the timer has no value"))?;
        let zone = &sight.clock().zone;
        let now = sight.clock().now;
        let due = match self {
            Self::Date(_) => read_moment(&text, zone).map(|due| (due, None)),
            Self::Duration(_) => read_span(&text).and_then(|span| later(now, &span, 1, zone)).map(|due| (due, None)),
            Self::Cycle(_) => read_cycle(&text, zone).and_then(|read| {
                let first = match read.start {
                    Some(start) => start,
                    None => later(now, &read.span, 1, zone)?,
                };
                let left = read.times.map(|times| times.saturating_sub(1));
                Some((first, (left != Some(0)).then_some(Cycle { left, every: read.every })))
            }),
        };
        due.ok_or_else(|| fault(&format!("\"{text}\" is not a time this timer can use")))
    }
}

/// The next time of a cycle that fired. Times missed while nobody looked are skipped and count as used.
pub(crate) fn next_time(due: Timestamp, cycle: &Cycle, clock: &feel::Clock) -> Option<(Timestamp, Cycle)> {
    let span = read_span(&cycle.every)?;
    let mut used = 1_i64;
    let mut next = later(due, &span, 1, &clock.zone)?;
    if next <= clock.now {
        // Jump close to now, then walk the rest: the calendar makes intervals uneven.
        let length = next.as_second().saturating_sub(due.as_second()).max(1);
        let missed = clock.now.as_second().saturating_sub(due.as_second()) / length;
        let uneven = if is_calendar(&span) { missed / 8 + 1 } else { 0 };
        used = missed.saturating_sub(uneven).max(1);
        next = later(due, &span, used, &clock.zone)?;
        while next <= clock.now {
            used += 1;
            next = later(due, &span, used, &clock.zone)?;
        }
    }
    let left = match cycle.left {
        None => None,
        Some(left) => Some(i64::from(left).checked_sub(used).and_then(|left| u32::try_from(left).ok())?),
    };
    Some((next, Cycle { left, every: cycle.every.clone() }))
}

/// Days, weeks, months and years differ in length.
fn is_calendar(span: &Span) -> bool {
    span.get_years() != 0 || span.get_months() != 0 || span.get_weeks() != 0 || span.get_days() != 0
}

fn later(from: Timestamp, span: &Span, times: i64, zone: &TimeZone) -> Option<Timestamp> {
    let span = span.checked_mul(times).ok()?;
    Some(from.to_zoned(zone.clone()).checked_add(span).ok()?.timestamp())
}

fn read_span(text: &str) -> Option<Span> {
    text.trim().parse::<Span>().ok().filter(|span| text.contains('P') && !span.is_negative())
}

/// A moment: with offset or zone, or a local date and time, or a date alone (its midnight), in the given zone.
pub(crate) fn read_moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    if let Some((local, region)) = text.split_once('@') {
        let local: civil::DateTime = local.parse().ok()?;
        return Some(local.in_tz(region).ok()?.timestamp());
    }
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    let local: civil::DateTime = text.parse().ok()?;
    Some(local.to_zoned(zone.clone()).ok()?.timestamp())
}

struct ReadCycle {
    times: Option<u32>,
    start: Option<Timestamp>,
    span: Span,
    every: String,
}

fn read_cycle(text: &str, zone: &TimeZone) -> Option<ReadCycle> {
    let mut parts = text.trim().strip_prefix('R')?.split('/');
    let times = match parts.next()? {
        "" => None,
        number => Some(number.parse().ok().filter(|times| *times > 0)?),
    };
    let (start, every) = match (parts.next()?, parts.next()) {
        (every, None) => (None, every),
        (start, Some(every)) => (Some(read_moment(start, zone)?), every),
    };
    let span = read_span(every)?;
    // A cycle shorter than a second would only burn the machine.
    let first = later(Timestamp::UNIX_EPOCH, &span, 1, &TimeZone::UTC)?;
    (parts.next().is_none() && first.as_second() >= 1).then(|| ReadCycle {
        times,
        start,
        span,
        every: every.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(now: &str) -> feel::Clock {
        feel::Clock { now: now.parse().unwrap(), zone: TimeZone::get("Europe/Zurich").unwrap() }
    }

    fn due(schedule: &Schedule, now: &str) -> (String, Option<Cycle>) {
        let clock = clock(now);
        let (due, cycle) =
            schedule.due(&Sight::new(Vec::new(), &feel::Run::new(&clock, feel::Limits::default()))).unwrap();
        (due.to_string(), cycle)
    }

    fn text(text: &str) -> Expression {
        Expression::Literal(text.to_owned())
    }

    #[test]
    fn a_day_is_a_calendar_day_in_the_zone_also_when_the_clocks_change() {
        assert_eq!(due(&Schedule::Duration(text("P1D")), "2026-03-28T12:00:00Z").0, "2026-03-29T11:00:00Z");
        assert_eq!(due(&Schedule::Duration(text("PT24H")), "2026-03-28T12:00:00Z").0, "2026-03-29T12:00:00Z");
        assert_eq!(due(&Schedule::Date(text("2026-07-01T08:00:00")), "2026-03-28T12:00:00Z").0, "2026-07-01T06:00:00Z");
    }

    #[test]
    fn a_cycle_counts_down_and_skips_what_was_missed() {
        let (first, cycle) = due(&Schedule::Cycle(text("R4/PT1H")), "2026-01-01T00:00:00Z");
        assert_eq!(first, "2026-01-01T01:00:00Z");
        let cycle = cycle.unwrap();
        assert_eq!(cycle.left, Some(3));
        let (next, rest) = next_time(first.parse().unwrap(), &cycle, &clock("2026-01-01T01:00:05Z")).unwrap();
        assert_eq!((next.to_string().as_str(), rest.left), ("2026-01-01T02:00:00Z", Some(2)));
        let (next, rest) = next_time(first.parse().unwrap(), &cycle, &clock("2026-01-01T03:30:00Z")).unwrap();
        assert_eq!((next.to_string().as_str(), rest.left), ("2026-01-01T04:00:00Z", Some(0)));
        assert_eq!(next_time(first.parse().unwrap(), &cycle, &clock("2026-01-02T00:00:00Z")), None);
        assert_eq!(
            next_time(first.parse().unwrap(), &Cycle { left: Some(0), ..cycle }, &clock("2026-01-01T01:00:00Z")),
            None
        );
    }

    #[test]
    fn a_year_of_missed_seconds_is_skipped_quickly() {
        let cycle = Cycle { left: None, every: "PT1S".to_owned() };
        let (next, _) =
            next_time("2020-01-01T00:00:00Z".parse().unwrap(), &cycle, &clock("2026-01-01T00:00:00Z")).unwrap();
        assert_eq!(next.to_string(), "2026-01-01T00:00:01Z");
    }

    #[test]
    fn nonsense_is_refused_at_compile_time() {
        for schedule in [
            Schedule::Date(text("tomorrow")),
            Schedule::Duration(text("7 days")),
            Schedule::Duration(text("-P1D")),
            Schedule::Cycle(text("0 0 9 * * MON")),
            Schedule::Cycle(text("R3/PT0S")),
            Schedule::Cycle(text("R0/PT1H")),
        ] {
            assert!(schedule.check().is_err(), "{schedule:?}");
        }
    }
}
