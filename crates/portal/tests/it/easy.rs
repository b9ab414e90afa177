//! Easy language: one link away, the same structure, and German where a sentence is missing.

use crate::harness::Browser;
use crate::walk::{RESIDENCE, answer, apply_for_residence, begin, case_of, letters, on_both, text_of, wait_for_letter};

#[test]
fn promise_36_easy_language_is_one_link_away_and_keeps_the_structure() {
    on_both(|portal| {
        let mut browser = Browser::new(portal);
        for service in ["wohnsitzbestaetigung", "hund-anmelden"] {
            let german = browser.open(&portal.at("baden", &format!("/leistungen/{service}?lang=de")));
            let link = german.links().into_iter().find(|href| href.contains("lang=de-simple"));
            let easy = browser.click(&german, &link.expect("a link to easy language"));
            assert_eq!(easy.attributes("html", "lang"), ["de-CH-simple"]);
            assert_eq!(easy.url.path(), german.url.path(), "the same page");
            assert_eq!(easy.texts("h2").len(), german.texts("h2").len(), "the same structure");
            assert_ne!(easy.texts("main p"), german.texts("main p"), "other words");
            // The choice stays, also in the form.
            let first = begin(&mut browser, portal, "baden", service);
            assert_eq!(first.attributes("html", "lang"), ["de-CH-simple"], "{}", first.url);
            browser.open(&portal.at("baden", "/?lang=de"));
        }
        // A service without easy texts says so.
        let plain = browser.open(&portal.at("baden", "/leistungen/baugesuch?lang=de-simple"));
        assert!(plain.text().contains("noch nicht in Leichter Sprache"), "{}", plain.text());
        browser.open(&portal.at("baden", "/?lang=de"));
    });
}

#[test]
fn promise_17_a_sealed_copy_of_the_application_is_there_to_keep() {
    on_both(|portal| {
        let mut ines = Browser::new(portal);
        let receipt = apply_for_residence(&mut ines, portal, "emmen", "ines.muster");
        let case = case_of(&receipt);
        let has_copy = |page: &crate::harness::Page| page.text().contains("Kopie Ihres Antrags");
        let page = ines.wait_for(&case, has_copy);
        let links = page.links().into_iter().zip(page.texts("a[href]"));
        let (href, _) = links.into_iter().find(|(_, text)| text.starts_with("Kopie ")).expect("a link to the copy");
        let copy = ines.get(&page.resolve(&href)).body;
        assert!(copy.starts_with(b"%PDF"));
        assert!(!letters(&page).contains(&href), "the copy is no letter");
        if let Some(text) = text_of(&copy) {
            assert!(text.contains("Wohnung") || text.contains("Vermieter"), "what was answered: {text}");
            let code = crate::walk::verification_code(&text);
            let mut anybody = Browser::new(portal);
            let verified = anybody.open(&portal.at("emmen", &format!("/pruefen/{code}")));
            assert!(verified.text().contains("Kopie Ihres Antrags"), "{}", verified.text());
            assert!(!verified.text().contains("Ines"), "nothing personal: {}", verified.text());
        }
        wait_for_letter(&mut ines, &case);
    });
}

#[test]
fn promise_9_a_reminder_comes_before_a_draft_is_deleted() {
    use crate::harness::{Database, Portal};
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start_with(database, &[("DRAFT_DAYS", "3")]);
        let mut lena = Browser::new(&portal);
        lena.sign_in_at(&portal, "luzern", "lena.luzerner", "/postfach");
        let first = begin(&mut lena, &portal, "luzern", "wohnsitzbestaetigung");
        answer(&mut lena, &first, RESIDENCE);
        // Housekeeping runs at the start. Once only: a second stop could come while the mail is under way, and its lease
        // would have to run out first.
        portal.stop();
        portal.run();
        let mail = (0..600).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            crate::walk::mails_to(&portal, "lena.luzerner").pop()
        });
        let mail = mail.expect("a reminder");
        assert!(mail.contains("noch nicht abgeschickt"), "{mail}");
        assert!(!mail.contains("Wohnsitz"), "a mail is a postcard: {mail}");
        portal.stop();
        portal.run();
        std::thread::sleep(std::time::Duration::from_millis(500));
        assert_eq!(crate::walk::mails_to(&portal, "lena.luzerner").len(), 1, "one reminder");
    }
}
