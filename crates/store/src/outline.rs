//! Large variables out of line: values over 8 KiB lie in the blob table under their hash, and the document names them.
//!
//! A reference is a text that begins with the control character 0x1e; a text of a person that begins so is written with
//! a second one, so nobody can name a blob by typing. Only documents that begin with [`MARK`] hold references.

use crate::db::Tx;
use crate::fault::Fault;
use crate::many::{Cell, Many};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Values whose JSON is longer than this many bytes go out of line.
pub(crate) const LIMIT: usize = 8 * 1024;
const MARK: char = '\u{1d}';
const REFERENCE: char = '\u{1e}';
/// The members of a document whose entries are variables, as the engine writes states and events.
const VARIABLES: [&str; 5] = ["d", "l", "r", "variables", "locals"];

/// Contents by their SHA-256, to be written beside the document.
pub(crate) type Contents = BTreeMap<[u8; 32], Vec<u8>>;

/// Takes what is too large out of a document. Small documents, nearly all, are not even looked at.
pub(crate) fn shrink(text: String, contents: &mut Contents) -> String {
    if text.len() <= LIMIT {
        return text;
    }
    let Ok(mut document) = serde_json::from_str::<Value>(&text) else { return text };
    let before = contents.len();
    take_out(&mut document, false, contents);
    if contents.len() == before && !text.contains("\\u001e") {
        return text;
    }
    format!("{MARK}{document}")
}

fn take_out(value: &mut Value, variable: bool, contents: &mut Contents) {
    match value {
        Value::String(text) => {
            if text.len() > LIMIT {
                *value = outside(value, contents);
            } else if text.starts_with(REFERENCE) {
                text.insert(0, REFERENCE);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| take_out(item, false, contents)),
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                let holds = VARIABLES.contains(&name.as_str());
                match member {
                    Value::Object(entries) if holds => {
                        entries.iter_mut().for_each(|(_, entry)| take_out(entry, true, contents));
                    }
                    other => take_out(other, false, contents),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    if variable && (value.is_array() || value.is_object()) && value.to_string().len() > LIMIT {
        *value = outside(value, contents);
    }
}

fn outside(value: &Value, contents: &mut Contents) -> Value {
    let bytes = value.to_string().into_bytes();
    let hash: [u8; 32] = Sha256::digest(&bytes).into();
    contents.insert(hash, bytes);
    Value::String(format!("{REFERENCE}{}", hex(&hash)))
}

/// Puts everything back into documents.
///
/// # Errors
/// When the database refuses or a content is missing.
pub(crate) async fn restore(tx: &mut Tx, texts: Vec<String>) -> Result<Vec<String>, Fault> {
    if !texts.iter().any(|text| text.starts_with(MARK)) {
        return Ok(texts);
    }
    let unreadable = |why: String| Fault::Unreadable { what: "process document", why };
    let mut documents = Vec::new();
    for text in &texts {
        let Some(marked) = text.strip_prefix(MARK) else {
            documents.push(None);
            continue;
        };
        documents.push(Some(serde_json::from_str::<Value>(marked).map_err(|fault| unreadable(fault.to_string()))?));
    }
    let mut known = BTreeMap::new();
    // A content may hold references of its own: a large list with a large text.
    for _ in 0..3 {
        let mut wanted = Vec::new();
        documents.iter().flatten().for_each(|document| named(document, &mut wanted));
        known.values().for_each(|content: &Value| named(content, &mut wanted));
        wanted.retain(|hash| !known.contains_key(hash));
        if wanted.is_empty() {
            break;
        }
        wanted.sort_unstable();
        wanted.dedup();
        let mut rows = Many::new(["hash"]);
        wanted.iter().for_each(|hash| rows.push([Cell::bytes(*hash)]));
        let found: Vec<(Vec<u8>, Vec<u8>)> = rows
            .read(
                tx,
                "WITH v ({names}) AS ({rows}) SELECT sha256, bytes FROM blob WHERE sha256 IN (SELECT hash FROM v)",
            )
            .await?;
        for (hash, bytes) in found {
            let content = serde_json::from_slice(&bytes).map_err(|fault| unreadable(fault.to_string()))?;
            let hash = <[u8; 32]>::try_from(hash.as_slice()).map_err(|fault| unreadable(fault.to_string()))?;
            known.insert(hash, content);
        }
        if let Some(missing) = wanted.iter().find(|hash| !known.contains_key(*hash)) {
            return Err(unreadable(format!("the content {} is missing", hex(missing))));
        }
    }
    let texts = texts.into_iter().zip(documents).map(|(text, document)| match document {
        Some(mut document) => {
            put_back(&mut document, &known);
            document.to_string()
        }
        None => text,
    });
    Ok(texts.collect())
}

fn named(value: &Value, wanted: &mut Vec<[u8; 32]>) {
    match value {
        Value::String(text) => wanted.extend(reference(text)),
        Value::Array(items) => items.iter().for_each(|item| named(item, wanted)),
        Value::Object(members) => members.values().for_each(|member| named(member, wanted)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn put_back(value: &mut Value, known: &BTreeMap<[u8; 32], Value>) {
    match value {
        Value::String(text) => {
            if let Some(content) = reference(text).and_then(|hash| known.get(&hash)) {
                *value = content.clone();
                if !value.is_string() {
                    put_back(value, known);
                }
            } else if text.starts_with([REFERENCE]) {
                text.remove(0);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| put_back(item, known)),
        Value::Object(members) => members.values_mut().for_each(|member| put_back(member, known)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn reference(text: &str) -> Option<[u8; 32]> {
    let digits = text.strip_prefix(REFERENCE)?;
    let mut hash = [0; 32];
    if digits.len() != 64 || digits.starts_with(REFERENCE) {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(hash)
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        text
    })
}
