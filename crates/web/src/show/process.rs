//! Processes without an application, as pages name them.

use crate::texts::Texts;
use app::processes::Obstacle;
use domain::InstanceId;

/// The caller's own name for a process; where there is none, the beginning of its id.
pub fn reference(business_key: Option<&str>, id: InstanceId) -> String {
    match business_key.filter(|key| !key.is_empty()) {
        Some(key) => key.to_owned(),
        None => id.to_string().chars().take(8).collect(),
    }
}

/// What stood in the way of a process, as a sentence.
pub fn obstacle(words: &Texts, obstacle: &Obstacle) -> String {
    let known = matches!(
        obstacle.code.as_str(),
        "not-running"
            | "foreign-state"
            | "not-in-old"
            | "gone"
            | "other-kind"
            | "other-scope"
            | "path-gone"
            | "cannot-arm"
            | "missing"
            | "over"
            | "at-rest"
            | "as-before"
            | "other-version"
            | "no-incident"
            | "impossible"
    );
    let code = if known { obstacle.code.as_str() } else { "other" };
    words.with2(&format!("obstacle-{code}"), "element", &obstacle.element, "detail", &obstacle.detail)
}

/// What it means that a model breaks a rule, and what to do; none for a rule that has no words of its own.
pub fn rule(words: &Texts, rule: &str) -> Option<&'static str> {
    words.find(&format!("rule-{rule}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::{Country, Lang};

    #[test]
    fn every_obstacle_has_its_sentence() {
        let words = Texts::new(Lang::De, Country::Ch);
        for code in ["gone", "path-gone", "over", "something-new"] {
            let told = Obstacle { code: code.into(), element: "pruefen".into(), detail: "weg".into() };
            let text = obstacle(&words, &told);
            assert!(!text.contains('⟦') && text.ends_with(['.', 'g']), "{text}");
        }
    }

    #[test]
    fn a_rule_is_told_in_the_language_of_the_reader_and_an_unknown_one_not_at_all() {
        let words = Texts::new;
        let told = rule(&words(Lang::De, Country::Ch), "bpmn-too-large").unwrap();
        assert!(told.starts_with("Das Modell ist zu gross."), "{told}");
        assert!(rule(&words(Lang::De, Country::De), "bpmn-not-executable").unwrap().contains("„Executable“"));
        assert!(rule(&words(Lang::Simple, Country::De), "bpmn-no-start").unwrap().contains("Startereignis"));
        assert!(rule(&words(Lang::Fr, Country::Ch), "dmn").unwrap().starts_with("Cette décision"));
        assert_eq!(rule(&words(Lang::De, Country::Ch), "something-new"), None);
    }
}
