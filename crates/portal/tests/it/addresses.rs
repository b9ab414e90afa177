//! Where portals are reached: host names of an authority's own, the ways that lead there, short addresses.

use crate::harness::{Browser, Database, Form, Interface, Page, Portal, shared};
use crate::walk::{apply_for_residence, case_of, letters, mails_to, on_both, pay, text_of, wait_for_letter};
use std::process::Command;

const DOMAIN: &str = "service.aarau.example";

fn portikus(portal: &Portal, line: &str) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_portikus"))
        .args(line.split('|').map(str::trim))
        .env("PORTIKUS_DATA", portal.folder())
        .env("PORTIKUS_DATABASE_URL", portal.database())
        .env("PORTIKUS_BASE_DOMAIN", format!("localhost:{}", portal.listen().port()))
        .env("PORTIKUS_SCHEME", "http")
        .output()
        .expect("the command runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    (done.status.success(), said)
}

#[track_caller]
fn settle(portal: &Portal, line: &str) -> String {
    let (good, said) = portikus(portal, line);
    assert!(good, "{line}: {said}");
    said
}

#[track_caller]
fn refused(portal: &Portal, line: &str, word: &str) {
    let (good, said) = portikus(portal, line);
    assert!(!good && said.contains(word), "{line}: {said}");
}

/// A path at any host name.
fn at(portal: &Portal, host: &str, path: &str) -> String {
    format!("http://{host}:{}{path}", portal.listen().port())
}

/// What changes in the database a running portal knows within a second; a busy machine gets five.
#[track_caller]
fn soon(what: &str, is_so: impl Fn() -> bool) {
    let known = (0..50).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        is_so()
    });
    assert!(known, "{what}: the running portal never learnt it");
}

fn status(portal: &Portal, url: &str) -> u16 {
    Browser::new(portal).get(url).status
}

/// Status and where it leads.
fn way(page: &Page) -> (u16, String) {
    (page.status, page.header("location").unwrap_or_default())
}

#[test]
fn a_host_name_of_its_own_is_known_without_a_restart_and_every_other_name_leads_there() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let mut anybody = Browser::new(&portal);
        let own = |path: &str| at(&portal, DOMAIN, path);
        assert_eq!(status(&portal, &own("/")), 421, "nobody's yet");
        let program = Interface::new(&portal, "aarau", "fachanwendung");
        // Printed and kept under the label before the name is there.
        assert_eq!(status(&portal, &portal.at("aarau", "/leistungen")), 200);
        assert!(anybody.open(&portal.at("aargau", "/ort")).html().contains(&portal.at("aarau", "/")));

        let said =
            settle(&portal, &format!("authority|address|aarau|--domain|{DOMAIN}|--domain|Online.Aarau.example."));
        assert!(said.contains(&own("/anmelden/zurueck")) && said.contains("aarau.localhost leads there"), "{said}");
        soon("the host name", || status(&portal, &own("/")) == 200);
        assert!(anybody.open(&own("/")).title().contains("Stadt Aarau"));
        for host in ["aarau.localhost", "online.aarau.example", "service.aarau.example.", "AARAU.localhost"] {
            let moved = anybody.get(&at(&portal, host, "/leistungen/hund-anmelden?lang=fr"));
            assert_eq!(way(&moved), (308, own("/leistungen/hund-anmelden?lang=fr")), "{host}");
            assert_eq!(moved.header("cache-control").as_deref(), Some("no-store"), "the operator may take it back");
            assert_eq!(way(&anybody.get(&at(&portal, host, "/leistungen"))).0, 308, "{host}: not the printed page");
        }
        // A host with several labels has one main one, too.
        let moved = anybody.get(&portal.at("ag", "/hilfe"));
        assert_eq!(way(&moved), (308, portal.at("aargau", "/hilfe")));

        // Scripts and programs do not follow.
        for path in ["/api/v1/life-situations", "/einbetten.js", "/healthz", "/readyz"] {
            assert_eq!(status(&portal, &portal.at("aarau", path)), 200, "{path}");
        }
        program.get("/process-instance").expect(200);
        let answer = anybody.get(&portal.at("aarau", "/api/v1/services/hund-anmelden")).html();
        assert!(answer.contains(&own("/leistungen/hund-anmelden")), "{answer}");

        // Everything that names an address names this one.
        assert!(anybody.get(&own("/sitemap.xml")).html().contains(&format!("<loc>{}</loc>", own("/leistungen"))));
        assert!(anybody.get(&own("/robots.txt")).html().contains(&own("/sitemap.xml")));
        assert!(anybody.get(&own("/leistungen/hund-anmelden")).html().contains(&own("/leistungen/hund-anmelden")));
        let places = anybody.open(&portal.at("aargau", "/ort"));
        assert!(places.links().contains(&own("/")) && !places.html().contains(&portal.at("aarau", "/")));
        let export = settle(&portal, "catalogue|export|--authority|aarau|--format|cpsv");
        assert!(export.contains(&own("/")) && !export.contains("aarau.localhost"), "{}", &export[..300]);
        assert!(settle(&portal, "authority|list").contains(&own("/")));

        // One name, one authority.
        refused(&portal, &format!("authority|address|baden|--domain|{DOMAIN}"), "belongs to aarau");
        refused(&portal, "authority|address|baden|--domain|baden.localhost", "--host");
        refused(&portal, "authority|address|baden|--domain|localhost", "no dot");
        refused(&portal, "authority|address|baden|--domain|10.0.0.1", "IP address");
        refused(&portal, "authority|address|baden|--domain|https://x.example", "more than a host name");
        refused(&portal, "authority|address|baden|--domain|zürich.example", "xn--");
        refused(&portal, "authority|address|nirgends|--domain|x.example", "no authority nirgends");
        assert_eq!(status(&portal, &portal.at("baden", "/")), 200);

        settle(&portal, "authority|address|aarau|--no-domain");
        soon("that it is gone", || status(&portal, &own("/")) == 421);
        assert_eq!(status(&portal, &portal.at("aarau", "/leistungen")), 200);
        assert!(anybody.open(&portal.at("aargau", "/ort")).html().contains(&portal.at("aarau", "/")));
        settle(&portal, &format!("authority|address|baden|--domain|{DOMAIN}"));
        soon("the new owner", || status(&portal, &own("/")) == 200);
        assert!(anybody.open(&own("/leistungen")).html().contains("Stadt Baden"), "no page of the old owner");
    }
}

