//! Processes to another version: a trial run with a verdict for each, batches, the way back; on both databases.

use crate::engine_rest::{bpmn, line, unique};
use crate::operating::{BOTH, Office, only_for_operators};

/// More than a node brings over in one round.
const MANY: usize = 60;

fn task<'a>(id: &'a str, attributes: &'a str) -> (&'a str, &'a str, &'a str, &'a str) {
    ("userTask", id, attributes, "")
}

#[test]
fn a_trial_run_says_what_stands_in_the_way_and_changes_nothing() {
    for database in BOTH {
        let key = unique("umbau");
        let mut office = Office::open(database, &key);
        let group = "name=\"Unterlagen prüfen\" camunda:candidateGroups=\"tax\"";
        let old = bpmn(&key, &line(&[task("pruefen", group), task("anhoeren", "name=\"Anhören\"")]));
        let new = bpmn(&key, &line(&[task("pruefen", group), task("nachbarn", "name=\"Nachbarn anhören\"")]));
        let page = office.deploy(&[("umbau.bpmn", &old)]);
        assert!(page.path().ends_with(&format!("/{key}/1")), "{} {}", page.url, page.text());
        let (early, late) = (office.start(&key, "FRÜH"), office.start(&key, "SPÄT"));
        move_on(&mut office, &late);
        assert!(office.look(&format!("/betrieb/definitionen/{key}/1/umstellen")).text().contains("nur eine Fassung"));
        office.deploy(&[("umbau.bpmn", &new)]);

        let address = format!("/betrieb/definitionen/{key}/1/umstellen");
        let trial = office.look(&format!("{address}?nach=2&umbenannt="));
        let text = trial.text();
        assert!(text.contains("Ein Prozess lässt sich umstellen. Bei einem steht etwas im Weg."), "{text}");
        assert!(text.contains("SPÄT") && text.contains("steht bei anhoeren"), "{text}");
        assert!(text.find("SPÄT") < text.find("FRÜH"), "what stands in the way comes first: {text}");
        assert_eq!((office.version_of(&early), office.version_of(&late)), (1, 1));

        let trial = office.look(&format!("{address}?nach=2&umbenannt=anhoeren+%3D+nachbarn"));
        assert!(trial.text().contains("2 Prozesse lassen sich umstellen. Nichts steht im Weg."), "{}", trial.text());
        let wrong = office.olga.open(&office.at(&format!("{address}?nach=2&umbenannt=anhoeren")));
        assert_eq!(wrong.status, 422, "{}", wrong.text());
        let wrong = office.look(&format!("{address}?nach=2&umbenannt=nirgends%3Dnachbarn"));
        assert!(wrong.text().contains("nirgends gibt es in der alten Fassung nicht"), "{}", wrong.text());

        // Without the renaming only the early one goes over; with it the late one follows.
        let trial = office.look(&format!("{address}?nach=2&umbenannt="));
        let begun = office.press(&trial, &address, &[("nach", "2"), ("umbenannt", "")]);
        let over = office.wait(&begun);
        assert!(over.text().contains("1 von 1 bearbeitet"), "{}", over.text());
        assert_eq!((office.version_of(&early), office.version_of(&late)), (2, 1));
        let begun = office.press(&trial, &address, &[("nach", "2"), ("umbenannt", "anhoeren = nachbarn")]);
        office.wait(&begun);
        assert_eq!(office.version_of(&late), 2);
        let page = office.look(&format!("/betrieb/prozesse/{late}"));
        assert!(page.text().contains("Nachbarn anhören"), "its step has the new name: {}", page.text());
        assert!(page.text().contains("Auf eine andere Fassung umgestellt Olga Ordnung"), "{}", page.text());
        office.audit();
    }
}

/// Leaves the step where a process stands, as an operator can.
fn move_on(office: &mut Office, instance: &str) {
    let path = format!("/betrieb/prozesse/{instance}");
    let page = office.look(&path);
    let place = page.attributes("input[name=place]", "value").first().cloned().expect("a place");
    let after = office.press(&page, &format!("{path}/eingriff"), &[("do", "skip"), ("place", &place)]);
    assert_eq!(after.status, 200, "{}", after.text());
}

#[test]
fn many_are_brought_over_in_batches_and_back_again() {
    for database in BOTH {
        let key = unique("viele");
        let mut office = Office::open(database, &key);
        let one = bpmn(&key, &line(&[task("warten", "camunda:candidateGroups=\"tax\"")]));
        let two = bpmn(&key, &line(&[task("warten", "camunda:candidateGroups=\"tax\""), task("dann", "")]));
        office.deploy(&[("viele.bpmn", &one)]);
        let all: Vec<String> = (0..MANY).map(|number| office.start(&key, &format!("V-{number}"))).collect();
        office.deploy(&[("viele.bpmn", &two)]);
        let address = format!("/betrieb/definitionen/{key}/1/umstellen");
        let trial = office.look(&format!("{address}?nach=2"));
        assert!(trial.text().contains("60 Prozesse lassen sich umstellen"), "{}", trial.text());
        assert_eq!(trial.texts("tbody tr").len(), 50, "a page of them");
        let next = trial.link("seite=2");
        assert_eq!(office.look(&next).texts("tbody tr").len(), 10);

        // One ends between the trial run and its turn: it has a verdict of its own, the others go over.
        let begun = office.press(&trial, &address, &[("nach", "2"), ("umbenannt", "")]);
        let over = office.wait(&begun);
        assert!(over.text().contains("60 von 60 bearbeitet"), "{}", over.text());
        assert!(all.iter().all(|instance| office.version_of(instance) == 2));
        let list = office.look("/betrieb/definitionen");
        assert!(
            list.text().contains("Umstellen von Fassung 1 auf Fassung 2"),
            "the order is remembered: {}",
            list.text()
        );

        let gone = &all[7];
        let path = format!("/betrieb/prozesse/{gone}");
        let page = office.look(&path);
        office.press(&page, &format!("{path}/beenden"), &[("reason", "Doppelt")]);
        let back = office.press(&over, over.path().as_str(), &[("do", "undo")]);
        let back = office.wait(&back);
        let text = back.text();
        assert!(text.contains("Umstellen von Fassung 2 auf Fassung 1"), "{text}");
        assert!(text.contains("59 Erledigt") && text.contains("1 Nicht möglich"), "{text}");
        assert!(text.contains("V-7 nicht möglich Der Prozess läuft nicht."), "the report names it: {text}");
        assert_eq!(office.version_of(&all[8]), 1);
        only_for_operators(&office.portal, &address);
        only_for_operators(&office.portal, &back.path());
        office.audit();
    }
}
