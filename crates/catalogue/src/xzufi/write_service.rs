//! Writes `leistung`.

use std::collections::BTreeSet;

use domain::Money;

use super::TEXT_MODULES;
use super::write::{areas, changed, code, id, languages, link, texts, validity};
use crate::module::TextModule;
use crate::service::{Category, Cost, DocumentUse, Service, ServiceKey};
use crate::term::Term;
use crate::xml::Writer;

pub(super) fn service(xml: &mut Writer, service: &Service) {
    xml.open("xzufi:leistung", &[]);
    id(xml, "xzufi:id", &service.id);
    for key in &service.keys {
        match key {
            ServiceKey::Other(other) => id(xml, "xzufi:idSekundaer", other),
            ServiceKey::Leika(number) => code(xml, "xzufi:referenzLeiKa", "", number),
        }
    }
    module_texts(xml, service);
    term(xml, "xzufi:modulFrist", "xzufi:frist", &service.deadline);
    costs(xml, service);
    term(xml, "xzufi:modulBearbeitungsdauer", "xzufi:bearbeitungsdauer", &service.processing);
    keywords(xml, service);
    released(xml, service);
    documents(xml, service);
    for kind in &service.regulation {
        code(xml, "xzufi:typisierung", "", kind);
    }
    if let Some(needed) = service.written_form {
        xml.leaf("xzufi:kennzeichenSchriftformerfordernis", &[], if needed { "true" } else { "false" });
    }
    service.categories.iter().for_each(|found| category(xml, found));
    areas(xml, "xzufi:gueltigkeitGebietID", &service.areas);
    validity(xml, &service.validity);
    changed(xml, service.changed);
    languages(xml, &service.languages);
    xml.close();
}

/// Links stand with the module "further information": the record does not keep with which module they came.
fn module_texts(xml: &mut Writer, service: &Service) {
    let with_links = (!service.links.is_empty()).then_some(TextModule::Further);
    let modules: BTreeSet<TextModule> = service.modules.keys().copied().chain(with_links).collect();
    for (position, module) in (1..).zip(modules) {
        xml.open("xzufi:modulText", &[]);
        xml.leaf("xzufi:positionDarstellung", &[], &position.to_string());
        if let Some(found) = service.modules.get(&module) {
            texts(xml, "xzufi:inhalt", found);
        }
        if module == TextModule::Further {
            service.links.iter().for_each(|found| link(xml, "xzufi:weiterfuehrenderLink", found));
        }
        code(xml, "xzufi:leikaTextmodul", TEXT_MODULES, module.code());
        xml.close();
    }
}

fn term(xml: &mut Writer, outer: &'static str, inner: &'static str, term: &Term) {
    if term.is_empty() {
        return;
    }
    xml.open(outer, &[]);
    texts(xml, "xzufi:beschreibung", &term.text);
    if let Some((count, unit)) = term.length {
        xml.open(inner, &[]);
        xml.leaf("xzufi:dauer", &[], &count.to_string());
        code(xml, "xzufi:einheit", "", unit.code());
        xml.close();
    }
    xml.close();
}

fn costs(xml: &mut Writer, service: &Service) {
    if service.costs.is_empty() && service.cost_note.is_empty() {
        return;
    }
    xml.open("xzufi:modulKosten", &[]);
    texts(xml, "xzufi:beschreibung", &service.cost_note);
    for Cost { amount, up_to, text } in &service.costs {
        let written = |money: &Option<Money>| money.map(decimal).unwrap_or_default();
        xml.open("xzufi:kosten", &[]);
        xml.leaf("xzufi:betrag", &[], &written(amount));
        xml.leaf("xzufi:betragBis", &[], &written(up_to));
        code(xml, "xzufi:waehrung", "", amount.or(*up_to).map_or("", |money| money.currency.code()));
        texts(xml, "xzufi:beschreibung", text);
        xml.close();
    }
    xml.close();
}

/// `25.00`
pub(crate) fn decimal(money: Money) -> String {
    let sign = if money.minor < 0 { "-" } else { "" };
    let minor = money.minor.unsigned_abs();
    format!("{sign}{}.{:02}", minor / 100, minor % 100)
}

fn keywords(xml: &mut Writer, service: &Service) {
    if service.keywords.is_empty() {
        return;
    }
    xml.open("xzufi:modulBegriffImKontext", &[]);
    for keyword in &service.keywords {
        xml.open("xzufi:begriffImKontext", &[]);
        xml.leaf("xzufi:begriff", &[("languageCode", &keyword.language)], &keyword.word);
        xml.close();
    }
    xml.close();
}

fn released(xml: &mut Writer, service: &Service) {
    if let Some(release) = &service.released {
        xml.open("xzufi:modulFachlicheFreigabe", &[]);
        xml.leaf("xzufi:fachlichFreigegebenAm", &[], &release.on.map(|day| day.to_string()).unwrap_or_default());
        texts(xml, "xzufi:fachlichFreigegebenDurch", &release.by);
        xml.close();
    }
}

fn documents(xml: &mut Writer, service: &Service) {
    if service.documents.is_empty() {
        return;
    }
    xml.open("xzufi:modulDokument", &[]);
    for document in &service.documents {
        xml.open("xzufi:dokument", &[]);
        texts(xml, "xzufi:bezeichnung", &document.title);
        code(xml, "xzufi:typ", "", if document.part == DocumentUse::Issued { "ausgabe" } else { "eingabe" });
        xml.leaf("xzufi:url", &[], document.url.as_deref().unwrap_or_default());
        xml.close();
    }
    xml.close();
}

fn category(xml: &mut Writer, category: &Category) {
    xml.open("xzufi:kategorie", &[]);
    id(xml, "xzufi:id", &category.id);
    if !category.class.is_empty() {
        xml.open("xzufi:klasse", &[]);
        xml.leaf("xzufi:id", &[], &category.class);
        xml.close();
    }
    texts(xml, "xzufi:bezeichnung", &category.title);
    xml.close();
}
