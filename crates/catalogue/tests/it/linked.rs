//! Linked data: every reference stands in the graph, and a page's script cannot be broken out of.

use std::collections::HashSet;

use crate::samples::{message, service, services};
use catalogue::linked::{Publisher, embed, render_cpsv, render_schema_org};
use catalogue::{AreaKey, Keyword, Link, Record, TextModule, Texts};
use serde_json::{Value, json};

/// The authority that publishes in tests.
pub fn publisher() -> Publisher {
    Publisher {
        base: "https://musterdorf.example".into(),
        name: Texts::german("Gemeinde Musterdorf"),
        area: AreaKey::parse("BFS:4001"),
    }
}

/// One of everything, a bare service, and one full of odd characters.
pub fn records() -> Vec<Record> {
    let mut odd = service("so/was \"Dummes\"<", "Öl & <b>Fett</b>");
    odd.set_text(TextModule::Full, "Kein-Sprach_Kürzel", "</script><!-- x");
    odd.keywords.push(Keyword { language: "!!".into(), word: "Wort".into() });
    odd.links.push(Link { url: "nicht ganz eine adresse".into(), title: String::new(), language: "de".into() });
    odd.areas.push(AreaKey::parse("053700016016"));
    odd.areas.push(AreaKey::new("eigene Nummern", "a b"));
    let mut records = message().into_records();
    records.push(Record::Service(Box::new(service("karg", "Nur ein Titel"))));
    records.push(Record::Service(Box::new(odd)));
    records
}

fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(fields) => {
            if let (Some(Value::String(id)), 1) = (fields.get("@id"), fields.len()) {
                found.push(id);
            }
            fields.values().for_each(|value| references(value, found));
        }
        _ => {}
    }
}

#[test]
fn every_reference_stands_in_the_graph_with_its_class() {
    let document = render_cpsv(&records(), &publisher());
    let nodes = document["@graph"].as_array().unwrap();
    let ids: HashSet<&str> = nodes.iter().filter_map(|node| node["@id"].as_str()).collect();
    assert_eq!(ids.len(), nodes.len(), "no node twice");
    let mut wanted = Vec::new();
    references(&document["@graph"], &mut wanted);
    let missing: Vec<&&str> = wanted.iter().filter(|id| !ids.contains(**id)).collect();
    assert_eq!(missing, Vec::<&&str>::new());
    assert!(nodes.iter().all(|node| !node["@type"].is_null()));
    let of = |class: &str| nodes.iter().filter(|node| node["@type"] == class).count();
    assert_eq!((of("cpsv:PublicService"), of("cv:PublicOrganisation"), of("cv:Output")), (3, 2, 1));
    let hund = nodes.iter().find(|node| node["dct:identifier"] == "T100/LEIST/hund-1").unwrap();
    assert_eq!(hund["cv:processingTime"]["@value"], "P14D");
    assert_eq!(hund["cv:hasChannel"].as_array().unwrap().len(), 2);
}

#[test]
fn a_page_describes_its_service() {
    let records = records();
    let hund = services(&records)[0];
    let page = "https://musterdorf.example/leistungen/hund";
    let found = render_schema_org(hund, &records, "fr", page);
    assert_eq!((&found["@type"], &found["name"]), (&json!("GovernmentService"), &json!("Annoncer un chien")));
    assert_eq!(found["provider"]["address"][0]["postalCode"], "5000");
    assert_eq!(found["provider"]["openingHoursSpecification"][0]["opens"], "08:30");
    assert_eq!(found["offers"][0]["price"], "120.50");
    assert_eq!(found["areaServed"], json!([{ "@type": "AdministrativeArea", "identifier": "BFS:4001" }]));
    assert_eq!(found["availableChannel"][0]["serviceUrl"], "https://musterdorf.example/hund/anmelden");
    let bare = render_schema_org(services(&records)[1], &records, "de", page);
    assert!(bare.get("provider").is_none() && bare.get("offers").is_none());
}

#[test]
fn a_script_cannot_be_broken_out_of() {
    let text = embed(&json!({ "name": "</script><script>alert(1)</script><!-- & " }));
    assert!(!text.contains(['<', '>', '&']), "{text}");
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["name"], "</script><script>alert(1)</script><!-- & ");
}
