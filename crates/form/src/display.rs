//! Answers as people read them: in summaries, letters and on the clerk's page.

use serde_json::Value;

use crate::definition::{Field, Kind};
use crate::questions::{address, amount, date, iban, number, person_name, phone, tax_id};
use crate::texts::FieldText;

/// How a place and a language write dates, numbers and amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Locale {
    /// German in Switzerland: 1'250.00.
    DeCh,
    /// German in Germany: 1.250,00.
    DeDe,
    /// French in Switzerland.
    FrCh,
    /// Italian in Switzerland.
    ItCh,
    /// English, wherever.
    En,
}

impl Locale {
    /// The locale for a language tag such as `de-CH`, `fr` or `en-DE`; German in Switzerland when it is none of ours.
    pub fn of(tag: &str) -> Self {
        match (tag.get(..2).unwrap_or_default(), tag.get(3..).unwrap_or_default()) {
            ("de", "DE") => Self::DeDe,
            ("fr", _) => Self::FrCh,
            ("it", _) => Self::ItCh,
            ("en", _) => Self::En,
            _ => Self::DeCh,
        }
    }

    /// The country that goes without saying in an address; none for English.
    pub(crate) fn country(self) -> Option<&'static str> {
        match self {
            Self::DeCh | Self::FrCh | Self::ItCh => Some("CH"),
            Self::DeDe => Some("DE"),
            Self::En => None,
        }
    }

    fn yes_no(self) -> [&'static str; 2] {
        match self {
            Self::DeCh | Self::DeDe => ["Ja", "Nein"],
            Self::FrCh => ["Oui", "Non"],
            Self::ItCh => ["Sì", "No"],
            Self::En => ["Yes", "No"],
        }
    }
}

/// A canonical answer in words. `texts` gives the labels of options; without it their keys are shown.
/// Nothing answered gives an empty string.
pub fn display(field: &Field, value: &Value, locale: Locale, texts: Option<&FieldText>) -> String {
    let label = |key: &str| texts.and_then(|text| text.options.get(key)).map_or(key, String::as_str).to_owned();
    let [yes, no] = locale.yes_no();
    match (&field.kind, value) {
        (_, Value::Null) => String::new(),
        (Kind::Many { .. }, Value::Array(keys)) => {
            keys.iter().filter_map(Value::as_str).map(label).collect::<Vec<_>>().join(", ")
        }
        (Kind::File { .. }, Value::Array(files)) => {
            let names: Vec<&str> = files.iter().filter_map(|file| file.get("name")?.as_str()).collect();
            names.join(", ")
        }
        (Kind::Choice { .. }, Value::String(key)) => label(key),
        (Kind::Date { .. }, Value::String(day)) => date::display(day, locale),
        (Kind::Amount { .. }, Value::String(text)) => amount::display(text, locale),
        (Kind::Iban, Value::String(text)) => iban::display(text),
        (Kind::Phone, Value::String(text)) => phone::display(text),
        (Kind::TaxId, Value::String(text)) => tax_id::display(text),
        (Kind::Address, value) => address::display(value, locale),
        (Kind::PersonName, value) => person_name::display(value),
        (_, Value::Bool(flag)) => if *flag { yes } else { no }.to_owned(),
        (_, Value::Number(_)) => number::display(value, locale),
        (_, Value::String(text)) if date::from_iso(text).is_some() && matches!(field.kind, Kind::Computed { .. }) => {
            date::display(text, locale)
        }
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

/// A day in ISO form in words, for the `…_date` arguments of problems: "31. März 1980".
pub fn display_date(iso: &str, locale: Locale) -> String {
    date::display(iso, locale)
}

/// An amount such as "1250.50" as the place writes it, without currency: "1'250.50".
pub fn display_amount(canonical: &str, locale: Locale) -> String {
    amount::display(canonical, locale)
}

/// A JSON number as the place writes it: "1'250.5".
pub fn display_number(number: &Value, locale: Locale) -> String {
    number::display(number, locale)
}

/// Yes or no in the language.
pub fn display_yes_no(flag: bool, locale: Locale) -> &'static str {
    let [yes, no] = locale.yes_no();
    if flag { yes } else { no }
}

/// What a canonical answer looks like in the inputs of its field, as `(input name, value)`: to show a stored or
/// prefilled answer in the form again. Reading it back gives the same answer.
pub fn typed(field: &Field, value: &Value, locale: Locale) -> Vec<(String, String)> {
    let id = &field.id;
    let part = |json: &str, input: &str| {
        (format!("{id}-{input}"), value.get(json).and_then(Value::as_str).unwrap_or_default().to_owned())
    };
    match (&field.kind, value) {
        (_, Value::Null) | (Kind::File { .. } | Kind::Info | Kind::Computed { .. }, _) => Vec::new(),
        (Kind::YesNo | Kind::Declaration, Value::Bool(flag)) => {
            vec![(id.clone(), if *flag { "yes" } else { "no" }.to_owned())]
        }
        (Kind::Many { .. }, Value::Array(keys)) => {
            keys.iter().filter_map(Value::as_str).map(|key| (id.clone(), key.to_owned())).collect()
        }
        (Kind::Date { .. }, Value::String(day)) => match date::from_iso(day) {
            Some(day) => vec![
                (format!("{id}-day"), day.day().to_string()),
                (format!("{id}-month"), day.month().to_string()),
                (format!("{id}-year"), day.year().to_string()),
            ],
            None => Vec::new(),
        },
        (Kind::PersonName, Value::Object(_)) => vec![part("given", "given"), part("family", "family")],
        (Kind::Address, Value::Object(_)) => vec![
            part("street", "street"),
            part("house_number", "house-number"),
            part("postal_code", "postal-code"),
            part("town", "town"),
            part("country", "country"),
        ],
        (Kind::Number { .. }, Value::Number(number)) => {
            let comma = matches!(locale, Locale::DeDe | Locale::FrCh);
            vec![(id.clone(), if comma { number.to_string().replace('.', ",") } else { number.to_string() })]
        }
        (Kind::Choice { .. }, Value::String(key)) => vec![(id.clone(), key.clone())],
        (_, Value::String(_)) => vec![(id.clone(), display(field, value, locale, None))],
        _ => Vec::new(),
    }
}
