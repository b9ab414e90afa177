//! What a person can count on while she applies.

use crate::harness::{Browser, Page};
use crate::walk::{
    DOG, PDF, RESIDENCE, answer, apply_for_residence, begin, case_of, letters, mails_to, on_both, pay, send, text_of,
    to_check, wait_for_letter,
};

#[test]
fn promise_5_one_page_one_address_and_back_loses_nothing() {
    on_both(|portal| {
        let mut anna = Browser::new(portal);
        let first = begin(&mut anna, portal, "aarau", "wohnsitzbestaetigung");
        assert_eq!(first.texts("main h1").len(), 1);
        let answered = anna.post(&first.form("/seite/").set("purpose", "bank").set("do", "continue"));
        assert_eq!(answered.status, 303, "POST leads on with 303");
        let second = anna.open(&answered.resolve(&answered.header("location").unwrap()));
        assert_ne!(second.path(), first.path(), "its own address");
        // The page has a way back, and there stands what was chosen.
        let back = anna.click(&second, &second.attributes("a.back", "href")[0]);
        assert_eq!(back.path(), first.path());
        assert_eq!(back.form("/seite/").value("purpose"), Some("bank"));
        // The browser's own back button shows the old page; sending it again is fine.
        let again = anna.submit(&first.form("/seite/").set("purpose", "school").set("do", "continue"));
        assert_eq!(again.path(), second.path());
        let typed = anna.open(back.url.as_str());
        assert_eq!(typed.form("/seite/").value("purpose"), Some("school"));
    });
}

#[test]
fn promise_7_mistakes_are_listed_linked_and_nothing_typed_is_lost() {
    on_both(|portal| {
        let mut anna = Browser::new(portal);
        let first = begin(&mut anna, portal, "aarau", "hund-anmelden");
        let typed = [
            ("dog_name", "Rex"),
            ("dog_birth_date-day", "31"),
            ("dog_birth_date-month", "2"),
            ("dog_birth_date-year", "2025"),
            ("chip_number", "12 34"),
        ];
        let wrong = anna.submit(&first.form("/seite/").fill(&typed).set("do", "continue"));
        assert_eq!(wrong.status, 422);
        assert!(wrong.title().starts_with("Fehler:"), "{}", wrong.title());
        let links = wrong.attributes(".summary a", "href");
        assert_eq!(links.len(), 5, "breed, date, chip, sex, neutered: {:?}", wrong.texts(".summary a"));
        for link in &links {
            assert!(!wrong.attributes(&format!("[id='{}']", &link[1..]), "id").is_empty(), "{link} leads nowhere");
        }
        assert!(wrong.html().contains("autofocus"), "the list takes the focus");
        for (name, value) in typed {
            assert_eq!(wrong.form("/seite/").value(name), Some(value), "what was typed stays");
        }
        assert!(wrong.text().contains("15 Ziffern"), "it says what to do: {}", wrong.text());
        // It is still there after going away and coming back.
        let again = anna.open(first.url.as_str());
        assert_eq!(again.form("/seite/").value("chip_number"), Some("12 34"));
    });
}

fn person_page(anna: &mut Browser, first: Page, person: &str) -> Page {
    let mut page = first;
    for _ in 0..10 {
        let path = page.path();
        if path.ends_with("/seite/person") {
            return page;
        }
        page = if path.starts_with("/anmelden") { anna.sign_in(&page, person) } else { answer(anna, &page, RESIDENCE) };
    }
    panic!("the page about the person never came: {}", page.url);
}

#[test]
fn promise_8_what_is_known_is_prefilled_with_source_and_date_and_can_be_disputed() {
    on_both(|portal| {
        let mut livia = Browser::new(portal);
        let first = begin(&mut livia, portal, "aarau", "wohnsitzbestaetigung");
        let page = person_page(&mut livia, first, "livia.probe");
        let form = page.form("/seite/person");
        assert_eq!((form.value("given_name"), form.value("family_name")), (Some("Livia"), Some("Probe")));
        assert!(
            !form.value("street").unwrap_or_default().is_empty() && !form.value("town").unwrap_or_default().is_empty()
        );
        let sources = page.texts(".source");
        assert!(
            sources.len() >= 5 && sources[0].contains("Einwohnerregister") && sources[0].contains("2026"),
            "{sources:?}"
        );
        // "Stimmt nicht" is kept and shown before sending.
        let next =
            livia.submit(&form.set("street", "Neue Gasse 7").set("street.disputed", "yes").set("do", "continue"));
        let check = to_check(&mut livia, next, "livia.probe", RESIDENCE);
        assert!(check.text().contains("Neue Gasse 7") && check.text().contains("stimmt nicht"), "{}", check.text());
        // What the sign-in told names its source in words too.
        let mut page = begin(&mut livia, portal, "aarau", "hund-anmelden");
        while !page.path().ends_with("/seite/halter") {
            page = answer(&mut livia, &page, DOG);
        }
        let sources = page.texts(".source");
        assert!(sources.len() >= 5 && sources.iter().all(|source| !source.contains("http")), "{sources:?}");
    });
}

