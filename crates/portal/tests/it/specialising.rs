//! What an authority says in words of its own: drafted, reviewed, published, inherited, taken over, taken back.

use crate::harness::{Browser, Database, Form, Page, Portal, shared};
use std::time::{Duration, Instant};

const BOTH: [Database; 2] = [Database::Sqlite, Database::Postgres];

/// An editor at her desk.
struct Editor<'p> {
    portal: &'p Portal,
    label: &'static str,
    browser: Browser,
    token: String,
}

impl<'p> Editor<'p> {
    fn sign_in(portal: &'p Portal, label: &'static str, person: &str) -> Editor<'p> {
        let mut browser = Browser::new(portal);
        let page = browser.sign_in_at(portal, label, person, "/redaktion/leistungen");
        let token = page.attributes("input[name=token]", "value").swap_remove(0);
        Editor { portal, label, browser, token }
    }

    fn open(&mut self, service: &str) -> Page {
        self.browser.open(&self.portal.at(self.label, &format!("/redaktion/leistungen/{service}")))
    }

    /// Sends the form of a service as it is now, with these changes.
    fn act(&mut self, service: &str, what: &str, changes: &[(&str, &str)]) -> Page {
        let page = self.open(service);
        self.act_from(&page, service, what, changes)
    }

    fn act_from(&mut self, page: &Page, service: &str, what: &str, changes: &[(&str, &str)]) -> Page {
        let mut form = Form::new(&self.portal.at(self.label, &format!("/redaktion/leistungen/{service}")), &[]);
        // The big form comes last; what it does not send is not said.
        for (selector, attribute) in [("textarea[name]", "name"), ("input[type=text][name]", "name")] {
            for name in page.attributes(selector, attribute) {
                form = form.set(&name, &value_of(page, &name));
            }
        }
        for name in page.attributes("input[type=radio][checked]", "name") {
            let value = page.attributes(&format!("input[type=radio][name='{name}'][checked]"), "value").concat();
            form = form.set(&name, &value);
        }
        let seen = page.attributes("input[name=seen]", "value").into_iter().next().unwrap_or_default();
        let form = form.set("token", &self.token).set("seen", &seen).set("sprache", "de").set("do", what);
        self.browser.submit(&form.fill(changes))
    }
}

fn value_of(page: &Page, name: &str) -> String {
    let areas = page.texts(&format!("textarea[name='{name}']"));
    areas.into_iter().next().unwrap_or_else(|| page.attributes(&format!("input[name='{name}']"), "value").concat())
}

fn read(portal: &Portal, label: &str, path: &str) -> Page {
    Browser::new(portal).get(&portal.at(label, path))
}

