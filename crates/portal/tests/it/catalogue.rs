//! A catalogue of an authority: in record by record, found within a second, out again as it came in.

use crate::harness::{Browser, Database, Portal};
use serde_json::Value;
use std::process::{Command, Output};

const TABLE: &str = "Id;Titel;Kurzbeschreibung;Beschreibung;Stichwörter;Zuständige Stelle\n\
b-17;Sondernutzung öffentlicher Straßen beantragen;Wer die Straße mehr als üblich nutzt, braucht eine Erlaubnis.;Beispieltext für Baugerüste und Container.;gerüst|container aufstellen;Tiefbauamt\n\
b-18;Leihrad-Station vorschlagen;Sagen Sie, wo eine Station fehlt.;Beispieltext über Räder zum Leihen.;bikesharing;Verkehrsplanung\n\
;;;;;\n";

fn portikus(portal: &Portal, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_portikus"))
        .args(arguments)
        .env("PORTIKUS_DATA", portal.folder())
        .env("PORTIKUS_DATABASE_URL", portal.database())
        .output()
        .expect("the command runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn hits(browser: &mut Browser, url: &str) -> Vec<Value> {
    let page = browser.get(url);
    assert_eq!(page.status, 200, "{url}: {}", page.html());
    let answer: Value = serde_json::from_str(&page.html()).expect("JSON");
    answer["hits"].as_array().expect("a list of hits").clone()
}

#[test]
fn a_catalogue_is_brought_in_found_and_given_out_again() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let file = portal.folder().join("katalog.csv");
        std::fs::write(&file, TABLE).expect("a file");
        let file = file.to_str().expect("a plain path");
        let first = portikus(&portal, &["catalogue", "import", file, "--authority", "wegberg"]);
        assert!(said(&first).contains("2 new, 0 changed, 0 unchanged"), "{}", said(&first));

        // Found at this authority within a second or two, at others not.
        let mut anybody = Browser::new(&portal);
        let url = portal.at("wegberg", "/api/v1/search?q=bikesharing&limit=3");
        let found = (0..60).find_map(|_| {
            let found = hits(&mut anybody, &url);
            let first = found.first().filter(|hit| hit["id"] == "b-18").cloned();
            if first.is_none() {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            first
        });
        let found = found.expect("the new service is found");
        assert_eq!(found["kind"], "service");
        let page = anybody.open(found["url"].as_str().expect("an address"));
        assert_eq!(page.status, 200);
        assert!(page.text().contains("Leihrad-Station vorschlagen"), "{}", page.text());
        assert!(page.text().contains("Verkehrsplanung"), "the office in charge: {}", page.text());
        let elsewhere = hits(&mut anybody, &portal.at("aarau", "/api/v1/search?q=bikesharing"));
        assert!(elsewhere.iter().all(|hit| hit["id"] != "b-18"), "{elsewhere:?}");
        let named = hits(&mut anybody, &portal.at("heinsberg", "/api/v1/search?q=bikesharing&place=Wegberg"));
        assert!(named.iter().any(|hit| hit["id"] == "b-18"), "the place decides: {named:?}");

        // Again: nothing changes. Changed: only that record. Broken: refused, and the old one stays.
        let again = portikus(&portal, &["catalogue", "import", file, "--authority", "wegberg"]);
        assert!(said(&again).contains("0 new, 0 changed, 2 unchanged"), "{}", said(&again));
        std::fs::write(file, TABLE.replace("Sagen Sie, wo", "Schreiben Sie uns, wo")).expect("a file");
        let changed = portikus(&portal, &["catalogue", "import", file, "--authority", "wegberg"]);
        assert!(said(&changed).contains("0 new, 1 changed, 1 unchanged"), "{}", said(&changed));
        std::fs::write(file, "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>").expect("a file");
        let hostile = portikus(&portal, &["catalogue", "import", file, "--authority", "wegberg"]);
        assert!(!hostile.status.success(), "{}", said(&hostile));
        assert_eq!(hits(&mut anybody, &url)[0]["id"], "b-18", "nothing is lost");

        // Out as a transfer message and in at a neighbour.
        let out = portal.folder().join("katalog.xml");
        let out = out.to_str().expect("a plain path");
        let written = portikus(&portal, &["catalogue", "export", "--authority", "wegberg", "--out", out]);
        assert!(written.status.success(), "{}", said(&written));
        let neighbour = portikus(&portal, &["catalogue", "import", out, "--authority", "selfkant", "--brief"]);
        assert!(said(&neighbour).contains(" 0 refused"), "{}", said(&neighbour));
        for format in ["cpsv", "json"] {
            let text = portikus(&portal, &["catalogue", "export", "--authority", "wegberg", "--format", format]);
            let value: Value = serde_json::from_slice(&text.stdout).unwrap_or_else(|fault| panic!("{format}: {fault}"));
            assert!(value.to_string().contains("Leihrad-Station"), "{format}");
        }
    }
}