#[test]
fn promise_9_a_draft_is_said_to_be_unsent_and_continues_on_another_device() {
    on_both(|portal| {
        let mut laptop = Browser::new(portal);
        let first = begin(&mut laptop, portal, "aarau", "wohnsitzbestaetigung");
        let page = person_page(&mut laptop, first, "beat.beispiel");
        let saved = laptop.submit(&page.form("/seite/").set("do", "save"));
        assert!(saved.path().ends_with("/gespeichert"), "{}", saved.url);
        assert!(saved.text().contains("noch nicht abgesendet"), "{}", saved.text());
        assert!(saved.text().contains("löschen wir ihn am"), "the date of deletion: {}", saved.text());
        let continued = laptop.click(&saved, &saved.link("/seite/"));
        assert_eq!(continued.status, 200);
        // Another device: nothing but the account. It stands in the inbox and goes on where it was.
        let mut phone = Browser::new(portal);
        let inbox = phone.sign_in_at(portal, "aarau", "beat.beispiel", "/postfach");
        assert!(inbox.text().contains("Noch nicht abgesendet"), "{}", inbox.text());
        let draft = saved.path().replace("/gespeichert", "");
        let resumed = phone.click(&inbox, &draft);
        assert_eq!(resumed.path(), continued.path());
        let earlier = phone.open(&portal.at("aarau", &format!("{draft}/seite/zweck")));
        assert_eq!(earlier.form("/seite/").value("purpose"), Some("landlord"));
    });
}

#[test]
fn promise_10_sign_in_as_late_as_possible_and_a_step_up_keeps_the_draft() {
    on_both(|portal| {
        // The first pages need nobody's name.
        let mut jan = Browser::new(portal);
        let mut page = begin(&mut jan, portal, "aarau", "wohnsitzbestaetigung");
        let draft = page.path().replace("/seite/zweck", "");
        for _ in 0..2 {
            assert!(page.path().contains("/seite/"), "{}", page.url);
            page = answer(&mut jan, &page, RESIDENCE);
        }
        assert!(page.path().starts_with("/anmelden?stufe=substantial"), "{}", page.url);
        // An account that is too weak is told so and the draft is still there for a stronger one.
        let way = page.link("/anmelden/los");
        let choice = jan.click(&page, &way);
        assert!(choice.text().contains("reicht hier nicht aus") || choice.html().contains("reicht hier nicht aus"));
        let weak = jan.submit(&choice.form("/sign-in").set("person", "jan.niedrig"));
        assert!(
            weak.status < 500 && weak.path().starts_with("/anmelden?"),
            "asked again: {} {}",
            weak.url,
            weak.text()
        );
        let again = jan.open(&portal.at("aarau", &format!("{draft}/seite/person")));
        let person = jan.sign_in(&again, "sukarno");
        assert!(person.path().ends_with("/seite/person"), "{} ({}) {}", person.url, person.status, person.text());
        let before = jan.open(&portal.at("aarau", &format!("{draft}/seite/zweck")));
        assert_eq!(before.form("/seite/").value("purpose"), Some("landlord"));

        // Signed in weakly first, then stepping up for a service that needs more.
        let mut weak = Browser::new(portal);
        weak.sign_in_at(portal, "aarau", "jan.niedrig", "/postfach");
        let first = begin(&mut weak, portal, "aarau", "wohnsitzbestaetigung");
        let second = answer(&mut weak, &first, RESIDENCE);
        let asked = answer(&mut weak, &second, RESIDENCE);
        assert!(asked.path().starts_with("/anmelden?stufe=substantial"), "{}", asked.url);
        assert!(asked.text().contains("stärkere Anmeldung"), "{}", asked.text());
    });
}