/// A page as anybody reads it, once it says what is wanted; within a few seconds.
fn wait(portal: &Portal, label: &str, path: &str, wanted: impl Fn(&Page) -> bool) -> Page {
    let begun = Instant::now();
    loop {
        let page = read(portal, label, path);
        if wanted(&page) || begun.elapsed() > Duration::from_secs(10) {
            return page;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn own_words_are_drafted_seen_published_and_taken_back() {
    for database in BOTH {
        let portal = shared(database);
        let mut rita = Editor::sign_in(&portal, "aarau", "rita.redaktion");
        let said = "In Aarau holt das Team Grünwerk Ihren Sperrling ab.";
        let saved = rita.act("hund-anmelden", "save", &[("summary", said), ("online", "not")]);
        assert!(saved.text().contains("Gespeichert."), "{}", saved.text());
        assert!(saved.text().contains("Zuletzt geändert von Rita Redaktion"), "{}", saved.text());
        let live = read(&portal, "aarau", "/leistungen/hund-anmelden");
        assert!(!live.text().contains("Grünwerk"), "a draft is nobody's business");
        let preview = rita.browser.get(&portal.at("aarau", "/redaktion/leistungen/hund-anmelden/vorschau"));
        assert!(preview.text().contains("Grünwerk") && preview.text().contains("Vorschau"), "{}", preview.text());
        assert!(preview.find_form("/antrag").is_none(), "nothing begins in a preview");

        let done = rita.act("hund-anmelden", "publish", &[]);
        assert!(done.text().contains("Veröffentlicht."), "{}", done.text());
        let live = wait(&portal, "aarau", "/leistungen/hund-anmelden", |page| page.text().contains("Grünwerk"));
        assert!(live.text().contains(said), "{}", live.text());
        assert!(live.find_form("/antrag").is_none(), "it cannot be begun online here");
        let refused = rita.browser.post(&Form::new(
            &portal.at("aarau", "/leistungen/hund-anmelden/antrag"),
            &[("token", &rita.token.clone())],
        ));
        assert_eq!(refused.status, 404, "nor by a form that no page shows");
        let elsewhere = read(&portal, "baden", "/leistungen/hund-anmelden");
        assert!(!elsewhere.text().contains("Grünwerk") && elsewhere.find_form("/antrag").is_some());
        // The German words make the others' translation wrong: German is shown, and says so.
        let french = read(&portal, "aarau", "/leistungen/hund-anmelden?lang=fr");
        assert!(french.html().contains("lang=\"de\"") && french.text().contains("Grünwerk"), "{}", french.text());
        let found = read(&portal, "aarau", "/suche?q=Gr%C3%BCnwerk");
        assert!(found.text().contains("Hund anmelden"), "{}", found.text());
        let not_there = read(&portal, "baden", "/suche?q=Gr%C3%BCnwerk");
        assert!(!not_there.texts("h2.hit__title").concat().contains("Hund anmelden"), "{}", not_there.text());

        let history = rita.browser.get(&portal.at("aarau", "/redaktion/leistungen/hund-anmelden/verlauf"));
        assert!(history.text().contains("geschrieben von Rita Redaktion"), "{}", history.text());
        assert!(
            history.text().contains(said) && history.text().contains("Nicht oder noch nicht"),
            "{}",
            history.text()
        );
        let back = rita.act("hund-anmelden", "take-back", &[]);
        assert!(back.text().contains("Zurückgenommen."), "{}", back.text());
        let live = wait(&portal, "aarau", "/leistungen/hund-anmelden", |page| !page.text().contains("Grünwerk"));
        assert!(!live.text().contains("Grünwerk") && live.find_form("/antrag").is_some(), "{}", live.text());
        let restore = Form::new(
            &portal.at("aarau", "/redaktion/leistungen/hund-anmelden/verlauf"),
            &[("token", &rita.token), ("version", "1")],
        );
        let restored = rita.browser.submit(&restore);
        assert!(restored.text().contains("Grünwerk"), "an older version comes back as a draft: {}", restored.text());
        rita.act("hund-anmelden", "discard", &[]);
    }
}

#[test]
fn what_two_editors_write_at_once_is_not_lost() {
    for database in BOTH {
        let portal = shared(database);
        let mut rita = Editor::sign_in(&portal, "aarau", "rita.redaktion");
        let mut reto = Editor::sign_in(&portal, "aarau", "reto.redaktion");
        let (hers, his) = (rita.open("heimatschein"), reto.open("heimatschein"));
        let saved = rita.act_from(&hers, "heimatschein", "save", &[("summary", "Was Rita schreibt.")]);
        assert!(saved.text().contains("Gespeichert."), "{}", saved.text());
        let late = reto.act_from(&his, "heimatschein", "save", &[("summary", "Was Reto schreibt.")]);
        assert_eq!(late.status, 422);
        assert!(late.text().contains("hat inzwischen gespeichert"), "{}", late.text());
        assert!(late.text().contains("Was Rita schreibt.") && value_of(&late, "summary") == "Was Reto schreibt.");
        let again = reto.act_from(&late, "heimatschein", "save", &[("summary", "Was beide schreiben.")]);
        assert!(again.text().contains("Gespeichert."), "{}", again.text());
        reto.act("heimatschein", "discard", &[]);
    }
}

#[test]
fn a_second_person_publishes_where_the_authority_wants_it() {
    for database in BOTH {
        let portal = Portal::start(database);
        let mut rita = Editor::sign_in(&portal, "aarau", "rita.redaktion");
        let mut reto = Editor::sign_in(&portal, "aarau", "reto.redaktion");
        let list = portal.at("aarau", "/redaktion/leistungen");
        rita.browser.submit(&Form::new(&list, &[("token", &rita.token), ("second_person", "yes")]));
        rita.act("heimatschein", "submit", &[("summary", "Heimatschein, wie ihn Aarau ausstellt.")]);
        let hers = rita.open("heimatschein");
        assert!(hers.text().contains("Eine zweite Person muss"), "{}", hers.text());
        let refused = rita.act("heimatschein", "publish", &[]);
        assert!(refused.status >= 400, "{}", refused.text());
        let sent_back = reto.act("heimatschein", "send-back", &[("remark", "Bitte kürzer.")]);
        assert!(sent_back.text().contains("Zurückgegeben.") && sent_back.text().contains("Bitte kürzer."));
        rita.act("heimatschein", "submit", &[("summary", "Der Heimatschein von Aarau.")]);
        let waiting = reto.browser.get(&format!("{list}?zeigen=pruefung"));
        assert!(waiting.texts("table").concat().contains("Wird geprüft"), "{}", waiting.text());
        let done = reto.act("heimatschein", "publish", &[]);
        assert!(done.text().contains("Veröffentlicht."), "{}", done.text());
        let history = reto.browser.get(&portal.at("aarau", "/redaktion/leistungen/heimatschein/verlauf"));
        let told = "geschrieben von Rita Redaktion, veröffentlicht von Reto Redaktion";
        assert!(history.text().contains(told), "{}", history.text());
    }
}

#[test]
fn a_commune_makes_a_service_and_another_takes_it_over() {
    for database in BOTH {
        let portal = Portal::start(database);
        let mut rita = Editor::sign_in(&portal, "aarau", "rita.redaktion");
        let new = portal.at("aarau", "/redaktion/leistungen/neu");
        let nameless = rita.browser.post(&Form::new(&new, &[("token", &rita.token), ("title", " – ")]));
        assert_eq!(nameless.status, 422);
        let form = Form::new(&new, &[("token", &rita.token), ("title", "Velobörse am Graben"), ("shared", "yes")]);
        let begun = rita.browser.submit(&form);
        let key = "aarau-veloborse-am-graben";
        assert!(begun.path().ends_with(key), "{}", begun.path());
        assert!(begun.text().contains("Kurztext auf Deutsch fehlt"), "{}", begun.text());
        let incomplete = rita.act(key, "publish", &[]);
        assert_eq!(incomplete.status, 422, "{}", incomplete.text());
        assert_eq!(read(&portal, "aarau", &format!("/leistungen/{key}")).status, 404);
        let summary = "Im Frühling kauft und verkauft man hier gebrauchte Velos.";
        rita.act(key, "save", &[("summary", summary), ("keywords", "Drahtesel\nGöppel"), ("shared", "yes")]);
        let done = rita.act(key, "publish", &[]);
        assert!(done.text().contains("Veröffentlicht."), "{}", done.text());
        let path = format!("/leistungen/{key}");
        let live = wait(&portal, "aarau", &path, |page| page.status == 200);
        assert!(live.text().contains(summary), "{}", live.text());
        assert!(read(&portal, "aarau", "/leistungen").text().contains("Velobörse am Graben"), "in A to Z");
        assert!(read(&portal, "aarau", "/suche?q=g%C3%B6ppel").text().contains("Velobörse am Graben"), "in the search");
        assert_eq!(read(&portal, "suhr", &path).status, 404, "nobody else has it");

        let mut sara = Editor::sign_in(&portal, "suhr", "sara.suhr");
        let offered = sara.browser.open(&portal.at("suhr", "/redaktion/leistungen/neu"));
        assert!(offered.text().contains("Velobörse am Graben"), "{}", offered.text());
        let adopt =
            Form::new(&portal.at("suhr", "/redaktion/leistungen/neu"), &[("token", &sara.token), ("adopt", key)]);
        let begun = sara.browser.submit(&adopt);
        assert!(begun.text().contains("Diese Leistung haben Sie übernommen"), "{}", begun.text());
        sara.act(key, "save", &[("title", "Velobörse in Suhr")]);
        let done = sara.act(key, "publish", &[]);
        assert!(done.text().contains("Veröffentlicht."), "{}", done.text());
        let there = wait(&portal, "suhr", &path, |page| page.status == 200);
        assert!(there.text().contains("Velobörse in Suhr") && there.text().contains(summary), "{}", there.text());
        // What its makers mend is mended everywhere; what differs stays.
        rita.act(key, "save", &[("summary", "Im Herbst tauscht man hier Velos.")]);
        rita.act(key, "publish", &[]);
        let there = wait(&portal, "suhr", &path, |page| page.text().contains("Im Herbst"));
        assert!(there.text().contains("Velobörse in Suhr") && there.text().contains("Im Herbst"), "{}", there.text());
    }
}

#[test]
fn the_canton_speaks_for_all_and_a_commune_over_it() {
    for database in BOTH {
        let portal = Portal::start(database);
        let mut doris = Editor::sign_in(&portal, "aargau", "doris.design");
        doris.act(
            "hund-anmelden",
            "save",
            &[("deadline", "Überall im Kanton: sieben Tage."), ("legal", "Hundegesetz Aargau")],
        );
        doris.act("hund-anmelden", "publish", &[]);
        let path = "/leistungen/hund-anmelden";
        for commune in ["aarau", "baden", "suhr"] {
            let page = wait(&portal, commune, path, |page| page.text().contains("sieben Tage"));
            assert!(page.text().contains("Überall im Kanton: sieben Tage."), "{commune}: {}", page.text());
        }
        assert!(!read(&portal, "emmen", path).text().contains("sieben Tage"), "another canton");
        let mut rita = Editor::sign_in(&portal, "aarau", "rita.redaktion");
        let opened = rita.open("hund-anmelden");
        assert!(opened.text().contains("Überall im Kanton: sieben Tage."), "she sees what holds: {}", opened.text());
        rita.act("hund-anmelden", "save", &[("deadline", "In Aarau: drei Tage.")]);
        rita.act("hund-anmelden", "publish", &[]);
        let page = wait(&portal, "aarau", path, |page| page.text().contains("drei Tage"));
        assert!(page.text().contains("In Aarau: drei Tage.") && page.text().contains("Hundegesetz Aargau"));
        rita.act("hund-anmelden", "save", &[("offered", "no")]);
        rita.act("hund-anmelden", "publish", &[]);
        let gone = wait(&portal, "aarau", path, |page| page.status == 404);
        assert_eq!(gone.status, 404, "not offered here any more");
        assert!(!read(&portal, "aarau", "/leistungen").text().contains("Hund anmelden"));
        assert_eq!(read(&portal, "suhr", path).status, 200);
    }
}

#[test]
fn hostile_words_stay_words_and_only_editors_write() {
    let portal = shared(Database::Sqlite);
    let mut rita = Editor::sign_in(&portal, "aarau", "rita.redaktion");
    let refused = rita.act("heimatschein", "save", &[("online", "elsewhere"), ("address", "javascript:alert(1)")]);
    assert!(refused.text().contains("Geben Sie die vollständige Adresse ein"), "{}", refused.text());
    let refused = rita.act("heimatschein", "publish", &[]);
    assert_eq!(refused.status, 422);
    let evil = "<script>alert(1)</script>{{7*7}}{feel}\u{202e}";
    rita.act("heimatschein", "save", &[("summary", evil), ("online", "shared"), ("address", "")]);
    let preview = rita.browser.get(&portal.at("aarau", "/redaktion/leistungen/heimatschein/vorschau"));
    assert!(!preview.html().contains("<script>alert") && preview.text().contains("{{7*7}}"), "{}", preview.text());
    let long = rita.act("heimatschein", "save", &[("title", &"x".repeat(5_000))]);
    assert!(long.text().contains("höchstens 120 Zeichen"), "{}", long.text());
    rita.act("heimatschein", "discard", &[]);
    let wrong = rita.act("heimatschein", "save", &[("from-day", "31"), ("from-month", "2"), ("from-year", "2027")]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("Geben Sie Tag, Monat und Jahr"), "{}", wrong.text());

    let mut timo = Browser::new(&portal);
    let page = timo.sign_in_at(&portal, "aarau", "timo.taxe", "/hilfe");
    let token = page.attributes("input[name=token]", "value").swap_remove(0);
    for path in ["/redaktion/leistungen", "/redaktion/leistungen/heimatschein", "/redaktion/leistungen/neu"] {
        assert_eq!(timo.get(&portal.at("aarau", path)).status, 404, "{path}");
        let form = Form::new(&portal.at("aarau", path), &[("token", &token), ("do", "save"), ("title", "x")]);
        assert_eq!(timo.post(&form).status, 404, "{path}");
    }
}

#[test]
fn a_broken_link_stands_on_top_of_the_list() {
    for database in BOTH {
        let portal = Portal::start_with(database, &[("LINK_HOSTS", "*.localhost")]);
        let mut rita = Editor::sign_in(&portal, "aarau", "rita.redaktion");
        let (gone, fine) = (portal.at("baden", "/gibt-es-nicht"), portal.at("baden", "/hilfe"));
        rita.act("heimatschein", "save", &[("online", "elsewhere"), ("address", &gone)]);
        rita.act("heimatschein", "publish", &[]);
        let text = format!("Mehr dazu: {fine}. Und auf https://nicht-erlaubt.example/x");
        rita.act("hund-anmelden", "save", &[("deadline", &text)]);
        let done = rita.act("hund-anmelden", "publish", &[]);
        assert!(done.text().contains("Veröffentlicht."), "{}", done.text());
        let unseen = rita.browser.get(&portal.at("aarau", "/redaktion/links"));
        assert!(unseen.text().contains("Noch nicht geprüft"), "{}", unseen.text());
        portal.stop();
        portal.run();
        let begun = Instant::now();
        let seen = loop {
            let page = rita.browser.get(&portal.at("aarau", "/redaktion/links"));
            if !page.text().contains("Noch nicht geprüft") || begun.elapsed() > Duration::from_secs(20) {
                break page;
            }
            std::thread::sleep(Duration::from_millis(200));
        };
        let rows = seen.texts("tbody tr");
        assert_eq!(rows.len(), 3, "{rows:?}");
        assert!(rows[0].contains(&gone) && rows[0].contains("Seite gibt es nicht mehr 404"), "{rows:?}");
        assert!(rows[1].contains("nicht-erlaubt") && rows[1].contains("nicht erlaubt"), "{rows:?}");
        assert!(rows[2].contains(&fine) && rows[2].contains("In Ordnung"), "{rows:?}");
    }
}
