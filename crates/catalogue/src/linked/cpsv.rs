//! CPSV-AP 3.2 as JSON-LD. Every node that is referred to stands in the graph with its class, so the result can be
//! checked by itself; the context is inline, so nobody has to fetch one.

use serde_json::{Value, json};

use super::graph::{Graph, lang_string, lang_strings, segment};
use super::{hours_in_german, phone};
use crate::area::AreaKey;
use crate::module::TextModule;
use crate::office::{ChannelKind, Organisation};
use crate::record::{Record, RecordId};
use crate::references::References;
use crate::service::{Cost, DocumentUse, Service};
use crate::texts::{Texts, plain};

/// Who publishes the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    /// Address that all ids begin with, without a slash at the end, for example `https://aarau.example`.
    pub base: String,
    /// Name of the authority: in charge where no office is named.
    pub name: Texts,
    /// Its area.
    pub area: AreaKey,
}

/// Renders all services with what belongs to them. Services without any title are left out: the profile needs one.
pub fn render(records: &[Record], publisher: &Publisher) -> Value {
    let mut rendering = Rendering { graph: Graph::default(), references: References::of(records), publisher };
    for record in records {
        if let Record::Service(service) = record
            && service.title("de").is_some_and(|title| !plain(title).is_empty())
        {
            rendering.service(service);
        }
    }
    json!({
        "@context": {
            "cpsv": "http://purl.org/vocab/cpsv#",
            "cv": "http://data.europa.eu/m8g/",
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "eli": "http://data.europa.eu/eli/ontology#",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "locn": "http://www.w3.org/ns/locn#",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "time": "http://www.w3.org/2006/time#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@graph": rendering.graph.into_nodes(),
    })
}

struct Rendering<'a> {
    graph: Graph,
    references: References<'a>,
    publisher: &'a Publisher,
}

impl<'a> Rendering<'a> {
    fn uri(&self, class: &str, id: &RecordId) -> String {
        let parts = [&id.agency, &id.scheme, &id.value].into_iter().filter(|part| !part.is_empty());
        let path = parts.map(|part| segment(part)).collect::<Vec<_>>().join("/");
        format!("{}/id/{class}/{path}", self.publisher.base)
    }

    fn service(&mut self, service: &'a Service) {
        let uri = self.uri("service", &service.id);
        if self.graph.has(&uri) {
            return;
        }
        let module = |module| service.modules.get(&module).cloned().unwrap_or_default();
        let title = lang_strings(&merged(module(TextModule::Title), module(TextModule::Official)));
        let short = merged(module(TextModule::Teaser), module(TextModule::Short));
        // The profile needs a description; the title is the shortest one there is.
        let described =
            [merged(module(TextModule::Full), short), module(TextModule::Official), module(TextModule::Title)];
        let description = described.iter().map(lang_strings).find(|texts| texts != &json!([])).unwrap_or_default();
        let keywords: Value =
            service.keywords.iter().map(|word| lang_string(&word.language, &plain(&word.word))).collect();
        let fields = json!({
            "@type": "cpsv:PublicService",
            "dct:identifier": service.id.to_string(),
            "dct:title": title,
            "dct:description": description,
            "dcat:keyword": keywords,
            "dct:language": self.languages(service),
            "dct:spatial": self.spatial(service),
            "cv:processingTime": service.processing.iso_duration().map(|time| json!({ "@type": "xsd:duration", "@value": time })),
            "cv:hasCompetentAuthority": self.authorities(service),
            "cv:contactPoint": self.contact_points(service),
            "cv:hasChannel": self.channels(service, &uri),
            "cv:hasCost": self.costs(service, &uri),
            "cpsv:hasInput": self.documents(service, &uri, DocumentUse::Needed),
            "cpsv:produces": self.documents(service, &uri, DocumentUse::Issued),
            "cv:holdsRequirement": self.requirement(service, &uri),
            "cv:hasLegalResource": self.legal_resource(service, &uri),
            "cv:isGroupedBy": self.events(service),
        });
        self.graph.add(&uri, fields);
    }

    fn languages(&mut self, service: &Service) -> Value {
        let mut found: Vec<&str> = service.languages.iter().map(String::as_str).collect();
        found.extend(service.modules.values().flat_map(Texts::iter).map(|(language, _)| language));
        let mut uris: Vec<String> = found.into_iter().filter_map(language_uri).collect();
        uris.sort();
        uris.dedup();
        uris.into_iter().map(|uri| self.graph.add(&uri, json!({ "@type": "dct:LinguisticSystem" }))).collect()
    }

    fn spatial(&mut self, service: &Service) -> Value {
        let served = self.references.responsibilities(&service.id).flat_map(|found| &found.areas);
        let areas: Vec<&AreaKey> = service.areas.iter().chain(served).collect();
        let mut uris: Vec<Value> = Vec::new();
        for area in areas {
            let location = self.location(area);
            if !uris.contains(&location) {
                uris.push(location);
            }
        }
        Value::Array(uris)
    }

