//! What a person can count on after sending.

use crate::harness::{Browser, Portal};
use crate::walk::{
    RESIDENCE, apply_for_residence, case_of, letters, mails_to, on_both, pay, reference, register_dog, send, text_of,
    to_check, wait_for_letter,
};

#[test]
fn promise_17_reference_next_step_by_when_by_whom() {
    on_both(|portal| {
        let mut karl = Browser::new(portal);
        let receipt = register_dog(&mut karl, portal, "heinsberg", "karl.probe");
        let number = reference(&receipt);
        assert!(number.starts_with("HEIN-"), "{number}");
        let text = receipt.text();
        assert!(text.contains("Heinsberg"), "by whom: {text}");
        assert!(text.contains("Wie es weitergeht"), "what next: {text}");
        assert!(text.contains("voraussichtlich"), "by when: {text}");
    });
}

#[test]
fn promise_18_status_in_plain_steps_with_holder_and_date() {
    on_both(|portal| {
        let mut aylin = Browser::new(portal);
        let receipt = register_dog(&mut aylin, portal, "erkelenz", "aylin.muster");
        let page = aylin.open(&case_of(&receipt));
        let steps = page.texts(".timeline__title");
        assert!(steps.len() >= 3, "{steps:?}");
        assert_eq!(page.attributes(".timeline [aria-current='step']", "aria-current").len(), 1, "one step is now");
        assert!(
            page.text().contains("Ihr Antrag liegt bei") && page.text().contains("voraussichtlich bis"),
            "{}",
            page.text()
        );
        assert!(page.text().contains("In Bearbeitung"), "{}", page.text());
        // What waits for her is said first, also in the inbox.
        let mut residence = Browser::new(portal);
        let receipt = apply_for_residence(&mut residence, portal, "erkelenz", "aylin.muster");
        let page = residence.open(&case_of(&receipt));
        assert!(page.text().contains("Ihr Antrag liegt bei: Ihnen"), "{}", page.text());
        let inbox = residence.open(&portal.at("erkelenz", "/postfach?nur=offen"));
        assert!(inbox.text().contains("Zahlung offen"), "{}", inbox.text());
    });
}

#[test]
fn promise_19_one_inbox_over_all_authorities_of_the_federation() {
    on_both(|portal| {
        // A case in Erkelenz and one in Wegberg, read in Heinsberg.
        let mut piet = Browser::new(portal);
        let dog = register_dog(&mut piet, portal, "selfkant", "piet.grenz");
        let other = register_dog(&mut piet, portal, "wegberg", "piet.grenz");
        let inbox = piet.sign_in_at(portal, "heinsberg", "piet.grenz", "/postfach");
        assert!(inbox.text().contains("Selfkant") && inbox.text().contains("Wegberg"), "{}", inbox.text());
        for case in [case_of(&dog), case_of(&other)] {
            let path = &case[case.find("/vorgang/").unwrap()..];
            let page = piet.open(&portal.at("heinsberg", path));
            assert_eq!(page.status, 200, "{path}: {}", page.text());
        }
        // Another federation is another inbox.
        let elsewhere = piet.sign_in_at(portal, "aarau", "piet.grenz", "/postfach");
        assert!(!elsewhere.text().contains("Selfkant"), "{}", elsewhere.text());
    });
}

#[test]
fn promise_20_letters_are_tagged_pdf_a_and_verifiable_by_anybody() {
    on_both(|portal| {
        let mut ines = Browser::new(portal);
        let receipt = apply_for_residence(&mut ines, portal, "emmen", "ines.muster");
        let page = wait_for_letter(&mut ines, &case_of(&receipt));
        let letter = ines.get(&page.resolve(&letters(&page)[0])).body;
        let has = |part: &[u8]| letter.windows(part.len()).any(|bytes| bytes == part);
        assert!(has(b"/StructTreeRoot") || has(b"/MarkInfo"), "tagged");
        assert!(has(b"pdfaid:part"), "PDF/A says so in its metadata");
        assert!(has(b"/Lang"), "its language");
        let mut anybody = Browser::new(portal);
        let unknown = anybody.open(&portal.at("emmen", "/pruefen/AAAA-AAAA-AAAA-AAAA-A"));
        assert!(unknown.text().contains("kennen wir nicht"), "{}", unknown.text());
    });
}

/// The readable head and text of a mail.
fn read_mail(mail: &str) -> (String, String) {
    let (head, text) = mail.split_once("\r\n\r\n").or_else(|| mail.split_once("\n\n")).unwrap_or((mail, ""));
    (head.to_owned(), text.replace("=\r\n", "").replace("=\n", ""))
}

#[test]
fn promise_23_mail_carries_no_personal_data() {
    on_both(|portal| {
        let mut lena = Browser::new(portal);
        let receipt = apply_for_residence(&mut lena, portal, "luzern", "lena.luzerner");
        pay(&mut lena, &receipt);
        wait_for_letter(&mut lena, &case_of(&receipt));
        let mail = wait_for_mail(portal, "lena.luzerner");
        let (head, text) = read_mail(&mail);
        assert!(head.contains("text/plain"), "a plain-text part: {head}");
        let number = reference(&receipt);
        for personal in ["Lena", "Luzerner", "Wohnsitz", &number] {
            assert!(!text.contains(personal), "{personal:?} is in the mail: {text}");
            let others = head.lines().filter(|line| !line.starts_with("To:")).any(|line| line.contains(personal));
            assert!(!others, "{personal:?} is in the head: {head}");
        }
        assert!(text.contains(&portal.at("luzern", "/postfach")), "it leads to the inbox: {text}");
    });
}

