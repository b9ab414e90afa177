//! `file`: references to uploads that the host keeps, `[{id, name, size, type}]`. Reading only counts them;
//! [`check_upload`] judges one file at once.

use serde_json::Value;

use crate::answer::{Answers, FieldProblem};
use crate::definition::{Field, Kind};

/// The references stored for this field; `None` when there are none.
pub(crate) fn stored(field: &Field, answers: &Answers) -> Option<Value> {
    answers.get(&field.id).filter(|value| value.as_array().is_some_and(|files| !files.is_empty())).cloned()
}

/// What is wrong with the number of files, if anything.
pub(crate) fn check_count(field: &Field, value: &Value) -> Option<FieldProblem> {
    let Kind::File { max_files, .. } = &field.kind else { return None };
    let count = value.as_array().map_or(0, Vec::len);
    (count > *max_files).then(|| FieldProblem::new(field, "too-many-files").with("max", max_files).with("count", count))
}

/// Judges one uploaded file on its own. `kind` is what the content was found to be, as an ending (`pdf`, `jpg`,
/// `png`), never what the name claims; `None` when it is unknown. `size` in bytes. `None` means the file is fine.
pub fn check_upload(field: &Field, name: &str, size: u64, kind: Option<&str>) -> Option<FieldProblem> {
    let Kind::File { accept, max_bytes, .. } = &field.kind else {
        return Some(FieldProblem::new(field, "file-type").with("name", name).with("accept", ""));
    };
    if size == 0 {
        return Some(FieldProblem::new(field, "file-empty").with("name", name));
    }
    if size > *max_bytes {
        let problem = FieldProblem::new(field, "file-too-large").with("name", name);
        return Some(problem.with("max_bytes", max_bytes).with("size", size));
    }
    let accepted = kind.is_some_and(|kind| accept.iter().any(|wanted| wanted == kind));
    (!accepted).then(|| FieldProblem::new(field, "file-type").with("name", name).with("accept", accept.join(", ")))
}