    fn location(&mut self, area: &AreaKey) -> Value {
        // Numberings without a registered URN get an address of ours, so that the id is always one.
        let uri = match area.uri() {
            uri if uri.starts_with("https:") => uri,
            _ => format!("{}/id/area/{}/{}", self.publisher.base, segment(area.scheme.short()), segment(&area.number)),
        };
        self.graph.add(&uri, json!({ "@type": "dct:Location", "dct:identifier": area.to_string() }))
    }

    fn authorities(&mut self, service: &'a Service) -> Value {
        let units: Vec<&Organisation> =
            self.references.units(&service.id).into_iter().filter(|unit| !unit.name.is_empty()).collect();
        if units.is_empty() {
            return Value::Array(vec![self.publisher()]);
        }
        units.into_iter().map(|unit| self.authority(unit)).collect()
    }

    fn publisher(&mut self) -> Value {
        let spatial = self.location(&self.publisher.area);
        let uri = format!("{}/id/authority", self.publisher.base);
        let name = lang_strings(&self.publisher.name);
        self.graph
            .add(&uri, json!({ "@type": "cv:PublicOrganisation", "skos:prefLabel": name, "dct:spatial": spatial }))
    }

    fn authority(&mut self, unit: &Organisation) -> Value {
        let uri = self.uri("organisation", &unit.id);
        let areas = if unit.areas.is_empty() { std::slice::from_ref(&self.publisher.area) } else { &unit.areas[..] };
        let spatial: Value = areas.iter().map(|area| self.location(area)).collect();
        let addresses: Vec<Value> = (1..)
            .zip(&unit.addresses)
            .filter(|(_, address)| !address.line().is_empty())
            .map(|(number, address)| {
                let fields = json!({
                    "@type": "locn:Address",
                    "locn:fullAddress": lang_string("de", &address.line()),
                    "locn:postCode": address.postal_code,
                    "locn:postName": some_lang(&address.town),
                    "locn:thoroughfare": some_lang(&address.street),
                    "locn:locatorDesignator": address.number,
                });
                self.graph.add(&format!("{uri}/address/{number}"), fields)
            })
            .collect();
        let fields = json!({
            "@type": "cv:PublicOrganisation",
            "dct:identifier": unit.id.to_string(),
            "skos:prefLabel": lang_strings(&unit.name),
            "dct:description": lang_strings(&unit.description),
            "dct:spatial": spatial,
            "locn:address": addresses,
        });
        self.graph.add(&uri, fields)
    }

    fn contact_points(&mut self, service: &'a Service) -> Value {
        let units = self
            .references
            .units(&service.id)
            .into_iter()
            .filter(|unit| !unit.contacts.is_empty() || !unit.hours.is_empty());
        let units: Vec<&Organisation> = units.collect();
        units.into_iter().map(|unit| self.contact_point(unit)).collect()
    }

    fn contact_point(&mut self, unit: &Organisation) -> Value {
        let uri = format!("{}/contact", self.uri("organisation", &unit.id));
        let written = lang_strings(&unit.hours_note);
        let hours = match hours_in_german(unit) {
            hours if hours.is_empty() => written,
            hours => json!([lang_string("de", &hours)]),
        };
        let opening = (hours != json!([])).then(|| {
            let fields = json!({ "@type": "time:TemporalEntity", "dct:description": hours });
            self.graph.add(&format!("{uri}/hours"), fields)
        });
        let special: Vec<Value> = unit
            .exceptions
            .iter()
            .map(|exception| {
                let open = exception.open.map_or_else(
                    || "geschlossen".to_owned(),
                    |(from, to)| domain::hours::OpeningHours { weekday: 1, from, to }.span(),
                );
                let text = lang_string("de", &format!("{}: {open}", exception.day));
                let fields = json!({ "@type": "time:TemporalEntity", "dct:description": text });
                self.graph.add(&format!("{uri}/hours/{}", exception.day), fields)
            })
            .collect();
        let page =
            unit.contact(&ChannelKind::Web).filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        let page = page
            .and_then(|url| url::Url::parse(url).ok())
            .map(|url| self.graph.add(url.as_str(), json!({ "@type": "foaf:Document" })));
        let fields = json!({
            "@type": "cv:ContactPoint",
            "cv:telephone": phone(unit),
            "cv:email": unit.contact(&ChannelKind::Email),
            "cv:contactPage": page,
            "cv:openingHours": opening,
            "cv:specialOpeningHoursSpecification": special,
        });
        self.graph.add(&uri, fields)
    }

    fn channels(&mut self, service: &'a Service, uri: &str) -> Value {
        let online = self.references.online(&service.id).into_iter().flat_map(|online| &online.links);
        let links: Vec<_> = service.links.iter().chain(online).collect();
        let channels = (1..).zip(links).map(|(number, link)| {
            let id = format!("{uri}/channel/{number}");
            let page = url::Url::parse(&link.url)
                .ok()
                .map(|url| self.graph.add(url.as_str(), json!({ "@type": "foaf:Document" })));
            let title = if link.title.is_empty() { &link.url } else { &link.title };
            let fields = json!({
                "@type": "cv:Channel",
                "dct:identifier": id,
                "dct:description": lang_string(&link.language, &plain(title)),
                "foaf:page": page,
            });
            self.graph.add(&id, fields)
        });
        channels.collect()
    }

