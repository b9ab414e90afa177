//! A dead register, mail server or payment provider: she can go on, reads a true sentence, and an operator mends it.

use crate::harness::{Browser, Database, Page, Portal};
use crate::records::{Records, check_whole};
use crate::stand_in::{StandIn, configuration, register_at};
use crate::walk::{
    RESIDENCE, apply_for_residence, begin, case_of, on_both, pay, reference, send, to_check, wait_for_letter,
};

/// What she types herself when no register fills it in.
const TYPED: [(&str, &str); 8] = [
    ("given_name", "Anna"),
    ("family_name", "Muster"),
    ("birth_date-day", "14"),
    ("birth_date-month", "5"),
    ("birth_date-year", "1988"),
    ("street", "Rathausgasse 12"),
    ("postal_code", "5000"),
    ("town", "Aarau"),
];

const DELAYED: &str = "antwortet gerade nicht";

/// The operator of the canton, at whose portal all communes are seen.
fn operator(portal: &Portal) -> Browser {
    let mut otto = Browser::new(portal);
    let page = otto.sign_in_at(portal, "aargau", "otto.operator", "/betrieb");
    assert_eq!((page.status, page.path().as_str()), (200, "/betrieb"), "{}", page.text());
    otto
}

fn wait_for_incident(otto: &mut Browser, portal: &Portal, number: &str) -> Page {
    let page = otto.wait_for(&portal.at("aargau", "/betrieb"), |page| page.text().contains(number));
    assert!(page.text().contains("Stadt Aarau"), "whose case it is: {}", page.text());
    page
}

fn mend(otto: &mut Browser, portal: &Portal, page: &Page) {
    // Longer than the circuit stays open.
    std::thread::sleep(std::time::Duration::from_millis(300));
    let after = otto.submit(&page.form("/stoerung/").set("do", "retry"));
    assert_eq!((after.status, after.path().as_str()), (200, "/betrieb"), "{}", after.text());
    let calm = otto.wait_for(&portal.at("aargau", "/betrieb"), |page| page.text().contains("Alles läuft"));
    assert!(calm.find_form("/stoerung/").is_none());
    // The same button on a page that was left open does nothing more.
    let again = otto.submit(&page.form("/stoerung/").set("do", "retry"));
    assert_eq!(again.status, 404, "{}", again.text());
}

#[test]
fn a_dead_register_becomes_a_retry_then_an_incident_that_an_operator_mends() {
    for database in [Database::Sqlite, Database::Postgres] {
        println!("on {database:?}");
        let register = StandIn::dead();
        let file = configuration(&register_at(&register));
        let path = file.path().to_str().expect("a plain path");
        let portal = &Portal::start_with(database, &[("CONFIG", path), ("RETRY_ATTEMPTS", "3")]);
        let mut anna = Browser::new(portal);
        let answers: Vec<(&str, &str)> = RESIDENCE.iter().chain(&TYPED).copied().collect();
        let first = begin(&mut anna, portal, "aarau", "wohnsitzbestaetigung");
        let check = to_check(&mut anna, first, "anna.muster", &answers);
        assert!(check.text().contains("Rathausgasse 12"), "what she typed: {}", check.text());
        let receipt = send(&mut anna, &check);
        let (case, number) = (case_of(&receipt), reference(&receipt));
        pay(&mut anna, &receipt);
        let page = anna.wait_for(&case, |page| page.text().contains(DELAYED));
        assert!(page.text().contains("Sie müssen nichts tun"), "{}", page.text());

        let mut otto = operator(portal);
        let page = wait_for_incident(&mut otto, portal, &number);
        assert!(page.text().contains("127.0.0.1"), "which system: {}", page.text());
        assert!(
            !page.text().contains("Muster") && !page.text().contains("Rathausgasse"),
            "no contents: {}",
            page.text()
        );
        assert!(anna.open(&case).text().contains(DELAYED), "still true");

        // Nobody else sees or mends it: not the clerk here, not without signing in.
        let mut sina = Browser::new(portal);
        sina.sign_in_at(portal, "aarau", "sina.schalter", "/arbeit");
        assert_eq!(sina.open(&portal.at("aarau", "/betrieb")).status, 404);
        let here = page.form("/stoerung/");
        assert_ne!(Browser::new(portal).post(&here).status, 303);

        register.start_register();
        mend(&mut otto, portal, &page);
        let page = wait_for_letter(&mut anna, &case);
        assert!(!page.text().contains(DELAYED), "{}", page.text());
        let mut records = Records::of(portal);
        records.wait_until_idle();
        assert_eq!(records.count("SELECT COUNT(*) FROM history WHERE kind = 'letter'"), 1);
        assert_eq!(records.count("SELECT COUNT(*) FROM history WHERE kind = 'incident'"), 1);
        assert_eq!(records.count("SELECT COUNT(*) FROM history WHERE kind = 'mended'"), 1);
        check_whole(portal, 1);
    }
}

