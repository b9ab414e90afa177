//! Models of one authority and the same for many of their processes: deployed by the page, closed, retried, put to rest,
//! ended, with a report in which each has its verdict; on both databases.

use crate::engine_rest::{bpmn, line, service, unique};
use crate::operating::{BOTH, Office, only_for_operators};
use serde_json::json;

/// A model that asks for work of its own topic.
fn model(key: &str) -> (String, String) {
    let topic = format!("topic-{key}");
    let attributes = format!("name=\"Gebühr berechnen\" camunda:type=\"external\" camunda:topic=\"{topic}\"");
    (bpmn(key, &line(&[service("work", &attributes)])), topic)
}

#[test]
fn an_operator_deploys_a_model_reads_what_is_wrong_and_closes_a_version() {
    for database in BOTH {
        let key = unique("modell");
        let mut office = Office::open(database, &key);
        let java = bpmn(&key, &line(&[service("run", "camunda:class=\"org.example.Run\"")]));
        let refused = office.deploy(&[("falsch.bpmn", &java)]);
        assert_eq!(refused.status, 422, "{}", refused.text());
        let text = refused.text();
        assert!(text.contains("Nichts wurde verteilt") && text.contains("falsch.bpmn, Zeile"), "{text}");
        assert!(text.contains("run :") || text.contains("run:"), "the element is named: {text}");
        assert!(text.contains("Eine Zusatzangabe dieses Elements") && text.contains("Topic."), "in German: {text}");
        let precise = refused.texts("p[lang=en]").concat();
        assert!(precise.contains("The attribute class=\"org.example.Run\" is not supported"), "below it: {precise}");
        assert!(refused.title().starts_with("Fehler:"), "{}", refused.title());
        assert_eq!(office.deploy(&[("brief.html", "<p>")]).status, 422);
        assert_eq!(office.deploy(&[]).status, 422);

        let (file, _) = model(&key);
        let page = office.deploy(&[("modell.bpmn", &file)]);
        assert!(page.text().contains("Fassung 1") && page.text().contains("von Olga Ordnung"), "{}", page.text());
        office.start(&key, "M-1");
        let list = office.look("/betrieb/definitionen");
        assert!(list.text().contains(&key), "{}", list.text());

        let address = format!("/betrieb/definitionen/{key}/1");
        let page = office.look(&address);
        assert_eq!(page.texts("tbody tr").len(), 1, "{}", page.text());
        let closed = office.press(&page, &address, &[("do", "close")]);
        assert!(closed.text().contains("beginnen zurzeit keine neuen Prozesse"), "{}", closed.text());
        let no = office.program.post(&format!("/process-definition/key/{key}/start"), &json!({}));
        assert_eq!(no.status, 400, "{}", no.json);
        let open = office.press(&closed, &address, &[("do", "open")]);
        assert!(!open.text().contains("beginnen zurzeit keine"), "{}", open.text());
        office.start(&key, "M-2");
        let one = office.look(&format!("{address}?welche=laufend&zeichen=M-2"));
        assert_eq!(one.texts("tbody tr").len(), 1, "{}", one.text());
        only_for_operators(&office.portal, "/betrieb/definitionen");
        only_for_operators(&office.portal, &address);
    }
}

#[test]
fn each_of_many_has_its_verdict() {
    for database in BOTH {
        let key = unique("sammel");
        let mut office = Office::open(database, &key);
        let (file, topic) = model(&key);
        office.deploy(&[("sammel.bpmn", &file)]);
        let all: Vec<String> = (1..=4).map(|number| office.start(&key, &format!("S-{number}"))).collect();
        let failed = json!({ "workerId": "w", "errorMessage": "Das Register antwortet nicht", "retries": 0 });
        for task in office.fetch_now(&topic) {
            if task["businessKey"] == json!("S-4") {
                office.program.with_task(&task, "unlock", &json!({})).expect(204);
            } else {
                office.program.with_task(&task, "failure", &failed).expect(204);
            }
        }
        let address = format!("/betrieb/definitionen/{key}/1");
        let still = office.look(&format!("{address}?welche=still"));
        assert_eq!(still.texts("tbody tr").len(), 3, "{}", still.text());

        // Retried: three have an incident, one has none and says so.
        let page = office.look(&address);
        assert!(page.text().contains("Mit allen 4 Prozessen dieser Liste"), "{}", page.text());
        let begun = office.press(&page, &address, &[("do", "retry"), ("welche", "laufend")]);
        let over = office.wait(&begun);
        let text = over.text();
        assert!(text.contains("3 Erledigt") && text.contains("1 Nicht möglich"), "{text}");
        assert!(text.contains("S-4 nicht möglich Nichts hält ihn auf"), "{text}");
        assert_eq!(office.look(&format!("{address}?welche=still")).texts("tbody tr").len(), 0);
        let again = office.fetch_now(&topic);
        assert_eq!(again.len(), 4, "all can be fetched again");
        for task in &again {
            office.program.with_task(task, "unlock", &json!({})).expect(204);
        }

        // At rest a worker outside gets nothing; let go on, it gets everything.
        let page = office.look(&address);
        let resting = office.press(&page, &address, &[("do", "rest"), ("reason", "Neue Fassung kommt")]);
        let resting = office.wait(&resting);
        assert!(resting.text().contains("Grund: Neue Fassung kommt"), "{}", resting.text());
        assert!(office.fetch_now(&topic).is_empty(), "work that rests is not handed out");
        let list = office.look(&format!("{address}?welche=ruhend"));
        assert_eq!(list.texts("tbody tr").len(), 4, "{}", list.text());
        let woken = office.press(&list, &address, &[("do", "wake"), ("welche", "ruhend"), ("zeichen", "S-2")]);
        office.wait(&woken);
        let fetched = office.fetch_now(&topic);
        assert_eq!(fetched.len(), 1, "only the one that was let go on");
        assert_eq!(fetched[0]["businessKey"], json!("S-2"));
        office.program.with_task(&fetched[0], "complete", &json!({ "workerId": "w" })).expect(204);

        // Ended with a reason that the history keeps; without one nothing happens.
        let page = office.look(&address);
        let refused = office.press(&page, &address, &[("do", "cancel"), ("reason", " ")]);
        assert_eq!(refused.status, 422, "{}", refused.text());
        let ended = office.press(&page, &address, &[("do", "cancel"), ("reason", "Amt geschlossen")]);
        let ended = office.wait(&ended);
        assert!(ended.text().contains("3 von 3 bearbeitet"), "the ended one is not asked: {}", ended.text());
        assert!(all.iter().all(|instance| !office.program.runs(instance)));
        let one = office.look(&format!("/betrieb/prozesse/{}", all[0]));
        let text = one.text();
        assert!(
            text.contains("Beendet : Amt geschlossen Olga Ordnung")
                || text.contains("Beendet: Amt geschlossen Olga Ordnung"),
            "{text}"
        );
        assert!(text.contains("Zur Ruhe gelegt: Neue Fassung kommt Olga Ordnung"), "{text}");
        office.audit();
    }
}