#[test]
fn promise_11_check_answers_change_one_and_declare() {
    on_both(|portal| {
        let mut nora = Browser::new(portal);
        let first = begin(&mut nora, portal, "aarau", "wohnsitzbestaetigung");
        let check = to_check(&mut nora, first, "nora.oneil", RESIDENCE);
        for words in ["Wohnung mieten", "O'Neil", "25.00"] {
            assert!(check.text().contains(words), "{words:?}: {}", check.text());
        }
        // A way to change each answer, each with a name of its own, and back here.
        let changes = check.texts("main a[href*='zurueck=pruefen']");
        let unique: std::collections::BTreeSet<_> = changes.iter().collect();
        assert!(changes.len() >= 10 && unique.len() == changes.len(), "{changes:?}");
        let page = nora.click(&check, &check.link("/seite/zweck"));
        let back = nora.submit(&page.form("/seite/").set("purpose", "bank").set("do", "continue"));
        assert!(back.path().ends_with("/pruefen") && back.text().contains("Bank oder Versicherung"), "{}", back.url);
        // Without the declaration nothing is sent.
        let undeclared = nora.submit(&back.form("/pruefen").set("do", "send"));
        assert_eq!(undeclared.status, 422);
        assert!(undeclared.title().starts_with("Fehler:"), "{}", undeclared.title());
        send(&mut nora, &undeclared);
    });
}

#[test]
fn promise_11_a_changed_answer_opens_what_depends_on_it() {
    on_both(|portal| {
        let mut nora = Browser::new(portal);
        let first = begin(&mut nora, portal, "aarau", "wohnsitzbestaetigung");
        let check = to_check(&mut nora, first, "nora.oneil", RESIDENCE);
        let page = nora.click(&check, &check.link("/seite/haushalt"));
        let more = nora.submit(&page.form("/seite/").set("whole_household", "yes").set("do", "continue"));
        assert!(more.path().contains("/seite/haushalt"), "the members are asked for: {} {}", more.url, more.text());
        let members = [("whole_household", "yes"), ("household_members", "Kim O'Neil")];
        let check = nora.submit(&more.form("/seite/").fill(&members).set("do", "continue"));
        assert!(
            check.path().ends_with("/pruefen") && check.text().contains("Kim O'Neil"),
            "{} {}",
            check.url,
            check.text()
        );
        // Taken back, it is neither shown nor sent.
        let page = nora.click(&check, &check.link("/seite/haushalt"));
        let check = nora.submit(&page.form("/seite/").set("whole_household", "no").set("do", "continue"));
        assert!(
            check.path().ends_with("/pruefen") && !check.text().contains("Kim O'Neil"),
            "{} {}",
            check.url,
            check.text()
        );
    });
}

#[test]
fn promise_12_sending_fifty_times_at_once_makes_one_case() {
    on_both(|portal| {
        let mut chiara = Browser::new(portal);
        let first = begin(&mut chiara, portal, "baden", "wohnsitzbestaetigung");
        let check = to_check(&mut chiara, first, "chiara.esempio", RESIDENCE);
        let form = check.form("/pruefen").set("declaration", "yes").set("do", "send");
        let sent: Vec<Page> = std::thread::scope(|scope| {
            let presses: Vec<_> = (0..50)
                .map(|_| {
                    let (mut b, f) = (chiara.clone(), form.clone());
                    scope.spawn(move || b.post(&f))
                })
                .collect();
            presses.into_iter().map(|press| press.join().unwrap()).collect()
        });
        let statuses: Vec<u16> = sent.iter().map(|page| page.status).collect();
        assert!(statuses.iter().all(|status| *status == 303), "{statuses:?}");
        let targets: std::collections::BTreeSet<String> =
            sent.iter().filter_map(|page| page.header("location")).collect();
        assert_eq!(targets.len(), 1, "one case: {targets:?}");
        let receipt = chiara.open(&check.resolve(targets.first().unwrap()));
        let inbox = chiara.open(&portal.at("baden", "/postfach"));
        assert_eq!(inbox.texts("ul.stack > li").len(), 1, "{}", inbox.text());
        // One fee: every press on "pay" leads to the same payment.
        let pages: std::collections::BTreeSet<String> =
            (0..3).map(|_| chiara.post(&receipt.form("/bezahlen")).header("location").unwrap_or_default()).collect();
        assert_eq!(pages.len(), 1, "{pages:?}");
        pay(&mut chiara, &receipt);
        let page = wait_for_letter(&mut chiara, &case_of(&receipt));
        assert_eq!(letters(&page).len(), 1, "{:?}", letters(&page));
        let inbox = chiara.open(&portal.at("baden", "/postfach"));
        assert!(!inbox.text().contains("Zahlung offen"), "{}", inbox.text());
        // One message, one notice.
        assert_eq!(page.texts("section[aria-labelledby='messages-title'] li").len(), 1, "{}", page.text());
        std::thread::sleep(std::time::Duration::from_millis(400));
        assert_eq!(mails_to(portal, "chiara").len(), 1);
    });
}

