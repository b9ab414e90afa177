//! Answers in parts: by kind, online alone, page by page; and an authority's own services wherever services are listed.

use crate::harness::{Browser, Database, Page, Portal, shared};
use serde_json::Value;
use std::process::Command;
use std::time::{Duration, Instant};

/// The number in brackets behind a kind.
fn count_of(page: &Page, kind: &str) -> usize {
    let tabs = page.texts("main nav .tabs a");
    let tab = tabs.iter().find(|tab| tab.starts_with(kind)).unwrap_or_else(|| panic!("{kind} is not in {tabs:?}"));
    tab.rsplit('(').next().and_then(|rest| rest.trim_end_matches(')').parse().ok()).expect("a number")
}

#[test]
fn hits_are_chosen_by_kind_and_turned_page_by_page() {
    let portal = shared(Database::Sqlite);
    let mut anybody = Browser::new(&portal);
    let first = anybody.open(&portal.at("aarau", "/suche?q=beispieltext"));
    let hits = |page: &Page| page.texts("main .hit__title");
    assert_eq!(hits(&first).len(), 20, "{}", first.text());
    let total = count_of(&first, "Alle");
    assert!(total > 40, "{total}");
    let mut seen = hits(&first);
    let mut page = first;
    while let Some(next) = page.attributes("a[rel=next]", "href").first().cloned() {
        page = anybody.click(&page, &next);
        assert_eq!(page.form("/suche").value("q"), Some("beispieltext"), "what was typed stays");
        seen.extend(hits(&page));
    }
    assert_eq!(seen.len(), total, "every hit is on some page");
    let beyond = anybody.open(&portal.at("aarau", "/suche?q=beispieltext&seite=999"));
    assert_eq!((beyond.status, hits(&beyond)), (200, hits(&page)), "beyond the end is the end");

    let dogs = anybody.open(&portal.at("aarau", "/suche?q=einwohnerdienste"));
    let all = count_of(&dogs, "Alle");
    let mut sum = 0;
    for (kind, word) in [("Leistungen", "Leistung"), ("Ämter", "Amt"), ("Personen", "Person")] {
        let Some(href) = dogs.links().into_iter().find(|href| href.contains(&format!("art={}", address_of(kind))))
        else {
            continue;
        };
        let chosen = anybody.click(&dogs, &href);
        let kinds = chosen.texts("main .hit__kind");
        assert!(kinds.iter().all(|shown| shown.starts_with(word)), "{kind}: {kinds:?}");
        assert_eq!(count_of(&chosen, kind), count_of(&dogs, kind));
        sum += count_of(&dogs, kind);
    }
    assert!(sum > 0 && sum <= all, "{sum} of {all}");
    for odd in ["art=unsinn", "seite=-1", "seite=abc", "online=", "art=&seite=", "art=dokumente"] {
        let page = anybody.get(&portal.at("aarau", &format!("/suche?q=hund&{odd}")));
        assert_eq!(page.status, 200, "{odd}");
    }
    let none = anybody.open(&portal.at("aarau", "/suche?q=hund&art=dokumente"));
    assert!(none.text().contains("bleibt nichts übrig"), "{}", none.text());
}

fn address_of(kind: &str) -> &'static str {
    match kind {
        "Leistungen" => "leistungen",
        "Ämter" => "behoerden",
        _ => "personen",
    }
}

#[test]
fn only_what_goes_online_can_be_asked_for() {
    let portal = shared(Database::Sqlite);
    let mut anybody = Browser::new(&portal);
    let all = anybody.open(&portal.at("aarau", "/suche?q=hund"));
    let online = anybody.click(&all, &all.link("online=1"));
    let marks = online.texts("main .hit__kind");
    assert!(!marks.is_empty() && marks.iter().all(|mark| mark.contains("Online")), "{marks:?}");
    assert!(online.texts("main .hit__title").len() < all.texts("main .hit__title").len());
    let back = online.links().into_iter().find(|href| href.starts_with("/suche?q=hund") && !href.contains("online"));
    assert!(back.is_some(), "{:?}", online.links());
}