#[test]
fn the_search_interface_says_what_it_does_and_what_is_wrong() {
    let portal = crate::harness::shared(Database::Sqlite);
    let mut anybody = Browser::new(&portal);
    let described: Value =
        serde_json::from_str(&anybody.get(&portal.at("aarau", "/api/v1/openapi.json")).html()).expect("JSON");
    assert!(described["paths"]["/api/v1/search"]["get"]["parameters"].as_array().is_some_and(|all| all.len() == 5));
    let found = hits(&mut anybody, &portal.at("aarau", "/api/v1/search?q=hund&lang=de&limit=5"));
    assert!(found.len() <= 5 && found[0]["id"] == "hund-anmelden", "{found:?}");
    let french = hits(&mut anybody, &portal.at("aarau", "/api/v1/search?q=chien&lang=fr"));
    assert_eq!(french[0]["id"], "hund-anmelden", "{french:?}");
    let unknown = anybody.get(&portal.at("aarau", "/api/v1/search?q=hund&place=Atlantis"));
    assert_eq!(unknown.status, 422, "{}", unknown.html());
    assert!(unknown.html().contains("place-unknown"));
    let long = "a".repeat(6000);
    assert_eq!(anybody.get(&portal.at("aarau", &format!("/api/v1/search?q={long}"))).status, 200);
    for odd in ["%00%01", "%28%5B.*%3F%2B", "%27+OR+1%3D1+--", "%22unclosed"] {
        assert_eq!(anybody.get(&portal.at("aarau", &format!("/api/v1/search?q={odd}"))).status, 200, "{odd}");
    }
}

#[test]
fn staff_offices_and_a_site_map_are_found() {
    let portal = crate::harness::shared(Database::Sqlite);
    let mut anybody = Browser::new(&portal);
    let office = anybody.open(&portal.at("aarau", "/behoerden/residents"));
    let name = office.texts("main li strong, main dt, main th").into_iter().find(|text| text.contains(' '));
    let people = hits(&mut anybody, &portal.at("aarau", "/api/v1/search?q=leitung+einwohnerdienste&limit=10"));
    let person = people.iter().find(|hit| hit["kind"] == "person");
    assert!(person.is_some(), "staff are searchable: {people:?} {name:?}");
    let map = anybody.get(&portal.at("aarau", "/sitemap.xml")).html();
    assert!(map.contains("/leistungen/hund-anmelden</loc>") && map.contains("hreflang=\"fr\""), "{map}");
    let robots = anybody.get(&portal.at("aarau", "/robots.txt")).html();
    assert!(robots.contains("Disallow: /postfach") && robots.contains("/sitemap.xml"), "{robots}");
}

#[test]
fn forms_and_leaflets_are_found_beside_the_service_they_belong_to() {
    const MESSAGE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xzufi:transfer.schreiben.020201 xmlns:xzufi="http://xoev.de/schemata/xzufi/2_2_0"><xzufi:schreibe><xzufi:leistung>
<xzufi:id schemeAgencyID="T200" schemeID="LEIST">boot-7</xzufi:id>
<xzufi:modulText><xzufi:inhalt languageCode="de">Liegeplatz für ein Boot mieten</xzufi:inhalt><xzufi:leikaTextmodul><code>02</code></xzufi:leikaTextmodul></xzufi:modulText>
<xzufi:modulDokument>
<xzufi:dokument><xzufi:bezeichnung languageCode="de">Ruderordnung Xylofluss</xzufi:bezeichnung><xzufi:url>https://www.wegberg.example/ruderordnung.pdf</xzufi:url></xzufi:dokument>
<xzufi:dokument><xzufi:bezeichnung languageCode="de">Tückisches Xyloblatt</xzufi:bezeichnung><xzufi:url>javascript:alert(1)</xzufi:url></xzufi:dokument>
</xzufi:modulDokument></xzufi:leistung></xzufi:schreibe></xzufi:transfer.schreiben.020201>"#;
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let file = portal.folder().join("boote.xml");
        std::fs::write(&file, MESSAGE).expect("a file");
        let file = file.to_str().expect("a plain path");
        let taken = portikus(&portal, &["catalogue", "import", file, "--authority", "wegberg"]);
        assert!(said(&taken).contains("1 new"), "{}", said(&taken));
        let mut anybody = Browser::new(&portal);
        let url = portal.at("wegberg", "/api/v1/search?q=ruderordnung");
        let found = (0..60).find_map(|_| {
            let found = hits(&mut anybody, &url).into_iter().find(|hit| hit["kind"] == "document");
            if found.is_none() {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            found
        });
        let found = found.expect("the leaflet is found");
        assert_eq!(found["title"], "Ruderordnung Xylofluss");
        assert_eq!(found["url"], "https://www.wegberg.example/ruderordnung.pdf");
        assert_eq!(found["summary"], "Liegeplatz für ein Boot mieten");
        let alone = hits(&mut anybody, &portal.at("wegberg", "/api/v1/search?q=boot&kind=document"));
        assert!(!alone.is_empty() && alone.iter().all(|hit| hit["kind"] == "document"), "{alone:?}");
        let evil = hits(&mut anybody, &portal.at("wegberg", "/api/v1/search?q=xyloblatt&kind=document"));
        assert!(evil.iter().all(|hit| hit["title"] != "Tückisches Xyloblatt"), "{evil:?}");
        let neighbour = hits(&mut anybody, &portal.at("selfkant", "/api/v1/search?q=ruderordnung&kind=document"));
        assert!(neighbour.is_empty(), "{neighbour:?}");
        let service = hits(&mut anybody, &portal.at("wegberg", "/api/v1/search?q=liegeplatz&kind=service"));
        let page = anybody.open(service[0]["url"].as_str().expect("an address"));
        assert!(
            page.links().contains(&"https://www.wegberg.example/ruderordnung.pdf".to_owned()),
            "{:?}",
            page.links()
        );
        assert!(!page.html().contains("javascript:"), "{}", page.html());
    }
}