#[test]
fn promise_13_names_stay_as_they_are_up_to_the_letter() {
    on_both(|portal| {
        for (label, person, name) in [
            ("aarau", "dang.oeztuerk", "Đặng Öztürk-Ǧ"),
            ("luzern", "tenzin", "Tenzin"),
            ("buchs-ag", "sava.brnic", "Šava Brnić-Þórsdóttir"),
        ] {
            let mut person_browser = Browser::new(portal);
            let first = begin(&mut person_browser, portal, label, "wohnsitzbestaetigung");
            let check = to_check(&mut person_browser, first, person, RESIDENCE);
            for part in name.split(' ') {
                assert!(check.text().contains(part), "{part} on the check page: {}", check.text());
            }
            let receipt = send(&mut person_browser, &check);
            pay(&mut person_browser, &receipt);
            let page = wait_for_letter(&mut person_browser, &case_of(&receipt));
            let letter = person_browser.get(&page.resolve(&letters(&page)[0]));
            if let Some(text) = text_of(&letter.body) {
                assert!(text.contains(name), "{name} in the letter: {text}");
            }
        }
    });
}

#[test]
fn promise_13_an_apostrophe_reaches_the_clerk() {
    on_both(|portal| {
        // Whose data must not be given out without a person looking: the clerk reads the name as it is.
        let mut nora = Browser::new(portal);
        let receipt = apply_for_residence(&mut nora, portal, "aarau", "nora.oneil");
        pay(&mut nora, &receipt);
        let mut sina = Browser::new(portal);
        sina.sign_in_at(portal, "aarau", "sina.schalter", "/arbeit");
        let number = crate::walk::reference(&receipt);
        let work = sina.wait_for(&portal.at("aarau", "/arbeit"), |page| page.text().contains(&number));
        assert!(work.text().contains("Nora O'Neil"), "{}", work.text());
    });
}

#[test]
fn promise_13_dates_and_numbers_are_taken_as_people_write_them() {
    on_both(|portal| {
        let mut anna = Browser::new(portal);
        let first = begin(&mut anna, portal, "aarau", "hund-anmelden");
        let changed = [
            ("dog_birth_date-day", "01"),
            ("dog_birth_date-month", "März"),
            ("dog_birth_date-year", "25"),
            ("chip_number", "756.0981.0000-0001"),
        ];
        let mut answers: Vec<(&str, &str)> = DOG.to_vec();
        answers.retain(|(name, _)| !changed.iter().any(|(other, _)| other == name));
        answers.extend(changed);
        let next = anna.submit(&first.form("/seite/").fill(&answers[..]).set("do", "continue"));
        assert!(next.path().ends_with("/seite/herkunft"), "{} {}", next.url, next.text());
    });
}

#[test]
fn promise_14_each_file_is_judged_by_its_contents_and_the_others_stay() {
    on_both(|portal| {
        let mut anna = Browser::new(portal);
        let first = begin(&mut anna, portal, "aarau", "hund-anmelden");
        let mut page = first;
        while !page.path().ends_with("/seite/dokument") {
            page = if page.path().starts_with("/anmelden") {
                anna.sign_in(&page, "anna.muster")
            } else {
                answer(&mut anna, &page, DOG)
            };
        }
        assert!(
            page.text().contains("10 MB") && page.text().contains("PDF"),
            "formats and size first: {}",
            page.text()
        );
        let form = page.form("/seite/").set("do", "upload");
        let judged = anna.submit(&form.attach("pet_passport", "gut.pdf", PDF).attach(
            "pet_passport",
            "bild.pdf",
            b"GIF89a........",
        ));
        assert_eq!(judged.status, 422, "{}", judged.text());
        assert!(judged.title().starts_with("Fehler:"), "{}", judged.title());
        assert!(judged.texts(".summary").concat().contains("bild.pdf"), "{:?}", judged.texts(".summary"));
        assert_eq!(judged.texts(".files__name").len(), 1, "the good one stays: {}", judged.text());
        let kept = anna.open(page.url.as_str());
        assert!(kept.texts(".files__name").concat().contains("gut.pdf"), "{}", kept.text());
        let check = anna.submit(&kept.form("/seite/").set("do", "continue"));
        assert!(check.path().ends_with("/pruefen") && check.text().contains("gut.pdf"), "{}", check.text());
    });
}
