//! A task of a process without an application: it waits in the list of those it is meant for; a clerk takes it, reads what
//! the process hands over, fills in the form and completes it. On both databases.

use crate::engine_rest::{bpmn, line, unique};
use crate::harness::{Browser, Database, Interface, Page, Portal, shared};
use serde_json::json;
use std::sync::Arc;

/// What the task shows: of each kind one.
const INPUTS: &str = "<bpmn:extensionElements><camunda:inputOutput>\
    <camunda:inputParameter name=\"lieferant\">=lieferant</camunda:inputParameter>\
    <camunda:inputParameter name=\"betrag\">=betrag</camunda:inputParameter>\
    <camunda:inputParameter name=\"liefertermin\">=termin</camunda:inputParameter>\
    <camunda:inputParameter name=\"bewilligt\">=false</camunda:inputParameter>\
    <camunda:inputParameter name=\"positionen\">=positionen</camunda:inputParameter>\
    </camunda:inputOutput></bpmn:extensionElements>";

struct Bestellung {
    portal: Arc<Portal>,
    program: Interface,
    key: String,
}

impl Bestellung {
    /// Deploys a process with one task; `attributes` say whom it is meant for.
    fn deploy(database: Database, attributes: &str, inside: &str) -> Bestellung {
        Bestellung::deploy_at(shared(database), attributes, inside)
    }

    fn deploy_at(portal: Arc<Portal>, attributes: &str, inside: &str) -> Bestellung {
        let key = unique("bestellung");
        let program = Interface::new(&portal, "aarau", &key);
        let attributes = format!("name=\"Bestellung bewilligen\" {attributes}");
        program
            .deploy(&[("b.bpmn", &bpmn(&key, &line(&[("userTask", "bewilligen", &attributes, inside)])))])
            .expect(200);
        Bestellung { portal, program, key }
    }

    fn start(&self, business_key: &str) -> String {
        let body = json!({ "businessKey": business_key, "variables": {
            "lieferant": { "value": "Papeterie Beispiel" }, "betrag": { "value": 1200, "type": "Integer" },
            "termin": { "value": "2026-11-30" }, "positionen": { "value": "[\"Papier\",\"Stifte\"]", "type": "Json" } } });
        self.program.start(&self.key, &body)
    }

    fn clerk(&self, person: &str) -> Browser {
        let mut browser = Browser::new(&self.portal);
        browser.sign_in_at(&self.portal, "aarau", person, "/hilfe");
        browser
    }

    /// The address of the task of a business key in somebody's list; none where she does not see it.
    fn find(&self, browser: &mut Browser, business_key: &str) -> Option<String> {
        let list = browser.open(&self.portal.at("aarau", &format!("/arbeit?welche=&leistung={}", self.key)));
        let rows: Vec<String> = list.texts("tbody tr");
        let at = rows.iter().position(|row| row.contains(business_key))?;
        list.attributes("tbody th a", "href").get(at).map(|href| list.resolve(href))
    }
}

fn press(browser: &mut Browser, page: &Page, what: &str) -> Page {
    let token = page.attributes("input[name=token]", "value").first().cloned().unwrap_or_default();
    let form = crate::harness::Form::new(page.url.as_str(), &[("do", what)]).set("token", &token);
    browser.submit(&form)
}

/// The form with the fields, not the one that takes or gives back.
fn typed(page: &Page, answers: &[(&str, &str)]) -> crate::harness::Form {
    let token = page.attributes("input[name=token]", "value").first().cloned().unwrap_or_default();
    let form = crate::harness::Form::new(page.url.as_str(), &[("do", "complete")]).set("token", &token);
    form.fill(answers)
}

