//! What a service page tells search engines, and what it tells people where nothing goes online yet.

use crate::harness::{Browser, Database, Page, Portal, shared};
use serde_json::Value;
use std::process::Command;

fn told(page: &Page) -> Value {
    let scripts: Vec<String> = page
        .html()
        .split("<script type=\"application/ld+json\">")
        .skip(1)
        .filter_map(|rest| rest.split("</script>").next().map(str::to_owned))
        .collect();
    assert_eq!(scripts.len(), 1, "{}: {}", page.url, page.html());
    serde_json::from_str(&scripts[0]).unwrap_or_else(|fault| panic!("{}: {fault}: {}", page.url, scripts[0]))
}

#[test]
fn every_service_page_says_what_search_engines_read() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = shared(database);
        let mut browser = Browser::new(&portal);
        for (label, key, lang) in [
            ("aarau", "hund-anmelden", "de"),
            ("aarau", "hund-anmelden", "fr"),
            ("aarau", "fuehrerausweis-verlust", "de"),
            ("heinsberg", "hund-anmelden", "en"),
        ] {
            let page = browser.open(&portal.at(label, &format!("/leistungen/{key}?lang={lang}")));
            assert!(page.html().len() < 60_000, "{} bytes", page.html().len());
            let told = told(&page);
            assert_eq!(
                (&told["@context"], &told["@type"]),
                (&"https://schema.org".into(), &"GovernmentService".into())
            );
            assert_eq!(told["name"].as_str().map(str::trim), Some(page.texts("h1").concat().as_str()), "{told}");
            for field in ["url", "description", "identifier"] {
                assert!(told[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {told}");
            }
            let provider = &told["provider"];
            assert_eq!(provider["@type"], "GovernmentOrganization");
            for field in ["name", "telephone", "email"] {
                assert!(provider[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {told}");
            }
            assert_eq!(provider["address"][0]["@type"], "PostalAddress", "{told}");
            assert!(provider["openingHoursSpecification"][0]["opens"].is_string(), "{told}");
            assert_eq!(told["areaServed"][0]["@type"], "AdministrativeArea");
            assert!(told["areaServed"][0]["name"].is_string(), "{told}");
            let channel = told["availableChannel"][0]["serviceUrl"].as_str();
            let online = key == "hund-anmelden";
            assert_eq!(channel.is_some_and(|url| url.ends_with("/leistungen/hund-anmelden")), online, "{told}");
            if label == "aarau" {
                assert!(!told.to_string().contains('ß'), "{told}");
            }
        }
        let dog = told(&browser.open(&portal.at("aarau", "/leistungen/hund-anmelden")));
        assert!(dog["offers"].is_null(), "what depends on answers is no price: {dog}");
        let licence = told(&browser.open(&portal.at("aarau", "/leistungen/fuehrerausweis-verlust")));
        assert_eq!(
            (&licence["offers"][0]["priceCurrency"], licence["offers"][0]["price"].is_null()),
            (&"CHF".into(), false)
        );
        assert_eq!(dog["areaServed"][0]["identifier"], "BFS:4001", "{dog}");
        let policy = browser.get(&portal.at("aarau", "/leistungen/hund-anmelden")).header("content-security-policy");
        assert!(policy.is_some_and(|policy| policy.contains("script-src 'self';")), "the policy stays as it is");
    }
}

#[test]
fn a_title_cannot_leave_its_script() {
    let portal = Portal::start(Database::Sqlite);
    let file = portal.folder().join("boese.csv");
    let table =
        "Id;Titel;Kurzbeschreibung\nx-1;Ende </script><script>alert(1)</script> <!-- & ]]> hier;Kurz \u{2028} & gut\n";
    std::fs::write(&file, table).expect("a file");
    let file = file.to_str().expect("a plain path");
    let done = Command::new(env!("CARGO_BIN_EXE_portikus"))
        .args(["catalogue", "import", file, "--authority", "wegberg"])
        .env("PORTIKUS_DATA", portal.folder())
        .env("PORTIKUS_DATABASE_URL", portal.database())
        .output()
        .expect("the command runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut browser = Browser::new(&portal);
    let url = portal.at("wegberg", "/leistungen/k-x1");
    let page = (0..60).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        Some(browser.get(&url)).filter(|page| page.status == 200)
    });
    let page = page.expect("the service is there");
    let told = told(&page);
    assert_eq!(told["@type"], "GovernmentService");
    assert!(told["name"].as_str().is_some_and(|name| name.starts_with("Ende")), "{told}");
    assert_eq!(page.html().matches("<script").count(), page.attributes("script", "src").len() + 1, "{}", page.html());
    assert!(!page.html().contains("<script>alert"), "{}", page.html());
}

#[test]
fn what_is_not_online_here_leads_to_the_office_and_the_old_counter() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = shared(database);
        let mut browser = Browser::new(&portal);
        let words = [
            ("de", "Bisheriger Online-Schalter", "Hier noch nicht online"),
            ("fr", "Ancien guichet en ligne", "Pas encore en ligne"),
            ("it", "Sportello online precedente", "Qui non ancora online"),
            ("en", "Previous online counter", "Not online here yet"),
        ];
        for (lang, counter, hit) in words {
            let page = browser.open(&portal.at("baden", &format!("/leistungen/fundbuero?lang={lang}")));
            assert!(page.texts("main .act a").contains(&counter.to_owned()), "{lang}: {}", page.text());
            let action = page.attributes("main .act a", "href");
            assert!(action.iter().any(|href| href.starts_with("tel:")), "{action:?}");
            assert!(action.iter().any(|href| href.starts_with("mailto:")), "{action:?}");
            assert!(action.contains(&"https://onlineschalter.baden.example/".to_owned()), "{action:?}");
            let results = browser.open(&portal.at("baden", &format!("/suche?q=fundb%C3%BCro&lang={lang}")));
            assert!(results.text().contains(hit), "{lang}: {}", results.text());
            assert!(results.links().contains(&"https://onlineschalter.baden.example/".to_owned()), "{lang}");
        }
        let without = browser.open(&portal.at("aarau", "/leistungen/fundbuero?lang=de"));
        assert!(!without.text().contains("Bisheriger Online-Schalter"), "Aarau never had one");
        let online = browser.open(&portal.at("baden", "/leistungen/hund-anmelden?lang=de"));
        assert!(!online.text().contains("Bisheriger Online-Schalter"), "what is online here needs no other place");
        let answer = browser.get(&portal.at("baden", "/api/v1/services/fundbuero")).html();
        assert!(answer.contains("\"counter\":\"https://onlineschalter.baden.example/\""), "{answer}");
    }
}
