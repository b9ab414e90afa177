//! Outside crates that only some rooms may name.

use super::{Finding, Room, arrows};

/// Beginning of the crate's name, the rooms that may use it, why.
const RESERVED: [(&str, &[&str], &str); 6] = [
    ("sqlx", &["store", "demo"], "All SQL lives in store; demo has a register of its own."),
    ("rusqlite", &["store"], "All SQL lives in store."),
    ("reqwest", &["connectors"], "Only connectors speak to the outside over HTTP, behind their guard."),
    ("openidconnect", &["connectors", "demo"], "Only connectors sign people in; demo plays the provider."),
    ("axum", &["web", "demo", "portikus"], "Only web answers HTTP; demo and portikus have listeners of their own."),
    ("typst", &["letters"], "Typst is a third of the build and stays in one leaf."),
];

/// Crates that pure rooms never name.
const IMPURE: [&str; 7] = ["tokio", "reqwest", "sqlx", "axum", "rand", "getrandom", "rusqlite"];

/// Checks every outside crate that a room uses outside of its tests.
pub fn check(rooms: &[Room]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for room in rooms {
        for (need, _) in room.needs.iter().filter(|(_, in_tests)| !in_tests) {
            let reserved = RESERVED.iter().find(|(start, _, _)| is_of(need, start));
            if let Some((_, may, why)) = reserved.filter(|(_, may, _)| !may.contains(&room.name.as_str())) {
                let sentence = format!("It depends on {need}, which is for {} only. {why}", may.join(" and "));
                findings.push(Finding::fault(&room.name, sentence));
            }
            if arrows::is_pure(&room.name) && IMPURE.iter().any(|start| is_of(need, start)) {
                let sentence =
                    format!("It depends on {need}. Levels 0 to 2 are pure: no I/O, no async, no clock, no randomness.");
                findings.push(Finding::fault(&room.name, sentence));
            }
        }
    }
    findings
}

/// Whether a crate is `start` or one of its family ("typst-pdf").
fn is_of(need: &str, start: &str) -> bool {
    need.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

#[cfg(test)]
mod tests {
    use super::super::room;
    use super::*;

    #[test]
    fn each_crate_stays_in_its_room() {
        assert_eq!(check(&[room("store", &["sqlx", "tokio"]), room("letters", &["typst", "typst-pdf"])]), []);
        let findings = check(&[room("app", &["sqlx", "typst-assets"]), room("engine", &["tokio"])]);
        assert_eq!(findings.len(), 3);
        assert!(findings[0].sentence.contains("for store and demo only"), "{}", findings[0].sentence);
        assert!(findings[2].sentence.contains("pure"), "{}", findings[2].sentence);
    }

    #[test]
    fn tests_may_use_what_they_need() {
        let room = Room { name: "web".into(), needs: vec![("reqwest".into(), true)] };
        assert_eq!(check(&[room]), []);
    }
}
