//! Every way in which an answer can be wrong, as a key for the texts, with an English example sentence.

/// One kind of mistake in an answer. The sentence that people read lives in the texts under this code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProblemCode {
    /// The key, for example `date-not-real`.
    pub code: &'static str,
    /// Names of the arguments that come with it; a name ending in `_date` holds an ISO date to be shown in the
    /// reader's way.
    pub args: &'static [&'static str],
    /// When it arises, for the person who writes the sentence.
    pub meaning: &'static str,
    /// An example sentence in English.
    pub english: &'static str,
}

const fn code(
    code: &'static str,
    args: &'static [&'static str],
    meaning: &'static str,
    english: &'static str,
) -> ProblemCode {
    ProblemCode { code, args, meaning, english }
}

/// All codes that [`crate::read_page`] and [`crate::check_upload`] can give. Texts are checked against this list.
pub const CODES: &[ProblemCode] = &[
    code("required", &[], "Nothing was typed.", "Fill in this field."),
    code("required-choice", &[], "No option was chosen.", "Choose an answer."),
    code("required-many", &[], "No box was ticked although one is needed.", "Choose at least one answer."),
    code("required-date", &[], "No date was given.", "Enter the date, for example 31 3 1980."),
    code("required-name", &[], "Neither given nor family name was typed.", "Enter the name. A single name is fine."),
    code("required-file", &[], "No file was uploaded.", "Upload a file."),
    code("also-needed", &[], "An answer on the same page opened this question.", "Please answer this question too."),
    code("declaration-needed", &[], "The declaration was not ticked.", "Tick the box if you agree."),
    code(
        "too-long",
        &["max", "length"],
        "More characters than allowed.",
        "Shorten the text to at most 200 characters.",
    ),
    code("control-characters", &[], "Invisible control characters were pasted.", "Type the text again by hand."),
    code("choice-unknown", &[], "The value is none of the options.", "Choose one of the answers shown."),
    code("number-format", &[], "Not a number.", "Enter a number, for example 12."),
    code("number-whole", &[], "Decimals where a whole number is wanted.", "Enter a whole number, for example 12."),
    code(
        "number-ambiguous",
        &["thousands", "decimal"],
        "1.250 can be read in two ways.",
        "Write 1250 or 1.25, without a thousands separator.",
    ),
    code("number-too-small", &["min"], "Below the smallest number allowed.", "Enter 1 or more."),
    code("number-too-large", &["max"], "Above the largest number allowed.", "Enter 20 or less."),
    code("amount-format", &[], "Not an amount of money.", "Enter an amount, for example 1250.50."),
    code("date-format", &[], "Not readable as a date.", "Enter day, month and year, for example 31 3 1980."),
    code("date-day-missing", &[], "Three boxes: the day is empty.", "Enter the day as well."),
    code("date-month-missing", &[], "Three boxes: the month is empty.", "Enter the month as well."),
    code("date-year-missing", &[], "Three boxes: the year is empty.", "Enter the year as well."),
    code(
        "date-not-real",
        &["day", "month", "year"],
        "Readable, but no such day.",
        "There is no 31 2 2026. Check the day.",
    ),
    code(
        "date-too-early",
        &["limit_date"],
        "Before the earliest date allowed.",
        "The date must be 1 January 2026 or later.",
    ),
    code(
        "date-too-late",
        &["limit_date"],
        "After the latest date allowed.",
        "The date must be 31 December 2026 or earlier.",
    ),
    code("email-format", &[], "Not an e-mail address.", "Enter an e-mail address, for example name@example.org."),
    code("phone-format", &[], "Not a telephone number.", "Enter a telephone number, for example +41 62 555 01 23."),
    code(
        "iban-format",
        &[],
        "Wrong letters, digits or length for its country.",
        "Check the IBAN: a Swiss one has 21 characters.",
    ),
    code(
        "iban-checksum",
        &[],
        "Right shape, wrong check digits.",
        "Compare the IBAN with your card; one character is wrong.",
    ),
    code("ahv-format", &[], "Not 13 digits beginning with 756.", "Enter the AHV number, for example 756.1234.5678.97."),
    code(
        "ahv-checksum",
        &[],
        "Right shape, wrong check digit.",
        "Compare the AHV number with your card; one digit is wrong.",
    ),
    code(
        "tax-id-format",
        &[],
        "Not 11 digits, or impossible ones.",
        "Enter the 11 digits of your tax identification number.",
    ),
    code(
        "tax-id-checksum",
        &[],
        "Right shape, wrong check digit.",
        "Compare the number with your letter; one digit is wrong.",
    ),
    code("address-street-missing", &[], "Address without street.", "Enter the street."),
    code("address-postal-code-missing", &[], "Address without postal code.", "Enter the postal code."),
    code("address-town-missing", &[], "Address without town.", "Enter the town."),
    code(
        "address-postal-code",
        &["country", "digits"],
        "Wrong number of digits for the country.",
        "A Swiss postal code has 4 digits.",
    ),
    code("address-country", &[], "The country is not a two-letter code.", "Choose the country."),
    code("too-many-files", &["max", "count"], "More files than allowed.", "Remove files until 3 are left."),
    code(
        "file-type",
        &["name", "accept"],
        "The content is none of the accepted types.",
        "photo.gif cannot be used. Upload PDF, JPG or PNG.",
    ),
    code(
        "file-too-large",
        &["name", "max_bytes", "size"],
        "Larger than allowed.",
        "scan.pdf is too large. The limit is 5 MB.",
    ),
    code("file-empty", &["name"], "The file holds nothing.", "scan.pdf is empty. Choose it again."),
    code(
        "check-failed",
        &[],
        "The field's own check is false; its sentence stands in the service's texts.",
        "Check this answer.",
    ),
];

/// The entry of `code` in [`CODES`].
pub fn find_code(code: &str) -> Option<&'static ProblemCode> {
    CODES.iter().find(|entry| entry.code == code)
}
