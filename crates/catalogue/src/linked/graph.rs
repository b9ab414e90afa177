//! Nodes of a JSON-LD graph, each once, in the order they were first named.

use serde_json::{Map, Value, json};

use crate::texts::{Texts, plain};

/// A graph being written.
#[derive(Default)]
pub(super) struct Graph(Map<String, Value>);

impl Graph {
    /// Whether a node is there already.
    pub(super) fn has(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// Adds a node unless it is there, and gives the reference to it. Fields that are null or empty are left out.
    pub(super) fn add(&mut self, id: &str, fields: Value) -> Value {
        if !self.has(id) {
            let mut node = Map::from_iter([("@id".to_owned(), Value::String(id.to_owned()))]);
            if let Value::Object(fields) = fields {
                node.extend(fields.into_iter().filter(|(_, value)| !is_empty(value)));
            }
            self.0.insert(id.to_owned(), Value::Object(node));
        }
        json!({ "@id": id })
    }

    /// All nodes.
    pub(super) fn into_nodes(self) -> Vec<Value> {
        self.0.into_iter().map(|(_, node)| node).collect()
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

/// Texts with their languages, without mark-up.
pub(super) fn lang_strings(texts: &Texts) -> Value {
    let strings = texts.iter().map(|(language, text)| lang_string(language, &plain(text)));
    strings.filter(|string| string["@value"] != "").collect()
}

/// A text with its language; a tag that is none becomes "undetermined".
pub(super) fn lang_string(language: &str, text: &str) -> Value {
    let mut parts = language.split('-');
    let main =
        parts.next().is_some_and(|main| (2..=8).contains(&main.len()) && main.bytes().all(|b| b.is_ascii_alphabetic()));
    let rest = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    json!({ "@language": if main && rest { language } else { "und" }, "@value": text })
}

/// A text as the last part of an address: everything but letters, digits and `-._` is escaped.
pub(super) fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
