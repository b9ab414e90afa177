//! What editors should mend: findings per record. Nothing here keeps a record from coming in.

use jiff::civil::Date;
use serde::Serialize;
use url::Url;

use crate::module::TextModule;
use crate::office::ChannelKind;
use crate::record::{Kind, Record, RecordId, Validity};
use crate::references::References;
use crate::service::{Service, ServiceKey};
use crate::texts::plain;

/// Longest good summary, in characters: two lines of a list of hits.
pub const MAX_SUMMARY: usize = 200;

/// Something to mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Kind of the record.
    pub kind: Kind,
    /// Its id.
    pub id: RecordId,
    /// Name of the rule, stable: `title-missing`, `summary-missing`, `summary-long`, `office-missing`,
    /// `reference-dangling`, `url-broken`, `validity-expired`, `translation-missing`, `area-broken`, `leika-broken`.
    pub rule: &'static str,
    /// What is wrong, in German.
    pub sentence: String,
}

/// Checks all records together. `today` decides what has expired, `languages` are those that titles should exist in.
pub fn check(records: &[Record], today: Date, languages: &[&str]) -> Vec<Finding> {
    let known = References::of(records);
    let mut findings = Vec::new();
    for record in records {
        let mut find = |rule: &'static str, sentence: String| {
            findings.push(Finding { kind: record.kind(), id: record.id().clone(), rule, sentence });
        };
        match record {
            Record::Service(found) => service(found, &known, today, languages, &mut find),
            Record::Organisation(unit) => {
                if unit.name.is_empty() {
                    find("title-missing", "Der Name fehlt.".to_owned());
                }
                reference(unit.parent.as_ref(), &known, &[Kind::Organisation], &mut find);
                expired(&unit.validity, today, &mut find);
                let pages = unit.contacts.iter().filter(|contact| contact.kind == ChannelKind::Web);
                pages.for_each(|contact| address(&contact.value, &mut find));
                unit.areas.iter().filter(|area| !area.is_well_formed()).for_each(|area| broken_area(area, &mut find));
            }
            Record::Person(person) => reference(person.office.as_ref(), &known, &[Kind::Organisation], &mut find),
            Record::Online(online) => {
                if online.links.is_empty() {
                    find("url-broken", "Der Onlinedienst hat keine Adresse.".to_owned());
                }
                online.links.iter().for_each(|link| address(&link.url, &mut find));
            }
            Record::Responsibility(found) => {
                reference(Some(&found.service), &known, &[Kind::Service], &mut find);
                reference(Some(&found.office), &known, &[Kind::Organisation, Kind::Online], &mut find);
                found.areas.iter().filter(|area| !area.is_well_formed()).for_each(|area| broken_area(area, &mut find));
            }
        }
    }
    findings
}

type Find<'a> = &'a mut dyn FnMut(&'static str, String);

fn service(service: &Service, known: &References<'_>, today: Date, languages: &[&str], find: Find<'_>) {
    if service.title("de").is_none() {
        find("title-missing", "Der Titel fehlt.".to_owned());
    }
    for language in languages {
        let has = |module| service.modules.get(&module).is_some_and(|texts| texts.in_language(language).is_some());
        if !has(TextModule::Title) && !has(TextModule::Official) {
            find("translation-missing", format!("Der Titel fehlt in der Sprache „{language}“."));
        }
    }
    match service.summary("de").map(plain) {
        None => find("summary-missing", "Die Kurzbeschreibung fehlt.".to_owned()),
        Some(text) => {
            let length = text.chars().count();
            if length > MAX_SUMMARY {
                let sentence = format!("Die Kurzbeschreibung hat {length} Zeichen, gut sind höchstens {MAX_SUMMARY}.");
                find("summary-long", sentence);
            }
        }
    }
    if known.responsibilities(&service.id).next().is_none() && service.text(TextModule::Responsible, "de").is_none() {
        find("office-missing", "Keine Stelle ist zuständig.".to_owned());
    }
    service.links.iter().for_each(|link| address(&link.url, find));
    service.documents.iter().filter_map(|document| document.url.as_deref()).for_each(|url| address(url, find));
    service.areas.iter().filter(|area| !area.is_well_formed()).for_each(|area| broken_area(area, find));
    for key in &service.keys {
        if let ServiceKey::Leika(number) = key
            && (number.len() != 14 || !number.bytes().all(|b| b.is_ascii_digit()))
        {
            find("leika-broken", format!("Der LeiKa-Schlüssel „{number}“ hat nicht 14 Ziffern."));
        }
    }
    expired(&service.validity, today, find);
}

fn reference(id: Option<&RecordId>, known: &References<'_>, kinds: &[Kind], find: Find<'_>) {
    if let Some(id) = id.filter(|id| !known.has(id, kinds)) {
        let kinds = kinds.iter().map(|kind| kind.german()).collect::<Vec<_>>().join(" oder ");
        find("reference-dangling", format!("„{id}“ ({kinds}) gibt es nicht."));
    }
}

fn expired(validity: &Validity, today: Date, find: Find<'_>) {
    if let Some(until) = validity.until.filter(|until| *until < today) {
        find("validity-expired", format!("Die Gültigkeit endete am {until}."));
    }
}

fn broken_area(area: &crate::area::AreaKey, find: Find<'_>) {
    find("area-broken", format!("„{area}“ ist kein gültiger Gebietsschlüssel."));
}

/// Whether people can follow an address: complete, http or https, with a host.
fn address(url: &str, find: Find<'_>) {
    let fine = Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if !fine {
        find("url-broken", format!("„{url}“ ist keine vollständige Internetadresse."));
    }
}
