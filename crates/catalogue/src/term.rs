//! A span of time in words and, where it is known, in numbers: deadlines and processing times.

use serde::{Deserialize, Serialize};

use crate::texts::Texts;

/// The unit of a [`Term`], by the words of the XZuFi code list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TermUnit {
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Calendar days.
    Day,
    /// Monday to Saturday.
    Weekday,
    /// Days on which offices work.
    Workday,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl TermUnit {
    const CODES: [(TermUnit, &'static str); 8] = [
        (Self::Minute, "MINUTE"),
        (Self::Hour, "STUNDE"),
        (Self::Day, "TAG"),
        (Self::Weekday, "WERKTAG"),
        (Self::Workday, "ARBEITSTAG"),
        (Self::Week, "WOCHE"),
        (Self::Month, "MONAT"),
        (Self::Year, "JAHR"),
    ];

    /// The code.
    pub fn code(self) -> &'static str {
        Self::CODES.iter().find(|(unit, _)| *unit == self).map_or("TAG", |(_, code)| code)
    }

    /// The unit with this code; plurals are tolerated.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim().to_uppercase();
        Self::CODES.iter().find(|(_, word)| code.starts_with(word)).map(|(unit, _)| *unit)
    }
}

/// A deadline or a processing time. Empty where a service says nothing of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// In words.
    pub text: Texts,
    /// In numbers: how many of which unit, the longest that is usual.
    pub length: Option<(u32, TermUnit)>,
}

impl Term {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.length.is_none()
    }

    /// The length as ISO 8601 duration. Working days count as calendar days: the format knows no others.
    pub fn iso_duration(&self) -> Option<String> {
        let (count, unit) = self.length?;
        Some(match unit {
            TermUnit::Minute => format!("PT{count}M"),
            TermUnit::Hour => format!("PT{count}H"),
            TermUnit::Day | TermUnit::Weekday | TermUnit::Workday => format!("P{count}D"),
            // `P2W` is not an xsd:duration.
            TermUnit::Week => format!("P{}D", u64::from(count) * 7),
            TermUnit::Month => format!("P{count}M"),
            TermUnit::Year => format!("P{count}Y"),
        })
    }
}