#[test]
fn choosing_a_place_leads_to_its_own_domain_by_a_page_and_to_a_sibling_by_a_redirect() {
    let portal = Portal::start(Database::Sqlite);
    settle(&portal, &format!("authority|address|aarau|--domain|{DOMAIN}"));
    settle(&portal, "authority|address|buchs-ag|--domain|service.buchs.example");
    let own = |path: &str| at(&portal, DOMAIN, path);
    soon("the host name", || status(&portal, &at(&portal, "service.buchs.example", "/")) == 200);
    let mut anybody = Browser::new(&portal);
    let weiter = "&weiter=%2Fleistungen%2Fhund-anmelden";
    let page = anybody.get(&portal.at("aargau", &format!("/ort?q=Aarau{weiter}")));
    let to = own("/leistungen/hund-anmelden");
    assert_eq!((page.status, page.header("refresh")), (200, Some(format!("0; url={to}"))));
    assert!(page.links().contains(&to) && page.title().starts_with("Weiter zu Stadt Aarau"), "{}", page.title());
    let french = anybody.get(&portal.at("aargau", "/ort?q=Aarau&lang=fr"));
    assert!(french.title().starts_with("Continuer vers"), "{}", french.title());
    // Nobody is led to another site by what stands in the query.
    for evil in ["//evil.example", "https://evil.example", "/\\evil.example", "%0d%0aRefresh:0"] {
        let page = anybody.get(&portal.at("aargau", &format!("/ort?q=Aarau&weiter={evil}")));
        assert_eq!(page.header("refresh"), Some(format!("0; url={}", own("/"))), "{evil}");
    }
    // The form takes the way on along.
    let form = anybody.get(&portal.at("aargau", "/ort?weiter=/leistungen/hund-anmelden")).form("/ort");
    assert_eq!(form.value("weiter"), Some("/leistungen/hund-anmelden"));
    // The policy covers the base domain, from wherever the form is.
    let policy = anybody.get(&own("/ort")).header("content-security-policy").unwrap_or_default();
    let siblings = format!("form-action 'self' http://*.localhost:{} ", portal.listen().port());
    assert!(policy.contains(&siblings) && !policy.contains(DOMAIN), "{policy}");
    for host in ["aargau.localhost", DOMAIN] {
        let sibling = anybody.get(&at(&portal, host, &format!("/ort?q=Baden{weiter}")));
        assert_eq!(way(&sibling), (303, portal.at("baden", "/leistungen/hund-anmelden")), "{host}");
    }
    assert_eq!(way(&anybody.get(&own("/ort?q=Aarau"))), (303, own("/")), "'self'");
    let other = anybody.get(&own("/ort?q=Buchs+AG"));
    assert_eq!((other.status, other.header("refresh").is_some()), (200, true), "from one domain to another");
}

