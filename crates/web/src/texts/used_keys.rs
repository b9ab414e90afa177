//! Every key that pages and handlers ask for is there; each mistake of a form and each rule of a model has its sentence.

use super::{Lang, tests::shape};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The functions that take a key first.
const CALLS: [&str; 7] = ["say(", "with(", "with2(", "with_all(", "count(", "count_with(", "back_to("];

/// Keys that stand in lists or matches and reach `say` later begin like this.
const FAMILIES: [&str; 18] = [
    "account-",
    "deed-",
    "error-",
    "event-",
    "fate-",
    "inbox-",
    "kind-",
    "look-",
    "mistake-",
    "moment-",
    "obstacle-",
    "process-",
    "role-",
    "rule-",
    "side-",
    "state-",
    "step-",
    "translation-",
];

/// What a handler puts together from a field's name: the slips of a clerk.
const PUT_TOGETHER: [&str; 4] =
    ["clerk-choose-decision", "clerk-choose-ask-field", "clerk-write-ask-text", "clerk-write-reason"];

/// Files under `folder` with this ending, without the tests in them.
fn sources(folder: &Path, ending: &str, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, ending, found);
        } else if path.extension().is_some_and(|e| e == ending) && !path.ends_with("used_keys.rs") {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
            found.push((path.display().to_string(), text));
        }
    }
}

/// The literal at the start of `text`, when one stands there and looks like a key.
fn key_at(text: &str) -> Option<&str> {
    let (key, _) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    let is_key = key.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
    (is_key && !key.is_empty() && !key.ends_with('-')).then_some(key)
}

/// Keys in one file: after the calls, and literals of the families.
fn keys_in(text: &str) -> BTreeSet<&str> {
    let after_calls = CALLS.iter().flat_map(|call| {
        text.match_indices(call)
            .filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
            .filter_map(|(at, call)| key_at(&text[at + call.len()..]))
    });
    let literals = text.match_indices('"').filter_map(|(at, _)| key_at(&text[at..]));
    after_calls.chain(literals.filter(|key| FAMILIES.iter().any(|family| key.starts_with(family)))).collect()
}

#[test]
fn every_key_that_is_asked_for_is_there() {
    let german = shape(Lang::De);
    let room = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&room.join("src"), "rs", &mut files);
    sources(&room.join("templates"), "html", &mut files);
    let mut asked = 0;
    let mut missing = BTreeSet::new();
    for (file, text) in &files {
        for key in keys_in(text) {
            asked += 1;
            if !german.contains_key(key) {
                missing.insert(format!("{key} in {file}"));
            }
        }
    }
    missing.extend(PUT_TOGETHER.iter().filter(|key| !german.contains_key(**key)).map(|key| (*key).to_owned()));
    assert!(asked > 250, "only {asked} keys found: does the search still fit the code?");
    assert!(missing.is_empty(), "no German text: {missing:#?}");
}

#[test]
fn every_mistake_has_its_sentence_with_exactly_its_arguments() {
    for lang in Lang::ALL {
        let mut texts = shape(lang);
        texts.retain(|key, _| key.starts_with("mistake-"));
        for entry in form::CODES {
            let variables = texts.remove(&format!("mistake-{}", entry.code));
            let variables = variables.unwrap_or_else(|| panic!("{lang:?}: no sentence for {}", entry.code));
            let args: BTreeSet<String> = entry.args.iter().map(|&arg| arg.to_owned()).collect();
            assert_eq!(variables, args, "{lang:?}: variables of mistake-{}", entry.code);
        }
        assert!(texts.is_empty(), "{lang:?}: sentences without a code: {:?}", texts.keys());
    }
}

/// The rules that the engine names in its sources, and the one of decision files.
fn rules_of_models() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../engine/src"), "rs", &mut files);
    let mut rules = BTreeSet::from(["dmn".to_owned()]);
    for (_, text) in &files {
        let literals = text.match_indices("\"bpmn-").filter_map(|(at, _)| key_at(&text[at..]));
        rules.extend(literals.map(str::to_owned));
    }
    rules
}

#[test]
fn every_rule_of_a_model_has_its_sentence() {
    let rules = rules_of_models();
    assert!(rules.len() > 50, "only {rules:?} found: does the search still fit the code?");
    for lang in Lang::ALL {
        let mut texts = shape(lang);
        texts.retain(|key, _| key.starts_with("rule-"));
        for rule in &rules {
            let variables = texts.remove(&format!("rule-{rule}"));
            let variables = variables.unwrap_or_else(|| panic!("{lang:?}: no sentence for the rule {rule}"));
            assert!(variables.is_empty(), "{lang:?}: the sentence for {rule} has variables, which nobody fills");
        }
        assert!(texts.is_empty(), "{lang:?}: sentences without a rule: {:?}", texts.keys());
    }
}

#[test]
fn the_search_for_keys_finds_them() {
    let text = r#"frame.say("a-b"), say(
        "c"), x.count("d", 2), essay("no"), say(&key), ("state-e", 1), "other-f", starts_with("state-")"#;
    assert_eq!(keys_in(text), BTreeSet::from(["a-b", "c", "d", "state-e"]));
}
