//! Writes a transfer message: every record in a `schreibe` of its own, persons within their unit.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{CHANNELS, MESSAGE, NAMESPACE, write_service};
use crate::area::{AreaKey, AreaScheme};
use crate::office::{Address, Contact, HoursException, Organisation};
use crate::online::OnlineService;
use crate::person::Person;
use crate::record::{Record, RecordId, Validity};
use crate::references::References;
use crate::responsibility::Responsibility;
use crate::service::Link;
use crate::texts::Texts;
use crate::xml::Writer;

/// What the head of a message says of who sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Name of the sending authority.
    pub name: String,
    /// Id of this message, unique for the sender.
    pub message: String,
    /// When the message was made.
    pub made: Timestamp,
}

/// Writes a message. Reading it gives the same records; the editor state alone is not written, what is sent is published.
pub fn write(sender: &Sender, records: &[Record]) -> String {
    let mut xml = Writer::new();
    let head = [
        ("xmlns:xzufi", NAMESPACE),
        ("produktbezeichnung", "Portikus"),
        ("produkthersteller", "Portikus"),
        ("xzufiVersion", "2.2.0"),
    ];
    xml.open(MESSAGE, &head);
    xml.open("xzufi:nachrichtenkopf", &[]);
    xml.leaf("xzufi:nachrichtID", &[], &sender.message);
    xml.leaf("xzufi:erstelltDatumZeit", &[], &sender.made.to_string());
    xml.leaf("xzufi:absender", &[], &sender.name);
    xml.close();
    let units: std::collections::HashSet<&RecordId> = records.iter().filter_map(unit_id).collect();
    let references = References::of(records);
    for record in records {
        match record {
            Record::Person(person) if person.office.as_ref().is_some_and(|office| units.contains(office)) => continue,
            _ => xml.open("xzufi:schreibe", &[]),
        }
        match record {
            Record::Service(service) => write_service::service(&mut xml, service),
            Record::Organisation(unit) => organisation(&mut xml, unit, &references),
            Record::Person(found) => person(&mut xml, found, found.office.as_ref()),
            Record::Online(found) => online(&mut xml, found),
            Record::Responsibility(found) => responsibility(&mut xml, found),
        }
        xml.close();
    }
    xml.finish()
}

fn unit_id(record: &Record) -> Option<&RecordId> {
    matches!(record, Record::Organisation(_)).then(|| record.id())
}

pub(super) fn id(xml: &mut Writer, name: &'static str, id: &RecordId) {
    xml.leaf(name, &[("schemeAgencyID", &id.agency), ("schemeID", &id.scheme)], &id.value);
}

pub(super) fn texts(xml: &mut Writer, name: &'static str, texts: &Texts) {
    for (language, text) in texts.iter() {
        xml.leaf(name, &[("languageCode", language)], text);
    }
}

pub(super) fn code(xml: &mut Writer, name: &'static str, list: &str, code: &str) {
    if !code.is_empty() {
        xml.open(name, &[("listURI", list)]);
        xml.leaf("code", &[], code);
        xml.close();
    }
}

pub(super) fn areas(xml: &mut Writer, name: &'static str, areas: &[AreaKey]) {
    for area in areas {
        xml.leaf(name, &[("schemeID", area.scheme.urn())], &area.number);
    }
}

pub(super) fn link(xml: &mut Writer, name: &'static str, link: &Link) {
    xml.open(name, &[("languageCode", &link.language)]);
    xml.leaf("xzufi:uri", &[], &link.url);
    xml.leaf("xzufi:titel", &[], &link.title);
    xml.close();
}

pub(super) fn languages(xml: &mut Writer, languages: &[String]) {
    for language in languages {
        let (german, own) = match language.as_str() {
            "de" => ("Deutsch", "Deutsch"),
            "de-simple" => ("Leichte Sprache", "Leichte Sprache"),
            "fr" => ("Französisch", "Français"),
            "it" => ("Italienisch", "Italiano"),
            "en" => ("Englisch", "English"),
            other => (other, other),
        };
        xml.open("xzufi:sprachversion", &[]);
        xml.leaf("xzufi:languageCode", &[], language);
        xml.leaf("xzufi:sprachbezeichnungDeutsch", &[], german);
        xml.leaf("xzufi:sprachbezeichnungNativ", &[], own);
        xml.close();
    }
}

pub(super) fn validity(xml: &mut Writer, validity: &Validity) {
    if *validity == Validity::default() {
        return;
    }
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    xml.open("xzufi:gueltigkeit", &[]);
    xml.leaf("xzufi:beginn", &[], &day(validity.from));
    xml.leaf("xzufi:ende", &[], &day(validity.until));
    xml.close();
}

pub(super) fn changed(xml: &mut Writer, changed: Option<Timestamp>) {
    if let Some(changed) = changed {
        xml.open("xzufi:versionsinformation", &[]);
        xml.leaf("xzufi:geaendertDatumZeit", &[], &changed.to_string());
        xml.close();
    }
}

