//! What is in force at whom: inherited, overlaid, dated, taken over.

use super::in_force::{InForce, Published};
use super::{Online, OwnService, Part, Specialisation};
use crate::finding::{is_offered, is_online, online_elsewhere};
use crate::packages::{Package, parse};
use domain::{Authority, AuthorityKind, Country, Directory, Federation, Lang, LangTexts, Theme};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::sync::Arc;

const TODAY: Date = date(2026, 11, 22);

pub(super) fn authority(key: &str) -> Authority {
    Authority {
        key: key.to_owned(),
        federation: "aargau".to_owned(),
        kind: if key == "kanton" { AuthorityKind::Canton } else { AuthorityKind::Commune },
        name: key.to_owned(),
        full_name: LangTexts::same(key),
        country: Country::Ch,
        region: None,
        district: None,
        number: None,
        hosts: vec![key.to_owned()],
        postal_codes: Vec::new(),
        former: Vec::new(),
        theme: Theme { brand: "#1f5c99".to_owned(), initial: "A".to_owned() },
        embed_origins: Vec::new(),
        old_counter: None,
        since: None,
        merged_into: None,
    }
}

fn directory() -> Directory {
    let lead = "kanton".to_owned();
    let federation =
        Federation { key: "aargau".to_owned(), name: LangTexts::same("Aargau"), country: Country::Ch, lead };
    let authorities = ["kanton", "aarau", "suhr"].map(authority).to_vec();
    Directory::build(vec![federation], authorities, Vec::new()).unwrap_or_default()
}

