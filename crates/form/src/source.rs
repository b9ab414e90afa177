//! TOML read with line numbers: every value knows its line, so that each problem names the exact place.
//!
//! Used for all files of a service package, so that their faults read alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::Problem;

/// A value of a TOML file with its line.
#[derive(Clone, Debug)]
pub struct Node {
    /// Line on which the value begins, from 1.
    pub line: usize,
    /// The value itself.
    pub shape: Shape,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with decimals.
    Decimal(f64),
    /// `true` or `false`.
    Flag(bool),
    /// A date or time, as it is written.
    Moment(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

impl Node {
    /// The value as JSON. Dates become strings as written.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.shape {
            Shape::Text(text) | Shape::Moment(text) => text.as_str().into(),
            Shape::Integer(number) => (*number).into(),
            Shape::Decimal(number) => (*number).into(),
            Shape::Flag(flag) => (*flag).into(),
            Shape::List(items) => items.iter().map(Self::to_json).collect(),
            Shape::Table(table) => table.to_json(),
        }
    }

    fn kind(&self) -> &'static str {
        match self.shape {
            Shape::Text(_) => "a text in quotes",
            Shape::Integer(_) => "a whole number",
            Shape::Decimal(_) => "a number",
            Shape::Flag(_) => "true or false",
            Shape::Moment(_) => "a date",
            Shape::List(_) => "a list in square brackets",
            Shape::Table(_) => "a table",
        }
    }
}

/// A TOML table that knows its file and its lines.
#[derive(Clone, Debug)]
pub struct Table {
    /// The file's path as given.
    pub file: Arc<str>,
    /// Line on which the table begins, from 1.
    pub line: usize,
    entries: BTreeMap<String, (usize, Node)>,
}

/// Reads TOML text. Gives `None` when it is not TOML at all; every syntax error becomes a problem with its line.
pub fn read_toml(text: &str, file: &str, problems: &mut Vec<Problem>) -> Option<Table> {
    let lines = LineIndex::new(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let line = error.span().map_or(1, |span| lines.line_at(span.start));
        problems.push(Problem::fault(file, line, format!("This is not valid TOML: {}.", error.message().trim())));
    }
    errors.is_empty().then(|| table_of(&root, &Arc::from(file), &lines))
}

impl Table {
    /// The keys in alphabetical order, each with its line and value.
    pub fn entries(&self) -> impl Iterator<Item = (&str, usize, &Node)> {
        self.entries.iter().map(|(key, (line, node))| (key.as_str(), *line, node))
    }

    /// The value under `key`.
    pub fn find(&self, key: &str) -> Option<&Node> {
        self.entries.get(key).map(|(_, node)| node)
    }

    /// Line of `key`, or of the table when the key is absent.
    pub fn line_of(&self, key: &str) -> usize {
        self.entries.get(key).map_or(self.line, |(line, _)| *line)
    }

    /// A fault at `line` of this file.
    pub fn fault(&self, line: usize, message: impl Into<String>) -> Problem {
        Problem::fault(&self.file, line, message)
    }

    /// Reports every key that is not in `known`, with the nearest known one as a proposal.
    pub fn check_keys(&self, known: &[&str], problems: &mut Vec<Problem>) {
        for (key, line, _) in self.entries() {
            if !known.contains(&key) {
                let hint = nearest(key, known).map_or_else(
                    || format!(" Known here: {}.", known.join(", ")),
                    |name| format!(" Do you mean `{name}`?"),
                );
                problems.push(self.fault(line, format!("The key `{key}` is not known here.{hint}")));
            }
        }
    }

    /// The text under `key`, if there is one.
    pub fn text(&self, key: &str, problems: &mut Vec<Problem>) -> Option<String> {
        match &self.find(key)?.shape {
            Shape::Text(text) => Some(text.clone()),
            _ => self.wrong(key, "a text in quotes", problems),
        }
    }

    /// The text under `key`; a missing one is a problem.
    pub fn needed_text(&self, key: &str, problems: &mut Vec<Problem>) -> Option<String> {
        if self.find(key).is_none() {
            problems.push(self.fault(self.line, format!("`{key}` is missing here.")));
        }
        self.text(key, problems)
    }

    /// The flag under `key`, if there is one.
    pub fn flag(&self, key: &str, problems: &mut Vec<Problem>) -> Option<bool> {
        match self.find(key)?.shape {
            Shape::Flag(flag) => Some(flag),
            _ => self.wrong(key, "true or false, without quotes", problems),
        }
    }

    /// The whole number from 0 under `key`, if there is one.
    pub fn count(&self, key: &str, problems: &mut Vec<Problem>) -> Option<u64> {
        match self.find(key)?.shape {
            Shape::Integer(number) if number >= 0 => u64::try_from(number).ok(),
            _ => self.wrong(key, "a whole number, 0 or more, without quotes", problems),
        }
    }

    /// The list of texts under `key`; empty when absent.
    pub fn texts(&self, key: &str, problems: &mut Vec<Problem>) -> Vec<String> {
        self.texts_with_lines(key, problems).into_iter().map(|(_, text)| text).collect()
    }

