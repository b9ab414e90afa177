//! What reading a file gives: records with their lines, what was refused and why, what was not understood.

use serde::Serialize;
use thiserror::Error;

use crate::record::{Kind, Record, RecordId};

/// Longest accepted text of one field, in characters.
pub const MAX_TEXT: usize = 200_000;

/// Most different things that are reported as not understood; what follows is counted together.
const MAX_IGNORED: usize = 200;

/// Why a whole file is refused. Nothing of it was read.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[error("Zeile {line}: {sentence}")]
pub struct Fault {
    /// Line in the file, from 1.
    pub line: u32,
    /// Why, in German.
    pub sentence: String,
}

impl Fault {
    pub(crate) fn new(line: u32, sentence: impl Into<String>) -> Self {
        Self { line, sentence: sentence.into() }
    }
}

/// A record with the line it begins on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Located {
    /// Line in the file, from 1.
    pub line: u32,
    /// The record.
    pub record: Record,
}

/// One record that was refused; the others go in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Line in the file, from 1.
    pub line: u32,
    /// Its kind, where that could be told.
    pub kind: Option<Kind>,
    /// Its id, where it has one.
    pub id: Option<RecordId>,
    /// Why, in German.
    pub sentence: String,
}

/// Something that was not understood and left aside; the record around it went in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ignored {
    /// First line it was met on, from 1.
    pub line: u32,
    /// Element, column or key.
    pub what: String,
    /// How often it was met.
    pub times: usize,
}

/// A record that the file says is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deletion {
    /// Line in the file, from 1.
    pub line: u32,
    /// Its kind, where that could be told.
    pub kind: Option<Kind>,
    /// Its id.
    pub id: RecordId,
}

/// All that a file gave.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Imported {
    /// The records, in the order of the file.
    pub records: Vec<Located>,
    /// What was refused.
    pub refused: Vec<Refusal>,
    /// What was not understood.
    pub ignored: Vec<Ignored>,
    /// What the file says is gone.
    pub deletions: Vec<Deletion>,
}

impl Imported {
    /// The records alone.
    pub fn into_records(self) -> Vec<Record> {
        self.records.into_iter().map(|located| located.record).collect()
    }

    pub(crate) fn refuse(&mut self, line: u32, kind: Option<Kind>, id: Option<RecordId>, sentence: impl Into<String>) {
        self.refused.push(Refusal { line, kind, id, sentence: sentence.into() });
    }

    pub(crate) fn ignore(&mut self, line: u32, what: impl Into<String>) {
        let what = what.into();
        // A file with a new name in every line would make the report as long as itself.
        let what = if self.ignored.len() < MAX_IGNORED { what } else { "Weiteres".to_owned() };
        match self.ignored.iter_mut().find(|ignored| ignored.what == what) {
            Some(known) => known.times += 1,
            None => self.ignored.push(Ignored { line, what, times: 1 }),
        }
    }

    /// Refuses what stands in the file a second time: the first one counts.
    pub(crate) fn refuse_doubles(&mut self) {
        let mut seen = std::collections::HashMap::new();
        let mut kept = Vec::with_capacity(self.records.len());
        for located in std::mem::take(&mut self.records) {
            let (kind, id) = (located.record.kind(), located.record.id().clone());
            if let Some(first) = seen.get(&(kind, id.clone())) {
                let sentence = format!("Die Kennung „{id}“ steht schon in Zeile {first}.");
                self.refuse(located.line, Some(kind), Some(id), sentence);
            } else {
                seen.insert((kind, id), located.line);
                kept.push(located);
            }
        }
        self.records = kept;
    }
}

/// What a file without such statements is taken to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defaults {
    /// The agency of ids that do not name theirs.
    pub agency: String,
    /// The language of texts that do not name theirs.
    pub language: String,
}

impl Default for Defaults {
    fn default() -> Self {
        Self { agency: String::new(), language: "de".to_owned() }
    }
}

/// Bytes as text: UTF-8 with or without byte-order mark.
///
/// # Errors
/// Another encoding, with the line of the first byte that gives it away.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Fault::new(1, "Die Datei ist in UTF-16 gespeichert. Speichern Sie sie als UTF-8."));
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = bytes.get(..at).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count() + 1;
        let sentence = "Die Datei ist nicht in UTF-8 gespeichert, vermutlich in Latin-1 (Windows-1252). \
                        Speichern Sie sie als UTF-8.";
        Fault::new(u32::try_from(line).unwrap_or(u32::MAX), sentence)
    })
}

/// What in a text makes the record unacceptable: control characters, or sheer length.
pub(crate) fn check_text(text: &str, what: &str) -> Option<String> {
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Some(format!("„{what}“ enthält Steuerzeichen."));
    }
    (text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT)
        .then(|| format!("„{what}“ ist länger als {MAX_TEXT} Zeichen."))
}
