//! Starting again keeps everything; two nodes on one database share the work; a node that slept too long is refused.

use crate::harness::{Browser, Database, Portal};
use crate::records::{Records, check_whole};
use crate::stand_in::{StandIn, configuration, register_at};
use crate::walk::{
    RESIDENCE, answer, apply_for_residence, begin, case_of, letters, pay, reference, register_dog, send, to_check,
    wait_for_letter,
};
use std::time::{Duration, Instant};

#[test]
fn starting_again_keeps_cases_drafts_sessions_and_letters() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let mut anna = Browser::new(&portal);
        let receipt = apply_for_residence(&mut anna, &portal, "aarau", "anna.muster");
        let case = case_of(&receipt);
        pay(&mut anna, &receipt);
        let before = wait_for_letter(&mut anna, &case);
        let letter = anna.get(&before.resolve(&letters(&before)[0])).body;
        let first = begin(&mut anna, &portal, "aarau", "wohnsitzbestaetigung");
        let second = answer(&mut anna, &first, RESIDENCE);
        assert_ne!(second.path(), first.path());
        for how in ["stop", "kill"] {
            if how == "stop" {
                portal.stop();
            } else {
                portal.kill();
            }
            let began = Instant::now();
            portal.run();
            println!("{database:?}: after {how} ready again in {:?}", began.elapsed());
            let after = anna.open(&case);
            assert_eq!(after.text(), before.text(), "the case reads as before, and she is still signed in");
            assert_eq!(anna.get(&after.resolve(&letters(&after)[0])).body, letter, "the same letter");
            let draft = second.path().split('/').nth(2).expect("an id").to_owned();
            let resumed = anna.open(&portal.at("aarau", &format!("/antrag/{draft}")));
            assert_eq!(resumed.path(), second.path(), "the draft goes on where it was");
        }
        let mut records = Records::of(&portal);
        records.wait_until_idle();
        records.check_closed_cases(&[reference(&receipt)], 0);
        check_whole(&portal, 1);
    }
}

#[test]
fn two_nodes_on_one_database_do_every_job_once() {
    let first = Portal::start_with(Database::Postgres, &[("LEASE_SECONDS", "5")]);
    let second = Portal::start_with(Database::Sqlite, &[("DATABASE_URL", first.database()), ("LEASE_SECONDS", "5")]);
    let apply = |portal: &Portal, person: &str, clerk: &str| {
        let (mut applicant, mut emma) = (Browser::new(portal), Browser::new(portal));
        emma.sign_in_at(portal, "emmen", clerk, "/arbeit");
        let mut numbers = Vec::new();
        for _ in 0..4 {
            let receipt = apply_for_residence(&mut applicant, portal, "emmen", person);
            numbers.push((case_of(&receipt), reference(&receipt)));
        }
        for _ in 0..2 {
            let receipt = register_dog(&mut applicant, portal, "emmen", person);
            let case = case_of(&receipt);
            let desk = emma.open(&case.replace("/vorgang/", "/arbeit/"));
            let done = emma.submit(&desk.form("/aufgabe/").without("field").without("reason").set("do", "approve"));
            assert_eq!(done.status, 200, "{}", done.text());
            numbers.push((case, reference(&receipt)));
        }
        for (case, _) in &numbers {
            wait_for_letter(&mut applicant, case);
        }
        numbers.into_iter().map(|(_, number)| number).collect::<Vec<_>>()
    };
    let references = std::thread::scope(|scope| {
        let luca = scope.spawn(|| apply(&first, "luca.beispiel", "emma.emmer"));
        let ines = scope.spawn(|| apply(&second, "ines.muster", "emma.emmer"));
        [luca.join().expect("luca"), ines.join().expect("ines")].concat()
    });
    let mut records = Records::of(&first);
    records.wait_until_idle();
    records.check_closed_cases(&references, 0);
    let (here, there) = (first.mails(), second.mails());
    println!("mails sent by the first node: {}, by the second: {}", here.len(), there.len());
    records.check_mails(&[here, there].concat());
    check_whole(&first, references.len());
}

