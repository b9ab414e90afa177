//! Arrows: a room knows only rooms below it, and of those only the ones listed here.

use super::{Finding, Room};

/// Room, level, the rooms it may know.
const ROOMS: [(&str, u8, &[&str]); 15] = [
    ("feel", 0, &[]),
    ("domain", 0, &[]),
    ("catalogue", 1, &["domain"]),
    ("dmn", 1, &["feel"]),
    ("form", 1, &["feel"]),
    ("engine", 2, &["feel", "dmn"]),
    ("store", 3, &["domain", "form", "engine"]),
    ("search", 3, &["domain"]),
    ("letters", 3, &["domain"]),
    ("connectors", 3, &["domain"]),
    ("demo", 3, &["domain"]),
    ("app", 4, &["domain", "catalogue", "feel", "dmn", "form", "engine", "store", "search", "letters", "connectors"]),
    ("web", 5, &["domain", "catalogue", "form", "app"]),
    (
        "portikus",
        6,
        &[
            "domain",
            "catalogue",
            "feel",
            "dmn",
            "form",
            "engine",
            "store",
            "search",
            "letters",
            "connectors",
            "demo",
            "app",
            "web",
        ],
    ),
    ("xtask", 7, &[]),
];

/// Highest level that is pure.
const PURE: u8 = 2;

fn level(name: &str) -> Option<u8> {
    ROOMS.iter().find(|(room, _, _)| *room == name).map(|(_, level, _)| *level)
}

/// Whether a room has no I/O, no clock, no randomness.
pub fn is_pure(name: &str) -> bool {
    level(name).is_some_and(|level| level <= PURE)
}

/// Checks every arrow between two rooms.
pub fn check(rooms: &[Room]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for room in rooms {
        let Some((_, own, may_know)) = ROOMS.iter().find(|(name, _, _)| *name == room.name) else {
            let sentence = "This room has no level. Give it one, and its arrows, in xtask/src/tidy/arrows.rs.";
            findings.push(Finding::fault(&room.name, sentence));
            continue;
        };
        for (need, in_tests) in &room.needs {
            let Some(other) = level(need) else { continue };
            if *in_tests {
                // Tests may meet neighbours, but nothing above them.
                if other > *own {
                    let sentence =
                        format!("Its tests use {need} (level {other}), above its own level {own}. Move them up.");
                    findings.push(Finding::fault(&room.name, sentence));
                }
            } else if !may_know.contains(&need.as_str()) {
                findings.push(Finding::fault(&room.name, refusal(need, other, *own, may_know)));
            }
        }
    }
    findings
}

fn refusal(need: &str, other: u8, own: u8, may_know: &[&str]) -> String {
    let may = if may_know.is_empty() { "no other room".to_owned() } else { may_know.join(", ") };
    let why = if other >= own { "An arrow may only point to a lower level" } else { "This arrow is not in the plan" };
    format!("It depends on {need} (level {other}) from level {own}. {why}; it may know {may}.")
}

#[cfg(test)]
mod tests {
    use super::super::room;
    use super::*;

    #[test]
    fn arrows_down_the_plan_pass_and_others_are_explained() {
        assert_eq!(check(&[room("engine", &["dmn", "feel", "serde"]), room("web", &["app", "axum"])]), []);
        let findings = check(&[room("feel", &["dmn"]), room("web", &["store"]), room("cellar", &[])]);
        let sentences: Vec<&str> = findings.iter().map(|f| f.sentence.as_str()).collect();
        assert!(sentences[0].contains("lower level; it may know no other room"), "{sentences:?}");
        assert!(sentences[1].contains("not in the plan; it may know domain, catalogue, form, app"), "{sentences:?}");
        assert!(sentences[2].contains("no level"), "{sentences:?}");
    }

    #[test]
    fn tests_may_meet_neighbours_only() {
        let with_tests = |name: &str, need: &str| Room { name: name.into(), needs: vec![(need.into(), true)] };
        assert_eq!(check(&[with_tests("demo", "connectors")]), []);
        assert_eq!(check(&[with_tests("store", "app")]).len(), 1);
    }
}
