//! schema.org `GovernmentService` for the page of one service.

use serde_json::{Map, Value, json};

use super::phone;
use crate::area::AreaKey;
use crate::module::TextModule;
use crate::office::{ChannelKind, Organisation};
use crate::record::Record;
use crate::references::References;
use crate::service::Service;
use crate::texts::plain;

/// Renders a service in one language; `page` is the address of its page.
pub fn render(service: &Service, records: &[Record], language: &str, page: &str) -> Value {
    let references = References::of(records);
    let id = &service.id;
    let said = |module| service.text(module, language).map(plain).filter(|text| !text.is_empty());
    let name = said(TextModule::Title).or_else(|| said(TextModule::Official));
    let unit = references.units(id).into_iter().next();
    let areas = service.areas.iter().chain(references.responsibilities(id).flat_map(|found| &found.areas));
    let online = references.online(id).into_iter().flat_map(|online| &online.links).chain(&service.links);
    let channels = online.map(|link| {
        pruned(json!({
            "@type": "ServiceChannel",
            "name": plain(&link.title),
            "serviceUrl": link.url,
            "availableLanguage": link.language,
            "processingTime": service.processing.iso_duration(),
        }))
    });
    let offers = service.costs.iter().filter_map(|cost| {
        let amount = cost.amount?;
        let mut offer = json!({ "@type": "Offer", "price": crate::xzufi::decimal(amount), "priceCurrency": amount.currency.code() });
        if let Some(text) = cost.text.find(language) {
            offer["description"] = plain(text).into();
        }
        Some(offer)
    });
    let mut areas: Vec<Value> = areas.map(area).collect();
    areas.dedup();
    pruned(json!({
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": page,
        "url": page,
        "identifier": service.id.to_string(),
        "name": name,
        "alternateName": said(TextModule::Official).filter(|official| Some(official) != name.as_ref()),
        "description": service.summary(language).map(plain).or_else(|| said(TextModule::Full)),
        "serviceType": said(TextModule::Official),
        "provider": unit.map(|unit| provider(unit, language)).or_else(|| {
            said(TextModule::Responsible).map(|name| json!({ "@type": "GovernmentOrganization", "name": name }))
        }),
        "areaServed": areas,
        "availableChannel": channels.collect::<Vec<_>>(),
        "offers": offers.collect::<Vec<_>>(),
    }))
}

fn provider(unit: &Organisation, language: &str) -> Value {
    let addresses = unit.addresses.iter().map(|address| {
        pruned(json!({
            "@type": "PostalAddress",
            "streetAddress": format!("{} {}", address.street, address.number).trim(),
            "postOfficeBoxNumber": address.box_number,
            "postalCode": address.postal_code,
            "addressLocality": address.town,
        }))
    });
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let hours = unit.hours.iter().filter_map(|hours| {
        let day = DAYS.get(usize::from(hours.weekday).wrapping_sub(1))?;
        Some(json!({
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": format!("https://schema.org/{day}"),
            "opens": time(hours.from),
            "closes": time(hours.to),
        }))
    });
    pruned(json!({
        "@type": "GovernmentOrganization",
        "name": unit.name.find(language).map(plain),
        "telephone": phone(unit),
        "email": unit.contact(&ChannelKind::Email),
        "url": unit.contact(&ChannelKind::Web),
        "address": addresses.collect::<Vec<_>>(),
        "openingHoursSpecification": hours.collect::<Vec<_>>(),
    }))
}

fn area(area: &AreaKey) -> Value {
    json!({ "@type": "AdministrativeArea", "identifier": area.to_string() })
}

/// Without what is null or empty.
fn pruned(value: Value) -> Value {
    let Value::Object(fields) = value else { return value };
    let kept = fields.into_iter().filter(|(_, value)| !(value.is_null() || *value == json!("") || *value == json!([])));
    Value::Object(kept.collect::<Map<_, _>>())
}

/// JSON for a `<script type="application/ld+json">`: no character in it can end the script or begin another element.
pub fn embed(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
