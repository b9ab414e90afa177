//! Plain JSON: a list of services, or an object that holds one, under the same names as the columns of CSV.

use serde_json::{Map, Value};

use super::columns::Column;
use super::rows::{Gathering, Row, entries, is_list, rows};
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
    let mut gathering = Gathering::new(defaults);
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(_) if is_one_a_line(text) => {
            for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
                match serde_json::from_str::<Value>(text) {
                    Ok(service) => add(&mut gathering, None, &service, line),
                    Err(error) => gathering.refuse(line, None, format!("Die Zeile ist kein gültiges JSON ({error}).")),
                }
            }
            return Ok(gathering.imported);
        }
        Err(error) => {
            let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
            return Err(Fault::new(line, format!("Die Datei ist kein gültiges JSON ({error}).")));
        }
    };
    let Some(services) = services(&value) else {
        return Err(Fault::new(1, "Die Datei enthält keine Liste von Leistungen."));
    };
    let starts = starts(text, services.len());
    for (place, (key, service)) in services.iter().enumerate() {
        add(&mut gathering, *key, service, starts.get(place).copied().unwrap_or(1));
    }
    Ok(gathering.imported)
}

/// Whether each line is an object of its own (JSON Lines): the first one is, and others follow.
fn is_one_a_line(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().is_some_and(|line| serde_json::from_str::<Map<String, Value>>(line).is_ok());
    first && lines.next().is_some()
}

/// Adds one service; `key` is its id where services stand in an object by their id.
fn add(gathering: &mut Gathering<'_>, key: Option<&str>, service: &Value, line: u32) {
    let Some(object) = service.as_object() else {
        gathering.refuse(line, None, "Der Eintrag ist kein Objekt.");
        return;
    };
    for mut row in split(object, line, &mut gathering.imported) {
        if let Some(key) = key {
            row.cells.push((Column::Id, vec![key.to_owned()]));
        }
        gathering.add(&row);
    }
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

/// The services with the keys they stand under, if it is an object that holds them.
fn services(value: &Value) -> Option<Vec<(Option<&str>, &Value)>> {
    match value {
        Value::Array(list) => Some(list.iter().map(|service| (None, service)).collect()),
        Value::Object(object) => {
            let named = LISTS.iter().find_map(|name| object.get(*name).and_then(services));
            let only = || {
                let is_list = |value: &&Value| value.as_array().is_some_and(|list| list.iter().any(Value::is_object));
                let mut lists = object.values().filter(is_list);
                lists.next().filter(|_| lists.next().is_none()).and_then(services)
            };
            named.or_else(only).or_else(|| {
                let has_title = |value: &Value| {
                    let keys = value.as_object().into_iter().flat_map(|service| service.keys());
                    keys.filter_map(|key| Column::named(key)).any(|(column, _)| column == Column::Title)
                };
                let all = !object.is_empty() && object.values().all(has_title);
                all.then(|| object.iter().map(|(key, service)| (Some(key.as_str()), service)).collect())
            })
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

/// Objects around a part of the fields.
const WRAPPERS: [&str; 7] = ["meta", "metadata", "properties", "attributes", "fields", "texts", "content"];

/// The rows of one service: one for every language that its texts name, or one without.
fn split(object: &Map<String, Value>, line: u32, imported: &mut Imported) -> Vec<Row> {
    let mut languages: Vec<String> = Vec::new();
    for value in object.values().filter_map(Value::as_object).filter(|value| is_by_language(value)) {
        languages.extend(value.keys().filter(|key| !languages.contains(*key)).cloned().collect::<Vec<_>>());
    }
    let mut known: Vec<((Column, usize), &Value)> = Vec::new();
    for (key, value) in object {
        match (Column::named(key), value.as_object()) {
            (Some(column), _) => known.push((column, value)),
            (None, Some(inner)) if WRAPPERS.contains(&key.to_lowercase().as_str()) => {
                // What stands further in counts after what stands further out.
                let inner = inner.iter().filter_map(|(key, value)| Some((Column::named(key)?, value)));
                known.extend(inner.map(|((column, rank), value)| ((column, rank + 100), value)));
            }
            (None, _) => imported.ignore(line, format!("Schlüssel „{key}“")),
        }
    }
    let row = |language: Option<&str>, first: bool| {
        let mut cells: Vec<((Column, usize), Vec<String>)> = Vec::new();
        for (column, value) in &known {
            let by_language = value.as_object().filter(|value| is_by_language(value));
            let value = match (by_language, language) {
                (Some(texts), Some(language)) => texts.get(language),
                // What is the same in all languages is said once.
                _ => (first || column.0 == Column::Id).then_some(*value),
            };
            if let Some(value) = value {
                let texts = match value {
                    Value::String(text) => entries(column.0, text),
                    value => flat(value, column.0),
                };
                cells.push((*column, texts));
            }
        }
        if let Some(language) = language {
            cells.retain(|((column, _), _)| *column != Column::Language);
            cells.push(((Column::Language, 0), vec![language.to_owned()]));
        }
        Row::new(line, cells)
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

/// A value as texts: strings, numbers, lists of them; of an object its name, or its text where texts are wanted.
fn flat(value: &Value, column: Column) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(|item| flat(item, column)).collect(),
        Value::Object(object) => {
            let names = ["name", "title", "titel", "label", "bezeichnung", "value"];
            let texts = ["text", "content", "inhalt", "body", "html", "description", "beschreibung"];
            let urls = ["url", "href", "link", "uri"];
            let order = match column {
                Column::Url => [&urls[..], &names[..], &texts[..]],
                Column::Summary | Column::Description | Column::Procedure | Column::Hints => {
                    [&texts[..], &names[..], &urls[..]]
                }
                _ => [&names[..], &texts[..], &urls[..]],
            };
            let found = order.concat().into_iter().find_map(|key| object.get(key));
            found.map(|value| flat(value, column)).unwrap_or_default()
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
