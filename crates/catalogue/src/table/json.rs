//! Plain JSON: a list of services, or an object that holds one, under the same names as the columns of CSV.

use serde_json::{Map, Value};

use super::columns::Column;
use super::rows::{Gathering, Row, is_list, rows};
use crate::import::{Defaults, Fault, Imported, decode};
use crate::record::Record;
use crate::xml::{Lines, MAX_BYTES};

/// Reads a list of services. A text may be a string, a list, an object by language, or an object with a name.
///
/// # Errors
/// The file is not UTF-8, too large, not JSON, or holds no list of services.
pub fn read(bytes: &[u8], defaults: &Defaults) -> Result<Imported, Fault> {
    let text = decode(bytes)?;
    if text.len() > MAX_BYTES {
        return Err(Fault::new(1, format!("Die Datei ist größer als {} MB.", MAX_BYTES / 1024 / 1024)));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
        Fault::new(line, format!("Die Datei ist kein gültiges JSON ({error})."))
    })?;
    let Some(services) = services(&value) else {
        return Err(Fault::new(1, "Die Datei enthält keine Liste von Leistungen."));
    };
    let starts = starts(text, services.len());
    let mut gathering = Gathering::new(defaults);
    for (place, service) in services.iter().enumerate() {
        let line = starts.get(place).copied().unwrap_or(1);
        let Some(object) = service.as_object() else {
            gathering.refuse(line, None, format!("Eintrag {} ist kein Objekt.", place + 1));
            continue;
        };
        for row in split(object, line, &mut gathering.imported) {
            gathering.add(&row);
        }
    }
    Ok(gathering.imported)
}

/// Names that lists of services go by.
const LISTS: [&str; 10] = [
    "services",
    "leistungen",
    "dienstleistungen",
    "items",
    "data",
    "results",
    "records",
    "entries",
    "catalogue",
    "katalog",
];

fn services(value: &Value) -> Option<&Vec<Value>> {
    match value {
        Value::Array(list) => Some(list),
        Value::Object(object) => {
            let named = LISTS.iter().find_map(|name| object.get(*name).and_then(services));
            let only = || {
                let mut lists =
                    object.values().filter_map(Value::as_array).filter(|list| list.iter().any(Value::is_object));
                lists.next().filter(|_| lists.next().is_none())
            };
            named.or_else(only)
        }
        _ => None,
    }
}

/// The lines on which the objects of the longest list of objects begin. JSON values do not know their lines; the text
/// is walked for brackets outside of strings, and the first depth with as many objects as there are services is it.
fn starts(text: &str, count: usize) -> Vec<u32> {
    let lines = Lines::of(text);
    let mut by_depth: Vec<Vec<u32>> = Vec::new();
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => {
                if byte == b'{' {
                    by_depth.resize_with(by_depth.len().max(depth + 1), Vec::new);
                    by_depth[depth].push(lines.line(at));
                }
                depth += 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    by_depth.into_iter().find(|starts| starts.len() == count).unwrap_or_default()
}

/// The rows of one service: one for every language that its texts name, or one without.
fn split(object: &Map<String, Value>, line: u32, imported: &mut Imported) -> Vec<Row> {
    let mut languages: Vec<String> = Vec::new();
    for value in object.values().filter_map(Value::as_object).filter(|value| is_by_language(value)) {
        languages.extend(value.keys().filter(|key| !languages.contains(*key)).cloned().collect::<Vec<_>>());
    }
    let known: Vec<(Column, &Value)> = object
        .iter()
        .filter_map(|(key, value)| {
            let column = Column::named(key);
            if column.is_none() {
                imported.ignore(line, format!("Schlüssel „{key}“"));
            }
            Some((column?, value))
        })
        .collect();
    let row = |language: Option<&str>, first: bool| {
        let mut cells: Vec<(Column, Vec<String>)> = Vec::new();
        for (column, value) in &known {
            let by_language = value.as_object().filter(|value| is_by_language(value));
            let value = match (by_language, language) {
                (Some(texts), Some(language)) => texts.get(language),
                // What is the same in all languages is said once.
                _ => (first || *column == Column::Id).then_some(*value),
            };
            if let Some(value) = value {
                cells.push((*column, flat(value, is_list(*column))));
            }
        }
        if let Some(language) = language {
            cells.retain(|(column, _)| *column != Column::Language);
            cells.push((Column::Language, vec![language.to_owned()]));
        }
        Row { line, cells }
    };
    if languages.is_empty() {
        return vec![row(None, true)];
    }
    // German first: what has no language of its own goes with it.
    languages.sort_by_key(|language| (language != "de", language.clone()));
    languages.iter().enumerate().map(|(place, language)| row(Some(language), place == 0)).collect()
}

/// `{"de": "…", "fr": "…"}`
fn is_by_language(object: &Map<String, Value>) -> bool {
    let is_tag = |key: &String| {
        let (main, rest) = key.split_once(['-', '_']).unwrap_or((key, "x"));
        main.len() == 2
            && main.bytes().all(|b| b.is_ascii_lowercase())
            && !rest.is_empty()
            && !matches!(main, "id" | "nr")
    };
    !object.is_empty() && object.keys().all(is_tag)
}

/// A value as texts: strings, numbers, lists of them, objects by their name.
fn flat(value: &Value, list: bool) -> Vec<String> {
    match value {
        Value::String(text) if list && text.contains('|') => text.split('|').map(str::to_owned).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(|item| flat(item, list)).collect(),
        Value::Object(object) => {
            let name = ["name", "title", "titel", "label", "bezeichnung", "url", "href", "value", "text"];
            name.iter().find_map(|key| object.get(*key)).map(|value| flat(value, list)).unwrap_or_default()
        }
        Value::Bool(_) | Value::Null => Vec::new(),
    }
}

/// Writes all services: `{"services": […]}`, one object a language, lists as lists, empty fields left out.
pub fn write(records: &[Record]) -> Value {
    let services = rows(records).into_iter().map(|row| {
        let cells = row.cells.into_iter().filter(|(_, texts)| !texts.is_empty()).map(|(column, texts)| {
            let value = match texts.into_iter().collect::<Vec<_>>() {
                texts if is_list(column) => texts.into_iter().map(Value::String).collect(),
                texts => Value::String(texts.join("\n")),
            };
            (column.own_name().to_owned(), value)
        });
        Value::Object(cells.collect())
    });
    Value::Object(Map::from_iter([("services".to_owned(), services.collect())]))
}