    fn costs(&mut self, service: &Service, uri: &str) -> Value {
        let noted = (!service.cost_note.is_empty() && service.costs.is_empty())
            .then(|| Cost { text: service.cost_note.clone(), ..Cost::default() });
        let costs = (1..).zip(service.costs.iter().chain(&noted)).map(|(number, cost)| {
            let id = format!("{uri}/cost/{number}");
            let currency = cost.amount.map(|money| {
                let code = money.currency.code();
                let uri = format!("http://publications.europa.eu/resource/authority/currency/{code}");
                self.graph.add(&uri, json!({ "@type": "skos:Concept", "skos:notation": code }))
            });
            let value =
                cost.amount.map(|money| json!({ "@type": "xsd:double", "@value": crate::xzufi::decimal(money) }));
            let text = if cost.text.is_empty() { &service.cost_note } else { &cost.text };
            let fields = json!({
                "@type": "cv:Cost",
                "dct:identifier": id,
                "dct:description": lang_strings(text),
                "cv:hasValue": value,
                "cv:currency": currency,
            });
            self.graph.add(&id, fields)
        });
        costs.collect()
    }

    fn documents(&mut self, service: &Service, uri: &str, part: DocumentUse) -> Value {
        let (class, path) = match part {
            DocumentUse::Needed => ("cv:Evidence", "evidence"),
            DocumentUse::Issued => ("cv:Output", "output"),
        };
        let mut nodes: Vec<Value> = Vec::new();
        let documents = service.documents.iter().filter(|document| document.part == part);
        for (number, document) in (1..).zip(documents.filter(|document| lang_strings(&document.title) != json!([]))) {
            let id = format!("{uri}/{path}/{number}");
            let title = lang_strings(&document.title);
            nodes.push(self.graph.add(&id, json!({ "@type": class, "dct:identifier": id, "dct:title": title })));
        }
        let written =
            service.modules.get(&TextModule::Documents).filter(|_| part == DocumentUse::Needed && nodes.is_empty());
        if let Some(texts) = written {
            let id = format!("{uri}/{path}/text");
            let fields = json!({
                "@type": class,
                "dct:identifier": id,
                "dct:title": lang_string("de", TextModule::Documents.german()),
                "dct:description": lang_strings(texts),
            });
            nodes.push(self.graph.add(&id, fields));
        }
        Value::Array(nodes)
    }

    fn requirement(&mut self, service: &Service, uri: &str) -> Value {
        let Some(texts) = service.modules.get(&TextModule::Requirements) else { return Value::Null };
        let id = format!("{uri}/requirement");
        let fields = json!({
            "@type": "cv:Requirement",
            "dct:identifier": id,
            "dct:title": lang_string("de", TextModule::Requirements.german()),
            "dct:description": lang_strings(texts),
        });
        self.graph.add(&id, fields)
    }

    fn legal_resource(&mut self, service: &Service, uri: &str) -> Value {
        let Some(texts) = service.modules.get(&TextModule::Legal) else { return Value::Null };
        self.graph
            .add(&format!("{uri}/legal"), json!({ "@type": "eli:LegalResource", "dct:title": lang_strings(texts) }))
    }

    fn events(&mut self, service: &Service) -> Value {
        let mut nodes = Vec::new();
        for category in &service.categories {
            let title = lang_strings(&category.title);
            let name = category.title.find("de").map(plain).unwrap_or_default();
            let value = if category.id.value.is_empty() { name } else { category.id.value.clone() };
            if title != json!([]) && !value.is_empty() {
                let uri = format!("{}/id/event/{}", self.publisher.base, segment(&value));
                let fields =
                    json!({ "@type": ["cv:Event", "cv:LifeEvent"], "dct:identifier": value, "dct:title": title });
                nodes.push(self.graph.add(&uri, fields));
            }
        }
        Value::Array(nodes)
    }
}

/// The texts, and in languages they lack those of `below`.
fn merged(texts: Texts, below: Texts) -> Texts {
    let mut all = below;
    all.0.extend(texts.0);
    all
}

fn some_lang(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| lang_string("de", text))
}

/// The address of a language in the authority table of the EU; only languages that are surely right there.
fn language_uri(tag: &str) -> Option<String> {
    let code = match tag.split('-').next()? {
        "de" => "DEU",
        "fr" => "FRA",
        "it" => "ITA",
        "en" => "ENG",
        "es" => "SPA",
        "pl" => "POL",
        "tr" => "TUR",
        "uk" => "UKR",
        "nl" => "NLD",
        "pt" => "POR",
        _ => return None,
    };
    Some(format!("http://publications.europa.eu/resource/authority/language/{code}"))
}
