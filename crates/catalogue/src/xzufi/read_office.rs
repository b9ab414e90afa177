//! Reads `organisationseinheit`, `kontaktperson` and `onlinedienst`.

use domain::hours::OpeningHours;

use super::read::{Reading, area, moment, record_id};
use super::read_service::{language, link};
use crate::area::AreaKey;
use crate::office::{Address, ChannelKind, Contact, HoursException, Organisation};
use crate::online::OnlineService;
use crate::person::Person;
use crate::record::{Kind, Record, RecordId};
use crate::xml::{Xml, add_text, attribute, below, child, children, code, text, text_of, texts};

/// Reads a unit, then the persons and responsibilities within it as records of their own.
pub(super) fn organisation(reading: &mut Reading, xml: Xml<'_>) {
    let id = child(xml, "id").map(record_id).unwrap_or_default();
    reading.record(xml, Kind::Organisation, unit);
    for (part, name) in children(xml) {
        match name {
            "kontaktperson" => {
                let office = id.clone();
                reading.record(part, Kind::Person, |reading, part| person(reading, part, Some(office)));
            }
            "zustaendigkeit" => reading.responsibility(part, Some(id.clone())),
            _ => {}
        }
    }
}

fn unit(reading: &mut Reading, xml: Xml<'_>) -> Record {
    let mut unit = Organisation::default();
    for (part, name) in children(xml) {
        match name {
            "id" => unit.id = record_id(part),
            "name" => match child(part, "name") {
                Some(_) => {
                    children(part)
                        .filter(|(_, name)| *name == "name")
                        .for_each(|(text, _)| add_text(&mut unit.name, text));
                }
                None => add_text(&mut unit.name, part),
            },
            "kategorie" => unit.kinds.push(child(part, "bezeichnung").map_or_else(|| code(part), text)),
            "beschreibung" | "kurzbeschreibung" => add_text(&mut unit.description, part),
            "uebergeordneteOrganisationseinheitID" | "uebergeordnetesObjektID" => unit.parent = Some(record_id(part)),
            "anschrift" => unit.addresses.push(address(part)),
            "erreichbarkeit" | "kommunikation" => unit.contacts.extend(contact(part)),
            "internetadresse" => unit.contacts.extend(link(part).map(|link| Contact {
                kind: ChannelKind::Web,
                value: link.url,
                note: link.title,
            })),
            "infoOeffnungszeitenText" => add_text(&mut unit.hours_note, part),
            "infoOeffnungszeitenStrukturiert" => hours(reading, &mut unit, part),
            "gebietID" | "gueltigkeitGebietID" => unit.areas.push(area(part)),
            "gueltigkeit" => unit.validity = reading.validity(part),
            "versionsinformation" => unit.changed = child(part, "geaendertDatumZeit").and_then(moment),
            "kontaktperson" | "zustaendigkeit" | "sprachversion" => {}
            _ => reading.ignore(part),
        }
    }
    Record::Organisation(Box::new(unit))
}

fn address(xml: Xml<'_>) -> Address {
    let key = |name: &str, scheme: &str| {
        let element = below(xml, name)?;
        let list = attribute(element, "listURI");
        Some(AreaKey::new(if list.is_empty() { scheme } else { list }, &code(element))).filter(|k| !k.number.is_empty())
    };
    Address {
        street: text_of(xml, "strasse"),
        number: text_of(xml, "hausnummer"),
        box_number: text_of(xml, "postfach"),
        postal_code: text_of(xml, "postleitzahl"),
        town: text_of(xml, "ort"),
        area: key("regionalschluessel", "ars").or_else(|| key("gemeindeschluessel", "ags")),
    }
}

fn contact(xml: Xml<'_>) -> Option<Contact> {
    let kind = ChannelKind::from_code(&child(xml, "kanal").map(code).unwrap_or_default());
    let value = text_of(xml, "kennung");
    (!value.is_empty()).then(|| Contact { kind, value, note: text_of(xml, "zusatz") })
}

fn hours(reading: &mut Reading, unit: &mut Organisation, xml: Xml<'_>) {
    for (part, name) in children(xml) {
        let span = || Some((minutes(&text_of(part, "beginn"))?, minutes(&text_of(part, "ende"))?));
        match name {
            "oeffnungszeit" => {
                let weekday = child(part, "wochentag").and_then(|day| code(day).parse().ok());
                match (weekday.filter(|day| (1..=7).contains(day)), span()) {
                    (Some(weekday), Some((from, to))) => unit.hours.push(OpeningHours { weekday, from, to }),
                    _ => reading.fault(part, "Eine Öffnungszeit braucht Wochentag (1–7), Beginn und Ende (HH:MM)."),
                }
            }
            "abweichendeOeffnungszeit" => {
                if let Some(day) = child(part, "datum").and_then(|day| reading.date(day)) {
                    unit.exceptions.push(HoursException { day, open: span(), note: texts(part, "beschreibung") });
                } else {
                    reading.fault(part, "Eine abweichende Öffnungszeit braucht ein Datum.");
                }
            }
            _ => reading.ignore(part),
        }
    }
}

/// Minutes after midnight of `08:30` or `08:30:00`.
fn minutes(time: &str) -> Option<u16> {
    let mut parts = time.split(':').map(str::parse::<u16>);
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    (hour <= 24 && minute < 60 && hour * 60 + minute <= 24 * 60).then_some(hour * 60 + minute)
}

/// Reads a person; `office` when the element stands within a unit.
pub(super) fn person(reading: &mut Reading, xml: Xml<'_>, office: Option<RecordId>) -> Record {
    let mut person = Person { office, ..Person::default() };
    for (part, name) in children(xml) {
        match name {
            "id" => person.id = record_id(part),
            "organisationseinheitID" => person.office = Some(record_id(part)),
            "anrede" => person.salutation = text(part),
            "titel" => person.degree = text(part),
            "vorname" => person.given_name = text(part),
            "familienname" | "nachname" | "name" => person.family_name = text(part),
            "rolle" | "funktion" | "position" => add_text(&mut person.function, part),
            "raum" => person.room = text(part),
            "erreichbarkeit" | "kommunikation" => person.contacts.extend(contact(part)),
            _ => reading.ignore(part),
        }
    }
    Record::Person(Box::new(person))
}

pub(super) fn online(reading: &mut Reading, xml: Xml<'_>) -> Record {
    let mut online = OnlineService::default();
    for (part, name) in children(xml) {
        match name {
            "id" => online.id = record_id(part),
            "bezeichnung" => add_text(&mut online.title, part),
            "link" => online.links.extend(link(part)),
            "vertrauensniveau" => online.trust_level = code(part),
            "sprachversion" => online.languages.push(language(part)),
            "versionsinformation" => {}
            _ => reading.ignore(part),
        }
    }
    Record::Online(Box::new(online))
}
