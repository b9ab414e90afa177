//! Values from JSON and to JSON.

use serde_json::Value as Json;

use crate::value::{Context, Value};

impl Value {
    /// Objects become contexts, arrays lists; texts stay texts (use FEEL's `date()` and its like to read dates).
    pub fn from_json(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Number(number) => number.to_string().parse().map_or(Self::Null, Self::Number),
            Json::String(text) => text.as_str().into(),
            Json::Array(items) => Self::list(items.iter().map(Self::from_json).collect()),
            Json::Object(entries) => Self::Context(
                entries.iter().map(|(name, value)| (name.as_str(), Self::from_json(value))).collect::<Context>(),
            ),
        }
    }

    /// Dates, times and durations become their ISO texts, ranges and functions their FEEL text. Whole numbers within 64 bits
    /// stay exact; other numbers become the nearest floating-point number, as JSON readers know no better one.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(*value),
            Self::Number(number) => match number.to_i64() {
                Some(whole) => Json::from(whole),
                None => serde_json::Number::from_f64(number.to_f64()).map_or(Json::Null, Json::Number),
            },
            Self::String(text) => Json::from(&**text),
            Self::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Self::Context(context) => {
                Json::Object(context.iter().map(|(name, value)| (name.to_owned(), value.to_json())).collect())
            }
            Self::Date(value) => Json::from(value.to_string()),
            Self::Time(value) => Json::from(value.to_string()),
            Self::DateTime(value) => Json::from(value.to_string()),
            Self::DaysDuration(value) => Json::from(value.to_string()),
            Self::MonthsDuration(value) => Json::from(value.to_string()),
            Self::Range(_) | Self::Function(_) => Json::from(self.to_string()),
        }
    }
}
