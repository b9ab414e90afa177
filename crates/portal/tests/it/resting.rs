//! An operator puts the process of a case to rest: nobody moves it meanwhile, everybody reads so, what they typed stays, and
//! nobody loses by it when it goes on. On both databases.

use crate::harness::{Browser, Database, Page, Portal};
use crate::records::{Records, check_whole};
use crate::walk::{
    apply_for_residence, case_of, choose_at_provider, letters, reference, register_dog, wait_for_letter,
};
use std::time::Duration;

/// Otto, at the page of the process of the case with this reference.
struct Operator {
    otto: Browser,
    process: String,
}

impl Operator {
    fn at(portal: &Portal, number: &str) -> Operator {
        let mut otto = Browser::new(portal);
        let list = otto.sign_in_at(portal, "aargau", "otto.operator", "/betrieb/prozesse");
        let rows = list.texts("tbody tr");
        let row = rows.iter().position(|row| row.contains(number)).unwrap_or_else(|| panic!("{number}: {rows:?}"));
        let process = list.resolve(&list.attributes("tbody tr a[href^='/betrieb/prozesse/']", "href")[row]);
        Operator { otto, process }
    }

    fn page(&mut self) -> Page {
        self.otto.open(&self.process)
    }

    fn act(&mut self, what: &str, reason: &str) -> Page {
        let form = self.page().form("/eingriff").without("reason").without("place");
        let reason = [("reason", reason)].into_iter().filter(|(_, reason)| !reason.is_empty());
        let form = reason.fold(form, |form, (name, value)| form.set(name, value));
        self.otto.submit(&form.set("do", what))
    }
}

/// Anna has registered a dog, and Timo is signed in to look at it; the case and its reference.
fn registered(portal: &Portal) -> (Browser, Browser, String, String) {
    let mut anna = Browser::new(portal);
    let receipt = register_dog(&mut anna, portal, "aarau", "anna.muster");
    let mut timo = Browser::new(portal);
    timo.sign_in_at(portal, "aarau", "timo.taxe", "/arbeit");
    (anna, timo, case_of(&receipt), reference(&receipt))
}

fn desk(case: &str) -> String {
    case.replace("/vorgang/", "/arbeit/")
}

#[test]
fn nobody_moves_a_case_at_rest_and_everybody_reads_so() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = &Portal::start(database);
        let (mut anna, mut timo, case, number) = registered(portal);
        let before = timo.wait_for(&desk(&case), |page| page.find_form("/aufgabe/").is_some());
        let list = timo.open(&portal.at("aarau", "/arbeit?welche=&leistung=hund-anmelden"));

        let mut operator = Operator::at(portal, &number);
        let rests = operator.act("rest", "Rückfrage beim Kanton");
        assert!(rests.text().contains("Dieser Prozess ruht"), "{}", rests.text());
        assert!(rests.text().contains("Zur Ruhe gelegt: Rückfrage beim Kanton"), "{}", rests.text());

        // The applicant reads it, without the reason, also in the inbox.
        let page = anna.open(&case);
        assert!(page.texts("main .status").contains(&"Ruht".to_owned()), "{}", page.text());
        assert!(page.text().contains("Sie müssen nichts tun") && page.text().contains("Der Antrag ruht"));
        assert!(!page.text().contains("Kanton"), "the reason stays in the office: {}", page.text());
        let inbox = anna.open(&portal.at("aarau", "/postfach"));
        assert!(inbox.text().contains("Ruht"), "{}", inbox.text());

        // The clerk reads why and cannot decide, neither here nor for many, and loses no word.
        let page = timo.open(&desk(&case));
        assert!(page.text().contains("Dieser Antrag ruht") && page.find_form("/aufgabe/").is_none(), "{}", page.text());
        assert!(page.text().contains("Rückfrage beim Kanton"), "{}", page.text());
        let reject = before.form("/aufgabe/").without("field").set("reason", "Der Chip fehlt.").set("do", "reject");
        let late = timo.submit(&reject);
        assert_eq!(late.status, 409, "{}", late.text());
        assert!(
            late.html().contains("Der Chip fehlt.") && late.text().contains("Dieser Antrag ruht"),
            "{}",
            late.text()
        );
        let work = timo.open(&portal.at("aarau", "/arbeit?welche="));
        assert!(work.text().contains("(ruht)"), "{}", work.text());
        let task = list.attributes("tbody input[name='task']", "value").remove(0);
        let many = list.form("/arbeit").without("task").add("task", &task).set("do", "decide:approve").set("sure", "1");
        let many = timo.submit(&many);
        assert!(many.text().contains("ruht: erst möglich"), "{}", many.text());

        // A second rest is told; the operator mends at rest, and it rests on.
        let mut other = Operator { otto: operator.otto.clone(), process: operator.process.clone() };
        let page = operator.page();
        assert_eq!(operator.otto.submit(&page.form("/eingriff").without("place").set("do", "rest")).status, 409);
        let set = page.form("/wert").set("name", "note").set("value", "\"geprüft\"");
        assert!(operator.otto.submit(&set).text().contains("Werte gesetzt: note"));
        assert!(anna.open(&case).text().contains("Der Antrag ruht"));

        let woken = other.act("wake", "");
        assert!(!woken.text().contains("Dieser Prozess ruht"), "{}", woken.text());
        let page = anna.open(&case);
        assert!(page.text().contains("Der Antrag geht weiter") && page.text().contains("In Bearbeitung"));
        let page = timo.wait_for(&desk(&case), |page| page.find_form("/aufgabe/").is_some());
        timo.submit(&page.form("/aufgabe/").without("field").without("reason").set("do", "approve"));
        wait_for_letter(&mut anna, &case);
        check_whole(portal, 1);
    }
}

