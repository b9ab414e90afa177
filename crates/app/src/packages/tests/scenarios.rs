//! Scenarios come out as written, and say plainly when they do not.

use domain::{Country, Lang};

use super::{changed, sound, told};
use crate::packages::{ScenarioResult, run_scenario};

fn played(from: &str, to: &str) -> ScenarioResult {
    let package = changed("scenarios/granted.toml", from, to).unwrap_or_else(|problems| panic!("{}", told(&problems)));
    run_scenario(&package, &package.scenarios[0], &|_| None)
}

fn fails(from: &str, to: &str, line: usize, part: &str) {
    let result = played(from, to);
    let found = result.failures.iter().any(|problem| problem.line == line && problem.message.contains(part));
    assert!(found, "expected line {line} with {part:?}, found:\n{}", told(&result.failures));
}

#[test]
fn the_sample_comes_out_as_written() {
    let package = sound();
    let result = run_scenario(&package, &package.scenarios[0], &|_| None);
    assert!(result.passed(), "{}\n{}", told(&result.failures), result.trail.join("\n"));
    let (_, letter) = &result.letters[0];
    assert_eq!(letter.subject, "Ihr Leihgesuch vom 23. November 2026");
    assert_eq!(letter.paragraphs[0], "Sie erhalten 2 Tische für die Hauptstrasse.");
    assert_eq!(letter.paragraphs[1], "Die Gebühr beträgt CHF\u{a0}12.50.");
    assert_eq!(letter.facts, [("Grösse".to_owned(), "Gross".to_owned()), ("Grund".to_owned(), "Gerne.".to_owned())]);
    let (_, message) = &result.messages[0];
    assert_eq!(message.subject, "Ihr Tisch, Anna");
    assert_eq!(message.body, ["Abholen am 24. Dezember 2026.", "Grund: Gerne."]);
}

#[test]
fn language_and_country_decide_the_words() {
    let result = played("language = \"de\"", "language = \"fr\"");
    assert_eq!(result.letters[0].1.paragraphs, ["Vous recevez 2 tables (Groß)."], "{}", told(&result.failures));
    let result = played("country = \"CH\"", "country = \"DE\"");
    assert_eq!(result.letters[0].1.facts, [("Maß".to_owned(), "Groß".to_owned())]);
    assert_eq!(result.messages[0].1.subject, "Ihr Tisch steht bereit");
}

#[test]
fn what_differs_is_told() {
    fails("fee = \"12.50\"", "fee = \"25.00\"", 32, "Expected the fee 25.00, but it was 12.50.");
    fails("outcome = \"granted\"", "outcome = \"refused\"", 32, "Expected the outcome refused, but it was granted.");
    fails("letters = [\"answer\"]", "letters = []", 32, "Expected the letters [], but it was [answer].");
    fails("{ decision = \"approve\" }\n", "{ decision = \"reject\" }\n", 32, "variable `decision`");
    fails("size = \"large\"", "size = \"huge\"", 13, "`size`: has no answer of its kind");
    fails("2026-12-24", "2026-11-22", 14, "`day`: date-too-early");
    fails("size = \"large\"", "size = \"large\"\ncolour = \"red\"", 14, "no such field");
    fails("decision = \"ask\"", "decision = \"dance\"", 32, "stands still");
    fails("pass = \"P9D\"", "pass = \"P11D\"", 24, "nothing waits at `again`; it ended at `late`");
    fails(
        "waits = \"review\"\nvariables = { decision = \"ask\" }",
        "waits = \"again\"\nanswers = { tables = 2 }",
        16,
        "it waits at review",
    );
}

#[test]
fn what_the_process_refuses_is_told_at_its_step() {
    fails("waits = \"again\"\nanswers = { tables = 2 }", "message = \"payment.paid\"", 24, "The process refuses");
    fails(
        "waits = \"again\"\nanswers = { tables = 2 }",
        "waits = \"review\"\nanswers = { tables = 2 }",
        24,
        "it waits at again",
    );
}

#[test]
fn an_unfinished_scenario_says_where_it_waits() {
    let text = "[[do]]\nwaits = \"review\"\nvariables = { decision = \"approve\", reason = \"Gerne.\" }\n";
    fails(text, "", 29, "The process has not ended: it waits at review");
    let result = played("reason = \"Gerne.\"", "other = 1");
    assert!(
        told(&result.failures).contains("The message `done` has a gap: {reason} gives nothing."),
        "{}",
        told(&result.failures)
    );
}

#[test]
fn the_country_comes_from_the_file_or_the_directory() {
    let package = changed("scenarios/granted.toml", "country = \"CH\"\n", "")
        .unwrap_or_else(|problems| panic!("{}", told(&problems)));
    let scenario = &package.scenarios[0];
    assert!(run_scenario(&package, scenario, &|_| Some(Country::Ch)).passed());
    let result = run_scenario(&package, scenario, &|_| None);
    assert!(told(&result.failures).contains("`aarau` is not known here"));
    let tongue = crate::packages::Tongue { lang: Lang::It, country: Country::Ch };
    assert_eq!(package.language_of(tongue, |texts| texts.title.is_some()), Lang::De);
}
