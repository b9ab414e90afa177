//! Walks a message and reads record by record: what is broken is refused with line and reason, the rest goes in.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::{FAMILY, read_office, read_service};
use crate::area::AreaKey;
use crate::import::{Fault, Imported, Located, check_text, decode};
use crate::record::{Kind, Record, RecordId, Validity};
use crate::responsibility::Responsibility;
use crate::xml::{self, Lines, Xml, attribute, child, children, code, name, text};

/// Reads a message, a list of records, or a single record. Elements that are not known are reported, not refused.
///
/// # Errors
/// The file as a whole cannot be read: not UTF-8, a DTD, too large, too deep, not well-formed, or no XZuFi at all.
pub fn read(bytes: &[u8]) -> Result<Imported, Fault> {
    let source = decode(bytes)?;
    let document = xml::parse(source)?;
    let root = document.root_element();
    let space = root.tag_name().namespace().unwrap_or_default();
    let known = space.starts_with(FAMILY) || (space.is_empty() && (is_record(root) || has_records(root)));
    if !known {
        let sentence = format!("Das ist keine XZuFi-Datei: Das oberste Element heißt „{}“.", name(root));
        return Err(Fault::new(1, sentence));
    }
    let mut reading = Reading { imported: Imported::default(), lines: Lines::of(source), faults: Vec::new() };
    reading.walk(root);
    reading.imported.refuse_doubles();
    Ok(reading.imported)
}

/// What has been read so far, and what is wrong with the record being read.
pub(super) struct Reading {
    pub(super) imported: Imported,
    lines: Lines,
    faults: Vec<(u32, String)>,
}

const RECORDS: [&str; 6] = [
    "leistung",
    "organisationseinheit",
    "zustaendigkeitTransferObjekt",
    "zustaendigkeit",
    "onlinedienst",
    "kontaktperson",
];
/// Parts of a message that are no records.
const FRAME: [&str; 3] = ["nachrichtenkopf", "transaktionID", "transaktionPosition"];

fn is_record(xml: Xml<'_>) -> bool {
    RECORDS.contains(&name(xml))
}

fn has_records(xml: Xml<'_>) -> bool {
    xml.descendants().any(|node| node.is_element() && is_record(node))
}

impl Reading {
    pub(super) fn line(&self, xml: Xml<'_>) -> u32 {
        self.lines.line(xml.range().start)
    }

    pub(super) fn ignore(&mut self, xml: Xml<'_>) {
        let parent = xml.parent_element().map_or("", name);
        let line = self.line(xml);
        self.imported.ignore(line, format!("{parent}/{}", name(xml)));
    }

    pub(super) fn fault(&mut self, xml: Xml<'_>, sentence: impl Into<String>) {
        let line = self.line(xml);
        self.faults.push((line, sentence.into()));
    }

    /// Walks a container; depth is bounded by the cap of the parser.
    fn walk(&mut self, xml: Xml<'_>) {
        match name(xml) {
            "leistung" => self.record(xml, Kind::Service, read_service::service),
            "organisationseinheit" => read_office::organisation(self, xml),
            "kontaktperson" => self.record(xml, Kind::Person, |reading, xml| read_office::person(reading, xml, None)),
            "onlinedienst" => self.record(xml, Kind::Online, read_office::online),
            "zustaendigkeitTransferObjekt" => {
                let office = child(xml, "uebergeordnetesObjektID").map(record_id);
                match child(xml, "zustaendigkeit") {
                    Some(inner) => self.responsibility(inner, office),
                    None => self.ignore(xml),
                }
            }
            "zustaendigkeit" => self.responsibility(xml, None),
            "loesche" => self.delete(xml),
            _ => {
                for (inner, name) in children(xml) {
                    if name == "schreibe" || name == "loesche" || is_record(inner) || has_records(inner) {
                        self.walk(inner);
                    } else if !FRAME.contains(&name) {
                        self.ignore(inner);
                    }
                }
            }
        }
    }

