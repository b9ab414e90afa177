//! The mergers of the last years as the federal statistical office lists them: on every day the right commune answers.
//!
//! The communes that are no more come back as authorities of their own, with the day of their merger; those that began
//! with a merger begin on that day.

use crate::federations::facts;
use demo::federations::federations;
use domain::{Authority, AuthorityKind, Directory, Merger, OfficialNumber, PlaceAnswer};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const SOURCE: &str = "ag-lu-mergers-2018-2026.tsv";
const COMMUNES: &str = "ch-communes-2026.csv";
const HEINSBERG: &str = "kreis-heinsberg.csv";

/// A commune that is no more.
struct Gone {
    federation: &'static str,
    number: String,
    name: String,
    from: Date,
    /// Number of the successor where the source names it.
    successor: Option<String>,
}

/// The source's lines: communes that disappeared, and how many were left in a canton after a year.
fn read(source: &str) -> (Vec<Gone>, BTreeMap<(&'static str, i16), usize>) {
    let (mut gone, mut left) = (Vec::new(), BTreeMap::new());
    for line in source.lines().skip(1).filter(|line| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let federation = if cells[0] == "AG" { "aargau" } else { "luzern" };
        let year: i16 = cells[1].parse().unwrap();
        left.insert((federation, year), cells[2].parse().unwrap());
        let successor = cells[4].split_once(' ').filter(|(number, _)| number.parse::<u32>().is_ok());
        for old in cells[3].split("; ") {
            let (number, name) = old.split_once(' ').unwrap();
            gone.push(Gone {
                federation,
                number: number.to_owned(),
                name: name.to_owned(),
                from: date(year, 1, 1),
                successor: successor.map(|(number, _)| number.to_owned()),
            });
        }
    }
    (gone, left)
}

/// The demo's directory with the communes that are no more.
fn directory(gone: &[Gone]) -> Directory {
    let seeds = federations().unwrap();
    let mut authorities = seeds.authorities;
    let mut old = Vec::new();
    for one in gone {
        let holds = |authority: &&mut Authority| authority.former.iter().any(|former| former.number == one.number);
        let successor = authorities.iter_mut().find(holds).unwrap_or_else(|| panic!("{} has no successor", one.name));
        if let Some(number) = &one.successor {
            assert_eq!(successor.number.as_ref().map(|own| &own.number), Some(number), "{}", one.name);
            successor.since = Some(one.from);
        }
        let key = format!("alt-{}", one.number);
        old.push(Authority {
            hosts: vec![key.clone()],
            key,
            name: one.name.clone(),
            number: Some(OfficialNumber { scheme: "BFS".into(), number: one.number.clone() }),
            postal_codes: Vec::new(),
            former: Vec::new(),
            since: None,
            merged_into: Some(Merger { successor: successor.key.clone(), from: one.from }),
            ..successor.clone()
        });
    }
    authorities.extend(old);
    Directory::build(seeds.federations, authorities, seeds.offices).unwrap()
}

fn number_of(authority: &Authority) -> String {
    authority.number.as_ref().map(|own| own.number.clone()).unwrap_or_default()
}

#[test]
fn the_old_commune_answers_until_the_day_and_its_successor_from_then_on() {
    let (Some(source), Some(communes)) = (facts(SOURCE), facts(COMMUNES)) else { return };
    let living: HashMap<&str, &str> = communes.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
    let (gone, _) = read(&source);
    let directory = directory(&gone);
    for one in &gone {
        let before = one.from.checked_sub(1.day()).unwrap();
        let by_name = |day| match directory.find_place(one.federation, &one.name, day) {
            PlaceAnswer::One(commune) => number_of(&commune),
            other => panic!("{} on {day}: {other:?}", one.name),
        };
        let by_number = |day| directory.find_by_number(&one.number, day).map(|commune| number_of(&commune));
        let by_host = |day| {
            let owner = directory.find_by_host(&format!("alt-{}", one.number)).unwrap();
            number_of(&directory.answering(&owner, day))
        };
        assert_eq!(by_number(before).as_ref(), Some(&one.number), "{} the day before", one.name);
        assert_eq!((by_name(before), by_host(before)), (one.number.clone(), one.number.clone()), "{}", one.name);
        for day in [one.from, date(2026, 1, 1), date(2040, 1, 1)] {
            let successor = by_number(day).unwrap_or_else(|| panic!("{} leads nowhere on {day}", one.number));
            assert!(living.contains_key(successor.as_str()), "{} leads to {successor}, which is no more", one.name);
            assert!(!living.contains_key(one.number.as_str()), "{} still exists", one.name);
            assert_eq!((by_name(day), by_host(day)), (successor.clone(), successor), "{} on {day}", one.name);
        }
    }
    assert_eq!(gone.len(), 23);
}

#[test]
fn every_living_commune_is_found_by_number_and_by_name() {
    let (Some(source), Some(swiss), Some(german)) = (facts(SOURCE), facts(COMMUNES), facts(HEINSBERG)) else { return };
    let directory = directory(&read(&source).0);
    let cantons = [("AG", "aargau"), ("LU", "luzern")];
    let swiss = swiss.lines().skip(1).filter_map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let (_, federation) = cantons.iter().find(|(canton, _)| cells.get(3) == Some(canton))?;
        Some((*federation, cells[0].to_owned(), cells[1].to_owned()))
    });
    let german = german.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        Some(("heinsberg", cells.next()?.to_owned(), cells.next()?.to_owned()))
    });
    let mut checked = BTreeMap::new();
    for (federation, number, name) in swiss.chain(german) {
        for day in [date(2026, 1, 1), date(2026, 11, 22)] {
            let found = directory.find_by_number(&number, day).unwrap_or_else(|| panic!("{number} {name}"));
            assert_eq!((number_of(&found), found.name.as_str()), (number.clone(), name.as_str()));
            match directory.find_place(federation, &name, day) {
                PlaceAnswer::One(found) => assert_eq!(number_of(&found), number, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
        *checked.entry(federation).or_insert(0) += 1;
    }
    assert_eq!(checked, BTreeMap::from([("aargau", 196), ("luzern", 79), ("heinsberg", 10)]));
}

#[test]
fn each_year_has_as_many_communes_as_the_source_counts() {
    let Some(source) = facts(SOURCE) else { return };
    let (gone, left) = read(&source);
    let directory = directory(&gone);
    for ((federation, year), expected) in left {
        let day = date(year, 1, 1);
        let communes = directory.answering_in(federation, day).filter(|a| a.kind == AuthorityKind::Commune).count();
        assert_eq!(communes, expected, "{federation} on {day}");
        // The same by arithmetic: those of today, and those that went later, without those that began later.
        let today = directory.answering_in(federation, date(2026, 12, 31)).count() - 1;
        let later = |one: &&Gone| one.federation == federation && one.from > day;
        let went = gone.iter().filter(later).count();
        let began: BTreeSet<_> = gone.iter().filter(later).filter_map(|one| one.successor.as_ref()).collect();
        assert_eq!(today + went - began.len(), expected, "{federation} in {year}");
    }
}
