//! The public TCK against the list of known gaps, which may only shrink.

use std::collections::BTreeSet;
use std::path::Path;

use feel::Clock;

const GAPS: &str = include_str!("../known-gaps.txt");

#[test]
fn tck_results_match_the_list_of_known_gaps() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance/dmn-tck");
    if !folder.is_dir() {
        println!("SKIPPED: the TCK is not at {}", folder.display());
        return;
    }
    let clock = Clock { now: "2026-03-01T10:00:00Z".parse().unwrap(), zone: jiff::tz::TimeZone::UTC };
    let report = dmn::tck::run(&folder, &clock).unwrap();
    for level in &report.levels {
        println!("{}: {} of {} cases pass", level.name, level.passed, level.total);
    }
    assert!(report.sum().1 > 500, "the TCK folder holds too few cases: {:?}", report.levels);
    let gaps: BTreeSet<&str> =
        GAPS.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let failing: BTreeSet<&str> = report.failures.iter().map(|failure| failure.case.as_str()).collect();
    let fresh: Vec<String> = report
        .failures
        .iter()
        .filter(|failure| !gaps.contains(failure.case.as_str()))
        .map(|failure| format!("{}\n    expected {}\n    actual   {}", failure.case, failure.expected, failure.actual))
        .collect();
    let closed: Vec<&&str> = gaps.iter().filter(|gap| !failing.contains(**gap)).collect();
    assert!(fresh.is_empty(), "{} new failures:\n{}", fresh.len(), fresh.join("\n"));
    assert!(closed.is_empty(), "these gaps are closed, take them off the list: {closed:?}");
}
