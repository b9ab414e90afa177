//! What people search for is counted without them, arrives in the database and is shown to editors alone.

use crate::harness::{Browser, Database, Form, Page, Portal};
use std::time::{Duration, Instant};

const LIST: &str = "/redaktion/suchen";
const TABLE: &str = "/redaktion/suchen.csv";

/// Waits until the table of the canton's editors has this line.
fn wait_for_line(editor: &mut Browser, portal: &Portal, address: &str, line: &str) -> Page {
    let began = Instant::now();
    loop {
        let table = editor.get(&portal.at("aargau", address));
        assert_eq!(table.status, 200, "{}", table.html());
        if table.html().lines().any(|known| known == line) {
            return table;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "{line} never came: {}", table.html());
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn what_was_searched_and_not_found_is_counted_and_shown_to_editors() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let mut anybody = Browser::new(&portal);
        let at = |path: &str| portal.at("aarau", path);
        for typed in ["Xqzwv", " xqzwv ", "XQZWV"] {
            anybody.open(&at(&format!("/suche?q={}", typed.replace(' ', "+"))));
        }
        for _ in 0..4 {
            anybody.open(&at("/suche?q=hund"));
        }
        // Not counted: suggestions, further pages, a kind alone, nothing typed.
        for path in ["/suche/vorschlaege?q=hund", "/suche?q=hund&seite=2", "/suche?q=hund&art=leistungen", "/suche?q="]
        {
            anybody.open(&at(path));
        }
        // Counted without their words: what may belong to a person. Not shown: what was asked less than three times.
        for typed in ["anna%40beispiel.example", "079+555+12+34", "756.1234.5678.97"] {
            (0..3).for_each(|_| drop(anybody.open(&at(&format!("/suche?q={typed}")))));
        }
        anybody.open(&at("/suche?q=Zacharias+Zufall"));
        // Another site that shows the search counts too; a foreign place counts there.
        (0..3).for_each(|_| drop(anybody.get(&at("/api/v1/search?q=qqxx&lang=fr&place=Baden"))));

        let mut doris = Browser::new(&portal);
        doris.sign_in_at(&portal, "aargau", "doris.design", LIST);
        wait_for_line(&mut doris, &portal, TABLE, "xqzwv,de,3,3,0,0");
        wait_for_line(&mut doris, &portal, TABLE, "qqxx,fr,3,3,0,0");
        let table = wait_for_line(&mut doris, &portal, TABLE, "hund,de,4,0,0,0").html();
        for hidden in ["beispiel.example", "555", "756", "zufall"] {
            assert!(!table.contains(hidden), "{hidden}: {table}");
        }
        assert!(table.starts_with("query,language,asked,not_found,useful,not_useful\n"), "{table}");
        let list = doris.open(&portal.at("aargau", LIST));
        assert!(list.text().contains("20 Suchen, davon"), "{}", list.text());
        let words = list.texts("tbody th");
        assert_eq!(words.last().map(String::as_str), Some("hund"), "what was not found comes first: {words:?}");
        assert!(words.contains(&"xqzwv".to_owned()), "{words:?}");
        let own = doris.open(&portal.at("aargau", &format!("{LIST}?tage=365&nur=hier")));
        assert!(own.text().contains("0 Suchen") && own.texts("tbody th").is_empty(), "{}", own.text());
        // Editors who try words out do not change the figures.
        (0..5).for_each(|_| drop(doris.open(&portal.at("aargau", "/suche?q=probe"))));

        // What was counted last is written when the program ends.
        (0..3).for_each(|_| drop(anybody.open(&at("/suche?q=wvwvx"))));
        portal.stop();
        portal.run();
        let table = wait_for_line(&mut doris, &portal, TABLE, "wvwvx,de,3,3,0,0").html();
        assert!(!table.contains("probe"), "{table}");
        for (person, label) in [("timo.taxe", "aarau"), ("otto.operator", "aargau"), ("anna.muster", "aarau")] {
            let mut other = Browser::new(&portal);
            assert_eq!(other.sign_in_at(&portal, label, person, LIST).status, 404, "{person}");
            assert_eq!(other.get(&portal.at(label, TABLE)).status, 404, "{person}");
        }
    }
}

