//! What is shown of a case: its state, its moments in time, known facts with their source, documents, messages.

use super::Tone;
use jiff::civil::{Date, DateTime, date};

/// Where a case stands, as everybody reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseState {
    /// Saved, not sent.
    Draft,
    /// Sent, nobody has looked yet.
    Sent,
    /// Somebody or something works on it.
    InWork,
    /// The inhabitant must do something.
    WaitsForYou,
    /// A payment is open.
    PaymentOpen,
    /// Granted and finished.
    Granted,
    /// Refused and finished.
    Refused,
    /// Taken back.
    Withdrawn,
    /// Technical trouble; the office knows.
    Stuck,
    /// Put to rest by the authority.
    Rests,
}

impl CaseState {
    /// Every state, for samples and filters.
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::Sent,
        Self::InWork,
        Self::WaitsForYou,
        Self::PaymentOpen,
        Self::Granted,
        Self::Refused,
        Self::Withdrawn,
        Self::Stuck,
        Self::Rests,
    ];

    /// Key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "state-draft",
            Self::Sent => "state-sent",
            Self::InWork => "state-in-work",
            Self::WaitsForYou => "state-waits-for-you",
            Self::PaymentOpen => "state-payment-open",
            Self::Granted => "state-granted",
            Self::Refused => "state-refused",
            Self::Withdrawn => "state-withdrawn",
            Self::Stuck => "state-stuck",
            Self::Rests => "state-rests",
        }
    }

    /// Colour and shape.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Draft | Self::Withdrawn => Tone::Calm,
            Self::Sent | Self::InWork => Tone::On,
            Self::WaitsForYou | Self::PaymentOpen | Self::Stuck | Self::Rests => Tone::Wait,
            Self::Granted => Tone::Done,
            Self::Refused => Tone::Bad,
        }
    }
}

/// Whether a moment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MomentState {
    /// Happened.
    Done,
    /// Is happening.
    Now,
    /// Comes later.
    Later,
    /// Went wrong.
    Failed,
}

impl MomentState {
    /// Key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Done => "moment-done",
            Self::Now => "moment-now",
            Self::Later => "moment-later",
            Self::Failed => "moment-failed",
        }
    }

    /// The style name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Later => "later",
            Self::Failed => "failed",
        }
    }
}

/// One point of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// What happens, as the service's process names it.
    pub title: String,
    /// Whether it has come.
    pub state: MomentState,
    /// When it happened.
    pub at: Option<DateTime>,
    /// Until when it is expected.
    pub expected: Option<Date>,
    /// Who did or does it, or a remark.
    pub note: Option<String>,
}

impl Moment {
    /// A moment with its state, for building step by step.
    pub fn new(title: impl Into<String>, state: MomentState) -> Self {
        Self { title: title.into(), state, at: None, expected: None, note: None }
    }

    /// A timeline for samples.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let day = |d, h, m| Some(date(2026, 11, d).at(h, m, 0, 0));
        vec![
            Self {
                at: day(19, 9, 12),
                note: Some("Lea Đặng-Muster".into()),
                ..Self::new("Antrag abgesendet", MomentState::Done)
            },
            Self {
                at: day(19, 9, 14),
                note: Some("CHF 20.00".into()),
                ..Self::new("Gebühr bezahlt", MomentState::Done)
            },
            Self { note: Some("Einwohnerdienste".into()), ..Self::new("Angaben werden geprüft", MomentState::Now) },
            Self { expected: Some(date(2026, 11, 27)), ..Self::new("Entscheid im Postfach", MomentState::Later) },
        ]
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceMark {
    /// `Einwohnerregister`
    pub register: String,
    /// State of the data.
    pub as_of: Date,
    /// The person says it is wrong.
    pub disputed: bool,
}

impl SourceMark {
    /// A mark for samples.
    #[must_use]
    pub fn sample() -> Self {
        Self { register: "Einwohnerregister".into(), as_of: date(2026, 11, 21), disputed: false }
    }
}

/// A row of a summary list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What was asked.
    pub label: String,
    /// The answer, line by line; empty: not answered.
    pub value: Vec<String>,
    /// Where it can be changed.
    pub change: Option<String>,
    /// Where it comes from.
    pub source: Option<SourceMark>,
}

impl Row {
    /// A row with one line.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: vec![value.into()], change: None, source: None }
    }

    /// With a way to change it.
    #[must_use]
    pub fn changed_at(self, href: impl Into<String>) -> Self {
        Self { change: Some(href.into()), ..self }
    }

    /// With its source.
    #[must_use]
    pub fn known_from(self, source: SourceMark) -> Self {
        Self { source: Some(source), ..self }
    }
}

/// A file of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name for people.
    pub title: String,
    /// Where it is downloaded.
    pub href: String,
    /// `PDF`
    pub format: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Since when.
    pub date: Date,
}

impl Document {
    /// A letter for samples.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            title: "Wohnsitzbestätigung".into(),
            href: "/dokumente/1".into(),
            format: "PDF".into(),
            bytes: 38_400,
            date: date(2026, 11, 19),
        }
    }
}

/// A message between office and inhabitant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Who wrote it.
    pub from: String,
    /// When.
    pub at: DateTime,
    /// Paragraphs.
    pub text: Vec<String>,
}
