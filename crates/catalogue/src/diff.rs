//! What a new catalogue changes in an old one, record by record.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::import::{Deletion, Imported};
use crate::record::{Kind, Record, RecordId};

/// Whether a file is meant to hold the whole catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// It is: what it does not hold is gone.
    Whole,
    /// It holds changes only: gone is what it says is gone.
    Part,
}

/// What becomes of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "lowercase")]
pub enum Verdict {
    /// It comes in.
    New,
    /// It changes in these fields.
    Changed {
        /// Names of the fields.
        fields: Vec<String>,
    },
    /// Nothing changes.
    Unchanged,
    /// It goes.
    Gone,
    /// It was refused; an old record of that id stays as it is.
    Refused {
        /// Why, in German.
        sentence: String,
    },
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its kind, where that could be told.
    pub kind: Option<Kind>,
    /// Its id, where it has one.
    pub id: Option<RecordId>,
    /// What a report calls it.
    pub title: String,
    /// Line in the new file, where it stands there.
    pub line: Option<u32>,
    /// What becomes of it.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// Compares by content, so that a re-import changes nothing that did not change. The order is that of the new file,
/// then what is gone in the order of the old one.
pub fn diff(old: &[Record], new: &Imported, extent: Extent) -> Vec<Change> {
    let known: HashMap<(Kind, &RecordId), &Record> = old.iter().map(|r| ((r.kind(), r.id()), r)).collect();
    let mut changes: Vec<Change> = new
        .records
        .iter()
        .map(|located| {
            let record = &located.record;
            let verdict = match known.get(&(record.kind(), record.id())) {
                None => Verdict::New,
                Some(before) if *before == record || before.hash() == record.hash() => Verdict::Unchanged,
                Some(before) => Verdict::Changed { fields: fields(before, record) },
            };
            change(record, Some(located.line), verdict)
        })
        .collect();
    changes.extend(new.refused.iter().map(|refusal| Change {
        kind: refusal.kind,
        id: refusal.id.clone(),
        title: String::new(),
        line: Some(refusal.line),
        verdict: Verdict::Refused { sentence: refusal.sentence.clone() },
    }));
    let here: HashSet<(Kind, &RecordId)> = new.records.iter().map(|l| (l.record.kind(), l.record.id())).collect();
    let same_kind = |kind: Option<Kind>, record: &Record| kind.is_none_or(|kind| kind == record.kind());
    let mut refused: HashMap<&str, Vec<(Option<Kind>, &RecordId)>> = HashMap::new();
    for (kind, id) in new.refused.iter().filter_map(|refusal| Some((refusal.kind, refusal.id.as_ref()?))) {
        refused.entry(&id.value).or_default().push((kind, id));
    }
    let mut deleted: HashMap<&str, Vec<&Deletion>> = HashMap::new();
    for deletion in &new.deletions {
        deleted.entry(&deletion.id.value).or_default().push(deletion);
    }
    // A row that could not be told apart may have been any of them: then nothing is taken for gone by its absence.
    let nameless = new.refused.iter().any(|refusal| refusal.id.is_none());
    for record in old.iter().filter(|record| !here.contains(&(record.kind(), record.id()))) {
        let value = record.id().value.as_str();
        let mut refused = refused.get(value).into_iter().flatten();
        if refused.any(|(kind, id)| same_kind(*kind, record) && id.fits(record.id())) {
            continue;
        }
        let mut deleted = deleted.get(value).into_iter().flatten();
        let deletion = deleted.find(|deletion| same_kind(deletion.kind, record) && deletion.id.fits(record.id()));
        if deletion.is_some() || (extent == Extent::Whole && !nameless) {
            changes.push(change(record, deletion.map(|deletion| deletion.line), Verdict::Gone));
        }
    }
    changes
}

fn change(record: &Record, line: Option<u32>, verdict: Verdict) -> Change {
    Change { kind: Some(record.kind()), id: Some(record.id().clone()), title: record.title(), line, verdict }
}

/// The names of the fields in which two records differ.
fn fields(before: &Record, after: &Record) -> Vec<String> {
    let (before, after) = (before.content(), after.content());
    let names: Vec<&String> = after.as_object().map(|fields| fields.keys().collect()).unwrap_or_default();
    names.into_iter().filter(|name| before.get(name.as_str()) != after.get(name.as_str())).cloned().collect()
}
