//! One service as linked data (schema.org), as its page tells it to search engines.

use super::entry::Entry;
use super::export::{organisation, service};
use crate::finding;
use crate::packages::Package;
use crate::portal::Portal;
use ::catalogue::linked::render_schema_org;
use ::catalogue::{Link, OnlineService, Record, RecordId, Responsibility, Service};
use domain::{Authority, Lang};
use serde_json::{Value, json};

/// A shared service at the authority in charge.
pub fn describe(portal: &Portal, package: &Package, there: &Authority, lang: Lang) -> Value {
    let base = portal.base_url(there);
    let page = format!("{base}/leistungen/{}", package.key);
    let mut service = service(there, package, &base);
    service.links.clear();
    let office = finding::office_of(portal, package, there).map(|office| {
        Record::Organisation(Box::new(organisation(RecordId::new(there.key.clone(), office.key.clone()), &office)))
    });
    let elsewhere = finding::online_elsewhere(package, there).map(str::to_owned);
    let online = elsewhere.or_else(|| finding::is_online(package, there).then(|| page.clone()));
    told(&service, office, online, there, lang, &page)
}

/// A service that an authority brought in; `there` is that authority.
pub fn describe_entry(portal: &Portal, entry: &Entry, there: &Authority, lang: Lang) -> Value {
    let page = format!("{}/leistungen/{}", portal.base_url(there), entry.key);
    let office = entry.office.clone().map(|office| Record::Organisation(Box::new(office)));
    told(&entry.service, office, entry.online.clone(), there, lang, &page)
}

fn told(
    service: &Service,
    office: Option<Record>,
    online: Option<String>,
    there: &Authority,
    lang: Lang,
    page: &str,
) -> Value {
    let charge = |name: &str, who: &RecordId| {
        Record::Responsibility(Box::new(Responsibility {
            id: RecordId::new(there.key.clone(), name),
            service: service.id.clone(),
            office: who.clone(),
            areas: Vec::new(),
            role: String::new(),
        }))
    };
    let mut records = Vec::new();
    if let Some(office) = office {
        records.push(charge("charge", office.id()));
        records.push(office);
    }
    if let Some(url) = online {
        let id = RecordId::new(there.key.clone(), "online");
        records.push(charge("charge-online", &id));
        let links = vec![Link { url, title: String::new(), language: lang.base().code().to_owned() }];
        records.push(Record::Online(Box::new(OnlineService { id, links, ..OnlineService::default() })));
    }
    let language = lang.base().code();
    let mut value = render_schema_org(service, &records, language, page);
    // Where a text is missing in this language, the German one is better than none, as on the page itself.
    if language != "de" && (value.get("name").is_none() || value.get("description").is_none()) {
        let german = render_schema_org(service, &records, "de", page);
        for key in ["name", "description", "serviceType", "alternateName"] {
            if let (None, Some(text)) = (value.get(key), german.get(key)) {
                value[key] = text.clone();
            }
        }
    }
    let name = there.full_name(lang);
    if value.get("provider").is_none_or(|provider| provider.get("name").is_none()) {
        value["provider"] = json!({ "@type": "GovernmentOrganization", "name": name });
    }
    match value.get_mut("areaServed").and_then(Value::as_array_mut) {
        Some(areas) => areas.iter_mut().for_each(|area| area["name"] = json!(name)),
        None => value["areaServed"] = json!([{ "@type": "AdministrativeArea", "name": name }]),
    }
    if lang.base() == Lang::De { spelt(value, there) } else { value }
}

/// Every text as the authority's country writes it.
fn spelt(value: Value, there: &Authority) -> Value {
    match value {
        Value::String(text) => Value::String(there.country.spell(&text).into_owned()),
        Value::Array(all) => all.into_iter().map(|one| spelt(one, there)).collect(),
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, spelt(value, there))).collect(),
        other => other,
    }
}
