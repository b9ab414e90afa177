//! An operator mends one process without an application: skips, moves, sets a value, puts to rest, ends; each stands in
//! its history with her name. On both databases.

use crate::engine_rest::{bpmn, line, service, unique};
use crate::harness::{Browser, Page};
use crate::operating::{BOTH, Office, only_for_operators};
use serde_json::json;

struct Process {
    office: Office,
    instance: String,
    topic: String,
}

impl Process {
    /// A service, a person, another service: it stands at the first.
    fn start(database: crate::harness::Database, name: &str) -> Process {
        let key = unique(name);
        let mut office = Office::open(database, &key);
        let topic = format!("topic-{key}");
        let first = format!("name=\"Adresse suchen\" camunda:type=\"external\" camunda:topic=\"{topic}\"");
        let last = format!("name=\"Brief senden\" camunda:type=\"external\" camunda:topic=\"{topic}-2\"");
        let person = ("userTask", "look", "name=\"Ansehen\" camunda:candidateGroups=\"tax\"", "");
        office.deploy(&[("p.bpmn", &bpmn(&key, &line(&[service("search", &first), person, service("send", &last)])))]);
        let instance = office.start(&key, &format!("P-{key}"));
        Process { office, instance, topic }
    }

    fn path(&self) -> String {
        format!("/betrieb/prozesse/{}", self.instance)
    }

    fn page(&mut self) -> Page {
        let path = self.path();
        self.office.look(&path)
    }

    /// Does something at the only place where the process stands.
    fn act(&mut self, fields: &[(&str, &str)]) -> Page {
        let page = self.page();
        let place = page.attributes("input[name=place]", "value").first().cloned().unwrap_or_default();
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("place", place.as_str())]).collect();
        let path = format!("{}/eingriff", self.path());
        self.office.press(&page, &path, &fields)
    }
}

#[test]
fn a_step_is_skipped_and_a_path_goes_elsewhere() {
    for database in BOTH {
        let mut process = Process::start(database, "versetzen");
        let task = process.office.fetch_now(&process.topic).remove(0);
        let failed = json!({ "workerId": "w", "errorMessage": "Keine solche Adresse", "retries": 0 });
        process.office.program.with_task(&task, "failure", &failed).expect(204);
        let stuck = process.page();
        assert!(
            stuck.text().contains("steht still") && stuck.text().contains("Keine solche Adresse"),
            "{}",
            stuck.text()
        );

        let after = process.act(&[("do", "skip")]);
        let text = after.text();
        assert!(text.contains("«Adresse suchen» übersprungen Olga Ordnung"), "{text}");
        assert!(!text.contains("Keine solche Adresse"), "what held it up went with the step: {text}");
        let overview = process.office.look("/betrieb");
        assert!(!overview.text().contains(&process.topic), "no incident is left behind: {}", overview.text());
        process.office.program.with_task(&task, "complete", &json!({ "workerId": "w" })).expect(404);

        let nowhere = process.act(&[("do", "move"), ("to", "")]);
        assert_eq!(nowhere.status, 422, "{}", nowhere.text());
        let after = process.act(&[("do", "move"), ("to", "search")]);
        assert!(after.text().contains("Von «Ansehen» nach «Adresse suchen» versetzt"), "{}", after.text());
        assert_eq!(process.office.fetch_now(&process.topic).len(), 1, "the step begins anew");
        // What is meant for an earlier visit comes too late.
        let old =
            process.office.press(&after, &format!("{}/eingriff", process.path()), &[("do", "skip"), ("place", "1.1")]);
        assert_eq!(old.status, 409, "{}", old.text());
        let bad = process.act(&[("do", "move"), ("to", "begin")]);
        assert_eq!(bad.status, 409, "a start event is no place to go: {}", bad.text());
        process.office.audit();
    }
}

