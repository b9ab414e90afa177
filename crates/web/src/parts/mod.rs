//! The pieces pages are made of: plain data with public fields, printed by the macros in `templates/parts`.

mod asset;
mod case;
mod field;
mod frame;
mod office;
mod said;

pub use asset::Assets;
pub use case::{CaseState, Document, Message, Moment, MomentState, Row, SourceMark};
pub use field::{Choice, Field, FieldKind, FileState, GivenFile, Problem, Width};
pub use frame::{AuthorityFace, Frame, LanguageLink, Link, Pager, Role, Section, SignedIn};
pub use office::{DayHours, HoursAhead, OfficeCard, Span};
pub use said::Said;

/// How much a status matters: decides colour and shape of its label; the word says what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do, nothing special.
    Calm,
    /// Somebody works on it.
    On,
    /// Waits for the reader.
    Wait,
    /// Finished well.
    Done,
    /// Refused or broken.
    Bad,
}

impl Tone {
    /// The style name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::On => "on",
            Self::Wait => "wait",
            Self::Done => "done",
            Self::Bad => "bad",
        }
    }

    /// The icon that carries the meaning without colour.
    #[must_use]
    pub const fn shape(self) -> &'static str {
        match self {
            Self::Calm => "document",
            Self::On => "clock",
            Self::Wait => "warning",
            Self::Done => "check",
            Self::Bad => "stop",
        }
    }
}
