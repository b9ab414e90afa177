//! A wrong package names file and line and never half-loads.

use super::{changed, files, told};
use crate::packages::{Package, load_folder, parse};
use form::Problem;

fn refused(file: &str, from: &str, to: &str, place: &str, part: &str) {
    let problems = match changed(file, from, to) {
        Ok(_) => panic!("{file}: {to:?} was taken"),
        Err(problems) => problems,
    };
    let found = problems.iter().any(|problem| {
        problem.is_fault() && problem.to_string().starts_with(&format!("{place}: ")) && problem.message.contains(part)
    });
    assert!(found, "expected {place} with {part:?}, found:\n{}", told(&problems));
}

#[test]
fn the_descriptor_is_checked() {
    refused("service.toml", "office =", "ofice =", "service.toml:6", "Do you mean `office`?");
    refused("service.toml", "\"works\"", "\"worx\"", "service.toml:6", "Do you mean `works`?");
    refused("service.toml", "stage = 2", "stage = 9", "service.toml:8", "0 to 3");
    refused("service.toml", "\"low\"", "\"lots\"", "service.toml:7", "trust level");
    refused("service.toml", "[\"CH\", \"DE\"]", "[\"CH\", \"AT\"]", "service.toml:4", "not known");
    refused("service.toml", "trust_level = \"low\"", "", "service.toml:1", "`trust_level` is missing");
}

#[test]
fn texts_must_be_complete_in_german_and_name_what_exists() {
    refused("texts/de.toml", "label = \"Wie viele Tische?\"\n", "", "form.toml:4", "[field.tables] label");
    refused("texts/de.toml", "title = \"Einen Tisch leihen\"\n", "", "texts/de.toml:1", "title");
    refused("texts/de.toml", "[task.again]", "[task.agian]", "texts/de.toml:35", "Do you mean `again`?");
    refused("texts/de.toml", "status = \"Wir warten auf Sie.\"\n", "", "texts/de.toml:1", "[task.again] status");
    refused("texts/de.toml", "finish = ", "finished = ", "texts/de.toml:40", "Do you mean `finish`?");
    refused("texts/de.toml", "answers.day", "answers.dya", "texts/de.toml:44", "Do you mean `day`?");
    refused("texts/fr.toml", "small =", "smal =", "texts/fr.toml:6", "no option `smal`");
    refused("texts/de-DE.toml", "official", "oficial", "texts/de-DE.toml:1", "Do you mean `official`?");
}

#[test]
fn french_may_be_thin_but_says_so() {
    let package = super::sound();
    let warnings = told(&package.warnings);
    assert!(warnings.contains("texts/fr.toml has no title for the page"), "{warnings}");
    assert!(warnings.contains("texts/it.toml:1: warning: There are no texts"), "{warnings}");
}

#[test]
fn the_process_is_checked_against_everything_else() {
    refused(
        "process.bpmn",
        "topic=\"message.send\"",
        "topic=\"mesage.send\"",
        "process.bpmn:24",
        "Do you mean `message.send`?",
    );
    refused("process.bpmn", ">answer<", ">anser<", "process.bpmn:9", "letters/anser.toml");
    refused("process.bpmn", ">done<", ">gone<", "process.bpmn:24", "[message.gone]");
    refused("process.bpmn", ">granted<", ">yes<", "process.bpmn:17", "granted, refused or lapsed");
    refused("process.bpmn", "name=\"letter\"", "name=\"lettre\"", "process.bpmn:9", "needs the input `letter`");
    refused("process.bpmn", "field:tables", "field:tabels", "process.bpmn:8", "names nothing");
    refused("process.bpmn", "\"decide\" camunda:cand", "\"approve\" camunda:cand", "process.bpmn:6", "not known");
    refused("process.bpmn", "Groups=\"works\"", "Groups=\"workers\"", "process.bpmn:6", "Do you mean `works`?");
    refused("process.bpmn", "=decision = \"ask\"", "=decison = \"ask\"", "process.bpmn:45", "Do you mean `decision`?");
    refused("process.bpmn", "=reason<", "=answers.colour<", "process.bpmn:13", "no field `colour`");
    refused("process.bpmn", "targetRef=\"into\"", "targetRef=\"nowhere\"", "process.bpmn:39", "nowhere");
}

