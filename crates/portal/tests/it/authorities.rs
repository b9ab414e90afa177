//! A federation of one's own without the demo: added with a command, served from the same place as every other.

use crate::harness::{Browser, Database, Portal};
use std::process::Command;

/// Without the demo somebody else signs people in and takes fees; here nobody does, and everything else works.
const CONFIGURATION: &str = "[identity]\nissuer = \"https://id.example/\"\nclient_id = \"portikus\"\nlevels = []\n\
                             [payment]\nurl = \"https://pay.example/\"\napi_key = \"x\"\n";

fn portikus(portal: &Portal, line: &str) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_portikus"))
        .args(line.split('|').map(str::trim))
        .env("PORTIKUS_DATA", portal.folder())
        .env("PORTIKUS_DATABASE_URL", portal.database())
        .env("PORTIKUS_SCHEME", "http")
        .output()
        .expect("the command runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    (done.status.success(), said)
}

#[test]
fn a_canton_and_its_communes_are_added_with_one_command_each() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::prepare(database, &[("SCHEME", "http")], Some(CONFIGURATION));
        let (good, said) = portikus(
            &portal,
            "authority|add|--name|Musterwil|--level|commune|--federation|muster|--host|musterwil|--number|4999",
        );
        assert!(!good && said.contains("add its canton or Kreis first"), "{said}");
        let (good, said) = portikus(
            &portal,
            "authority|add|--name|Kanton Muster|--level|canton|--federation|muster|--host|kanton-muster|--region|CH-AG|--phone|031 555 00 00",
        );
        assert!(good && said.contains("http://kanton-muster."), "{said}");
        let commune = "authority|add|--name|Musterwil|--full-name|Gemeinde Musterwil|--level|commune|--federation|muster|--host|musterwil|--number|4999|--postal-code|5999|--phone|031 555 00 01|--email|kanzlei@musterwil.example|--address|Dorfstrasse 1|--address|5999 Musterwil|--brand|#1f5130|--old-counter|https://schalter.musterwil.example/|--embed-origin|https://www.musterwil.example";
        let (good, said) = portikus(&portal, commune);
        assert!(good, "{said}");
        for (change, word) in [
            (("--number|4999", "--number|4999"), "this key already"),
            (("--host|musterwil", "--host|musterwil|--key|zwei"), "claimed by"),
            (("--host|musterwil", "--host|zwei"), "number of Musterwil"),
            (("--number|4999", "--number|49990"), "BFS numbers"),
            (("--postal-code|5999", "--postal-code|599"), "4 digits"),
            (("--number|4999", "--number|4999|--region|DE-NW"), "here CH-"),
            (("#1f5130", "#ffee00"), "the nearest that passes is"),
            (("https://www.musterwil.example", "*"), "--embed-origin"),
            (("https://schalter", "javascript://schalter"), "--old-counter"),
            (("--level|commune", "--level|village"), "canton, kreis or commune"),
        ] {
            let line = match word {
                "claimed by" => commune.replace(change.0, change.1).replace("4999", "4998"),
                _ => commune.replace(change.0, change.1),
            };
            let (good, said) = portikus(&portal, &line);
            assert!(!good && said.contains(word), "{change:?}: {said}");
        }
        let (_, list) = portikus(&portal, "authority|list");
        assert!(list.contains("muster (Kanton Muster)") && list.contains("BFS 4999"), "{list}");

        portal.run();
        let mut browser = Browser::new(&portal);
        let start = browser.open(&portal.at("musterwil", "/"));
        assert_eq!(start.status, 200);
        assert!(start.title().contains("Gemeinde Musterwil"), "{}", start.title());
        assert!(start.html().contains("031 555 00 01") && !start.html().contains("Demo –"), "{}", start.html());
        let service = browser.open(&portal.at("musterwil", "/leistungen/fundbuero"));
        assert!(service.links().contains(&"https://schalter.musterwil.example/".to_owned()), "{}", service.text());
        let found = browser.open(&portal.at("kanton-muster", "/ort?q=5999"));
        assert!(found.html().contains("musterwil"), "{}", found.text());
        let lead = browser.open(&portal.at("kanton-muster", "/"));
        assert!(lead.text().contains("Musterwil"), "{}", lead.text());
        assert_eq!(browser.get(&portal.at("aarau", "/")).status, 421, "the demo is not here");
    }
}

