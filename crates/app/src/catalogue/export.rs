//! Giving a catalogue out: what the authority brought in and what it takes from the shared repertoire, in one.

use crate::packages::{Package, Tongue};
use ::catalogue::linked::{Publisher, render_cpsv};
use ::catalogue::xzufi::{self, Sender};
use ::catalogue::{
    AreaKey, Category, ChannelKind, Contact, Cost, HoursException, Keyword, Link, OnlineService, Organisation, Record,
    RecordId, Responsibility, Service, ServiceKey, Term, TermUnit, TextModule, Texts, table,
};
use domain::{Authority, Ctx, Lang, Office};
use jiff::ToSpan;
use serde_json::Map;
use std::collections::HashSet;
use std::sync::Arc;

/// The forms in which a catalogue leaves the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// XZuFi 2.2 transfer message.
    Xzufi,
    /// CPSV-AP 3.2 as JSON-LD.
    Cpsv,
    /// A table, services only.
    Csv,
    /// The same as JSON.
    Json,
}

/// What an export needs to know of the authority.
pub struct Source<'s> {
    /// The shared services that it offers.
    pub packages: Vec<Arc<Package>>,
    /// Its offices.
    pub offices: &'s [Arc<Office>],
    /// What it brought in.
    pub records: Vec<Record>,
    /// The address of its portal, without a slash at the end.
    pub base: String,
}

/// Writes the catalogue of the context's authority.
pub fn export(ctx: &Ctx, source: &Source<'_>, format: Format) -> String {
    let records = records(&ctx.authority, source);
    match format {
        Format::Xzufi => {
            let sender =
                Sender { name: ctx.authority.full_name(Lang::De), message: ctx.new_id().to_string(), made: ctx.now() };
            xzufi::write(&sender, &records)
        }
        Format::Cpsv => {
            let publisher = Publisher {
                base: source.base.clone(),
                name: Texts::german(ctx.authority.full_name(Lang::De)),
                area: area(&ctx.authority),
            };
            pretty(&render_cpsv(&records, &publisher))
        }
        Format::Csv => table::write_csv(&records),
        Format::Json => pretty(&table::write_json(&records)),
    }
}

/// The area of the authority, or of nobody where it has no official number.
fn area(authority: &Authority) -> AreaKey {
    authority.number.as_ref().map_or_else(|| AreaKey::new("", ""), AreaKey::of)
}

fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn records(authority: &Authority, source: &Source<'_>) -> Vec<Record> {
    let id = |value: &str| RecordId::new(authority.key.clone(), value);
    let mut records = source.records.clone();
    for office in source.offices {
        records.push(Record::Organisation(Box::new(organisation(id(&format!("office-{}", office.key)), office))));
    }
    for package in &source.packages {
        let service = service(authority, package, &source.base);
        let kind = &package.descriptor.in_country(authority.country).office;
        if let Some(office) = source.offices.iter().find(|office| office.kinds.contains(kind)) {
            records.push(Record::Responsibility(Box::new(Responsibility {
                id: id(&format!("charge-{}", package.key)),
                service: service.id.clone(),
                office: id(&format!("office-{}", office.key)),
                areas: service.areas.clone(),
                role: String::new(),
            })));
        }
        let elsewhere = crate::finding::online_elsewhere(package, authority);
        if elsewhere.is_some() || crate::finding::is_online(package, authority) {
            let online = OnlineService {
                id: id(&format!("online-{}", package.key)),
                title: texts(package, authority, |texts| texts.title.clone()),
                links: vec![elsewhere.map_or_else(|| link(&source.base, package), elsewhere_link)],
                languages: Lang::ALL.map(|lang| lang.code().to_owned()).to_vec(),
                ..OnlineService::default()
            };
            records.push(Record::Responsibility(Box::new(Responsibility {
                id: id(&format!("charge-online-{}", package.key)),
                service: service.id.clone(),
                office: online.id.clone(),
                areas: service.areas.clone(),
                role: String::new(),
            })));
            records.push(Record::Online(Box::new(online)));
        }
        records.push(Record::Service(Box::new(service)));
    }
    records
}

fn link(base: &str, package: &Package) -> Link {
    Link { url: format!("{base}/leistungen/{}", package.key), title: String::new(), language: "de".to_owned() }
}

fn elsewhere_link(address: &str) -> Link {
    Link { url: address.to_owned(), title: String::new(), language: "de".to_owned() }
}

/// A text of a package in each language that really says it.
fn texts(
    package: &Package,
    authority: &Authority,
    pick: impl Fn(&crate::packages::ServiceTexts) -> Option<String>,
) -> Texts {
    let mut texts = Texts::default();
    for lang in Lang::ALL {
        let tongue = Tongue { lang, country: authority.country };
        if package.language_of(tongue, |own| pick(own).is_some()) == lang
            && let Some(text) = pick(&package.texts_in(tongue))
        {
            texts.set(lang.code(), text);
        }
    }
    texts
}

