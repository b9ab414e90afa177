//! The form as a checked value: pages, fields and their kinds.

use crate::condition::Condition;

/// A form: pages in the order of the file. Made by [`crate::parse`].
#[derive(Clone, Debug)]
pub struct Form {
    /// Path of the file it was read from.
    pub file: String,
    /// The pages, at least one.
    pub pages: Vec<Page>,
}

/// One page: one question or one tight group.
#[derive(Clone, Debug)]
pub struct Page {
    /// Stable id, part of the page's address: a–z, 0–9 and hyphens.
    pub id: String,
    /// The page belongs to the path only when this holds over the answers before it.
    pub when: Option<Condition>,
    /// The fields in order, at least one.
    pub fields: Vec<Field>,
    /// Line in the form file.
    pub line: usize,
}

/// One field of a page.
#[derive(Clone, Debug)]
pub struct Field {
    /// Stable id, unique in the form, also the name in expressions: a–z, 0–9 and underscores.
    pub id: String,
    /// What kind of question it is, with the settings of that kind.
    pub kind: Kind,
    /// Whether an answer is needed.
    pub required: bool,
    /// The field is shown only when this holds over the answers before it.
    pub when: Option<Condition>,
    /// Must hold over this page's answers and those before.
    pub check: Option<Condition>,
    /// Where a value may be known from already: `identity.…` or `register.<name>.…`.
    pub prefill: Option<String>,
    /// Line in the form file.
    pub line: usize,
}

/// What kind of question a field is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// One line of text.
    Text {
        /// Longest answer in characters.
        max_length: usize,
    },
    /// Several lines of text.
    LongText {
        /// Longest answer in characters.
        max_length: usize,
    },
    /// A number.
    Number {
        /// Smallest number.
        min: Option<Limit>,
        /// Largest number.
        max: Option<Limit>,
        /// How many decimals may be typed; 0 for whole numbers.
        decimals: usize,
    },
    /// An amount of money, two decimals.
    Amount {
        /// Smallest amount.
        min: Option<Limit>,
        /// Largest amount.
        max: Option<Limit>,
    },
    /// A calendar day.
    Date {
        /// Earliest day.
        min: Option<Limit>,
        /// Latest day.
        max: Option<Limit>,
    },
    /// Yes or no.
    YesNo,
    /// One of several options.
    Choice {
        /// Keys of the options, in order.
        options: Vec<String>,
    },
    /// Any number of several options.
    Many {
        /// Keys of the options, in order.
        options: Vec<String>,
    },
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A postal address.
    Address,
    /// A person's name.
    PersonName,
    /// The Swiss social-security (AHV) number.
    Ahv,
    /// The German tax identification number.
    TaxId,
    /// A bank account number.
    Iban,
    /// Uploaded files.
    File {
        /// Accepted kinds by ending: pdf, jpg, png.
        accept: Vec<String>,
        /// Largest size of one file in bytes.
        max_bytes: u64,
        /// Most files.
        max_files: usize,
    },
    /// Text to read, no answer.
    Info,
    /// A box that must be ticked.
    Declaration,
    /// A value worked out from answers before it.
    Computed {
        /// The expression.
        value: Condition,
    },
}

/// A smallest or largest value: fixed, or worked out.
#[derive(Clone, Debug)]
pub enum Limit {
    /// A fixed number.
    Number(f64),
    /// An expression that gives a number or a date.
    Worked(Condition),
}

impl Form {
    /// The page with this id.
    pub fn find_page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// The field with this id, on whichever page.
    pub fn find_field(&self, id: &str) -> Option<&Field> {
        self.fields().find(|field| field.id == id)
    }

    /// All fields in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.pages.iter().flat_map(|page| &page.fields)
    }

    /// The prefill sources that the form names, each with its field.
    pub fn prefills(&self) -> impl Iterator<Item = (&Field, &str)> {
        self.fields().filter_map(|field| Some((field, field.prefill.as_deref()?)))
    }
}

impl Page {
    /// The field of this page with this id.
    pub fn find_field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }
}

impl Field {
    /// Whether the field asks for anything (information and computed values do not).
    pub fn is_question(&self) -> bool {
        !matches!(self.kind, Kind::Info | Kind::Computed { .. })
    }

    /// The keys of the options; empty for kinds without.
    pub fn options(&self) -> &[String] {
        match &self.kind {
            Kind::Choice { options } | Kind::Many { options } => options,
            _ => &[],
        }
    }
}

impl Kind {
    /// The names of all kinds as they are written in `type = "…"`.
    pub const NAMES: &[&str] = &[
        "text",
        "longtext",
        "number",
        "amount",
        "date",
        "yesno",
        "choice",
        "many",
        "email",
        "phone",
        "address",
        "person-name",
        "ahv",
        "tax-id",
        "iban",
        "file",
        "info",
        "declaration",
        "computed",
    ];

    /// The name as it is written in `type = "…"`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::LongText { .. } => "longtext",
            Self::Number { .. } => "number",
            Self::Amount { .. } => "amount",
            Self::Date { .. } => "date",
            Self::YesNo => "yesno",
            Self::Choice { .. } => "choice",
            Self::Many { .. } => "many",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::PersonName => "person-name",
            Self::Ahv => "ahv",
            Self::TaxId => "tax-id",
            Self::Iban => "iban",
            Self::File { .. } => "file",
            Self::Info => "info",
            Self::Declaration => "declaration",
            Self::Computed { .. } => "computed",
        }
    }
}
