//! Packages through their public door: what loads, what is refused and where, how scenarios come out.

mod faults;
mod repertoire;
mod scenarios;
mod versions;

use std::collections::BTreeMap;

use form::Problem;

use super::{Package, parse};

/// A small sound package: a form, a clerk who decides, a letter, a fee.
fn files() -> BTreeMap<String, String> {
    let files = [
        ("service.toml", include_str!("sample/service.toml")),
        ("texts/de.toml", include_str!("sample/texts/de.toml")),
        ("texts/fr.toml", include_str!("sample/texts/fr.toml")),
        ("texts/de-DE.toml", include_str!("sample/texts/de-DE.toml")),
        ("form.toml", include_str!("sample/form.toml")),
        ("process.bpmn", include_str!("sample/process.bpmn")),
        ("letters/answer.toml", include_str!("sample/letters/answer.toml")),
        ("fees.toml", include_str!("sample/fees.toml")),
        ("scenarios/granted.toml", include_str!("sample/scenarios/granted.toml")),
    ];
    files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

fn sound() -> Package {
    parse(files()).unwrap_or_else(|problems| panic!("{}", told(&problems)))
}

/// The sample with one text replaced in one file; the text must be there.
fn changed(file: &str, from: &str, to: &str) -> Result<Package, Vec<Problem>> {
    let mut files = files();
    let text = files.get_mut(file).unwrap_or_else(|| panic!("{file}"));
    assert!(text.contains(from), "{file} has no {from:?}");
    *text = text.replacen(from, to, 1);
    parse(files)
}

fn told(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}
