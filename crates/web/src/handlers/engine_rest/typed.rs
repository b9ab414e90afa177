//! Variables with their types: `{"value", "type", "valueInfo"}`. Inside they are JSON, so a date is its text.

use super::fault::Fault;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Variables as they come in.
pub(super) type TypedVariables = Map<String, Value>;

/// One as it comes in.
#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    value: Value,
    #[serde(rename = "type", default)]
    kind: Option<String>,
    #[serde(rename = "valueInfo", default)]
    about: Option<Map<String, Value>>,
}

/// Reads variables; a name with a type it does not fit is refused.
pub(super) fn read_all(given: Option<TypedVariables>) -> Result<Map<String, Value>, Fault> {
    let mut variables = Map::new();
    for (name, typed) in given.unwrap_or_default() {
        let value = read(typed).map_err(|why| Fault::invalid(format!("Cannot set the variable {name}: {why}.")))?;
        variables.insert(name, value);
    }
    Ok(variables)
}

fn read(given: Value) -> Result<Value, String> {
    let typed: Typed = serde_json::from_value(given).map_err(|fault| format!("it is no typed value ({fault})"))?;
    let Typed { value, kind, about } = typed;
    if value.is_null() {
        return Ok(Value::Null);
    }
    let Some(kind) = kind else { return Ok(value) };
    let wrong = |what: &str| Err(format!("its value is no {what}"));
    match kind.to_ascii_lowercase().as_str() {
        "null" => Ok(Value::Null),
        "string" | "xml" => {
            if value.is_string() {
                Ok(value)
            } else {
                wrong("text")
            }
        }
        "boolean" => match &value {
            Value::Bool(_) => Ok(value),
            Value::String(text) if text == "true" || text == "false" => Ok(Value::Bool(text == "true")),
            _ => wrong("truth value"),
        },
        "short" => whole(value, i64::from(i16::MIN)..=i64::from(i16::MAX)),
        "integer" => whole(value, i64::from(i32::MIN)..=i64::from(i32::MAX)),
        "long" => whole(value, i64::MIN..=i64::MAX),
        "double" | "float" | "number" => match &value {
            Value::Number(_) => Ok(value),
            Value::String(text) => match serde_json::from_str::<Value>(text) {
                Ok(number @ Value::Number(_)) => Ok(number),
                _ => wrong("number"),
            },
            _ => wrong("number"),
        },
        "date" => match &value {
            Value::String(text) => Ok(Value::String(with_colon(text))),
            _ => wrong("date"),
        },
        "json" => nested(value, "JSON"),
        "object" => {
            let format = about.as_ref().and_then(|about| about.get("serializationDataFormat")).and_then(Value::as_str);
            match format {
                None | Some("application/json") => nested(value, "object"),
                Some(other) => Err(format!("objects are read as application/json, not as {other}")),
            }
        }
        "file" | "bytes" => Err("files are no variables here: hand over an address or an id instead".to_owned()),
        other => Err(format!("the type {other:?} is not known")),
    }
}

fn whole(value: Value, room: std::ops::RangeInclusive<i64>) -> Result<Value, String> {
    let number = match &value {
        Value::Number(number) => {
            number.as_i64().or_else(|| number.as_f64().filter(|n| n.fract() == 0.0 && n.abs() < 9e15).map(|n| n as i64))
        }
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number
        .filter(|number| room.contains(number))
        .map(Value::from)
        .ok_or_else(|| "its value is no such number".to_owned())
}

/// JSON inside a text, or already opened.
fn nested(value: Value, what: &str) -> Result<Value, String> {
    match value {
        Value::String(text) => serde_json::from_str(&text).map_err(|fault| format!("its value is no {what} ({fault})")),
        open => Ok(open),
    }
}

/// `+0100` at the end becomes `+01:00`, as FEEL reads it.
fn with_colon(text: &str) -> String {
    let bytes = text.as_bytes();
    let at = bytes.len().saturating_sub(5);
    let is_offset = bytes.len() > 10
        && matches!(bytes[at], b'+' | b'-')
        && bytes[at + 1..].iter().all(u8::is_ascii_digit)
        && text.contains('T');
    if is_offset { format!("{}:{}", &text[..at + 3], &text[at + 3..]) } else { text.to_owned() }
}

/// Variables as they go out.
pub(super) fn write_all(variables: &Map<String, Value>) -> Value {
    Value::Object(variables.iter().map(|(name, value)| (name.clone(), write(value))).collect())
}

/// One as it goes out.
pub(super) fn write(value: &Value) -> Value {
    let (kind, value) = match value {
        Value::Null => ("Null", Value::Null),
        Value::Bool(_) => ("Boolean", value.clone()),
        Value::String(_) => ("String", value.clone()),
        Value::Number(number) => match number.as_i64() {
            Some(whole) if i32::try_from(whole).is_ok() => ("Integer", value.clone()),
            Some(_) => ("Long", value.clone()),
            None => ("Double", value.clone()),
        },
        Value::Array(_) | Value::Object(_) => ("Json", Value::String(value.to_string())),
    };
    json!({ "type": kind, "value": value, "valueInfo": {} })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(value: Value) -> Result<Value, String> {
        read(value)
    }

    #[test]
    fn types_are_read_whatever_their_case() {
        assert_eq!(one(json!({ "value": "x", "type": "String" })), Ok(json!("x")));
        assert_eq!(one(json!({ "value": 7, "type": "integer" })), Ok(json!(7)));
        assert_eq!(one(json!({ "value": "{\"a\":[1]}", "type": "json" })), Ok(json!({ "a": [1] })));
        assert_eq!(one(json!({ "value": [1, 2] })), Ok(json!([1, 2])));
        assert_eq!(one(json!({ "type": "String" })), Ok(Value::Null));
        let date = json!({ "value": "2026-01-23T13:42:42.000+0100", "type": "Date" });
        assert_eq!(one(date), Ok(json!("2026-01-23T13:42:42.000+01:00")));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for wrong in [
            json!({ "value": "x", "type": "Integer" }),
            json!({ "value": 3_000_000_000_i64, "type": "Integer" }),
            json!({ "value": 1.5, "type": "Long" }),
            json!({ "value": "{", "type": "Json" }),
            json!({ "value": "aGFsbG8=", "type": "File" }),
            json!({ "value": 1, "type": "Colour" }),
            json!("bare"),
        ] {
            assert!(one(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_goes_out_comes_back() {
        for value in
            [json!(null), json!(true), json!("x"), json!(5), json!(5_000_000_000_i64), json!(0.5), json!({ "a": [1] })]
        {
            assert_eq!(one(write(&value)), Ok(value));
        }
    }
}
