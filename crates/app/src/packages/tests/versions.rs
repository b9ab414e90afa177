//! A package is known by its content; fees and texts follow place and language.

use domain::{AuthorityKind, Country, Lang};
use form::Answers;
use serde_json::json;

use super::{files, sound};
use crate::packages::{Tongue, parse, restore};

#[test]
fn the_version_is_the_content() {
    let version = sound().version;
    assert_eq!(version.len(), 64);
    assert_eq!(version, sound().version);
    let mut other = files();
    other.entry("texts/fr.toml".to_owned()).or_default().push('\n');
    assert_ne!(parse(other).expect("still sound").version, version);
}

#[test]
fn a_version_in_use_stays_readable_when_checks_grow() {
    let mut older = files();
    older.remove("scenarios/granted.toml");
    assert!(parse(older.clone()).is_err());
    assert_eq!(restore(older).expect("readable").key, "tisch-leihen");
    let mut broken = files();
    broken.insert("form.toml".to_owned(), "[[page".to_owned());
    assert!(restore(broken).is_err());
}

#[test]
fn the_first_fee_that_fits_counts() {
    let fees = sound().fees;
    let answers: Answers = json!({"tables": 3}).as_object().cloned().unwrap_or_default();
    let fee = |authority: &str, country| fees.fee_for(authority, country, &answers).map(domain::Money::decimal);
    assert_eq!(fee("aarau", Country::Ch).as_deref(), Some("37.50"));
    assert_eq!(fee("baden", Country::Ch).as_deref(), Some("20.00"));
    assert_eq!(fee("heinsberg", Country::De), None);
}

#[test]
fn texts_fall_back_over_country_and_german() {
    let package = sound();
    let texts = |lang, country| package.texts_in(Tongue { lang, country });
    assert_eq!(texts(Lang::De, Country::De).official.as_deref(), Some("Antrag auf Ausleihe"));
    assert_eq!(texts(Lang::De, Country::Ch).official.as_deref(), Some("Leihgesuch"));
    let french = texts(Lang::Fr, Country::De);
    assert_eq!(french.title.as_deref(), Some("Emprunter une table"));
    assert_eq!(french.form.fields["size"].options["small"], "Petite");
    assert_eq!(french.form.fields["size"].options["large"], "Groß");
    let tongue = Tongue { lang: Lang::Fr, country: Country::De };
    assert_eq!(package.language_of(tongue, |texts| texts.title.is_some()), Lang::Fr);
    assert_eq!(package.language_of(tongue, |texts| texts.purpose.is_some()), Lang::De);
    assert_eq!(french.facts["deadline"], "Eine Woche vorher.");
}

#[test]
fn the_descriptor_follows_the_country() {
    let descriptor = sound().descriptor;
    assert_eq!(descriptor.in_country(Country::De).office, "chancery");
    assert_eq!(descriptor.in_country(Country::Ch).office, "works");
    assert_eq!(descriptor.in_country(Country::De).working_days, Some(3));
    assert!(descriptor.is_offered("aargau", Country::Ch, AuthorityKind::Commune));
    assert!(!descriptor.is_offered("aargau", Country::Ch, AuthorityKind::Canton));
}