#[test]
fn faults_of_the_models_name_their_rule_and_the_others_none() {
    let rules = |found: Result<Package, Vec<Problem>>| -> Vec<Option<String>> {
        found.err().into_iter().flatten().map(|problem| problem.rule).collect()
    };
    let engine = rules(changed("process.bpmn", "targetRef=\"into\"", "targetRef=\"nowhere\""));
    assert!(engine.contains(&Some("bpmn-missing-reference".to_owned())), "{engine:?}");
    let mut files = files();
    files.insert("decisions/fee.dmn".to_owned(), "<definitions>".to_owned());
    let decision = rules(parse(files));
    assert!(decision.contains(&Some("dmn".to_owned())), "{decision:?}");
    let package = rules(changed("process.bpmn", ">granted<", ">yes<"));
    assert!(!package.is_empty() && package.iter().all(Option::is_none), "{package:?}");
}

#[test]
fn letters_resolve_their_names() {
    refused(
        "letters/answer.toml",
        "{answers.tables} Tische",
        "{answers.table} Tische",
        "letters/answer.toml:6",
        "`tables`",
    );
    refused("letters/answer.toml", "{labels.size}", "{labels.tables}", "letters/answer.toml:10", "has no options");
    refused(
        "letters/answer.toml",
        "value = \"{reason}\"",
        "value = \"{grund}\"",
        "letters/answer.toml:11",
        "`grund` is not known",
    );
    refused(
        "letters/answer.toml",
        "{money(fee, currency)}",
        "{money(fee, }",
        "letters/answer.toml:7",
        "Between the braces",
    );
    refused("letters/answer.toml", "\"decision\"", "\"order\"", "letters/answer.toml:1", "not `order`");
    refused("letters/answer.toml", "[fr]", "[pl]", "letters/answer.toml:17", "language");
}

#[test]
fn fees_cover_every_country_and_every_entry_can_count() {
    refused("fees.toml", "country = \"CH\"", "authority = \"baden\"", "fees.toml:1", "all others in CH");
    refused("fees.toml", "authority = \"aarau\"", "", "fees.toml:6", "never counts");
    refused("fees.toml", "\"tables\"", "\"size\"", "fees.toml:1", "`size`");
    refused("fees.toml", "\"20.00\"", "\"20,00\"", "fees.toml:12", "with a point");
}

#[test]
fn scenarios_name_what_exists() {
    refused(
        "scenarios/granted.toml",
        "waits = \"again\"",
        "waits = \"agian\"",
        "scenarios/granted.toml:20",
        "Do you mean `again`?",
    );
    refused("scenarios/granted.toml", "\"finish\"", "\"fin\"", "scenarios/granted.toml:32", "no element `fin`");
    refused("scenarios/granted.toml", "P9D", "nine days", "scenarios/granted.toml:22", "length of time");
    refused("scenarios/granted.toml", "09:15:00+01:00", "", "scenarios/granted.toml:4", "moment");
}

#[test]
fn broken_files_are_told_with_their_line() {
    refused("form.toml", "min = 1", "min = ", "form.toml:7", "not valid TOML");

    for gone in ["service.toml", "texts/de.toml", "form.toml", "process.bpmn"] {
        let mut files = files();
        files.remove(gone);
        assert!(parse(files).is_err(), "without {gone}");
    }
    let mut files = files();
    files.insert("notes.doc".to_owned(), String::new());
    assert!(parse(files).is_err());
    assert!(parse(std::collections::BTreeMap::new()).is_err());
}

#[test]
fn folders_are_read_as_they_are_and_nothing_else() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = place.path().join("tisch-leihen");
    for (name, text) in files() {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("inside")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    std::fs::write(folder.join(".hidden"), [0xff]).expect("written");
    let package = load_folder(&folder).unwrap_or_else(|problems| panic!("{}", told(&problems)));
    assert_eq!(package.version, super::sound().version);

    let other = place.path().join("anders");
    std::fs::rename(&folder, &other).expect("moved");
    assert!(told(&load_folder(&other).expect_err("another name")).contains("the folder is called `anders`"));

    std::fs::write(other.join("form.toml"), [0xff, 0xfe]).expect("written");
    assert!(told(&load_folder(&other).expect_err("not text")).contains("form.toml:1: The file is not UTF-8"));
    assert!(load_folder(&place.path().join("nowhere")).is_err());
}

#[test]
fn torn_files_are_refused_or_read_but_never_abort() {
    for (name, text) in files() {
        let cuts = (0..text.len()).step_by(29).filter(|at| text.is_char_boundary(*at));
        for at in cuts {
            let mut torn = files();
            torn.insert(name.clone(), text[..at].to_owned());
            let _ = parse(torn);
            let mut swapped = files();
            let rest = text[at..].chars().skip(1).collect::<String>();
            swapped.insert(name.clone(), format!("{}\u{0}{{\"[=\u{7f}{rest}", &text[..at]));
            let _ = parse(swapped);
        }
    }
}
