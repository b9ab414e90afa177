//! The places of the demo against the facts they were made from.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use demo::federations::{Seeds, federations};
use domain::{Authority, AuthorityKind, Directory, PlaceAnswer};
use jiff::civil::date;

fn communes<'a>(seeds: &'a Seeds, federation: &str) -> Vec<&'a Authority> {
    let own = |authority: &&Authority| authority.federation == federation && authority.kind == AuthorityKind::Commune;
    seeds.authorities.iter().filter(own).collect()
}

fn directory(seeds: Seeds) -> Directory {
    Directory::build(seeds.federations, seeds.authorities, seeds.offices).unwrap()
}

/// A file of the facts that lie beside the workspace; None says so and skips.
pub fn facts(name: &str) -> Option<String> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/places").join(name);
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        eprintln!("SKIPPED: {} is not there, so the places are not compared with their source", file.display());
    }
    text
}

#[test]
fn every_place_is_there_once() {
    let seeds = federations().unwrap();
    for (federation, expected, districts) in [("aargau", 196, 11), ("luzern", 79, 6), ("heinsberg", 10, 0)] {
        let communes = communes(&seeds, federation);
        assert_eq!(communes.len(), expected, "{federation}");
        let names: HashSet<_> = communes.iter().filter_map(|commune| commune.district.as_deref()).collect();
        assert_eq!(names.len(), districts, "districts of {federation}");
        assert_eq!(communes.iter().all(|commune| commune.district.is_some()), districts > 0);
    }
    assert_eq!(seeds.authorities.len(), 196 + 79 + 10 + 3);
    let mut taken = HashMap::new();
    let reserved = ["www", "id", "register", "pay", "api", "static", "assets"];
    for authority in &seeds.authorities {
        assert!(authority.kind.is_lead() || authority.hosts.first() == Some(&authority.key), "{}", authority.key);
        for host in &authority.hosts {
            let label = |part: &str| {
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            };
            assert!(host.split('.').all(label) && !reserved.contains(&host.as_str()), "{host}");
            assert_eq!(taken.insert(host.clone(), &authority.key), None, "{host} is taken");
        }
        assert!(authority.theme.brand.len() == 7 && authority.theme.brand.starts_with('#'), "{}", authority.key);
        assert!(!authority.theme.initial.is_empty());
    }
}

#[test]
fn every_place_has_an_office_that_is_open() {
    let seeds = federations().unwrap();
    let directory = directory(seeds.clone());
    for authority in &seeds.authorities {
        let offices = directory.offices_of(&authority.key);
        assert!(!offices.is_empty(), "{} has no office", authority.key);
        let keys: HashSet<_> = offices.iter().map(|office| &office.key).collect();
        assert_eq!(keys.len(), offices.len(), "{} has an office twice", authority.key);
        for office in offices {
            assert!(!office.address.is_empty() && !office.hours.is_empty() && !office.kinds.is_empty());
            let whole = format!("{:?} {} {}", office.address, office.phone, office.email);
            assert!(!whole.contains(['{', '}']), "{whole}");
            assert!(office.email.ends_with(".example"));
            assert!(office.phone.contains("555"), "numbers that belong to nobody: {}", office.phone);
        }
        for kind in ["residents", "tax", "chancery"] {
            assert!(directory.office_for(&authority.key, kind).is_some());
        }
    }
    let aarau = directory.office_for("aarau", "residents").unwrap();
    assert_eq!(aarau.address, ["Stadthaus", "5000 Aarau"]);
    assert_eq!((aarau.phone.as_str(), aarau.email.as_str()), ("062 555 01 01", "einwohnerdienste@aarau.example"));
    let heinsberg = directory.office_for("heinsberg", "tax").unwrap();
    assert_eq!(heinsberg.address, ["Rathaus", "Apfelstraße 60", "52525 Heinsberg"]);
}

#[test]
fn known_hosts_lead_where_they_should() {
    let directory = directory(federations().unwrap());
    let key = |host: &str| directory.find_by_host(host).map(|authority| authority.key.clone()).unwrap_or_default();
    assert_eq!(key("aarau"), "aarau");
    assert_eq!(key("aargau"), "kanton-aargau");
    assert_eq!(key("luzern"), "luzern");
    assert_eq!(key("kanton-luzern"), "kanton-luzern");
    assert_eq!(key("heinsberg"), "heinsberg");
    assert_eq!(key("service.heinsberg"), "heinsberg");
    assert_eq!(key("kreis-heinsberg"), "kreis-heinsberg");
    assert_eq!(key("nowhere"), "");
}

#[test]
fn the_swiss_communes_are_those_of_the_federal_office() {
    let Some(text) = facts("ch-communes-2026.csv") else { return };
    let seeds = federations().unwrap();
    for (federation, canton) in [("aargau", "AG"), ("luzern", "LU")] {
        let expected: HashSet<(String, String, String)> = text
            .lines()
            .map(|line| line.split(',').collect::<Vec<_>>())
            .filter(|cells| cells.get(3) == Some(&canton))
            .map(|cells| (cells[0].to_owned(), cells[1].to_owned(), cells[2].to_owned()))
            .collect();
        let ours: HashSet<_> = communes(&seeds, federation)
            .iter()
            .map(|commune| {
                let number = commune.number.clone().unwrap().number;
                (number, commune.name.clone(), commune.district.clone().unwrap_or_default())
            })
            .collect();
        assert_eq!(ours, expected, "{federation}");
    }
}

#[test]
fn the_german_communes_are_those_of_the_list() {
    let Some(text) = facts("kreis-heinsberg.csv") else { return };
    let seeds = federations().unwrap();
    let cells = |line: &str| line.split(',').take(2).map(str::to_owned).collect::<Vec<_>>();
    let expected: HashSet<_> = text.lines().skip(1).map(cells).collect();
    let ours: HashSet<_> = communes(&seeds, "heinsberg")
        .iter()
        .map(|commune| vec![commune.number.clone().unwrap().number, commune.name.clone()])
        .collect();
    assert_eq!(ours, expected);
}

#[test]
fn an_old_number_leads_to_its_successor() {
    let directory = directory(federations().unwrap());
    let leads_to =
        |federation: &str, question: &str| match directory.find_place(federation, question, date(2026, 11, 22)) {
            PlaceAnswer::One(authority) => authority.name.clone(),
            other => format!("{other:?}"),
        };
    assert_eq!(leads_to("aargau", "4042"), "Baden", "Turgi, 2024");
    assert_eq!(leads_to("aargau", "Kaiserstuhl"), "Zurzach");
    assert_eq!(leads_to("luzern", "1022"), "Hitzkirch", "Altwis, 2021");
}
