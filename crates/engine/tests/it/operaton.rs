//! Every public model of another engine against its scenario, written from the model and the BPMN standard.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::scenario::{Scenario, ScenarioFile, check};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Paths of the files in a folder, sorted; empty where there is no such folder.
fn list(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// All scenarios with the file they stand in.
fn scenarios() -> Vec<(String, Scenario)> {
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file: ScenarioFile = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        file.model.into_iter().map(move |scenario| (name.clone(), scenario))
    };
    list(&Path::new(ROOT).join("tests/scenarios/operaton")).into_iter().flat_map(read).collect()
}

#[test]
fn every_model_waits_where_its_scenario_says() {
    let scenarios = scenarios();
    let folder = Path::new(ROOT).join("../../../shared/conformance/bpmn/operaton");
    let models: BTreeSet<String> =
        list(&folder).iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
    if models.is_empty() {
        println!("SKIPPED: no models in {}", folder.display());
        return;
    }
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let (mut runs, mut steps, mut refused) = (0, 0, 0);
    for (file, scenario) in &scenarios {
        let place = format!("{file}: {} ({})", scenario.file, scenario.about);
        if !seen.insert(scenario.file.clone()) {
            faults.push(format!("{place}: has two scenarios"));
        }
        match std::fs::read_to_string(folder.join(&scenario.file)) {
            Err(_) => faults.push(format!("{place}: there is no such model")),
            Ok(xml) => faults.extend(check(scenario, &xml).err().map(|why| format!("{place}: {why}"))),
        }
        runs += scenario.run.len();
        steps += scenario.run.iter().map(|run| run.steps.len()).sum::<usize>();
        refused += usize::from(scenario.run.is_empty());
    }
    faults.extend(models.difference(&seen).map(|model| format!("{model}: has no scenario")));
    println!("{} models, {refused} of them refused; {runs} runs with {steps} steps", models.len());
    assert!(faults.is_empty(), "{} of {} differ:\n{}", faults.len(), models.len(), faults.join("\n"));
}

/// The comparison must be able to fail: each wrong word in a scenario is told with its place.
#[test]
fn a_wrong_expectation_is_told_with_step_expected_and_actual() {
    let xml = crate::play::process(&crate::play::user("a"), "s>a a>e");
    let told = |steps: &str| {
        let text =
            format!("[[model]]\nfile = \"a.bpmn\"\nabout = \"\"\n[[model.run]]\nabout = \"way\"\nsteps = [{steps}]");
        let file: ScenarioFile = toml::from_str(&text).unwrap();
        check(&file.model[0], &xml).err().unwrap_or_default()
    };
    let start = r#"{ start = "plain", waits = ["task a"] }"#;
    assert_eq!(told(&format!(r#"{start}, {{ complete = "a", ends = "completed" }}"#)), "");
    for (steps, wanted) in [
        (r#"{ start = "plain", waits = ["task b"] }"#.to_owned(), r#"step 1: waits:"#),
        (r#"{ start = "plain", waits = ["task a x2"] }"#.to_owned(), r#"expected ["task a", "task a"]"#),
        (r#"{ start = "plain", waits = ["task a (assignee kermit)"] }"#.to_owned(), r#"actual   ["task a ()"]"#),
        (format!(r#"{start}, {{ complete = "a", waits = ["task a"] }}"#), r#"step 2: waits:"#),
        (format!(r#"{start}, {{ complete = "a", ends = "terminated at e" }}"#), r#"actual   Some("completed")"#),
        (format!(r#"{start}, {{ complete = "a", ends = "completed", has = {{ x = 1 }} }}"#), "has:"),
        (format!(r#"{start}, {{ complete = "a", ends = "completed", sends = ["signal x"] }}"#), "sends:"),
        (format!(r#"{start}, {{ message = "x", waits = ["task a"] }}"#), "step 2: Nothing waits"),
        (start.to_owned(), "stops before the end"),
    ] {
        let why = told(&steps);
        assert!(why.contains("way") && why.contains(wanted), "{steps}: {why}");
    }
}