fn organisation(xml: &mut Writer, unit: &Organisation, references: &References<'_>) {
    xml.open("xzufi:organisationseinheit", &[]);
    id(xml, "xzufi:id", &unit.id);
    if let Some(parent) = &unit.parent {
        id(xml, "xzufi:uebergeordneteOrganisationseinheitID", parent);
    }
    for kind in &unit.kinds {
        xml.open("xzufi:kategorie", &[]);
        xml.leaf("xzufi:bezeichnung", &[("languageCode", "de")], kind);
        xml.close();
    }
    xml.open("xzufi:name", &[]);
    texts(xml, "xzufi:name", &unit.name);
    xml.close();
    texts(xml, "xzufi:beschreibung", &unit.description);
    unit.addresses.iter().for_each(|found| address(xml, found));
    unit.contacts.iter().for_each(|found| contact(xml, found));
    texts(xml, "xzufi:infoOeffnungszeitenText", &unit.hours_note);
    hours(xml, unit);
    references.persons(&unit.id).for_each(|found| person(xml, found, None));
    areas(xml, "xzufi:gebietID", &unit.areas);
    validity(xml, &unit.validity);
    changed(xml, unit.changed);
    xml.close();
}

fn address(xml: &mut Writer, address: &Address) {
    xml.open("xzufi:anschrift", &[]);
    xml.leaf("xzufi:strasse", &[], &address.street);
    xml.leaf("xzufi:hausnummer", &[], &address.number);
    xml.leaf("xzufi:postfach", &[], &address.box_number);
    xml.leaf("xzufi:postleitzahl", &[], &address.postal_code);
    xml.leaf("xzufi:ort", &[], &address.town);
    if let Some(area) = &address.area {
        let name = match area.scheme {
            AreaScheme::Ars => "xzufi:regionalschluessel",
            _ => "xzufi:gemeindeschluessel",
        };
        xml.open("xzufi:verwaltungspolitischeKodierung", &[]);
        code(xml, name, area.scheme.urn(), &area.number);
        xml.close();
    }
    xml.close();
}

fn contact(xml: &mut Writer, contact: &Contact) {
    xml.open("xzufi:erreichbarkeit", &[]);
    code(xml, "xzufi:kanal", CHANNELS, contact.kind.code());
    xml.leaf("xzufi:kennung", &[], &contact.value);
    xml.leaf("xzufi:zusatz", &[], &contact.note);
    xml.close();
}

fn hours(xml: &mut Writer, unit: &Organisation) {
    if unit.hours.is_empty() && unit.exceptions.is_empty() {
        return;
    }
    let time = |minutes: u16| format!("{:02}:{:02}:00", minutes / 60, minutes % 60);
    xml.open("xzufi:infoOeffnungszeitenStrukturiert", &[]);
    for span in &unit.hours {
        xml.open("xzufi:oeffnungszeit", &[]);
        code(xml, "xzufi:wochentag", "", &span.weekday.to_string());
        xml.leaf("xzufi:beginn", &[], &time(span.from));
        xml.leaf("xzufi:ende", &[], &time(span.to));
        xml.close();
    }
    for HoursException { day, open, note } in &unit.exceptions {
        xml.open("xzufi:abweichendeOeffnungszeit", &[]);
        xml.leaf("xzufi:datum", &[], &day.to_string());
        if let Some((from, to)) = open {
            xml.leaf("xzufi:beginn", &[], &time(*from));
            xml.leaf("xzufi:ende", &[], &time(*to));
        }
        texts(xml, "xzufi:beschreibung", note);
        xml.close();
    }
    xml.close();
}

fn person(xml: &mut Writer, person: &Person, office: Option<&RecordId>) {
    xml.open("xzufi:kontaktperson", &[]);
    id(xml, "xzufi:id", &person.id);
    if let Some(office) = office {
        id(xml, "xzufi:organisationseinheitID", office);
    }
    xml.leaf("xzufi:anrede", &[], &person.salutation);
    xml.leaf("xzufi:titel", &[], &person.degree);
    xml.leaf("xzufi:familienname", &[], &person.family_name);
    xml.leaf("xzufi:vorname", &[], &person.given_name);
    texts(xml, "xzufi:rolle", &person.function);
    xml.leaf("xzufi:raum", &[], &person.room);
    person.contacts.iter().for_each(|found| contact(xml, found));
    xml.close();
}

fn online(xml: &mut Writer, online: &OnlineService) {
    xml.open("xzufi:onlinedienst", &[]);
    id(xml, "xzufi:id", &online.id);
    texts(xml, "xzufi:bezeichnung", &online.title);
    for found in &online.links {
        xml.open("xzufi:link", &[("languageCode", &found.language)]);
        xml.leaf("xzufi:link", &[], &found.url);
        xml.leaf("xzufi:titel", &[], &found.title);
        xml.close();
    }
    code(xml, "xzufi:vertrauensniveau", "", &online.trust_level);
    languages(xml, &online.languages);
    xml.close();
}

fn responsibility(xml: &mut Writer, found: &Responsibility) {
    xml.open("xzufi:zustaendigkeitTransferObjekt", &[]);
    id(xml, "xzufi:uebergeordnetesObjektID", &found.office);
    xml.open("xzufi:zustaendigkeit", &[]);
    id(xml, "xzufi:id", &found.id);
    id(xml, "xzufi:leistungID", &found.service);
    areas(xml, "xzufi:gebietID", &found.areas);
    code(xml, "xzufi:rolle", "", &found.role);
    xml.close();
    xml.close();
}