#[test]
fn whether_the_answer_was_right_is_one_press_without_a_cookie() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let mut anybody = Browser::new(&portal);
        for _ in 0..3 {
            let page = anybody.open(&portal.at("aarau", "/suche?q=Xqzwv"));
            assert!(page.text().contains("Haben Sie gefunden, was Sie suchen?"), "{}", page.text());
            let thanks = anybody.submit(&page.form("/suche/danke").set("gefunden", "nein"));
            assert_eq!((thanks.status, thanks.header("set-cookie")), (200, None));
            assert!(thanks.text().contains("Danke für Ihre Antwort"), "{}", thanks.text());
            assert!(thanks.links().iter().any(|href| href.starts_with("tel:")), "the office to ask");
            assert!(thanks.links().contains(&"/suche?q=Xqzwv".to_owned()), "{:?}", thanks.links());
        }
        let page = anybody.open(&portal.at("aarau", "/suche?q=Xqzwv"));
        anybody.submit(&page.form("/suche/danke").set("gefunden", "ja"));
        // No answer, no word, another site: nothing counts.
        let form = page.form("/suche/danke");
        assert_eq!(anybody.post(&form).status, 303);
        assert_eq!(anybody.post(&form.clone().set("gefunden", "vielleicht")).status, 303);
        let foreign = anybody.post_from(&form.clone().set("gefunden", "ja"), "https://www.evil.example");
        assert_eq!(foreign.expect("an answer").status, 410);
        // With a session its token is needed.
        let mut anna = Browser::new(&portal);
        let page = anna.sign_in_at(&portal, "aarau", "anna.muster", "/suche?q=xqzwv");
        let form = page.form("/suche/danke").set("gefunden", "ja");
        assert_eq!(anna.post(&form.clone().set("token", "falsch")).status, 410);
        assert_eq!(anna.post(&form).status, 303);
        assert_eq!(anna.post(&Form::new(&form.action, &[("gefunden", "ja")])).status, 410);

        let mut doris = Browser::new(&portal);
        doris.sign_in_at(&portal, "aargau", "doris.design", LIST);
        wait_for_line(&mut doris, &portal, TABLE, "xqzwv,de,5,5,2,3");
    }
}

#[test]
fn editors_say_what_is_meant_by_a_word_and_from_then_on_it_is_found() {
    const WORDS: &str = "/redaktion/synonyme";
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let mut anybody = Browser::new(&portal);
        let mut first = |label: &str, typed: &str| -> Vec<String> {
            anybody.open(&portal.at(label, &format!("/suche?q={typed}"))).texts(".hit__title")
        };
        assert!(first("aarau", "Xqzwv").is_empty());
        let dog = first("aarau", "hund+anmelden");
        assert!(!dog.is_empty());

        let mut doris = Browser::new(&portal);
        let page = doris.sign_in_at(&portal, "aargau", "doris.design", &format!("{WORDS}?wort=Xqzwv"));
        let form = page.form(WORDS);
        assert_eq!(page.texts("textarea[name=words]").concat().trim(), "Xqzwv =");
        // Mistakes are named, and nothing that was typed is lost.
        let typed = "Xqzwv = Hund anmelden\nohne Bedeutung\nwauwau = <b>Hund</b>\nWauwau = Katze";
        let refused = doris.submit(&form.clone().set("words", typed));
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("«ohne Bedeutung» braucht ein Wort"), "{}", refused.text());
        assert!(refused.text().contains("«Wauwau» steht zweimal da"), "{}", refused.text());
        let kept = refused.texts("textarea[name=words]").concat();
        assert!(kept.split_whitespace().eq(typed.split_whitespace()), "{kept}");
        assert!(first("aarau", "Xqzwv").is_empty(), "nothing of a list with mistakes holds");

        let kept = doris.submit(&form.clone().set("words", "Xqzwv = Hund anmelden\nqqxx = zzyyxx"));
        assert!(kept.text().contains("Die Wörter gelten ab sofort"), "{}", kept.text());
        assert!(kept.text().contains("Noch zu nichts"), "a word that leads nowhere is pointed out: {}", kept.text());
        assert_eq!(first("aarau", "XQZWV").first(), dog.first(), "at the communes, in any spelling");
        assert_eq!(first("aarau", "wo+kann+ich+xqzwv").first(), dog.first());
        assert!(first("luzern", "Xqzwv").is_empty(), "in the next canton nobody says so");
        let begun = Browser::new(&portal).get(&portal.at("aarau", "/suche/vorschlaege?q=xqz"));
        assert!(begun.html().contains(&dog[0]), "while typing: {}", begun.html());
        let answer = Browser::new(&portal).get(&portal.at("aarau", "/api/v1/search?q=xqzwv"));
        assert!(answer.html().contains(&dog[0]), "for other programs: {}", answer.html());

        // A commune has words of its own beside those of the canton.
        let mut dieter = Browser::new(&portal);
        let page = dieter.sign_in_at(&portal, "aarau", "rita.redaktion", WORDS);
        assert_eq!(page.texts("textarea[name=words]").concat(), "");
        dieter.submit(&page.form(WORDS).set("words", "vvwwqq = Hund anmelden"));
        assert_eq!(first("aarau", "vvwwqq").first(), dog.first());
        assert_eq!(first("aarau", "xqzwv").first(), dog.first());
        assert!(first("suhr", "vvwwqq").is_empty());

        for (person, label) in [("timo.taxe", "aarau"), ("otto.operator", "aargau"), ("anna.muster", "aarau")] {
            let mut other = Browser::new(&portal);
            assert_eq!(other.sign_in_at(&portal, label, person, WORDS).status, 404, "{person}");
            let foreign = other.open(&portal.at(label, "/hilfe"));
            let token = foreign.attributes("input[name=token]", "value").into_iter().next().unwrap_or_default();
            let form = Form::new(&portal.at(label, WORDS), &[("token", &token), ("words", "a = b")]);
            assert_eq!(other.post(&form).status, 404, "{person}");
        }
    }
}
