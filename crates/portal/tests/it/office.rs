//! What a clerk can count on: filters that stay, many at once, only what her groups deal with.

use crate::harness::{Browser, Database, Portal};
use crate::walk::{case_of, on_both, reference, register_dog, wait_for_letter};

#[test]
fn promise_26_filters_stay_and_many_are_decided_at_once() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let mut luca = Browser::new(&portal);
        let cases: Vec<(String, String)> = (0..3)
            .map(|_| {
                let receipt = register_dog(&mut luca, &portal, "emmen", "luca.beispiel");
                (case_of(&receipt), reference(&receipt))
            })
            .collect();
        let mut emma = Browser::new(&portal);
        emma.sign_in_at(&portal, "emmen", "emma.emmer", "/arbeit");

        // A filter is an address; the bare address leads to the last one, also on another day.
        let free = emma.open(&portal.at("emmen", "/arbeit?welche=free&leistung=hund-anmelden"));
        assert_eq!(free.attributes("tbody input[name='task']", "value").len(), 3, "{}", free.text());
        let later = emma.open(&portal.at("emmen", "/arbeit"));
        assert!(later.url.as_str().contains("welche=free"), "{}", later.url);
        assert!(later.url.as_str().contains("leistung=hund-anmelden"), "{}", later.url);

        // Deciding two at once asks first and says what became of each.
        let ids = free.attributes("tbody input[name='task']", "value");
        let marked = free.form("/arbeit").without("task").add("task", &ids[0]).add("task", &ids[1]);
        let asked = emma.submit(&marked.set("do", "decide:approve"));
        assert!(asked.text().contains("wird entschieden"), "{}", asked.text());
        let still = emma.open(&portal.at("emmen", "/arbeit?welche="));
        assert_eq!(still.attributes("tbody input[name='task']", "value").len(), 3, "asking decides nothing");
        let done = emma.submit(&asked.form("/arbeit").set("do", "decide:approve"));
        assert!(done.text().contains("2 Anliegen entschieden"), "{}", done.text());
        for (_, number) in &cases {
            let listed = done.text().contains(number.as_str());
            let waits = emma.open(&portal.at("emmen", "/arbeit?welche=")).text().contains(number.as_str());
            assert!(listed != waits, "{number} is decided or waits");
        }
        // Pressing again decides nothing twice.
        let again = emma.submit(&asked.form("/arbeit").set("do", "decide:approve"));
        assert!(again.text().contains("nicht mehr offen"), "{}", again.text());
        let (case, _) = cases.iter().find(|(_, number)| done.text().contains(number.as_str())).expect("one is decided");
        wait_for_letter(&mut luca, case);
    }
}

#[test]
fn a_decision_that_needs_words_is_not_taken_for_many() {
    on_both(|portal| {
        let mut luca = Browser::new(portal);
        register_dog(&mut luca, portal, "luzern", "luca.beispiel");
        let mut clerk = Browser::new(portal);
        let list = clerk.sign_in_at(portal, "luzern", "lukas.leu", "/arbeit?welche=");
        let task = list.attributes("tbody input[name='task']", "value").remove(0);
        let form = list.form("/arbeit").add("task", &task);
        for decision in ["decide:reject", "decide:ask", "decide:nonsense"] {
            let asked = clerk.submit(&form.clone().set("do", decision).set("sure", "1"));
            assert!(asked.text().contains("gibt es hier nicht"), "{decision}: {}", asked.text());
        }
    });
}

#[test]
fn a_clerk_reads_only_the_cases_her_groups_deal_with() {
    on_both(|portal| {
        let mut anna = Browser::new(portal);
        let receipt = register_dog(&mut anna, portal, "aarau", "anna.muster");
        let desk = case_of(&receipt).replace("/vorgang/", "/arbeit/");
        let mut tax = Browser::new(portal);
        tax.sign_in_at(portal, "aarau", "timo.taxe", "/arbeit");
        assert_eq!(tax.open(&desk).status, 200, "dogs are a matter of the tax office");
        let mut residents = Browser::new(portal);
        residents.sign_in_at(portal, "aarau", "sina.schalter", "/arbeit");
        let refused = residents.open(&desk);
        assert_eq!(refused.status, 404, "the residents' office has nothing to do with it: {}", refused.text());
        // She looked in vain, so nobody looked.
        let account = anna.open(&portal.at("aarau", "/konto"));
        assert!(!account.text().contains("Sina"), "{}", account.text());
    });
}
