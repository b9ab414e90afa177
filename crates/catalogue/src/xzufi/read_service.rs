//! Reads `leistung`.

use domain::{Currency, Money};

use super::read::{Reading, area, moment, record_id};
use crate::import::MAX_TEXT;
use crate::module::TextModule;
use crate::record::Record;
use crate::service::{Category, Cost, DocumentNote, DocumentUse, Keyword, Link, Release, Service, ServiceKey};
use crate::term::{Term, TermUnit};
use crate::texts::tag;
use crate::xml::{Xml, add_text, attribute, below, child, children, code, name, text, text_of, texts};

pub(super) fn service(reading: &mut Reading, xml: Xml<'_>) -> Record {
    let mut service = Service::default();
    for (part, name) in children(xml) {
        match name {
            "id" => service.id = record_id(part),
            "idSekundaer" => service.keys.push(ServiceKey::Other(record_id(part))),
            "referenzLeiKa" => service.keys.push(ServiceKey::Leika(code(part))),
            "typisierung" => service.regulation.push(code(part)),
            "modulText" => module_text(reading, &mut service, part),
            "modulUrsprungsportal" => service.links.extend(link(part)),
            "modulFrist" => term(reading, &mut service.deadline, part),
            "modulBearbeitungsdauer" => term(reading, &mut service.processing, part),
            "modulKosten" => costs(reading, &mut service, part),
            "modulDokument" => documents(&mut service, part),
            "modulBegriffImKontext" => {
                for (inner, _) in children(part).filter(|(_, name)| *name == "begriffImKontext") {
                    children(inner)
                        .filter(|(_, name)| *name == "begriff")
                        .for_each(|(word, _)| keyword(&mut service, word));
                }
            }
            "stichwort" => keyword(&mut service, part),
            "modulFachlicheFreigabe" => {
                let on = child(part, "fachlichFreigegebenAm").and_then(|day| reading.date(day));
                service.released = Some(Release { on, by: texts(part, "fachlichFreigegebenDurch") });
            }
            "kategorie" => service.categories.push(category(part)),
            "gueltigkeitGebietID" => service.areas.push(area(part)),
            "gueltigkeit" => service.validity = reading.validity(part),
            "kennzeichenSchriftformerfordernis" => {
                service.written_form = match text(part).as_str() {
                    "true" | "1" => Some(true),
                    "false" | "0" => Some(false),
                    _ => None,
                }
            }
            "sprachversion" => service.languages.push(language(part)),
            "versionsinformation" => {
                service.changed = child(part, "geaendertDatumZeit").and_then(moment);
                if let Some(validity) = child(part, "gueltigkeit") {
                    service.validity = reading.validity(validity);
                }
            }
            _ => reading.ignore(part),
        }
    }
    service.languages.dedup();
    Record::Service(Box::new(service))
}

/// The language of a `sprachversion`: an element in 2.2, an attribute elsewhere.
pub(super) fn language(xml: Xml<'_>) -> String {
    let inner = text_of(xml, "languageCode");
    tag(if inner.is_empty() { attribute(xml, "languageCode") } else { &inner })
}

fn module_text(reading: &mut Reading, service: &mut Service, xml: Xml<'_>) {
    let number = child(xml, "leikaTextmodul").map(code).unwrap_or_default();
    let module = TextModule::from_code(&number);
    if module.is_none() {
        let line = reading.line(xml);
        reading.imported.ignore(line, format!("leistung/modulText mit dem Code „{number}“"));
    }
    for (part, name) in children(xml) {
        match (name, module) {
            ("inhalt", Some(module)) => {
                let texts = service.modules.entry(module).or_default();
                add_text(texts, part);
                if texts.is_empty() {
                    service.modules.remove(&module);
                } else if texts.iter().any(|(_, text)| text.len() > MAX_TEXT * 4) {
                    reading.fault(part, format!("Der Text ist länger als {MAX_TEXT} Zeichen."));
                }
            }
            ("weiterfuehrenderLink", _) => service.links.extend(link(part)),
            ("inhalt" | "leikaTextmodul" | "positionDarstellung" | "id", _) => {}
            _ => reading.ignore(part),
        }
    }
}

