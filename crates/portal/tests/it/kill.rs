//! `kill -9` at random points, and death between one statement and the next, while people apply, pay, ask, answer and decide: nothing lost, nothing twice, nothing stuck.

use crate::harness::{Browser, Database, Page, Portal};
use crate::records::{Records, check_whole};
use crate::walk::{DOG, RESIDENCE, begin, case_of, pay, reference, send, to_check, wait_for_letter};
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

/// How often the program is killed from outside; after each it also dies by itself.
const KILLS: usize = 8;
/// Applications a person sends at least, and at most while the killing goes on.
const APPLICATIONS: std::ops::Range<usize> = 3..40;
/// Somebody is about to do one of these; what the worker does follows within the next tenths of a second.
const POINTS: [&str; 7] = ["answer", "submit", "pay", "paid", "ask", "supply", "decide"];

/// Moments at which the program dies by itself, and within how many of them.
const MOMENTS: [(&str, u64); 3] = [("before-commit", 60), ("after-commit", 60), ("outside-done", 12)];

/// Numbers that a seed repeats.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}

/// What people are about to do, for whoever waits for the moment.
#[derive(Default)]
struct Stage {
    reached: Mutex<HashMap<&'static str, u32>>,
    news: Condvar,
}

impl Stage {
    fn reach(&self, point: &'static str) {
        assert!(POINTS.contains(&point));
        *self.reached.lock().unwrap().entry(point).or_default() += 1;
        self.news.notify_all();
    }

    /// Waits until somebody gets to the point from now on, but not for long.
    fn wait_for(&self, point: &str) {
        let reached = self.reached.lock().unwrap();
        let before = reached.get(point).copied();
        let _ = self.news.wait_timeout_while(reached, Duration::from_secs(3), |now| now.get(point).copied() == before);
    }
}

/// Takes a step again and again until it goes well, as a person does who reloads the page.
fn steadily<T>(mut step: impl FnMut() -> T) -> T {
    let began = Instant::now();
    loop {
        match catch_unwind(AssertUnwindSafe(&mut step)) {
            Ok(done) => return done,
            Err(panic) if began.elapsed() > Duration::from_secs(45) => resume_unwind(panic),
            Err(_) => std::thread::sleep(Duration::from_millis(40)),
        }
    }
}

/// One applicant, and where there is one, her clerk.
struct Pair<'a> {
    portal: &'a Portal,
    stage: &'a Stage,
    place: &'static str,
    person: &'static str,
    applicant: Browser,
    clerk: Browser,
}

impl<'a> Pair<'a> {
    fn new(portal: &'a Portal, stage: &'a Stage, place: &'static str, person: &'static str) -> Pair<'a> {
        Pair { portal, stage, place, person, applicant: Browser::new(portal), clerk: Browser::new(portal) }
    }

    /// Sends an application; gives the address of the case and its reference.
    fn apply(&mut self, service: &str, answers: &[(&str, &str)]) -> (String, String) {
        let check = steadily(|| {
            let first = begin(&mut self.applicant, self.portal, self.place, service);
            self.stage.reach("answer");
            to_check(&mut self.applicant, first, self.person, answers)
        });
        self.stage.reach("submit");
        // The very same form again: it may have arrived before the program died.
        let receipt = steadily(|| send(&mut self.applicant, &check));
        (case_of(&receipt), reference(&receipt))
    }

    fn confirm_residence(&mut self) -> String {
        let (case, number) = self.apply("wohnsitzbestaetigung", RESIDENCE);
        self.stage.reach("pay");
        steadily(|| {
            let page = self.applicant.open(&case);
            if page.find_form("/bezahlen").is_some() {
                let after = pay(&mut self.applicant, &page);
                assert!(after.find_form("/bezahlen").is_none(), "not settled yet: {}", after.text());
            }
            assert_eq!(page.status, 200);
        });
        self.stage.reach("paid");
        steadily(|| wait_for_letter(&mut self.applicant, &case));
        number
    }

    fn register_dog(&mut self, clerk: &str, with_question: bool) -> String {
        let (case, number) = self.apply("hund-anmelden", DOG);
        let desk = case.replace("/vorgang/", "/arbeit/");
        steadily(|| {
            let page = self.clerk.open(&self.portal.at(self.place, "/arbeit"));
            if page.path() != "/arbeit" {
                self.clerk.sign_in(&page, clerk);
            }
            assert!(self.clerk.open(&desk).text().contains(&number));
        });
        if with_question {
            self.decide(&desk, "ask");
            steadily(|| self.supply(&case));
        }
        self.decide(&desk, "approve");
        steadily(|| wait_for_letter(&mut self.applicant, &case));
        number
    }

    /// The clerk decides, unless she did already: the answer may have got lost, the decision not.
    fn decide(&mut self, desk: &str, how: &'static str) {
        self.stage.reach(if how == "ask" { "ask" } else { "decide" });
        steadily(|| {
            let page = self.clerk.open(desk);
            assert_eq!(page.status, 200, "{}", page.text());
            let Some(form) = page.find_form("/aufgabe/") else { return };
            let form = match how {
                "ask" => form.set("field", "breed").set("reason", "Welche Rasse?"),
                _ => form.without("field").without("reason"),
            };
            let done = self.clerk.submit(&form.set("do", how));
            assert_eq!(done.status, 200, "{}", done.text());
        });
    }

    /// The applicant answers what she was asked, and it is gone from her list.
    fn supply(&mut self, case: &str) {
        let is_asked = |page: &Page| page.links().iter().any(|href| href.contains("/angabe/"));
        let page = self.applicant.wait_for(case, |page| is_asked(page) || page.text().contains("Pudel"));
        if is_asked(&page) {
            let question = self.applicant.click(&page, &page.link("/angabe/"));
            self.stage.reach("supply");
            let after = self.applicant.submit(&question.form("/angabe/").set("breed", "Pudel").set("do", "send"));
            assert!(!is_asked(&after), "{}", after.text());
        }
    }
}