pub(super) fn service(authority: &Authority, package: &Package, base: &str) -> Service {
    let list = |lines: &[String]| (!lines.is_empty()).then(|| lines.join("\n"));
    let mut service = Service {
        id: RecordId::new(authority.key.clone(), package.key.clone()),
        areas: authority.number.as_ref().map(AreaKey::of).into_iter().collect(),
        links: vec![link(base, package)],
        ..Service::default()
    };
    let descriptor = package.descriptor.in_country(authority.country);
    service.keys = descriptor.leika.iter().map(|key| ServiceKey::Leika(key.clone())).collect();
    let modules: [(TextModule, Texts); 8] = [
        (TextModule::Official, texts(package, authority, |t| t.official.clone())),
        (TextModule::Title, texts(package, authority, |t| t.title.clone())),
        (TextModule::Teaser, texts(package, authority, |t| t.summary.clone())),
        (TextModule::Full, texts(package, authority, |t| list(&t.description))),
        (TextModule::Procedure, texts(package, authority, |t| list(&t.steps))),
        (TextModule::Legal, texts(package, authority, |t| list(&t.legal))),
        (TextModule::Documents, texts(package, authority, |t| list(&t.documents))),
        (TextModule::Requirements, texts(package, authority, |t| t.facts.get("audience").cloned())),
    ];
    service.modules = modules.into_iter().filter(|(_, texts)| !texts.is_empty()).collect();
    service.cost_note = texts(package, authority, |t| t.facts.get("cost_note").cloned());
    service.deadline = Term { text: texts(package, authority, |t| t.facts.get("deadline").cloned()), length: None };
    service.processing = Term {
        text: texts(package, authority, |t| t.facts.get("duration").cloned()),
        length: descriptor.working_days.map(|days| (days, TermUnit::Workday)),
    };
    if let Some(amount) = package.fee(authority, &Map::new()) {
        service.costs = vec![Cost { amount: Some(amount), ..Cost::default() }];
    }
    for lang in Lang::ALL {
        let tongue = Tongue { lang, country: authority.country };
        if package.language_of(tongue, |own| !own.keywords.is_empty()) == lang {
            let words = package.texts_in(tongue);
            let keyword = |word: &String| Keyword { language: lang.code().to_owned(), word: word.clone() };
            service.keywords.extend(words.keywords.iter().map(keyword));
            service.languages.push(lang.code().to_owned());
        }
    }
    service.categories = descriptor
        .life_situations
        .iter()
        .map(|key| Category { title: Texts::german(key.clone()), ..Category::default() })
        .collect();
    service
}

pub(super) fn organisation(id: RecordId, office: &Office) -> Organisation {
    let mut name = Texts::default();
    for (lang, text) in &office.name.0 {
        name.set(lang.code(), text);
    }
    let mut contacts = Vec::new();
    for (kind, value) in [(ChannelKind::Phone, &office.phone), (ChannelKind::Email, &office.email)] {
        if !value.is_empty() {
            contacts.push(Contact { kind, value: value.clone(), note: String::new() });
        }
    }
    let address = |lines: &[String]| {
        let last = lines.last()?;
        let (postal_code, town) = last.split_once(' ')?;
        Some(::catalogue::Address {
            street: lines[..lines.len() - 1].join(", "),
            postal_code: postal_code.to_owned(),
            town: town.to_owned(),
            ..::catalogue::Address::default()
        })
    };
    Organisation {
        id,
        kinds: office.kinds.clone(),
        name,
        addresses: address(&office.address).into_iter().collect(),
        contacts,
        hours: office.hours.clone(),
        exceptions: each_once(office.exceptions.iter().flat_map(exceptions)),
        ..Organisation::default()
    }
}

/// The first that is said of a day holds.
fn each_once(exceptions: impl Iterator<Item = HoursException>) -> Vec<HoursException> {
    let mut days = HashSet::new();
    exceptions.filter(|exception| days.insert(exception.day)).collect()
}

/// A day each, with its first span: the message knows no more.
fn exceptions(hours: &domain::hours::HoursException) -> impl Iterator<Item = HoursException> {
    let mut note = Texts::default();
    for (lang, text) in &hours.reason.0 {
        note.set(lang.code(), text);
    }
    let open = hours.spans.first().copied();
    let days = hours.from.series(1.day()).take_while(|day| *day <= hours.to).take(400);
    days.map(move |day| HoursException { day, open, note: note.clone() })
}
