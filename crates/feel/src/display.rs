//! Values written as FEEL, so that what is shown can be read again.

use std::fmt;

use crate::value::Value;

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::String(text) => write_text(f, text),
            Self::Date(value) => write!(f, "@\"{value}\""),
            Self::Time(value) => write!(f, "@\"{value}\""),
            Self::DateTime(value) => write!(f, "@\"{value}\""),
            Self::DaysDuration(value) => write!(f, "@\"{value}\""),
            Self::MonthsDuration(value) => write!(f, "@\"{value}\""),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if index == 0 { "" } else { ", " })?;
                }
                f.write_str("]")
            }
            Self::Context(context) => {
                f.write_str("{")?;
                for (index, (name, value)) in context.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { ", " })?;
                    if name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ' ') {
                        f.write_str(name)?;
                    } else {
                        write_text(f, name)?;
                    }
                    write!(f, ": {value}")?;
                }
                f.write_str("}")
            }
            Self::Range(range) => match (&range.low, &range.high) {
                (Self::Null, high) => write!(f, "({}{high})", if range.high_included { "<=" } else { "<" }),
                (low, Self::Null) => write!(f, "({}{low})", if range.low_included { ">=" } else { ">" }),
                (low, high) => {
                    let (open, close) =
                        (if range.low_included { '[' } else { '(' }, if range.high_included { ']' } else { ')' });
                    write!(f, "{open}{low}..{high}{close}")
                }
            },
            Self::Function(function) => write!(f, "{function:?}"),
        }
    }
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            _ => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}