#[test]
fn signing_in_paying_and_letters_work_at_an_own_domain() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        settle(&portal, &format!("authority|address|baden|--domain|{DOMAIN}"));
        settle(&portal, "authority|address|aarau|--domain|service.aarau-online.example");
        // The demo's providers know the domains that are there when they start.
        portal.stop();
        portal.run();
        assert!(
            portal.log().contains(&at(&portal, "service.aarau-online.example", "/")),
            "the greeting names it: {}",
            portal.log()
        );
        let mut reto = Browser::new(&portal);
        let receipt = apply_for_residence(&mut reto, &portal, "baden", "reto.fiktiv");
        assert_eq!(receipt.url.host_str(), Some(DOMAIN));
        let paid = pay(&mut reto, &receipt);
        assert_eq!(paid.url.host_str(), Some(DOMAIN));
        let case = wait_for_letter(&mut reto, &case_of(&receipt));
        let letter = reto.click(&case, letters(&case).first().expect("a letter"));
        if let Some(text) = text_of(&letter.body) {
            let verify = format!("{DOMAIN}:{}/pruefen/", portal.listen().port());
            assert!(text.split_whitespace().collect::<String>().contains(&verify), "{text}");
        }
        let inbox = reto.open(&at(&portal, DOMAIN, "/postfach"));
        assert!(inbox.status == 200 && inbox.url.path() == "/postfach", "{}", inbox.url);
        let mails = mails_to(&portal, "reto").concat().replace("=\r\n", "");
        assert!(mails.contains(DOMAIN) && !mails.contains("baden.localhost"), "{mails}");
        // Staff, too; and a session of one host is none at another.
        let mut bruno = Browser::new(&portal);
        let desk = bruno.open(&at(&portal, DOMAIN, "/anmelden?weiter=/arbeit"));
        let desk = bruno.sign_in(&desk, "bruno.baden");
        assert_eq!((desk.status, desk.url.host_str(), desk.url.path()), (200, Some(DOMAIN), "/arbeit"));
    }
}

const CONFIGURATION: &str = "[identity]\nissuer = \"https://id.example/\"\nclient_id = \"portikus\"\nlevels = []\n\
                             [payment]\nurl = \"https://pay.example/\"\napi_key = \"x\"\n";

#[test]
fn a_merged_commune_leads_to_the_main_address_of_its_successor() {
    let portal = Portal::prepare(Database::Sqlite, &[("SCHEME", "http")], Some(CONFIGURATION));
    let commune = "authority|add|--level|commune|--federation|muster";
    settle(&portal, "authority|add|--name|Kanton Muster|--level|canton|--federation|muster|--host|kanton-muster");
    let neuwil = format!("{commune}|--name|Neuwil|--host|neuwil|--number|4999|--domain");
    refused(&portal, &format!("{neuwil}|neuwil.localhost"), "--domain");
    assert!(!settle(&portal, "authority|list").contains("Neuwil"), "nothing is written when anything is wrong");
    let said = settle(&portal, &format!("{neuwil}|service.neuwil.example"));
    assert!(said.contains(&at(&portal, "service.neuwil.example", "/")), "{said}");
    settle(&portal, &format!("{commune}|--name|Altdorf|--host|altdorf|--number|4998|--domain|altdorf.example"));
    settle(&portal, "authority|merge|--authority|altdorf|--into|neuwil|--from|2020-01-01");
    portal.run();
    let to = at(&portal, "service.neuwil.example", "/hilfe?lang=fr");
    for host in ["altdorf.localhost", "altdorf.example", "neuwil.localhost"] {
        assert_eq!(way(&Browser::new(&portal).get(&at(&portal, host, "/hilfe?lang=fr"))), (308, to.clone()), "{host}");
        for path in ["/api/v1/search?q=x", "/einbetten.js"] {
            assert_eq!(status(&portal, &at(&portal, host, path)), 200, "{host}{path}");
        }
    }
}

#[test]
fn a_path_leads_to_a_commune_where_no_page_answers() {
    on_both(|portal| {
        let mut anybody = Browser::new(portal);
        for (from, to) in [
            ("/baden", portal.at("baden", "/")),
            ("/Baden/leistungen/hund-anmelden?lang=fr", portal.at("baden", "/leistungen/hund-anmelden?lang=fr")),
            ("/kanton-aargau/", portal.at("aargau", "/")),
            ("/baden//evil.example", portal.at("baden", "//evil.example")),
        ] {
            assert_eq!(way(&anybody.get(&portal.at("aarau", from))), (307, to), "{from}");
        }
        for nowhere in ["/luzern", "/heinsberg/hilfe", "/nirgends", "/hilfe/baden", "/bade"] {
            assert_eq!(status(portal, &portal.at("aarau", nowhere)), 404, "{nowhere}");
        }
        let posted = anybody.post(&Form::new(&portal.at("aarau", "/baden/leistungen"), &[]));
        assert_eq!(posted.status, 404, "forms are not led on");
    });
}