#[test]
fn the_interface_gives_the_kinds_that_are_asked_for() {
    let portal = shared(Database::Sqlite);
    let mut anybody = Browser::new(&portal);
    let mut ask = |query: &str| {
        let page = anybody.get(&portal.at("aarau", &format!("/api/v1/search?q=einwohnerdienste&limit=50{query}")));
        (page.status, serde_json::from_str::<Value>(&page.html()).expect("JSON"))
    };
    for (kinds, known) in [("office", vec!["office"]), ("person,office", vec!["person", "office"])] {
        let (status, answer) = ask(&format!("&kind={kinds}"));
        let hits = answer["hits"].as_array().expect("hits").clone();
        assert!(status == 200 && !hits.is_empty(), "{answer}");
        assert!(hits.iter().all(|hit| known.contains(&hit["kind"].as_str().unwrap_or_default())), "{hits:?}");
    }
    let (status, answer) = ask("&kind=leistung");
    assert_eq!((status, answer["error"].as_str()), (422, Some("unknown-kind")));
    assert!(answer["candidates"].as_array().is_some_and(|all| all.len() == 6), "{answer}");
}

#[test]
fn an_authoritys_own_services_stand_wherever_services_are_listed() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let mut anybody = Browser::new(&portal);
        let figures = |browser: &mut Browser, name: &str| -> Vec<u64> {
            let table = browser.get(&portal.at("aargau", "/daten/abdeckung.csv")).html();
            let line = table.lines().find(|line| line.starts_with(name)).expect("a line").to_owned();
            line.split(',').skip(4).map(|cell| cell.parse().expect("a number")).collect()
        };
        let before = figures(&mut anybody, "suhr,");
        let file = include_str!("../../../catalogue/tests/data/transfer.xml").replace("Hund anmelden", "Welpe melden");
        import(&portal, "suhr", "transfer.xml", &file);
        let table = "Id;Titel;Kategorie;Zuständige Stelle\nx-1;Leihrad-Station vorschlagen;Umziehen;Verkehrsplanung\n\
                     x-2;Fundbüro;;\n";
        import(&portal, "kanton-aargau", "tabelle.csv", table);

        let began = Instant::now();
        let title = "Leihrad-Station vorschlagen";
        // The lists are printed anew within a minute; with a question mark behind the address they are printed at once.
        while !anybody.open(&portal.at("suhr", "/leistungen?")).texts("main .letter a").contains(&title.to_owned()) {
            assert!(began.elapsed() < Duration::from_secs(90), "A to Z never knew it");
            std::thread::sleep(Duration::from_millis(200));
        }
        let letters = anybody.open(&portal.at("suhr", "/leistungen?")).texts("main .letter a");
        assert!(letters.contains(&"Welpe melden".to_owned()), "{letters:?}");
        let mut once = letters.clone();
        once.dedup();
        assert_eq!(once.len(), letters.len(), "nothing stands twice");
        let neighbour = anybody.open(&portal.at("aarau", "/leistungen?")).texts("main .letter a");
        assert!(neighbour.contains(&title.to_owned()), "the canton's service is for all its communes");
        assert!(!neighbour.contains(&"Welpe melden".to_owned()), "a commune's is for itself");

        // By the code of the portal network, and by name.
        let animals = anybody.open(&portal.at("suhr", "/lebenslagen/tiere?"));
        let links = animals.texts("main .hit__title");
        assert!(links.contains(&"Welpe melden".to_owned()), "{links:?}");
        let service = anybody.click(&animals, &animals.link("/leistungen/k-"));
        assert!(service.status == 200 && service.text().contains("Gemeindekanzlei Musterdorf"), "{}", service.text());
        let moving = anybody.open(&portal.at("suhr", "/lebenslagen/umziehen?")).texts("main .hit__title");
        assert!(moving.contains(&title.to_owned()), "{moving:?}");

        // One with an online address counts as a form, the others as information.
        let after = figures(&mut anybody, "suhr,");
        assert_eq!(after[1], before[1] + 1, "{before:?} {after:?}");
        assert_eq!(after[4] - before[4], after[0] + after[1] - before[0] - before[1], "{before:?} {after:?}");
        let mut doris = Browser::new(&portal);
        let list = doris.sign_in_at(&portal, "aargau", "doris.design", "/redaktion/zustaendigkeiten");
        let rows = list.texts("tbody tr");
        assert!(rows.iter().any(|row| row.contains(title) && row.contains("Verkehrsplanung")), "{rows:?}");
    }
}

fn import(portal: &Portal, authority: &str, name: &str, text: &str) {
    let file = portal.folder().join(name);
    std::fs::write(&file, text).expect("a file");
    let done = Command::new(env!("CARGO_BIN_EXE_portikus"))
        .args(["catalogue", "import", file.to_str().expect("a plain path"), "--authority", authority])
        .env("PORTIKUS_DATA", portal.folder())
        .env("PORTIKUS_DATABASE_URL", portal.database())
        .output()
        .expect("the command runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert!(said.contains(" new, 0 changed, 0 unchanged, 0 gone"), "{said}");
}
