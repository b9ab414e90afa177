//! Days on which an office is open otherwise, as its editors say.

use crate::harness::{Browser, Database, Form, Portal};
use std::process::Command;

const PAGE: &str = "/redaktion/oeffnungszeiten";

/// A day in the weeks that pages show ahead, as people write it and as machines do.
fn coming() -> (String, String) {
    let ask = |form: &str| {
        let said = Command::new("date").args(["-d", "10 days", form]).output().expect("date runs");
        String::from_utf8_lossy(&said.stdout).trim().to_owned()
    };
    (ask("+%-d.%-m.%Y"), ask("+%F"))
}

#[test]
fn an_editor_says_when_an_office_is_open_otherwise_and_every_page_knows_it_at_once() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let office = portal.at("aarau", "/behoerden/residents");
        let mut anybody = Browser::new(&portal);
        // Printed and kept before.
        assert!(!anybody.open(&office).text().contains("Teamtag"));
        let mut rita = Browser::new(&portal);
        let page = rita.sign_in_at(&portal, "aarau", "rita.redaktion", PAGE);
        assert!(rita.open(&portal.at("aarau", "/redaktion")).links().contains(&PAGE.to_owned()));
        let form = || page.form(PAGE).set("office", "residents").set("do", "add");
        let (typed, day) = coming();
        for (field, value, sentence) in [
            ("from", "gestern", "Schreiben Sie einen Tag"),
            ("from", "1.1.2020", "Der Tag ist vorbei"),
            ("to", "1.1.2020", "liegt vor dem ersten"),
            ("hours", "14-8", "Schreiben Sie Zeiten"),
            ("de", "", "Auf Deutsch braucht es einen"),
            ("fr", &"x".repeat(201), "höchstens 200 Zeichen"),
            ("office", "gibt-es-nicht", "Wählen Sie ein Amt"),
        ] {
            let form = form().fill(&[("from", &typed), ("de", "Teamtag")]).set(field, value);
            let refused = rita.submit(&form);
            assert!(refused.status == 422 && refused.title().starts_with("Fehler:"), "{field}: {}", refused.status);
            assert!(refused.text().contains(sentence), "{field}={value}: {}", refused.text());
        }
        assert!(!rita.open(page.url.as_str()).text().contains("Teamtag"), "nothing was kept");
        let good = [("from", typed.as_str()), ("hours", "7-7.45"), ("de", "Teamtag"), ("fr", "Excursion")];
        let saved = rita.submit(&form().fill(&good));
        assert!(saved.text().contains("gelten ab sofort") && saved.text().contains("Teamtag"), "{}", saved.text());
        let shown = anybody.open(&office);
        assert!(shown.text().contains("Teamtag") && shown.text().contains("07:00"), "{}", shown.text());
        let french = anybody.open(&portal.at("aarau", "/behoerden/residents?lang=fr"));
        assert!(french.text().contains("Excursion"), "{}", french.text());
        let other = Browser::new(&portal).open(&portal.at("aarau", "/behoerden/tax"));
        assert!(!other.text().contains("Teamtag"), "each office has its own");

        let export = Command::new(env!("CARGO_BIN_EXE_portikus"))
            .args(["catalogue", "export", "--authority", "aarau", "--format", "xzufi"])
            .env("PORTIKUS_DATA", portal.folder())
            .env("PORTIKUS_DATABASE_URL", portal.database())
            .output()
            .expect("the command runs");
        let export = String::from_utf8_lossy(&export.stdout).into_owned();
        assert!(export.contains(&day) && export.contains("Teamtag"), "it leaves the house, too");

        // Only editors of the authority, and taking back.
        let mut timo = Browser::new(&portal);
        assert_eq!(timo.sign_in_at(&portal, "aarau", "timo.taxe", PAGE).status, 404);
        let token = timo.open(&portal.at("aarau", "/hilfe")).attributes("input[name=token]", "value").swap_remove(0);
        let remove = [("token", token.as_str()), ("office", "residents"), ("do", "remove")];
        assert_eq!(timo.post(&Form::new(&portal.at("aarau", PAGE), &remove)).status, 404);
        let gone = rita.submit(&saved.form(PAGE).set("do", "remove"));
        assert!(!gone.text().contains("Teamtag"), "{}", gone.text());
        assert!(!anybody.open(&portal.at("aarau", "/behoerden/residents?lang=de")).text().contains("Teamtag"));
    }
}