#[test]
fn a_commune_answers_until_the_day_of_its_merger_and_its_successor_from_then_on() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::prepare(database, &[("SCHEME", "http")], Some(CONFIGURATION));
        for line in [
            "authority|add|--name|Kanton Muster|--level|canton|--federation|muster|--host|kanton-muster",
            "authority|add|--name|Altdorf|--level|commune|--federation|muster|--host|altdorf|--number|4998|--postal-code|5998|--embed-origin|https://www.altdorf.example",
            "authority|add|--name|Neuwil|--level|commune|--federation|muster|--host|neuwil|--number|4999|--postal-code|5999",
            "authority|merge|--authority|altdorf|--into|neuwil|--from|2199-01-01",
        ] {
            let (good, said) = portikus(&portal, line);
            assert!(good, "{line}: {said}");
        }
        for (line, word) in [
            ("authority|merge|--authority|altdorf|--into|nirgends|--from|2027-01-01", "has to be there first"),
            ("authority|merge|--authority|altdorf|--into|altdorf|--from|2027-01-01", "not go up in itself"),
            ("authority|merge|--authority|altdorf|--into|kanton-muster|--from|2027-01-01", "no commune"),
            ("authority|merge|--authority|nirgends|--into|neuwil|--from|2027-01-01", "no authority with this key"),
            ("authority|merge|--authority|kanton-muster|--into|neuwil|--from|2027-01-01", "does not go up"),
            ("authority|merge|--authority|altdorf|--into|neuwil|--from|1. Januar", "a day such as"),
            ("authority|merge|--authority|neuwil|--into|altdorf|--from|2027-01-01", "circle"),
            (
                "authority|add|--name|Drittwil|--level|commune|--federation|muster|--host|drittwil|--number|4997|--merged-into|neuwil",
                "a successor and a day",
            ),
        ] {
            let (good, said) = portikus(&portal, line);
            assert!(!good && said.contains(word), "{line}: {said}");
        }
        portal.run();
        let mut browser = Browser::new(&portal);
        assert!(browser.open(&portal.at("altdorf", "/")).title().contains("Altdorf"));
        for question in ["Altdorf", "4998", "5998"] {
            let found = browser.open(&portal.at("kanton-muster", &format!("/ort?q={question}")));
            assert!(found.title().contains("Altdorf"), "{question}: {}", found.title());
        }
        portal.stop();

        let (good, said) = portikus(&portal, "authority|merge|--authority|altdorf|--into|neuwil|--from|2020-01-01");
        assert!(good, "{said}");
        portal.run();
        let moved = browser.get(&portal.at("altdorf", "/leistungen/fundbuero?lang=fr"));
        let to = portal.at("neuwil", "/leistungen/fundbuero?lang=fr");
        assert_eq!((moved.status, moved.header("location")), (308, Some(to)));
        assert!(browser.open(&portal.at("altdorf", "/")).title().contains("Neuwil"));
        for question in ["Altdorf", "4998", "5998", "5999", "Dorfweg+3,+5998+Altdorf"] {
            let found = browser.open(&portal.at("kanton-muster", &format!("/ort?q={question}")));
            assert!(found.title().contains("Neuwil"), "{question}: {}", found.title());
        }
        assert!(browser.open(&portal.at("kanton-muster", "/gemeinde/4998")).title().contains("Neuwil"));
        let lead = browser.open(&portal.at("kanton-muster", "/"));
        assert!(!lead.text().contains("Altdorf"), "it is no more: {}", lead.text());
        // Web sites that embed the old commune go on, with the successor's answers.
        let url = portal.at("altdorf", "/api/v1/search?q=fundb%C3%BCro");
        let answer = browser.send("GET", &url, &["Origin: https://www.altdorf.example".to_owned()], b"");
        let answer = answer.expect("an answer");
        assert_eq!(answer.header("access-control-allow-origin").as_deref(), Some("https://www.altdorf.example"));
        assert!(answer.html().contains("\"place\":\"Neuwil\""), "{}", answer.html());
    }
}