fn shared() -> BTreeMap<String, Arc<Package>> {
    let service = "key = \"hund\"\nlevel = \"commune\"\ncountries = [\"CH\", \"DE\"]\noffice = \"tax\"\ntrust_level = \"none\"\nstage = 0\n[country.CH]\nworking_days = 5\n";
    let files = [
        ("service.toml", service),
        (
            "texts/de.toml",
            "title = \"Hund\"\nofficial = \"Hundekontrolle\"\nkeywords = [\"Welpe\"]\nsummary = \"Alle.\"\nnote = \"Beispieltext\"\ndescription = [\"Eins.\"]\n",
        ),
        ("texts/de-CH.toml", "summary = \"Alle in der Schweiz.\"\n"),
        ("texts/fr.toml", "title = \"Chien\"\nofficial = \"Chien\"\nkeywords = [\"chien\"]\nsummary = \"Tous.\"\n"),
        ("texts/it.toml", "title = \"Cane\"\nofficial = \"Cane\"\nkeywords = [\"cane\"]\nsummary = \"Tutti.\"\n"),
        ("texts/en.toml", "title = \"Dog\"\nofficial = \"Dog\"\nkeywords = [\"dog\"]\nsummary = \"Everybody.\"\n"),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let package = parse(BTreeMap::from(files)).unwrap_or_else(|problems| panic!("{problems:?}"));
    BTreeMap::from([("hund".to_owned(), Arc::new(package))])
}

fn said(part: Part, text: &str) -> Specialisation {
    let mut said = Specialisation::default();
    said.say(Lang::De, part, text.to_owned());
    said
}

fn published(all: &[(&str, &str, Specialisation)]) -> Published {
    all.iter().map(|(whose, service, said)| ((*whose).to_owned(), (*service).to_owned(), said.clone())).collect()
}

fn at(in_force: &InForce, key: &str, service: &str) -> Arc<Package> {
    let found = in_force.find(&authority(key), Some(&authority("kanton")), service);
    found.unwrap_or_else(|| panic!("{key} says nothing about {service}"))
}

#[test]
fn a_commune_speaks_over_its_canton_and_the_canton_over_all() {
    let mut from_canton = said(Part::Summary, "Der Kanton.");
    from_canton.say(Lang::De, Part::Deadline, "Zehn Tage.".to_owned());
    let all = published(&[("kanton", "hund", from_canton), ("aarau", "hund", said(Part::Summary, "Aarau."))]);
    let in_force = InForce::build(&shared(), &directory(), &all, TODAY);
    let (aarau, suhr) = (at(&in_force, "aarau", "hund"), at(&in_force, "suhr", "hund"));
    let summary = |package: &Package, lang| Part::Summary.of(&package.texts(lang, Country::Ch));
    assert_eq!(summary(&aarau, Lang::De), "Aarau.", "also over what differs in the country");
    assert_eq!(summary(&suhr, Lang::De), "Der Kanton.");
    assert_eq!(Part::Deadline.of(&aarau.texts(Lang::De, Country::Ch)), "Zehn Tage.");
    // A translation of other words is wrong: German is shown in its place, everything else stays translated.
    assert_eq!(summary(&aarau, Lang::Fr), "Aarau.");
    assert_eq!(aarau.title(Lang::Fr, Country::Ch), "Chien");
    assert_eq!(aarau.version, shared()["hund"].version, "a case keeps the version that all share");
    assert_eq!(in_force.whose("suhr", Some("kanton"), "hund"), Some("kanton"));
    assert_eq!(in_force.whose("suhr", None, "hund"), None);
}

#[test]
fn a_translation_alone_leaves_the_others() {
    let mut french = Specialisation::default();
    french.say(Lang::Fr, Part::Title, "Toutou".to_owned());
    let in_force = InForce::build(&shared(), &directory(), &published(&[("aarau", "hund", french)]), TODAY);
    let aarau = at(&in_force, "aarau", "hund");
    let titles = [Lang::De, Lang::Fr, Lang::It].map(|lang| aarau.title(lang, Country::Ch));
    assert_eq!(titles, ["Hund", "Toutou", "Cane"]);
}

#[test]
fn what_is_dated_holds_in_its_time_only() {
    let dated = Specialisation { from: Some(date(2027, 1, 1)), ..said(Part::Title, "Neu") };
    let all = published(&[("aarau", "hund", dated)]);
    let find = |day| InForce::build(&shared(), &directory(), &all, day).find(&authority("aarau"), None, "hund");
    assert!(find(TODAY).is_none());
    assert!(find(date(2027, 1, 1)).is_some());
}

#[test]
fn a_service_is_withheld_or_done_elsewhere() {
    let withheld = Specialisation { withheld: true, ..Specialisation::default() };
    let address = "https://schalter.example/hund".to_owned();
    let elsewhere = Specialisation { online: Online::Elsewhere(address.clone()), ..Specialisation::default() };
    let all = published(&[("aarau", "hund", withheld), ("suhr", "hund", elsewhere)]);
    let in_force = InForce::build(&shared(), &directory(), &all, TODAY);
    let (aarau, suhr) = (at(&in_force, "aarau", "hund"), at(&in_force, "suhr", "hund"));
    assert!(!is_offered(&aarau, &authority("aarau")));
    assert!(!is_online(&suhr, &authority("suhr")));
    assert_eq!(online_elsewhere(&suhr, &authority("suhr")), Some(address.as_str()));
}

#[test]
fn a_service_of_ones_own_is_a_service_like_others_and_can_be_taken_over() {
    let mut own = said(Part::Title, "Waldhütte „Ost“ = \"gut\"");
    own.say(Lang::De, Part::Summary, "Für Feste.".to_owned());
    own.say(Lang::De, Part::Documents, "Ausweis\nVertrag".to_owned());
    own.own =
        Some(OwnService { office: "forest".to_owned(), life_situations: vec!["freizeit".to_owned()], shared: true });
    let adopted =
        Specialisation { adopted_from: Some("aarau-hutte".to_owned()), ..said(Part::Title, "Waldhütte West") };
    let all = published(&[("aarau", "aarau-hutte", own), ("suhr", "aarau-hutte", adopted)]);
    let in_force = InForce::build(&shared(), &directory(), &all, TODAY);
    let (aarau, suhr) = (at(&in_force, "aarau", "aarau-hutte"), at(&in_force, "suhr", "aarau-hutte"));
    assert_eq!(aarau.title(Lang::De, Country::Ch), "Waldhütte „Ost“ = \"gut\"");
    assert_eq!(suhr.title(Lang::De, Country::Ch), "Waldhütte West");
    assert_eq!(suhr.texts(Lang::De, Country::Ch).documents, ["Ausweis", "Vertrag"]);
    assert!(is_offered(&aarau, &authority("aarau")) && !is_offered(&aarau, &authority("suhr")));
    assert!(is_offered(&suhr, &authority("suhr")) && !is_offered(&suhr, &authority("aarau")));
}
