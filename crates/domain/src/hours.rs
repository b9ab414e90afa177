//! Opening hours of an office, by weekday.

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

impl OpeningHours {
    /// `08:30–11:45`.
    pub fn span(&self) -> String {
        format!("{:02}:{:02}–{:02}:{:02}", self.from / 60, self.from % 60, self.to / 60, self.to % 60)
    }
}