fn survive(database: Database) {
    let given = std::env::var("PORTIKUS_TEST_SEED").ok().and_then(|text| text.parse().ok());
    let seed = given.unwrap_or_else(|| RandomState::new().build_hasher().finish());
    println!("{database:?}: PORTIKUS_TEST_SEED={seed}");
    let mut random = Random(seed);
    let portal = Portal::start_with(database, &[("LEASE_SECONDS", "5"), ("RETRY_ATTEMPTS", "20")]);
    let stage = Stage::default();
    let (mut kills, mut aborts, mut records) = (Vec::new(), 0, Records::of(&portal));
    let (fees, dogs, questions, killing) =
        (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(true));
    let (references, began) = (Mutex::new(Vec::new()), Instant::now());
    std::thread::scope(|scope| {
        let pairs = [
            (Pair::new(&portal, &stage, "aarau", "anna.muster"), None),
            (Pair::new(&portal, &stage, "baden", "reto.fiktiv"), None),
            (Pair::new(&portal, &stage, "aarau", "beat.beispiel"), Some("timo.taxe")),
            (Pair::new(&portal, &stage, "heinsberg", "erika.beispiel"), Some("stefan.satzung")),
        ];
        for (mut pair, clerk) in pairs {
            let (references, fees, dogs, questions, killing) = (&references, &fees, &dogs, &questions, &killing);
            scope.spawn(move || {
                for round in 0..APPLICATIONS.end {
                    if round >= APPLICATIONS.start && !killing.load(Ordering::SeqCst) {
                        break;
                    }
                    let number = match clerk {
                        Some(clerk) => {
                            dogs.fetch_add(1, Ordering::SeqCst);
                            questions.fetch_add(round % 2, Ordering::SeqCst);
                            pair.register_dog(clerk, round % 2 == 1)
                        }
                        None => {
                            fees.fetch_add(1, Ordering::SeqCst);
                            pair.confirm_residence()
                        }
                    };
                    references.lock().unwrap().push(number);
                }
            });
        }
        for _ in 0..KILLS {
            let point = POINTS[random.below(POINTS.len() as u64) as usize];
            stage.wait_for(point);
            let after = random.below(150);
            std::thread::sleep(Duration::from_millis(after));
            portal.kill();
            let under_way = records.count("SELECT COUNT(*) FROM job WHERE owner IS NOT NULL AND kind <> 'timer'");
            kills.push(format!("{point}+{after}ms ({under_way} jobs under way)"));
            let (moment, within) = MOMENTS[random.below(MOMENTS.len() as u64) as usize];
            let moment = format!("{moment}:{}", random.below(within));
            let died = portal.run_until_it_dies(&moment, Duration::from_secs(8));
            aborts += usize::from(died);
            kills.push(if died { moment } else { format!("{moment} not reached") });
            portal.run();
        }
        killing.store(false, Ordering::SeqCst);
    });
    println!("{database:?}: killed at {} in {:?}", kills.join(", "), began.elapsed());
    assert!(aborts > KILLS / 3, "the program died by itself only {aborts} times");
    let references = references.into_inner().unwrap();
    let (fees, dogs) = (fees.into_inner(), dogs.into_inner());
    assert_eq!(references.len(), fees + dogs);
    println!("{database:?}: {fees} confirmations of residence, {dogs} dogs");

    records.wait_until_idle();
    records.check_closed_cases(&references, questions.into_inner());
    records.check_mails(&portal.mails());
    let paid = records.list("SELECT ID(id) FROM payment WHERE state = 'paid' ORDER BY 1");
    assert_eq!(paid.len(), fees, "every fee is paid");
    assert_eq!(records.count("SELECT COUNT(*) FROM payment"), paid.len() as i64, "and only once");
    assert_eq!(records.count("SELECT COUNT(*) FROM history WHERE kind = 'paid'"), paid.len() as i64);
    assert_eq!(records.count("SELECT COUNT(*) FROM history WHERE kind = 'looked-up'"), paid.len() as i64);
    assert_eq!(records.count("SELECT COUNT(*) FROM document WHERE kind = 'upload'"), dogs as i64);
    let provider = "SELECT replace(idempotency_key, '-', '') FROM payments WHERE status = 'PAID' ORDER BY 1";
    let mut provider_records = Records::of_payment_provider(&portal);
    assert_eq!(provider_records.list(provider), paid, "the provider took exactly these");
    assert_eq!(
        provider_records.count("SELECT COUNT(*) FROM payments"),
        paid.len() as i64,
        "and was asked for no other"
    );
    check_whole(&portal, references.len());
}

#[test]
fn killed_at_random_points_nothing_is_lost_and_nothing_happens_twice_on_sqlite() {
    survive(Database::Sqlite);
}

#[test]
fn killed_at_random_points_nothing_is_lost_and_nothing_happens_twice_on_postgres() {
    survive(Database::Postgres);
}