#[test]
fn an_answer_at_rest_stays_typed_and_its_deadline_moves() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = &Portal::start(database);
        let (mut anna, mut timo, case, number) = registered(portal);
        let page = timo.wait_for(&desk(&case), |page| page.find_form("/aufgabe/").is_some());
        timo.submit(&page.form("/aufgabe/").set("field", "breed").set("reason", "Welche Rasse?").set("do", "ask"));
        let page = anna.wait_for(&case, |page| page.links().iter().any(|href| href.contains("/angabe/")));
        let question = anna.click(&page, &page.link("/angabe/"));

        let mut records = Records::of(portal);
        const TIMER: &str = "SELECT due FROM job WHERE timer IS NOT NULL AND case_id IS NOT NULL";
        const EXPECTED: &str = "SELECT expected FROM case_file";
        let mut dues = || [TIMER, EXPECTED].map(|sql| records.count(sql));
        let before = dues();
        let mut operator = Operator::at(portal, &number);
        operator.act("rest", "");
        // What is looked at below is told apart from what lies between two presses.
        std::thread::sleep(Duration::from_millis(1_200));

        let page = anna.open(&case);
        assert!(!page.links().iter().any(|href| href.contains("/angabe/")), "nothing to answer now: {}", page.text());
        let opened = anna.open(question.url.as_str());
        assert!(opened.path().starts_with("/vorgang/") && !opened.path().contains("/angabe/"), "{}", opened.path());
        let answer = question.form("/angabe/").set("breed", "Pudel").set("do", "send");
        let kept = anna.submit(&answer);
        assert_eq!(kept.status, 409, "{}", kept.text());
        assert!(kept.html().contains("Pudel") && kept.text().contains("noch nicht gesendet"), "{}", kept.text());

        operator.act("wake", "");
        let moved: Vec<i64> = dues().iter().zip(before).map(|(after, before)| after - before).collect();
        assert!(moved.iter().all(|by| *by >= 1_200_000 && by == &moved[0]), "all by the time it rested: {moved:?}");
        let sent = anna.submit(&kept.form("/angabe/").set("do", "send"));
        assert_eq!((sent.status, sent.path().contains("/angabe/")), (200, false), "{}", sent.text());
        timo.wait_for(&desk(&case), |page| page.text().contains("Pudel") && page.find_form("/aufgabe/").is_some());
        check_whole(portal, 1);
    }
}

#[test]
fn a_fee_paid_at_rest_counts_and_the_case_goes_on_with_it_later() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = &Portal::start(database);
        let mut reto = Browser::new(portal);
        let receipt = apply_for_residence(&mut reto, portal, "baden", "reto.fiktiv");
        let (case, number) = (case_of(&receipt), reference(&receipt));
        let provider = reto.submit(&receipt.form("/bezahlen"));
        let mut operator = Operator::at(portal, &number);
        operator.act("rest", "");
        let back = reto.post(&provider.form("/pay/").set("choice", "pay")).header("location").expect("a way back");
        let page = reto.open(&back);
        assert!(page.text().contains("Gebühr bezahlt") && page.text().contains("Der Antrag ruht"), "{}", page.text());
        assert!(page.find_form("/bezahlen").is_none() && letters(&page).is_empty(), "{}", page.text());
        operator.act("wake", "");
        let page = wait_for_letter(&mut reto, &case);
        let paid = page.texts(".timeline__title").iter().filter(|title| title.contains("bezahlt")).count();
        assert_eq!((letters(&page).len(), paid), (1, 1));
        check_whole(portal, 1);
        // Without paying there is nothing to pay while it rests.
        let receipt = apply_for_residence(&mut reto, portal, "baden", "reto.fiktiv");
        let mut operator = Operator::at(portal, &reference(&receipt));
        operator.act("rest", "");
        assert!(reto.open(&case_of(&receipt)).find_form("/bezahlen").is_none());
        operator.act("wake", "");
        let page = reto.open(&case_of(&receipt));
        assert!(page.find_form("/bezahlen").is_some(), "{}", page.text());
        choose_at_provider(&mut reto, &page, "cancel");
        // Paid at rest and ended at rest: money without a case comes before a person.
        let receipt = apply_for_residence(&mut reto, portal, "baden", "reto.fiktiv");
        let number = reference(&receipt);
        let provider = reto.submit(&receipt.form("/bezahlen"));
        let mut operator = Operator::at(portal, &number);
        operator.act("rest", "");
        let back = reto.post(&provider.form("/pay/").set("choice", "pay")).header("location").expect("a way back");
        reto.open(&back);
        let form = operator.page().form("/beenden").set("reason", "Doppelt gestellt");
        assert_eq!(operator.otto.submit(&form).status, 200);
        operator.otto.wait_for(&portal.at("aargau", "/betrieb"), |page| {
            page.text().contains(&number) && page.text().contains("paid after the case had ended")
        });
    }
}
