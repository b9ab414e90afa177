//! An office of an authority: who is in charge, where, and when it is open.

use crate::hours::{HoursException, HoursOfDay, OpeningHours, Special};
use crate::language::LangTexts;
use crate::working_days::WorkingDays;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An organisation unit that people can turn to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Unique within the authority.
    pub key: String,
    /// The authority it belongs to.
    pub authority: String,
    /// The kinds of work it does ("residents", "tax", …); a service names the kind that is in charge.
    pub kinds: Vec<String>,
    /// Its name.
    pub name: LangTexts,
    /// Postal address, a line each.
    pub address: Vec<String>,
    /// Telephone as people dial it.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// When it is open.
    pub hours: Vec<OpeningHours>,
    /// Days on which other hours hold.
    #[serde(default)]
    pub exceptions: Vec<HoursException>,
    /// The people one can turn to.
    #[serde(default)]
    pub staff: Vec<Contact>,
}

impl Office {
    /// When it is open on a day: what it says of that day, else not at all on a holiday, else as every week.
    pub fn hours_on(&self, day: Date, calendar: &WorkingDays) -> HoursOfDay<'_> {
        let weekday = day.weekday().to_monday_one_offset();
        let weekly = || {
            let hours = self.hours.iter().filter(|hours| i8::try_from(hours.weekday) == Ok(weekday));
            hours.map(|hours| (hours.from, hours.to)).collect::<Vec<_>>()
        };
        let exception = self.exceptions.iter().find(|exception| (exception.from..=exception.to).contains(&day));
        match exception {
            Some(HoursException { spans, reason, .. }) => {
                HoursOfDay { spans: spans.clone(), special: Some(Special::Exception(reason)) }
            }
            None if calendar.holiday(day).is_some() => {
                HoursOfDay { spans: Vec::new(), special: Some(Special::Holiday).filter(|_| !weekly().is_empty()) }
            }
            None => HoursOfDay { spans: weekly(), special: None },
        }
    }
}

/// Somebody who works in an office and can be turned to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Full name.
    pub name: String,
    /// What she does.
    pub function: LangTexts,
    /// Direct number; empty for the office's.
    pub phone: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_exception_comes_before_a_holiday_and_that_before_the_week() {
        let weekly = |weekday| OpeningHours { weekday, from: 480, to: 720 };
        let office = Office {
            key: "chancery".to_owned(),
            authority: "aarau".to_owned(),
            kinds: Vec::new(),
            name: LangTexts::same("Kanzlei"),
            address: Vec::new(),
            phone: String::new(),
            email: String::new(),
            hours: (1..=5).map(weekly).collect(),
            exceptions: vec![HoursException {
                from: date(2026, 12, 24),
                to: date(2026, 12, 31),
                spans: vec![(540, 600)],
                reason: LangTexts::same("Zwischen den Jahren"),
            }],
            staff: Vec::new(),
        };
        let on = |month, day| office.hours_on(date(2026, month, day), &WorkingDays::of("CH-AG"));
        assert_eq!(on(11, 23), HoursOfDay { spans: vec![(480, 720)], special: None });
        assert_eq!(on(11, 22), HoursOfDay { spans: vec![], special: None }, "a Sunday is closed as ever");
        assert_eq!(on(4, 3).special, Some(Special::Holiday));
        assert_eq!(on(4, 3).spans, []);
        assert_eq!(on(12, 25).spans, [(540, 600)], "the office says so itself");
        assert_eq!(on(12, 25).special, Some(Special::Exception(&LangTexts::same("Zwischen den Jahren"))));
        assert_eq!(on(8, 1).special, None, "a holiday on a Saturday changes nothing");
    }
}
