//! An office as people need it: where, when, how to reach it.

use jiff::civil::{Date, Time, date, time};

/// A stretch of opening time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Opens.
    pub from: Time,
    /// Closes.
    pub to: Time,
}

impl Span {
    /// From hour and minute to hour and minute.
    #[must_use]
    pub const fn new(from: (i8, i8), to: (i8, i8)) -> Self {
        Self { from: time(from.0, from.1, 0, 0), to: time(to.0, to.1, 0, 0) }
    }
}

/// Opening hours of one weekday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayHours {
    /// Monday = 1.
    pub weekday: i8,
    /// Empty: closed.
    pub spans: Vec<Span>,
    /// Marks today.
    pub today: bool,
    /// Why it is unlike the same day of other weeks.
    pub note: Option<String>,
}

/// Days in the weeks to come on which other hours hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursAhead {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Empty: closed.
    pub spans: Vec<Span>,
    /// Why.
    pub note: String,
}

/// An office with contact and hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeCard {
    /// `Einwohnerdienste`
    pub name: String,
    /// Its own page.
    pub href: Option<String>,
    /// Lines of the address.
    pub address: Vec<String>,
    /// As people write it.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// The week, Monday first; empty where there are no fixed hours.
    pub week: Vec<DayHours>,
    /// Days after that on which other hours hold.
    pub ahead: Vec<HoursAhead>,
}

impl OfficeCard {
    /// Today's hours, where known.
    #[must_use]
    pub fn today(&self) -> Option<&DayHours> {
        self.week.iter().find(|day| day.today)
    }

    /// An office for samples.
    #[must_use]
    pub fn sample() -> Self {
        let half_days = vec![Span::new((8, 0), (12, 0)), Span::new((13, 30), (17, 0))];
        let week = (1..=7).map(|weekday| DayHours {
            weekday,
            spans: if weekday < 5 { half_days.clone() } else { vec![] },
            today: weekday == 2,
            note: (weekday == 5).then(|| "Feiertag".to_owned()),
        });
        let ahead = HoursAhead {
            from: date(2026, 12, 24),
            to: date(2026, 12, 31),
            spans: vec![],
            note: "Zwischen den Jahren".into(),
        };
        Self {
            name: "Einwohnerdienste".into(),
            href: Some("/behoerden/einwohnerdienste".into()),
            address: vec!["Rathausgasse 1".into(), "5000 Aarau".into()],
            phone: Some("062 000 00 10".into()),
            email: Some("einwohnerdienste@beispiel.test".into()),
            week: week.collect(),
            ahead: vec![ahead],
        }
    }
}