    /// Reads one record and keeps it, or refuses it for the first thing that is wrong.
    pub(super) fn record(&mut self, xml: Xml<'_>, kind: Kind, read: impl FnOnce(&mut Self, Xml<'_>) -> Record) {
        self.faults.clear();
        let line = self.line(xml);
        let record = read(self, xml);
        if record.id().value.is_empty() {
            self.fault(xml, "Die Kennung (id) fehlt.");
        }
        if kind != Kind::Responsibility && record.title().is_empty() {
            let what = if kind == Kind::Service { "Die Leistungsbezeichnung fehlt." } else { "Der Name fehlt." };
            self.fault(xml, what);
        }
        let texts = xml.descendants().filter(Xml::is_text).filter_map(|node| Some((node, node.text()?)));
        for (node, content) in texts {
            let parent = node.parent_element().map_or("", name);
            if let Some(sentence) = check_text(content, parent) {
                self.fault(node, sentence);
            }
        }
        let id = Some(record.id().clone()).filter(|id| !id.value.is_empty());
        match self.faults.drain(..).next() {
            Some((line, sentence)) => self.imported.refuse(line, Some(kind), id, sentence),
            None => self.imported.records.push(Located { line, record }),
        }
    }

    /// Reads who is in charge; `office` when the element stands within it.
    pub(super) fn responsibility(&mut self, xml: Xml<'_>, office: Option<RecordId>) {
        self.record(xml, Kind::Responsibility, |reading, xml| {
            let mut found = Responsibility { office: office.unwrap_or_default(), ..Responsibility::default() };
            for (part, name) in children(xml) {
                match name {
                    "id" => found.id = record_id(part),
                    "leistungID" => found.service = record_id(part),
                    "organisationseinheitID" | "uebergeordnetesObjektID" => found.office = record_id(part),
                    "gebietID" => found.areas.push(area(part)),
                    "rolle" => found.role = code(part),
                    _ => reading.ignore(part),
                }
            }
            if found.service.value.is_empty() {
                reading.fault(xml, "Die Kennung der Leistung (leistungID) fehlt.");
            }
            if found.office.value.is_empty() {
                reading.fault(xml, "Die Kennung der zuständigen Stelle fehlt.");
            }
            if found.id.value.is_empty() && !found.service.value.is_empty() {
                // Within an organisation unit the element has no id: the pair says which it is.
                let value = format!("{}@{}", found.service.value, found.office.value);
                found.id = RecordId { agency: found.office.agency.clone(), scheme: String::new(), value };
            }
            Record::Responsibility(Box::new(found))
        });
    }

    fn delete(&mut self, xml: Xml<'_>) {
        let kind = match attribute(xml, "klasse") {
            "Leistung" => Some(Kind::Service),
            "Organisationseinheit" => Some(Kind::Organisation),
            "Zustaendigkeit" => Some(Kind::Responsibility),
            "Onlinedienst" => Some(Kind::Online),
            "Kontaktperson" => Some(Kind::Person),
            _ => None,
        };
        let line = self.line(xml);
        let id = child(xml, "id").map_or_else(|| record_id(xml), record_id);
        if id.value.is_empty() {
            self.imported.refuse(line, kind, None, "Eine Löschung ohne Kennung (id).");
        } else {
            self.imported.deletions.push(crate::import::Deletion { line, kind, id });
        }
    }

    /// From when to when; a date that is none is a fault of the record.
    pub(super) fn validity(&mut self, xml: Xml<'_>) -> Validity {
        let mut validity = Validity::default();
        for (part, name) in children(xml) {
            match name {
                "beginn" => validity.from = self.date(part),
                "ende" => validity.until = self.date(part),
                _ => self.ignore(part),
            }
        }
        if let (Some(from), Some(until)) = (validity.from, validity.until)
            && from > until
        {
            self.fault(xml, format!("Die Gültigkeit endet ({until}), bevor sie beginnt ({from})."));
        }
        validity
    }

    /// A date, or the date of a point in time.
    pub(super) fn date(&mut self, xml: Xml<'_>) -> Option<Date> {
        let written = text(xml);
        if written.is_empty() {
            return None;
        }
        let date = written.get(..10).and_then(|day| day.parse().ok());
        if date.is_none() {
            self.fault(xml, format!("„{}“ ist kein Datum (JJJJ-MM-TT).", short(&written)));
        }
        date
    }
}

/// The id in an element, with agency and numbering from its attributes.
pub(super) fn record_id(xml: Xml<'_>) -> RecordId {
    RecordId {
        agency: attribute(xml, "schemeAgencyID").to_owned(),
        scheme: attribute(xml, "schemeID").to_owned(),
        value: text(xml),
    }
}

/// The area in an element.
pub(super) fn area(xml: Xml<'_>) -> AreaKey {
    AreaKey::new(attribute(xml, "schemeID"), &text(xml))
}

/// A point in time; without an offset it is taken as UTC.
pub(super) fn moment(xml: Xml<'_>) -> Option<Timestamp> {
    let written = text(xml);
    let local = || Some(written.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp());
    written.parse().ok().or_else(local)
}

/// The beginning of what a file says, for a report.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
