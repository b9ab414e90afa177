//! The portal on other web sites: a small script at a stable address, answers to allowed origins alone, no cookies.

use crate::harness::{Browser, Database, Form, Page, Portal, shared};
use serde_json::Value;
use std::process::Command;

fn ask(browser: &mut Browser, url: &str, origin: &str) -> Page {
    browser.send("GET", url, &[format!("Origin: {origin}")], b"").unwrap_or_else(|fault| panic!("{url}: {fault}"))
}

fn allowed(page: &Page) -> Option<String> {
    page.header("access-control-allow-origin")
}

const SITE: &str = "https://www.aarau.example";
const ADDRESSES: [&str; 3] =
    ["/api/v1/search?q=hund&lang=fr", "/api/v1/life-situations?lang=fr", "/api/v1/services/hund-anmelden?lang=fr"];

#[test]
fn the_script_is_small_stable_and_asks_whether_it_changed() {
    let portal = shared(Database::Sqlite);
    let mut browser = Browser::new(&portal);
    let script = browser.get(&portal.at("aarau", "/einbetten.js"));
    assert_eq!(
        (script.status, script.header("content-type").as_deref()),
        (200, Some("text/javascript; charset=utf-8"))
    );
    assert!(script.body.len() < 15_000, "{} bytes", script.body.len());
    println!("the embedding script has {} bytes", script.body.len());
    let text = script.html();
    assert!(!text.contains("__PORTIKUS") && !text.contains("eval(") && !text.contains("innerHTML"), "{text}");
    for cookie in ["document.cookie", "localStorage", "sessionStorage", ".style."] {
        assert!(!text.contains(cookie), "{cookie}");
    }
    let tag = script.header("etag").expect("a tag");
    let again = browser.send("GET", &portal.at("aarau", "/einbetten.js"), &[format!("If-None-Match: {tag}")], b"");
    assert_eq!(again.expect("an answer").status, 304);
    let other = browser.get(&portal.at("baden", "/einbetten.js"));
    assert_ne!(other.header("etag"), Some(tag), "each authority's script has its colours");
}

#[test]
fn only_allowed_origins_may_read_and_nobody_gets_a_cookie() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = shared(database);
        let mut browser = Browser::new(&portal);
        for address in ADDRESSES {
            let url = portal.at("aarau", address);
            let answer = ask(&mut browser, &url, SITE);
            assert_eq!((answer.status, allowed(&answer).as_deref()), (200, Some(SITE)), "{address}");
            assert_eq!(answer.header("access-control-allow-credentials"), None, "{address}");
            assert_eq!(answer.header("set-cookie"), None, "{address}");
            assert!(answer.headers.iter().any(|(name, value)| name == "vary" && value.contains("origin")), "{address}");
            for other in [
                "https://www.baden.example",
                "https://www.aarau.example.evil.example",
                "http://www.aarau.example",
                "https://www.aarau.example:444",
                "https://WWW.aarau.example",
                "null",
                "*",
            ] {
                assert_eq!(allowed(&ask(&mut browser, &url, other)), None, "{address} from {other}");
            }
            assert_eq!(allowed(&browser.get(&url)), None, "{address} from nowhere");
            let neighbour = ask(&mut browser, &portal.at("buchs-ag", address), SITE);
            assert_eq!(allowed(&neighbour), None, "empty by default: {address}");
        }
        // Pages are for people: no other site may read them.
        for page in ["/", "/leistungen/hund-anmelden", "/postfach", "/einbetten"] {
            assert_eq!(allowed(&ask(&mut browser, &portal.at("aarau", page), SITE)), None, "{page}");
        }
    }
}

#[test]
fn tiles_and_one_service_are_told_in_four_languages() {
    let portal = shared(Database::Sqlite);
    let mut browser = Browser::new(&portal);
    let mut json = |label: &str, address: &str| -> Value {
        let page = browser.get(&portal.at(label, address));
        assert_eq!(page.status, 200, "{address}: {}", page.html());
        serde_json::from_str(&page.html()).expect("JSON")
    };
    let mut titles = Vec::new();
    for lang in ["de", "fr", "it", "en"] {
        let tiles = json("aarau", &format!("/api/v1/life-situations?lang={lang}"));
        let first = &tiles["situations"][0];
        assert!(first["url"].as_str().is_some_and(|url| url.ends_with("/lebenslagen/umziehen")), "{first}");
        titles.push(first["title"].as_str().unwrap_or_default().to_owned());
        let dog = json("aarau", &format!("/api/v1/services/hund-anmelden?lang={lang}"));
        titles.push(dog["title"].as_str().unwrap_or_default().to_owned());
        assert!(dog["online"] == true && dog["office"]["phone"].as_str().is_some_and(|p| !p.is_empty()), "{dog}");
    }
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), 8, "{titles:?}");
    let above = json("aarau", "/api/v1/services/fuehrerausweis-verlust");
    assert!(above["url"].as_str().is_some_and(|url| url.contains("//aargau.")), "the canton is in charge: {above}");
    assert!(above["cost"].as_str().is_some_and(|cost| cost.contains("CHF")), "{above}");
    let unknown = browser.get(&portal.at("aarau", "/api/v1/services/gibt-es-nicht"));
    assert_eq!(unknown.status, 404);
    assert!(unknown.html().contains("service-unknown"));
}

#[test]
fn a_designer_allows_sites_and_every_node_knows_it_within_seconds() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let mut doris = Browser::new(&portal);
        let page = doris.sign_in_at(&portal, "aargau", "doris.design", "/einbetten");
        let refused = doris.submit(&page.form("/einbetten").set("origins", "https://*.example\nwww.ag.example"));
        assert_eq!(refused.status, 422);
        assert!(refused.title().starts_with("Fehler:") && refused.text().contains("*.example"), "{}", refused.text());
        let saved = doris.submit(&refused.form("/einbetten").set("origins", "https://www.AG.example/\n"));
        assert!(saved.text().contains("Die Liste gilt ab sofort"), "{}", saved.text());
        let url = portal.at("aargau", "/api/v1/life-situations");
        let mut anybody = Browser::new(&portal);
        assert_eq!(
            allowed(&ask(&mut anybody, &url, "https://www.ag.example")).as_deref(),
            Some("https://www.ag.example")
        );

        // As another node does it: in the database, while this one runs.
        let other = Command::new(env!("CARGO_BIN_EXE_portikus"))
            .args(["authority", "embed", "--authority", "aarau", "--origin", "https://neu.aarau.example"])
            .env("PORTIKUS_DATA", portal.folder())
            .env("PORTIKUS_DATABASE_URL", portal.database())
            .output()
            .expect("the command runs");
        assert!(other.status.success(), "{}", String::from_utf8_lossy(&other.stderr));
        let url = portal.at("aarau", "/api/v1/life-situations");
        let known = (0..50).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            allowed(&ask(&mut anybody, &url, "https://neu.aarau.example")).is_some()
        });
        assert!(known, "the running node never learnt it");
        assert_eq!(allowed(&ask(&mut anybody, &url, SITE)), None, "the new list is the whole list");

        // Others may not: not even with a right token.
        let mut timo = Browser::new(&portal);
        let page = timo.sign_in_at(&portal, "aarau", "timo.taxe", "/einbetten");
        assert!(page.find_form("/einbetten").is_none(), "{}", page.text());
        let token = page.attributes("input[name=token]", "value").swap_remove(0);
        let form = Form::new(&portal.at("aarau", "/einbetten"), &[("token", &token), ("origins", "https://x.example")]);
        assert_eq!(timo.post(&form).status, 404);
    }
}
