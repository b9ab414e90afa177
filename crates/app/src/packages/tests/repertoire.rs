//! Every service of the shared repertoire loads without a fault, and its scenarios come out as written.

use std::path::Path;

use domain::Country;

use super::told;
use crate::packages::{load_folder, run_scenario};

/// The authorities of the scenarios that are in Germany.
const GERMAN: &[&str] = &[
    "heinsberg",
    "kreis-heinsberg",
    "erkelenz",
    "gangelt",
    "geilenkirchen",
    "hueckelhoven",
    "selfkant",
    "uebach-palenberg",
    "waldfeucht",
    "wassenberg",
    "wegberg",
];

fn country_of(authority: &str) -> Option<Country> {
    Some(if GERMAN.contains(&authority) { Country::De } else { Country::Ch })
}

#[test]
fn every_service_loads_and_its_scenarios_pass() {
    let services = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
    let mut wrong = String::new();
    let mut count = 0;
    for entry in std::fs::read_dir(&services).expect("the repertoire is there").flatten() {
        if !entry.path().is_dir() {
            continue;
        }
        count += 1;
        let name = entry.file_name().to_string_lossy().into_owned();
        match load_folder(&entry.path()) {
            Err(problems) => wrong.push_str(&format!("{name}:\n{}", told(&problems))),
            Ok(package) => {
                for scenario in &package.scenarios {
                    let result = run_scenario(&package, scenario, &country_of);
                    if !result.passed() {
                        let trail = result.trail.join("\n  ");
                        wrong.push_str(&format!("{name}:\n{}  {trail}\n", told(&result.failures)));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 25, "only {count} services");
}