#[test]
fn a_person_takes_a_task_without_a_case_and_completes_it() {
    for database in [Database::Sqlite, Database::Postgres] {
        let order = Bestellung::deploy(database, "camunda:candidateGroups=\"tax\"", INPUTS);
        let instance = order.start("B-1");
        let mut vera = order.clerk("vera.vertretung");
        let address = order.find(&mut vera, "B-1").expect("it waits in her list");
        let page = vera.open(&address);
        let text = page.text();
        assert!(text.contains("Bestellung bewilligen") && text.contains("B-1"), "{text}");
        assert!(text.contains("Papier") && text.contains("Stifte"), "a list is shown: {text}");
        assert_eq!(page.attributes("#v0", "value"), ["Papeterie Beispiel".to_owned()], "{}", page.html());
        assert_eq!(page.attributes("input[type=radio]", "name").len(), 2, "yes or no");

        let taken = press(&mut vera, &page, "claim");
        assert!(taken.text().contains("Sie haben diese Aufgabe übernommen"), "{}", taken.text());
        let mut timo = order.clerk("timo.taxe");
        let seen = timo.open(&address);
        assert!(seen.text().contains("Eine Kollegin oder ein Kollege hat"), "{}", seen.text());
        assert_eq!(timo.submit(&typed(&seen, &[])).status, 409, "she has it");
        let given = press(&mut vera, &taken, "release");
        assert!(given.text().contains("Noch niemand hat diese Aufgabe"), "{}", given.text());

        // The names of the fields stand in the page; a mistake loses nothing that was typed.
        let (amount, date, yes) = fields(&given);
        let day = |part: &str| format!("{date}-{part}");
        let (d, m, y) = (day("day"), day("month"), day("year"));
        let answers = [("v0", "Papeterie Muster"), (amount.as_str(), "viel"), (&d, "5"), (&m, "12"), (&y, "2026")];
        let wrong = vera.submit(&typed(&given, &answers));
        assert_eq!(wrong.status, 422, "{}", wrong.text());
        assert!(wrong.title().starts_with("Fehler:"), "{}", wrong.title());
        assert_eq!(wrong.attributes("#v0", "value"), ["Papeterie Muster".to_owned()]);
        assert_eq!(wrong.attributes(&format!("#{amount}"), "value"), ["viel".to_owned()]);
        let answers = [
            ("v0", "Papeterie Muster"),
            (amount.as_str(), "1'250.50"),
            (&d, "5"),
            (&m, "12"),
            (&y, "2026"),
            (yes.as_str(), "yes"),
        ];
        let done = vera.submit(&typed(&wrong, &answers));
        assert!(done.path().starts_with("/arbeit"), "{} {}", done.url, done.text());
        assert!(!order.program.runs(&instance), "the process went on to its end");
        let value = |name: &str| order.program.variable(&instance, name);
        assert_eq!((value("lieferant"), value("betrag")), (json!("Papeterie Muster"), json!(1250.5)));
        assert_eq!((value("liefertermin"), value("bewilligt")), (json!("2026-12-05"), json!(true)));
        assert_eq!(order.find(&mut vera, "B-1"), None, "it is done");
        assert_eq!(vera.open(&address).status, 404);
    }
}

/// Names of the fields for a number, a date, yes or no.
fn fields(page: &Page) -> (String, String, String) {
    let number = page.attributes("input[inputmode=decimal]", "name").remove(0);
    let day = page.attributes("input[name$='-day']", "name").remove(0);
    let yes = page.attributes("input[type=radio]", "name").remove(0);
    (number, day.trim_end_matches("-day").to_owned(), yes)
}

#[test]
fn only_those_it_is_meant_for_see_a_task() {
    for database in [Database::Sqlite, Database::Postgres] {
        let for_group = Bestellung::deploy(database, "camunda:candidateGroups=\"tax\"", INPUTS);
        for_group.start("G-1");
        let (mut timo, mut sina) = (for_group.clerk("timo.taxe"), for_group.clerk("sina.schalter"));
        let address = for_group.find(&mut timo, "G-1").expect("it is for his group");
        assert_eq!(for_group.find(&mut sina, "G-1"), None);
        assert_eq!(sina.open(&address).status, 404);
        let own = sina.open(&for_group.portal.at("aarau", "/hilfe"));
        let token = own.attributes("input[name=token]", "value").first().cloned().unwrap_or_default();
        for what in ["claim", "release", "complete"] {
            let form = crate::harness::Form::new(&address, &[("do", what), ("token", &token)]);
            assert_eq!(sina.post(&form).status, 404, "{what}");
        }
        for (label, person) in [("baden", "bruno.baden"), ("aarau", "olga.ordnung"), ("aarau", "anna.muster")] {
            let mut other = Browser::new(&for_group.portal);
            other.sign_in_at(&for_group.portal, label, person, "/hilfe");
            let there = address.replace("aarau.", &format!("{label}."));
            assert_eq!(other.open(&there).status, 404, "{person}");
        }
        let nobody = Browser::new(&for_group.portal).get(&address);
        assert!(nobody.header("location").is_some_and(|to| to.starts_with("/anmelden")), "{}", nobody.status);

        // Meant for one person by name, whatever her groups.
        let for_sina = Bestellung::deploy(database, "camunda:candidateUsers=\"sina.schalter\"", INPUTS);
        for_sina.start("U-1");
        let address = for_sina.find(&mut sina, "U-1").expect("it is offered to her");
        assert_eq!(sina.open(&address).status, 200);
        assert_eq!(for_sina.find(&mut timo, "U-1"), None);
        assert_eq!(timo.open(&address).status, 404);
        let several = Bestellung::deploy(database, "camunda:candidateGroups=\"social, civil-status\"", INPUTS);
        several.start("W-1");
        let address = several.find(&mut sina, "W-1").expect("her group is the second one");
        assert_eq!(sina.open(&address).status, 200);
    }
}

