//! The records replay to what is stored in every state of a case, and `portikus audit` finds what was tampered with.

use crate::harness::{Browser, Database, Portal};
use crate::records::{Records, audit, check_whole};
use crate::walk::{apply_for_residence, case_of, pay, register_dog, wait_for_letter};

/// Seven cases in the states that there are: unpaid, paid and granted, refused by rule, with the office, asked back,
/// rejected, and waiting for a person because of a data block.
fn fill(portal: &Portal) {
    let mut anna = Browser::new(portal);
    apply_for_residence(&mut anna, portal, "aarau", "anna.muster");
    let receipt = apply_for_residence(&mut anna, portal, "aarau", "anna.muster");
    pay(&mut anna, &receipt);
    wait_for_letter(&mut anna, &case_of(&receipt));
    for person in ["zoe.wegzug", "nora.oneil"] {
        let mut browser = Browser::new(portal);
        let receipt = apply_for_residence(&mut browser, portal, "aarau", person);
        pay(&mut browser, &receipt);
    }
    let mut timo = Browser::new(portal);
    timo.sign_in_at(portal, "aarau", "timo.taxe", "/arbeit");
    for how in ["", "ask", "reject"] {
        let receipt = register_dog(&mut anna, portal, "aarau", "anna.muster");
        if !how.is_empty() {
            let desk = timo.open(&case_of(&receipt).replace("/vorgang/", "/arbeit/"));
            let form = desk.form("/aufgabe/").set("field", "breed").set("reason", "Bitte genauer.").set("do", how);
            assert_eq!(timo.submit(&form).status, 200);
        }
    }
    Records::of(portal).wait_until_idle_but_unpaid();
}

/// What somebody with access to the database could do, and how the audit calls it.
const TAMPERED: [(&str, &str, &str); 11] = [
    ("a step changed", "UPDATE instance_event SET events = events || ' ' WHERE version = 1", "broken at step 1"),
    ("an actor changed", "UPDATE instance_event SET actor = 'somebody' WHERE version = 2", "broken at step 2"),
    ("a moment changed", "UPDATE instance_event SET at = at + 1000000 WHERE version = 1", "broken at step 1"),
    ("a step removed", "DELETE FROM instance_event WHERE version = 1", "broken at step 1"),
    ("the last steps removed", "DELETE FROM instance_event WHERE version > 1", "steps, 1 are recorded"),
    (
        "two steps swapped",
        "UPDATE instance_event SET version = -version WHERE version IN (1, 2); \
         UPDATE instance_event SET version = 3 + version WHERE version < 0",
        "broken at step 1",
    ),
    ("a state changed", "UPDATE instance SET state = replace(state, 'anna', 'anno')", "is not what its"),
    ("a process removed", "DELETE FROM instance WHERE version > 3", "belong to no process"),
    ("a reason rewritten", "UPDATE history SET detail = '{}' WHERE kind = 'decided'", "broken at entry"),
    ("an entry removed", "DELETE FROM history WHERE seq = 2", "broken at entry 2"),
    ("an entry hidden", "UPDATE history SET for_applicant = 0 WHERE kind = 'letter'", "broken at entry"),
];

#[test]
fn every_case_replays_and_whatever_was_tampered_with_is_found() {
    for database in [Database::Sqlite, Database::Postgres] {
        println!("on {database:?}");
        let portal = Portal::start(database);
        fill(&portal);
        // Beside the working portal first.
        check_whole(&portal, 7);
        portal.stop();
        check_whole(&portal, 7);
        let mut records = Records::of(&portal);
        let tables = ["instance", "instance_event", "history"];
        for table in tables {
            records.change(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"));
        }
        for (what, sql, found) in TAMPERED {
            for part in sql.split("; ") {
                records.change(part);
            }
            let (whole, said) = audit(&portal);
            assert!(!whole && said.contains(found), "{what}: {said}");
            for table in tables {
                records.change(&format!("DELETE FROM {table}"));
                records.change(&format!("INSERT INTO {table} SELECT * FROM kept_{table}"));
            }
            check_whole(&portal, 7);
        }
    }
}
