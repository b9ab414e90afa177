//! One field of a form page as it is printed: words, what was typed, what is wrong with it, where a value comes from.

use super::SourceMark;

/// A mistake, with the id of the input it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Id of the input to jump to.
    pub at: String,
    /// What to do, in a sentence.
    pub text: String,
}

impl Problem {
    /// A problem at the input `at`.
    pub fn new(at: impl Into<String>, text: impl Into<String>) -> Self {
        Self { at: at.into(), text: text.into() }
    }
}

/// How wide an input is, in characters; tells how much is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 2 characters
    W2,
    /// 4
    W4,
    /// 8
    W8,
    /// 12
    W12,
    /// 20
    W20,
    /// The whole column.
    Full,
}

impl Width {
    /// The style name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::W2 => "w2",
            Self::W4 => "w4",
            Self::W8 => "w8",
            Self::W12 => "w12",
            Self::W20 => "w20",
            Self::Full => "",
        }
    }
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// More about it.
    pub hint: Option<String>,
    /// Chosen.
    pub checked: bool,
}

impl Choice {
    /// A choice without hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>, checked: bool) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, checked }
    }
}

/// What became of an uploaded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// Checked and kept.
    Kept,
    /// Being checked.
    Checking,
    /// Not accepted, with the reason in a sentence.
    Refused(String),
}

/// A file given on this page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenFile {
    /// Sent back to remove it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What became of it.
    pub state: FileState,
}

/// The kind of a field and what was typed into it. Inputs are named after the field's id; parts get a suffix
/// (`born-day`, `home-street`); a disputed value sends `<id>.disputed`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant's sentence names its fields")]
pub enum FieldKind {
    /// One line; `autocomplete` as in HTML (`given-name`), empty for none.
    Text { value: String, width: Width, autocomplete: String },
    /// Several lines; `most` characters, 0 for no limit.
    LongText { value: String, most: u32 },
    /// A number with a unit behind it (may be empty).
    Number { value: String, unit: String },
    /// A sum; currency in front.
    Amount { value: String, currency: String },
    /// `<id>-day`, `<id>-month`, `<id>-year`; `birthday` lets the browser help.
    Date { day: String, month: String, year: String, birthday: bool },
    /// Sends `yes` or `no`.
    YesNo { value: Option<bool> },
    /// One of few.
    Choice { options: Vec<Choice> },
    /// One of many, in a list.
    Select { options: Vec<Choice> },
    /// Any of several.
    Many { options: Vec<Choice> },
    /// E-mail address.
    Email { value: String },
    /// Telephone.
    Phone { value: String },
    /// `<id>-street`, `<id>-house-number`, `<id>-postal-code`, `<id>-town`.
    Address { street: String, number: String, code: String, town: String },
    /// Files: `accept` as in HTML, `formats` for people, most megabytes each.
    File { accept: String, formats: String, most_mb: u32, files: Vec<GivenFile> },
    /// Text only.
    Info { paragraphs: Vec<String> },
    /// A statement to confirm; sends `yes`.
    Declaration { statement: String, checked: bool },
    /// A value the administration knows; cannot be typed over, can be disputed.
    Given { value: Vec<String> },
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Id and name of the input.
    pub id: String,
    /// The question.
    pub label: String,
    /// How to answer; empty for none.
    pub hint: String,
    /// What is wrong.
    pub problem: Option<String>,
    /// May stay empty.
    pub optional: bool,
    /// The only field of the page: its label is the page's heading and is not repeated.
    pub is_heading: bool,
    /// Where the filled-in value comes from.
    pub source: Option<SourceMark>,
    /// What kind and what was typed.
    pub kind: FieldKind,
}

impl Field {
    /// A required field without hint, problem or source.
    pub fn new(id: impl Into<String>, label: impl Into<String>, kind: FieldKind) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            hint: String::new(),
            problem: None,
            optional: false,
            is_heading: false,
            source: None,
            kind,
        }
    }

    /// With a hint.
    #[must_use]
    pub fn hinted(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// With a problem.
    #[must_use]
    pub fn wrong(self, problem: impl Into<String>) -> Self {
        Self { problem: Some(problem.into()), ..self }
    }

    /// Value of `aria-describedby`: the ids of hint and problem that are printed; empty for none.
    #[must_use]
    pub fn described_by(&self) -> String {
        let hint = if self.hint.is_empty() { String::new() } else { format!("{}-hint", self.id) };
        let problem = if self.problem.is_some() { format!("{}-problem", self.id) } else { String::new() };
        format!("{hint} {problem}").trim().to_owned()
    }

    /// The `autocomplete` of one part of a date of birth; empty for other dates.
    #[must_use]
    pub const fn birthday_part<'a>(&self, name: &'a str) -> &'a str {
        if matches!(self.kind, FieldKind::Date { birthday: true, .. }) { name } else { "" }
    }

    /// Whether a problem is shown.
    #[must_use]
    pub const fn is_wrong(&self) -> bool {
        self.problem.is_some()
    }
}