#[test]
fn what_rests_says_so_and_cannot_be_completed() {
    for database in [Database::Sqlite, Database::Postgres] {
        // Without a mapping the task shows what its process knows, and brings back what was changed alone.
        let order = Bestellung::deploy(database, "camunda:candidateGroups=\"tax\"", "");
        let instance = order.start("R-1");
        let mut olga = order.clerk("olga.ordnung");
        let path = format!("/betrieb/prozesse/{instance}");
        let act = |olga: &mut Browser, what: &str| {
            let page = olga.open(&order.portal.at("aarau", &path));
            let token = page.attributes("input[name=token]", "value").first().cloned().unwrap_or_default();
            let url = order.portal.at("aarau", &format!("{path}/eingriff"));
            olga.submit(&crate::harness::Form::new(&url, &[("do", what), ("token", &token)]))
        };
        act(&mut olga, "rest");
        let mut timo = order.clerk("timo.taxe");
        let address = order.find(&mut timo, "R-1").expect("it stays in the list");
        let list = timo.open(&order.portal.at("aarau", &format!("/arbeit?welche=&leistung={}", order.key)));
        assert!(list.text().contains("(ruht)"), "{}", list.text());
        let page = timo.open(&address);
        assert!(page.text().contains("Der Prozess ruht zurzeit"), "{}", page.text());
        assert!(page.attributes("input[inputmode=decimal]", "name").is_empty(), "nothing to fill in");
        assert_eq!(timo.submit(&typed(&page, &[])).status, 409);
        assert!(order.program.runs(&instance));

        act(&mut olga, "wake");
        let page = timo.open(&address);
        let (amount, _, _) = (page.attributes("input[inputmode=decimal]", "name").remove(0), (), ());
        let all: Vec<(String, String)> = page
            .attributes("main form input[id]", "name")
            .into_iter()
            .zip(page.attributes("main form input[id]", "value"))
            .collect();
        let mut form = typed(&page, &[]);
        for (name, value) in &all {
            form = form.set(name, value);
        }
        let done = timo.submit(&form.set(&amount, "99"));
        assert!(done.path().starts_with("/arbeit"), "{} {}", done.url, done.text());
        assert_eq!(order.program.variable(&instance, "betrag"), json!(99));
        assert_eq!(order.program.variable(&instance, "lieferant"), json!("Papeterie Beispiel"));
    }
}

#[test]
fn tasks_of_cases_and_of_processes_stand_in_one_list() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Arc::new(Portal::start(database));
        let order = Bestellung::deploy_at(
            portal,
            "camunda:candidateGroups=\"tax\" camunda:dueDate=\"=@&quot;2020-01-01T00:00:00Z&quot;\"",
            INPUTS,
        );
        order.start("L-1");
        let mut anna = Browser::new(&order.portal);
        let receipt = crate::walk::register_dog(&mut anna, &order.portal, "aarau", "anna.muster");
        let number = crate::walk::reference(&receipt);
        let mut timo = order.clerk("timo.taxe");
        let list = timo.wait_for(&order.portal.at("aarau", "/arbeit?welche="), |page| page.text().contains(&number));
        assert!(list.text().contains("L-1"), "{}", list.text());
        assert!(list.text().find("L-1") < list.text().find(&number), "what is due comes first");
        assert!(list.attributes("option", "value").contains(&order.key), "it can be chosen");
        let late = timo.open(&order.portal.at("aarau", &format!("/arbeit?welche=overdue&leistung={}", order.key)));
        assert!(late.text().contains("L-1") && !late.text().contains(&number), "{}", late.text());
        let marked = late.form("/arbeit").without("task").add("task", &late.attributes("tbody input", "value")[0]);
        let mine = timo.submit(&marked.set("do", "claim"));
        assert_eq!(mine.status, 200, "{}", mine.text());
        let mine = timo.open(&order.portal.at("aarau", "/arbeit?welche=mine"));
        assert!(mine.text().contains("L-1"), "{}", mine.text());
    }
}

#[test]
fn a_form_key_names_the_page_of_a_service_with_its_words_and_checks() {
    for database in [Database::Sqlite, Database::Postgres] {
        let attributes = "camunda:candidateGroups=\"tax\" camunda:formKey=\"hund-anmelden/herkunft\"";
        let order = Bestellung::deploy(database, attributes, "");
        let instance = order.start("F-1");
        let mut timo = order.clerk("timo.taxe");
        let address = order.find(&mut timo, "F-1").expect("it is for his group");
        let page = timo.open(&address);
        let text = page.text();
        assert!(text.contains("Herkunft") && text.contains("Aus einem Tierheim"), "the words of the service: {text}");
        assert!(text.contains("Papeterie Beispiel"), "what the process knows is shown beside: {text}");
        assert!(page.attributes("#v0", "value").is_empty(), "and no form is made of it: {}", page.html());

        let answers = |day| {
            [("origin", "shelter"), ("held_since-day", day), ("held_since-month", "9"), ("held_since-year", "2026")]
        };
        let wrong = timo.submit(&typed(&page, &answers("31")));
        assert_eq!(wrong.status, 422, "a September has thirty days: {}", wrong.text());
        assert_eq!(wrong.attributes("#held_since-month, [name='held_since-month']", "value"), ["9".to_owned()]);
        assert_eq!(timo.submit(&typed(&page, &[])).status, 422, "its fields are needed");
        let done = timo.submit(&typed(&wrong, &answers("30")));
        assert!(done.path().starts_with("/arbeit"), "{} {}", done.url, done.text());
        assert!(!order.program.runs(&instance));
        let value = |name: &str| order.program.variable(&instance, name);
        assert_eq!((value("origin"), value("held_since")), (json!("shelter"), json!("2026-09-30")));
        assert_eq!(value("lieferant"), json!("Papeterie Beispiel"), "the rest stays as it is");
    }
}
