//! Opening hours of an office: by weekday, and on the days that are unlike the others.

use crate::language::LangTexts;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One span in which an office is open, every week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningHours {
    /// 1 = Monday … 7 = Sunday (ISO 8601).
    pub weekday: u8,
    /// Opens at, minutes after midnight, local time.
    pub from: u16,
    /// Closes at, minutes after midnight, local time.
    pub to: u16,
}

/// Days on which other hours hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursException {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Open from and to, minutes after midnight; none: closed.
    pub spans: Vec<(u16, u16)>,
    /// Why.
    pub reason: LangTexts,
}

/// The hours of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursOfDay<'o> {
    /// Open from and to, minutes after midnight; none: closed.
    pub spans: Vec<(u16, u16)>,
    /// Why the day is unlike the same day of other weeks.
    pub special: Option<Special<'o>>,
}

/// Why a day is unlike the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Special<'o> {
    /// A public holiday where the office is.
    Holiday,
    /// The office says so.
    Exception(&'o LangTexts),
}

impl OpeningHours {
    /// `08:30–11:45`.
    pub fn span(&self) -> String {
        format!("{:02}:{:02}–{:02}:{:02}", self.from / 60, self.from % 60, self.to / 60, self.to % 60)
    }
}