#[test]
fn designers_keep_short_addresses_and_nothing_leads_out_of_the_portal() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let page = "/gestaltung/adressen";
        let mut doris = Browser::new(&portal);
        let form = doris.sign_in_at(&portal, "aargau", "doris.design", page);
        assert!(
            form.text().contains(&portal.at("aargau", "/")) && form.text().contains("ag.localhost"),
            "{}",
            form.text()
        );
        assert!(doris.open(&portal.at("aargau", "/gestaltung")).links().contains(&page.to_owned()));
        let wrong = [
            ("/a //evil.example", "führt aus dem Portal hinaus"),
            ("/a https://evil.example/", "führt aus dem Portal hinaus"),
            ("/a /\\evil.example", "führt aus dem Portal hinaus"),
            ("/a /.//evil.example", "führt aus dem Portal hinaus"),
            ("/a javascript:alert(1)", "führt aus dem Portal hinaus"),
            ("/a /gibt-es-nicht", "ist keine Seite dieses Portals"),
            ("/a /b", "ist keine Seite dieses Portals"),
            ("/hilfe /suche", "ist schon eine Seite"),
            ("/abmelden /suche", "ist schon eine Seite"),
            ("/leistungen/hund /suche", "ist schon eine Seite"),
            ("/healthz /suche", "ist schon eine Seite"),
            ("/baden /suche", "führt schon zu einer anderen Behörde"),
            ("/baden/hund /suche", "führt schon zu einer anderen Behörde"),
            ("/a_b /suche", "geht nicht als kurze Adresse"),
            ("/a/b/c/d /suche", "geht nicht als kurze Adresse"),
            ("nur-ein-wort", "ein Leerzeichen"),
            ("/a /suche\n/A/ /hilfe", "mehr als einmal"),
        ];
        for (lines, sentence) in wrong {
            let refused = doris.submit(&form.form(page).set("lines", lines));
            assert!(refused.status == 422 && refused.title().starts_with("Fehler:"), "{lines}: {}", refused.status);
            assert!(refused.text().contains(sentence), "{lines}: {}", refused.text());
            assert_eq!(refused.form(page).value("lines").map(str::trim), Some(lines), "what was typed stays");
        }
        assert_eq!(status(&portal, &portal.at("aargau", "/a")), 404, "nothing was kept");
        let good = "/Hunde /leistungen/hund-anmelden\r\n/für/münz /suche?q=münz\r\n";
        let saved = doris.submit(&form.form(page).set("lines", good));
        assert!(saved.text().contains("gelten ab sofort") && saved.links().contains(&"/hunde".to_owned()));

        let mut anybody = Browser::new(&portal);
        for (from, to) in [
            ("/hunde", "/leistungen/hund-anmelden"),
            ("/HUNDE/?lang=fr&x=1", "/leistungen/hund-anmelden?lang=fr&x=1"),
            ("/f%C3%BCr/m%c3%bcnz?lang=fr", "/suche?q=m%C3%BCnz&lang=fr"),
        ] {
            assert_eq!(way(&anybody.get(&portal.at("aargau", from))), (302, to.to_owned()), "{from}");
        }
        assert_eq!(status(&portal, &portal.at("aarau", "/hunde")), 404, "each authority has its own");
        assert_eq!(status(&portal, &portal.at("aargau", "/hunde/mehr")), 404);
        assert_eq!(status(&portal, &portal.at("aargau", "/hunde/%ff")), 404);

        // At the terminal, for another node: the same rules.
        let line = "authority|address|aarau|--path";
        refused(&portal, &format!("{line}|/hunde=//evil.example"), "no path of this portal");
        refused(&portal, &format!("{line}|/hilfe=/suche"), "page of the portal already");
        let said = settle(&portal, &format!("{line}|/hunde=/suche?q=hund"));
        assert!(said.contains("/hunde /suche?q=hund"), "{said}");
        let short = portal.at("aarau", "/hunde");
        soon("the short address", || way(&Browser::new(&portal).get(&short)) == (302, "/suche?q=hund".to_owned()));
        settle(&portal, "authority|address|aarau|--no-path");
        soon("that it is gone", || status(&portal, &short) == 404);
    }
}

#[test]
fn only_designers_of_the_authority_keep_short_addresses() {
    let portal = shared(Database::Sqlite);
    for (label, person) in [("aarau", "timo.taxe"), ("aarau", "anna.muster"), ("aargau", "otto.operator")] {
        let mut browser = Browser::new(&portal);
        let page = browser.sign_in_at(&portal, label, person, "/gestaltung/adressen");
        assert_eq!(page.status, 404, "{person}");
        let token = browser.open(&portal.at(label, "/hilfe")).attributes("input[name=token]", "value").swap_remove(0);
        let fields = [("token", token.as_str()), ("lines", "/x /hilfe")];
        let form = Form::new(&portal.at(label, "/gestaltung/adressen"), &fields);
        assert_eq!(browser.post(&form).status, 404, "{person}");
    }
}