#[test]
fn a_process_at_rest_hands_out_nothing_and_goes_on_where_it_was() {
    for database in BOTH {
        let mut process = Process::start(database, "ruhe");
        let rests = process.act(&[("do", "rest"), ("reason", "Wartung")]);
        assert!(rests.text().contains("Dieser Prozess ruht"), "{}", rests.text());
        assert!(rests.text().contains("Zur Ruhe gelegt: Wartung Olga Ordnung"), "{}", rests.text());
        assert!(process.office.fetch_now(&process.topic).is_empty(), "a worker outside gets nothing");
        let twice = process.act(&[("do", "rest")]);
        assert_eq!(twice.status, 409, "{}", twice.text());

        // Mending goes on at rest, and what it leaves rests too.
        let path = format!("{}/wert", process.path());
        let page = process.page();
        let set = process.office.press(&page, &path, &[("name", "adresse"), ("value", "\"Rathausgasse 1\"")]);
        assert!(set.text().contains("Werte gesetzt: adresse Olga Ordnung"), "{}", set.text());
        assert!(set.text().contains("Rathausgasse 1"), "{}", set.text());
        let moved = process.act(&[("do", "move"), ("to", "send")]);
        assert!(moved.text().contains("Brief senden"), "{}", moved.text());
        let second = format!("{}-2", process.topic);
        assert!(process.office.fetch_now(&second).is_empty(), "work that begins at rest rests too");

        let woken = process.act(&[("do", "wake")]);
        assert!(!woken.text().contains("Dieser Prozess ruht"), "{}", woken.text());
        let task = process.office.fetch_now(&second).remove(0);
        assert_eq!(task["variables"]["adresse"]["value"], json!("Rathausgasse 1"));
        process.office.program.with_task(&task, "complete", &json!({ "workerId": "w" })).expect(204);
        assert!(!process.office.program.runs(&process.instance));
        let over = process.page();
        assert!(over.text().contains("beendet") && over.find_form("/eingriff").is_none(), "{}", over.text());
        process.office.audit();
    }
}

#[test]
fn an_incident_is_retried_from_the_page_and_the_end_has_a_reason() {
    for database in BOTH {
        let mut process = Process::start(database, "ende");
        let task = process.office.fetch_now(&process.topic).remove(0);
        let failed = json!({ "workerId": "w", "errorMessage": "Zeit überschritten", "retries": 0 });
        process.office.program.with_task(&task, "failure", &failed).expect(204);
        let stuck = process.page();
        let marks = process.office.olga.open(&process.office.at(&format!("{}/diagramm.json", process.path())));
        let marks: serde_json::Value = serde_json::from_slice(&marks.body).expect("marks");
        let href = marks["stuck"][0]["href"].as_str().expect("a way to the button").to_owned();
        assert!(stuck.attributes("[id]", "id").contains(&href[1..].to_owned()), "{href} is on the page");
        let after = process.office.olga.submit(&stuck.form("/stoerung/"));
        assert!(!after.text().contains("Zeit überschritten"), "{}", after.text());
        assert_eq!(process.office.fetch_now(&process.topic).len(), 1, "it can be fetched again");

        let path = format!("{}/beenden", process.path());
        let page = process.page();
        assert_eq!(process.office.press(&page, &path, &[("reason", "")]).status, 422);
        let over = process.office.press(&page, &path, &[("reason", "Auf Wunsch")]);
        assert!(over.text().contains("Beendet: Auf Wunsch Olga Ordnung"), "{}", over.text());
        assert!(!process.office.program.runs(&process.instance));
        process.office.audit();
    }
}

#[test]
fn only_operators_of_the_authority_mend() {
    for database in BOTH {
        let mut process = Process::start(database, "fremd");
        let page = process.page();
        only_for_operators(&process.office.portal, &process.path());
        let portal = process.office.portal.clone();
        for (label, person) in [("aarau", "vera.vertretung"), ("aarau", "otto.operator"), ("aargau", "otto.operator")] {
            let mut browser = Browser::new(&portal);
            let own = browser.sign_in_at(&portal, label, person, "/hilfe");
            let token = own.attributes("input[name=token]", "value").first().cloned().unwrap_or_default();
            let place = page.attributes("input[name=place]", "value").first().cloned().expect("a place");
            for (what, fields) in [
                ("eingriff", [("do", "skip"), ("place", place.as_str())]),
                ("eingriff", [("do", "rest"), ("reason", "")]),
                ("wert", [("name", "x"), ("value", "1")]),
                ("beenden", [("reason", "x"), ("do", "")]),
            ] {
                let url = portal.at(label, &format!("{}/{what}", process.path()));
                let form = crate::harness::Form::new(&url, &fields).set("token", &token);
                // At Aarau's host the canton's operator is nobody, and nobody's form is not ours.
                let refused = browser.post(&form).status;
                assert!(matches!(refused, 404 | 410), "{person} at {label}: {what}: {refused}");
            }
        }
        assert_eq!(process.office.fetch_now(&process.topic).len(), 1, "nothing has changed");
    }
}
