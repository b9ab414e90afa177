//! Looking places up for a day: a commune answers until it goes up in another one, and not before it exists.

use domain::directory::DirectoryFault;
use domain::{Authority, Directory, Federation, FormerPlace, Merger, PlaceAnswer};
use jiff::civil::{Date, date};
use serde_json::json;

fn commune(name: &str, number: &str, code: &str) -> Authority {
    let key = name.to_lowercase();
    serde_json::from_value(json!({
        "key": key, "federation": "muster", "kind": "commune", "name": name, "full_name": { "de": name }, "country": "CH",
        "district": null, "number": { "scheme": "BFS", "number": number }, "hosts": [key], "postal_codes": [code],
        "former": [], "theme": { "brand": "#003366", "initial": "M" },
    }))
    .unwrap()
}

fn federation() -> Federation {
    serde_json::from_value(json!({ "key": "muster", "name": { "de": "Muster" }, "country": "CH", "lead": "kanton" }))
        .unwrap()
}

fn build(authorities: Vec<Authority>) -> Result<Directory, DirectoryFault> {
    Directory::build(vec![federation()], authorities, Vec::new())
}

fn into(successor: &str, from: Date) -> Option<Merger> {
    Some(Merger { successor: successor.into(), from })
}

const DAY: Date = date(2027, 1, 1);
const EVE: Date = date(2026, 12, 31);

fn names(answer: PlaceAnswer) -> Vec<String> {
    match answer {
        PlaceAnswer::One(one) => vec![one.name.clone()],
        PlaceAnswer::Many(many) => many.iter().map(|one| one.name.clone()).collect(),
        PlaceAnswer::None => Vec::new(),
    }
}

#[test]
fn number_name_code_and_host_lead_to_whoever_answers_on_the_day() {
    let old = Authority { merged_into: into("neuwil", DAY), ..commune("Altdorf", "4001", "5001") };
    let former = FormerPlace { number: "4001".into(), name: "Altdorf".into(), year: 2027 };
    let new = Authority { former: vec![former], ..commune("Neuwil", "4002", "5002") };
    let directory = build(vec![old, new]).unwrap();
    for (day, answers) in [(EVE, "Altdorf"), (DAY, "Neuwil"), (date(2050, 6, 1), "Neuwil")] {
        for question in ["Altdorf", "altdorf", "4001", "5001", "Dorfweg 3, 5001 Altdorf"] {
            assert_eq!(names(directory.find_place("muster", question, day)), [answers], "{question} on {day}");
        }
        assert_eq!(directory.find_by_number("4001", day).unwrap().name, answers);
        let owner = directory.find_by_host("altdorf").unwrap();
        assert_eq!(directory.answering(&owner, day).name, answers);
        assert_eq!(names(directory.find_place("muster", "Neuwil", day)), ["Neuwil"]);
    }
    assert_eq!(directory.answering_in("muster", EVE).count(), 2);
    assert_eq!(directory.answering_in("muster", DAY).count(), 1);
}

#[test]
fn a_chain_of_mergers_is_followed_and_a_new_commune_is_not_found_too_early() {
    let a = Authority { merged_into: into("bedorf", date(2020, 1, 1)), ..commune("Adorf", "1", "5001") };
    let b = Authority { merged_into: into("cedorf", DAY), ..commune("Bedorf", "2", "5002") };
    let c = Authority { since: Some(DAY), ..commune("Cedorf", "3", "5003") };
    let directory = build(vec![a, b, c]).unwrap();
    for (day, answers) in [(date(2019, 12, 31), "Adorf"), (EVE, "Bedorf"), (DAY, "Cedorf")] {
        assert_eq!(directory.find_by_number("1", day).unwrap().name, answers, "{day}");
    }
    assert_eq!(names(directory.find_place("muster", "Cedorf", EVE)), Vec::<String>::new());
    assert!(directory.find_by_number("3", EVE).is_none());
}

#[test]
fn a_former_place_that_is_no_authority_leads_to_its_successor_on_any_day() {
    let former = FormerPlace { number: "4001".into(), name: "Altdorf".into(), year: 2027 };
    let directory = build(vec![Authority { former: vec![former], ..commune("Neuwil", "4002", "5002") }]).unwrap();
    for day in [EVE, DAY] {
        assert_eq!(names(directory.find_place("muster", "Altdorf", day)), ["Neuwil"]);
        assert_eq!(directory.find_by_number("4001", day).unwrap().name, "Neuwil");
    }
}

#[test]
fn mergers_into_nowhere_and_in_a_circle_are_refused() {
    let nowhere = Authority { merged_into: into("nirgends", DAY), ..commune("Altdorf", "1", "5001") };
    assert!(matches!(build(vec![nowhere]), Err(DirectoryFault::NoSuccessor { .. })));
    let a = Authority { merged_into: into("bedorf", DAY), ..commune("Adorf", "1", "5001") };
    let b = Authority { merged_into: into("adorf", DAY), ..commune("Bedorf", "2", "5002") };
    assert!(matches!(build(vec![a, b]), Err(DirectoryFault::Circle(_))));
}