/// A node is put to sleep while it waits for the register, longer than its lease; `awake` does its work meanwhile.
fn sleep_over_the_lease(asleep: &Portal, awake: Option<&Portal>, register: &StandIn) {
    let mut luca = Browser::new(asleep);
    if let Some(awake) = awake {
        awake.signal("STOP");
    }
    let first = begin(&mut luca, asleep, "emmen", "wohnsitzbestaetigung");
    let check = to_check(&mut luca, first, "luca.beispiel", RESIDENCE);
    register.hold_next();
    let receipt = send(&mut luca, &check);
    register.wait_until_held();
    let asked = register.heard().len();
    asleep.signal("STOP");
    match awake {
        Some(awake) => {
            awake.signal("CONT");
            // The other node takes the job over when the lease is over, asks again and brings the case to its end.
            Records::of(asleep).wait_until_idle();
            assert_eq!(register.heard().len(), asked + 1, "asked once more, by the other node");
        }
        None => std::thread::sleep(Duration::from_millis(5_500)),
    }
    register.release();
    asleep.signal("CONT");
    wait_for_letter(&mut luca, &case_of(&receipt));
    if awake.is_some() {
        let began = Instant::now();
        while !asleep.log().contains("the lease was lost") {
            assert!(began.elapsed() < Duration::from_secs(20), "the late result was not refused:\n{}", asleep.log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    let mut records = Records::of(asleep);
    records.wait_until_idle();
    records.check_closed_cases(&[reference(&receipt)], 0);
    assert_eq!(records.count("SELECT COUNT(*) FROM history WHERE kind = 'looked-up'"), 1, "kept once");
    check_whole(asleep, 1);
}

#[test]
fn the_late_result_of_a_node_that_slept_over_its_lease_is_refused() {
    let register = StandIn::dead();
    register.start_register();
    let file = configuration(&register_at(&register));
    let path = file.path().to_str().expect("a plain path");
    let settings = [("CONFIG", path), ("LEASE_SECONDS", "5"), ("LOG", "info")];
    let first = Portal::start_with(Database::Postgres, &settings);
    let second = Portal::start_with(Database::Sqlite, &[&settings[..], &[("DATABASE_URL", first.database())]].concat());
    sleep_over_the_lease(&first, Some(&second), &register);
}

#[test]
fn a_register_that_answers_later_than_the_lease_is_asked_once() {
    for database in [Database::Sqlite, Database::Postgres] {
        let register = StandIn::dead();
        register.start_register();
        let file = configuration(&register_at(&register));
        let path = file.path().to_str().expect("a plain path");
        let portal = Portal::start_with(database, &[("CONFIG", path), ("LEASE_SECONDS", "5")]);
        let mut luca = Browser::new(&portal);
        let first = begin(&mut luca, &portal, "emmen", "wohnsitzbestaetigung");
        let check = to_check(&mut luca, first, "luca.beispiel", RESIDENCE);
        register.hold_next();
        let receipt = send(&mut luca, &check);
        register.wait_until_held();
        let asked = register.heard().len();
        std::thread::sleep(Duration::from_millis(7_500));
        register.release();
        wait_for_letter(&mut luca, &case_of(&receipt));
        assert_eq!(register.heard().len(), asked, "nobody else took the job over");
    }
}

#[test]
fn a_single_node_that_slept_over_its_lease_does_nothing_twice() {
    for database in [Database::Sqlite, Database::Postgres] {
        let register = StandIn::dead();
        register.start_register();
        let file = configuration(&register_at(&register));
        let path = file.path().to_str().expect("a plain path");
        let portal = Portal::start_with(database, &[("CONFIG", path), ("LEASE_SECONDS", "5"), ("LOG", "info")]);
        sleep_over_the_lease(&portal, None, &register);
    }
}
