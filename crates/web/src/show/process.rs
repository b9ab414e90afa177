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
}