    /// The list of texts under `key`, each with its line; empty when absent.
    pub fn texts_with_lines(&self, key: &str, problems: &mut Vec<Problem>) -> Vec<(usize, String)> {
        let mut texts = Vec::new();
        match self.find(key).map(|node| &node.shape) {
            None => {}
            Some(Shape::List(items)) => {
                for item in items {
                    match &item.shape {
                        Shape::Text(text) => texts.push((item.line, text.clone())),
                        _ => problems.push(self.fault(
                            item.line,
                            format!("`{key}` is a list of texts, but this entry is {}.", item.kind()),
                        )),
                    }
                }
            }
            Some(_) => {
                self.wrong::<()>(key, "a list of texts, like [\"one\", \"two\"]", problems);
            }
        }
        texts
    }

    /// The table under `key`, if there is one.
    pub fn table(&self, key: &str, problems: &mut Vec<Problem>) -> Option<&Table> {
        match &self.find(key)?.shape {
            Shape::Table(table) => Some(table),
            _ => self.wrong(key, "a table", problems),
        }
    }

    /// The tables written as `[[key]]`; empty when absent.
    pub fn tables(&self, key: &str, problems: &mut Vec<Problem>) -> Vec<&Table> {
        let mut tables = Vec::new();
        match self.find(key).map(|node| &node.shape) {
            None => {}
            Some(Shape::List(items)) => {
                for item in items {
                    match &item.shape {
                        Shape::Table(table) => tables.push(table),
                        _ => problems.push(self.fault(item.line, format!("Write each entry as [[{key}]]."))),
                    }
                }
            }
            Some(_) => {
                self.wrong::<()>(key, &format!("a list of tables; write [[{key}]]"), problems);
            }
        }
        tables
    }

    /// The table as a JSON object.
    pub fn to_json(&self) -> serde_json::Value {
        let map: serde_json::Map<_, _> =
            self.entries().map(|(key, _, node)| (key.to_owned(), node.to_json())).collect();
        map.into()
    }

    fn wrong<T>(&self, key: &str, wanted: &str, problems: &mut Vec<Problem>) -> Option<T> {
        if let Some((line, node)) = self.entries.get(key) {
            problems.push(self.fault(*line, format!("`{key}` must be {wanted}, but here it is {}.", node.kind())));
        }
        None
    }
}

/// The known word nearest to `word`, when it is near enough to be a typing mistake.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    if word.len() > 64 {
        return None;
    }
    let best = known.iter().map(|name| (distance(word, name), *name)).min()?;
    (best.0 <= 1 + word.chars().count() / 3).then_some(best.1)
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let cost = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

struct LineIndex(Vec<usize>);

impl LineIndex {
    fn new(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    fn line_at(&self, offset: usize) -> usize {
        self.0.partition_point(|end| *end < offset) + 1
    }
}

fn table_of(table: &Spanned<DeTable<'_>>, file: &Arc<str>, lines: &LineIndex) -> Table {
    Table {
        file: Arc::clone(file),
        line: lines.line_at(table.span().start),
        entries: entries_of(table.get_ref(), file, lines),
    }
}

fn entries_of(table: &DeTable<'_>, file: &Arc<str>, lines: &LineIndex) -> BTreeMap<String, (usize, Node)> {
    table
        .iter()
        .map(|(key, value)| (key.get_ref().to_string(), (lines.line_at(key.span().start), node_of(value, file, lines))))
        .collect()
}

fn node_of(value: &Spanned<DeValue<'_>>, file: &Arc<str>, lines: &LineIndex) -> Node {
    let line = lines.line_at(value.span().start);
    let shape = match value.get_ref() {
        DeValue::String(text) => Shape::Text(text.to_string()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Shape::Integer(number),
            Err(_) => Shape::Decimal(number.as_str().parse().unwrap_or(f64::INFINITY)),
        },
        DeValue::Float(number) => Shape::Decimal(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Shape::Flag(*flag),
        DeValue::Datetime(moment) => Shape::Moment(moment.to_string()),
        DeValue::Array(items) => Shape::List(items.iter().map(|item| node_of(item, file, lines)).collect()),
        DeValue::Table(table) => {
            Shape::Table(Table { file: Arc::clone(file), line, entries: entries_of(table, file, lines) })
        }
    };
    Node { line, shape }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_file() {
        let mut problems = Vec::new();
        let root = read_toml("a = 1\n\n[[page]]\nid = \"x\"\nnick = [\"p\",\n  \"q\"]\n", "f.toml", &mut problems);
        let root = root.expect("valid");
        let page = root.tables("page", &mut problems)[0];
        assert_eq!((page.line, page.line_of("id")), (3, 4));
        let lines: Vec<_> = page.texts_with_lines("nick", &mut problems).iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [5, 6]);
        assert!(problems.is_empty());
    }

    #[test]
    fn a_typing_mistake_gets_a_proposal() {
        let mut problems = Vec::new();
        let root = read_toml("requierd = true\n", "f.toml", &mut problems).expect("valid");
        root.check_keys(&["required", "options"], &mut problems);
        assert!(problems[0].message.contains("Do you mean `required`?"), "{}", problems[0]);
    }

    #[test]
    fn broken_toml_names_its_line() {
        let mut problems = Vec::new();
        assert!(read_toml("a = 1\nb = \n", "f.toml", &mut problems).is_none());
        assert_eq!(problems[0].line, 2);
    }
}