/// A link: `uri` and `titel`, or the address itself.
pub(super) fn link(xml: Xml<'_>) -> Option<Link> {
    let inner = ["uri", "url", "link"].iter().map(|name| text_of(xml, name)).find(|url| !url.is_empty());
    let url = inner.unwrap_or_else(|| if children(xml).next().is_none() { text(xml) } else { String::new() });
    let language = tag(attribute(xml, "languageCode"));
    (!url.is_empty()).then(|| Link { url, title: text_of(xml, "titel"), language })
}

fn keyword(service: &mut Service, xml: Xml<'_>) {
    let keyword = Keyword { language: tag(attribute(xml, "languageCode")), word: text(xml) };
    if !keyword.word.is_empty() && !service.keywords.contains(&keyword) {
        service.keywords.push(keyword);
    }
}

fn category(xml: Xml<'_>) -> Category {
    Category {
        id: child(xml, "id").map(record_id).unwrap_or_default(),
        class: child(xml, "klasse")
            .map(|class| child(class, "id").map_or_else(|| text(class), text))
            .unwrap_or_default(),
        title: texts(xml, "bezeichnung"),
    }
}

fn term(reading: &mut Reading, term: &mut Term, xml: Xml<'_>) {
    for (part, _) in children(xml).filter(|(_, name)| *name == "beschreibung") {
        add_text(&mut term.text, part);
    }
    let Some(count) = below(xml, "dauer") else { return };
    let unit = below(xml, "einheit").map(code).unwrap_or_default();
    match (text(count).parse(), TermUnit::from_code(&unit)) {
        (Ok(count), Some(unit)) => term.length = term.length.or(Some((count, unit))),
        _ => reading.ignore(count),
    }
}

fn costs(reading: &mut Reading, service: &mut Service, xml: Xml<'_>) {
    for (part, part_name) in children(xml) {
        let holds_amount = part.descendants().any(|node| node.is_element() && name(node).starts_with("betrag"));
        match part_name {
            "beschreibung" => add_text(&mut service.cost_note, part),
            "betrag" => {
                if let Some(cost) = cost(reading, xml) {
                    service.costs.push(Cost { text: Default::default(), ..cost });
                }
            }
            "positionDarstellung" | "waehrung" | "id" => {}
            _ if holds_amount || child(part, "beschreibung").is_some() => service.costs.extend(cost(reading, part)),
            _ => reading.ignore(part),
        }
    }
}

fn cost(reading: &mut Reading, xml: Xml<'_>) -> Option<Cost> {
    let currency = below(xml, "waehrung").map(code).unwrap_or_default().to_uppercase();
    let currency = if currency.is_empty() { Some(Currency::Eur) } else { Currency::from_code(&currency) };
    let mut amount = |wanted: &[&str]| {
        let element = wanted.iter().find_map(|name| below(xml, name))?;
        let amount = currency.and_then(|currency| Money::parse(&text(element).replace(',', "."), currency));
        if amount.is_none() {
            reading.ignore(element);
        }
        amount
    };
    let cost = Cost {
        amount: amount(&["betrag", "betragVon"]),
        up_to: amount(&["betragBis"]),
        text: texts(xml, "beschreibung"),
    };
    (cost != Cost::default()).then_some(cost)
}

fn documents(service: &mut Service, xml: Xml<'_>) {
    let inner: Vec<Xml<'_>> = children(xml).filter(|(_, name)| *name == "dokument").map(|(part, _)| part).collect();
    for part in if inner.is_empty() { vec![xml] } else { inner } {
        let title = ["bezeichnung", "titel", "beschreibung"].iter().map(|name| texts(part, name));
        let Some(title) = title.into_iter().find(|title| !title.is_empty()) else { continue };
        let issued = child(part, "typ").map(code).is_some_and(|code| code == "ausgabe");
        let url = ["url", "uri"].iter().map(|name| text_of(part, name)).find(|url| !url.is_empty());
        let part = if issued { DocumentUse::Issued } else { DocumentUse::Needed };
        service.documents.push(DocumentNote { title, part, url });
    }
}