#[test]
fn a_dead_mail_server_delays_no_letter_and_the_notice_follows() {
    for database in [Database::Sqlite, Database::Postgres] {
        println!("on {database:?}");
        let server = StandIn::dead();
        let smtp = format!("[smtp]\nhost = \"127.0.0.1\"\nport = {}\nprotection = \"none\"\n", server.port());
        let file = configuration(&smtp);
        let path = file.path().to_str().expect("a plain path");
        let portal = &Portal::start_with(database, &[("CONFIG", path), ("RETRY_ATTEMPTS", "3")]);
        let mut anna = Browser::new(portal);
        let receipt = apply_for_residence(&mut anna, portal, "aarau", "anna.muster");
        let (case, number) = (case_of(&receipt), reference(&receipt));
        pay(&mut anna, &receipt);
        let page = wait_for_letter(&mut anna, &case);
        assert!(!page.text().contains(DELAYED), "a notice holds up nothing: {}", page.text());

        let mut otto = operator(portal);
        let page = wait_for_incident(&mut otto, portal, &number);
        assert_eq!(server.heard(), [""; 0]);
        server.start_mail_server();
        mend(&mut otto, portal, &page);
        Records::of(portal).wait_until_idle();
        let mails = server.heard();
        assert_eq!(mails.len(), 1, "{mails:?}");
        assert!(!mails[0].contains(&number), "a mail is a postcard: {}", mails[0]);
        Records::of(portal).check_mails(&mails);
        check_whole(portal, 1);
    }
}

#[test]
fn a_dead_payment_provider_loses_no_application() {
    for database in [Database::Sqlite, Database::Postgres] {
        println!("on {database:?}");
        let provider = StandIn::dead();
        let url = format!("http://127.0.0.1:{}/api/payments", provider.port());
        let file = configuration(&format!("[payment]\nurl = \"{url}\"\napi_key = \"key\"\n"));
        let path = file.path().to_str().expect("a plain path");
        let portal = &Portal::start_with(database, &[("CONFIG", path), ("RETRY_ATTEMPTS", "3")]);
        let mut anna = Browser::new(portal);
        let receipt = apply_for_residence(&mut anna, portal, "aarau", "anna.muster");
        let (case, number) = (case_of(&receipt), reference(&receipt));
        let refused = anna.submit(&receipt.form("/bezahlen"));
        assert!(refused.status >= 500, "{} {}", refused.status, refused.text());
        println!("she reads: {}", refused.text());
        assert_eq!(anna.open(&case).status, 200, "the case is there");

        let mut otto = operator(portal);
        let page = wait_for_incident(&mut otto, portal, &number);
        assert!(anna.open(&case).text().contains(DELAYED), "{}", anna.open(&case).text());
        provider.start_payment_provider();
        mend(&mut otto, portal, &page);
        wait_for_letter(&mut anna, &case);
        let mut records = Records::of(portal);
        records.wait_until_idle();
        assert_eq!(records.count("SELECT COUNT(*) FROM payment WHERE state = 'paid'"), 1);
        assert_eq!(provider.heard().len(), 1, "ordered once: {:?}", provider.heard());
        check_whole(portal, 1);
    }
}

#[test]
fn an_operator_of_another_authority_sees_and_mends_nothing() {
    on_both(|portal| {
        let mut otto = Browser::new(portal);
        // His account works for the canton: at a commune's door or in another federation he is nobody.
        for place in ["aarau", "luzern", "heinsberg"] {
            let page = otto.sign_in_at(portal, place, "otto.operator", "/betrieb");
            assert!(page.status >= 400, "{place}: {} {}", page.status, page.text());
            assert_ne!(otto.open(&portal.at(place, "/betrieb")).path(), "/betrieb", "{place}");
        }
    });
}