fn wait_for_mail(portal: &Portal, address: &str) -> String {
    for _ in 0..200 {
        if let Some(mail) = mails_to(portal, address).pop() {
            return mail;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("no mail to {address}: {:?}", portal.mails());
}

#[test]
fn promise_24_who_looked_at_my_data() {
    on_both(|portal| {
        let mut ueli = Browser::new(portal);
        let receipt = register_dog(&mut ueli, portal, "densbueren", "ueli.dorf");
        let case = case_of(&receipt);
        let before = ueli.open(&portal.at("densbueren", "/konto"));
        assert!(
            !before.links().iter().any(|href| case.ends_with(href.as_str())),
            "nobody looked yet: {}",
            before.text()
        );
        let mut karin = Browser::new(portal);
        karin.sign_in_at(portal, "densbueren", "karin.kanzlei", "/arbeit");
        let desk = case.replace("/vorgang/", "/arbeit/");
        karin.wait_for(&portal.at("densbueren", "/arbeit"), |page| page.text().contains(&reference(&receipt)));
        assert_eq!(karin.open(&desk).status, 200);
        let after = ueli.open(&portal.at("densbueren", "/konto"));
        assert!(after.links().iter().any(|href| case.ends_with(href.as_str())), "{}", after.text());
        assert!(after.text().contains("Densbüren"), "which authority: {}", after.text());
    });
}

#[test]
fn promise_35_switching_language_keeps_page_and_typed_data() {
    on_both(|portal| {
        let mut anna = Browser::new(portal);
        let first = crate::walk::begin(&mut anna, portal, "aarau", "wohnsitzbestaetigung");
        let second = anna.submit(
            &first
                .form("/seite/")
                .set("purpose", "other")
                .set("purpose_other", "Ausweis für den Hof")
                .set("do", "continue"),
        );
        let back = anna.open(first.url.as_str());
        for (code, word) in [("fr", "Étape"), ("it", "Passo"), ("en", "Step"), ("de", "Schritt")] {
            let switched = anna.click(&back, &back_link(&back, code));
            assert_eq!(switched.url.path(), first.url.path(), "the same page");
            assert!(switched.html().contains(&format!("<html lang=\"{code}")), "{code}");
            assert!(switched.text().contains(word), "{code}: {}", switched.text());
            assert_eq!(switched.form("/seite/").value("purpose"), Some("other"));
            // Remembered on the next page without the parameter.
            let next = anna.open(second.url.as_str());
            assert!(next.html().contains(&format!("<html lang=\"{code}")), "{code} is remembered");
        }
    });
}

#[test]
fn promise_35_letters_and_mails_follow_the_language() {
    on_both(|portal| {
        let mut maelle = Browser::new(portal);
        let service = maelle.open(&portal.at("wettingen", "/leistungen/wohnsitzbestaetigung?lang=fr"));
        let first = maelle.submit(&service.form("/antrag"));
        let answers: Vec<(&str, &str)> = RESIDENCE
            .iter()
            .map(|(name, value)| if *name == "letter_language" { (*name, "fr") } else { (*name, *value) })
            .collect();
        let check = to_check(&mut maelle, first, "maelle.exemple", &answers);
        let receipt = send(&mut maelle, &check);
        if receipt.find_form("/bezahlen").is_some() {
            pay(&mut maelle, &receipt);
        }
        let page = maelle.wait_for(&case_of(&receipt), |page| {
            page.links().iter().zip(page.texts("a[href]")).any(|(_, text)| text.contains("Attestation de domicile"))
        });
        assert!(page.html().contains("<html lang=\"fr"), "she reads on in French");
        let mut links = page.links().into_iter().zip(page.texts("a[href]"));
        let letter = links.find(|(href, text)| href.contains("/dokument/") && text.contains("Attestation"));
        let letter = maelle.get(&page.resolve(&letter.expect("the letter").0));
        if let Some(text) = text_of(&letter.body) {
            assert!(text.contains("Nous attestons") && text.contains("Prénom"), "{text}");
            assert!(!text.contains("Bestätigung") && !text.contains("Vorname"), "no German is left: {text}");
        }
        let (_, text) = read_mail(&wait_for_mail(portal, "maelle.exemple"));
        assert!(text.contains("Nous ne vous envoyons"), "{text}");
        assert!(!text.contains("Guten Tag"), "{text}");
    });
}

fn back_link(page: &crate::harness::Page, code: &str) -> String {
    let part = format!("lang={code}");
    page.links().into_iter().find(|href| href.contains(&part)).unwrap_or_else(|| format!("{}?{part}", page.url.path()))
}

#[test]
fn promise_40_error_pages_show_a_way_forward_and_nothing_of_the_system() {
    on_both(|portal| {
        let mut anybody = Browser::new(portal);
        for path in ["/gibt-es-nicht", "/leistungen/gibt-es-nicht", "/antrag/1", "/behoerden/x", "/lebenslagen/x"] {
            let page = anybody.open(&portal.at("aarau", path));
            assert_eq!(page.status, 404, "{path}");
            assert!(page.text().contains("Diese Seite gibt es nicht"), "{path}: {}", page.text());
            assert!(
                page.links().iter().any(|href| href == "/leistungen") && page.text().contains("Rufen Sie uns an"),
                "{path}"
            );
            for inside in ["panicked", "sqlx", "src/", "Error", "SELECT"] {
                assert!(!page.text().contains(inside), "{path} shows {inside}");
            }
        }
    });
}
