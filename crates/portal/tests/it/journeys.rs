//! Both services from the service page to the letter.

use crate::harness::Browser;
use crate::walk::{
    apply_for_residence, case_of, letters, mails_to, on_both, pay, reference, register_dog, text_of, verification_code,
    wait_for_letter,
};

#[test]
fn residence_confirmation_from_the_service_page_to_a_verified_letter() {
    on_both(|portal| {
        let mut anna = Browser::new(portal);
        let receipt = apply_for_residence(&mut anna, portal, "aarau", "anna.muster");
        let number = reference(&receipt);
        assert!(receipt.text().contains("25.00"), "the fee of Aarau: {}", receipt.text());
        let case = case_of(&receipt);
        let after = pay(&mut anna, &receipt);
        assert_eq!(anna.open(&case).status, 200, "{}", after.text());
        let page = wait_for_letter(&mut anna, &case);
        assert!(page.text().contains(&number));
        let inbox = anna.open(&portal.at("aarau", "/postfach"));
        assert!(inbox.text().contains("Wohnsitz bestätigen lassen"), "{}", inbox.text());
        assert!(inbox.links().iter().any(|href| case.ends_with(href.as_str())), "{:?}", inbox.links());
        // What happened stands there, step by step.
        let course = page.texts(".timeline__title").join("\n");
        assert!(page.texts(".timeline__title").len() >= 3, "{course}");

        let letter = anna.get(&page.resolve(&letters(&page)[0]));
        assert_eq!(letter.status, 200);
        assert!(letter.body.starts_with(b"%PDF-"), "a PDF");
        assert!(letter.header("content-disposition").unwrap_or_default().starts_with("attachment"));
        assert_eq!(letter.header("x-content-type-options").as_deref(), Some("nosniff"));
        if let Some(text) = text_of(&letter.body) {
            for word in ["Wohnsitzbestätigung", "Anna", "Muster", &number] {
                assert!(text.contains(word), "{word:?} is missing: {text}");
            }
            // Anybody with the paper can verify it, and learns nothing else.
            let code = verification_code(&text);
            let mut anybody = Browser::new(portal);
            for path in [format!("/pruefen?code={code}"), format!("/pruefen/{}", code.replace('-', "").to_lowercase())]
            {
                let verified = anybody.open(&portal.at("aarau", &path));
                assert!(verified.text().contains("Dieser Brief ist echt"), "{path}: {}", verified.text());
                assert!(
                    !verified.text().contains("Anna") && !verified.text().contains("Muster"),
                    "{}",
                    verified.text()
                );
            }
            let changed = if code.starts_with('A') { code.replacen('A', "B", 1) } else { format!("A{}", &code[1..]) };
            let forged = anybody.open(&portal.at("aarau", &format!("/pruefen?code={changed}")));
            assert!(forged.text().contains("kennen wir nicht"), "{}", forged.text());
        }
        assert!(!mails_to(portal, "anna.muster").is_empty(), "a notice by mail");
    });
}

#[test]
fn residence_confirmation_without_a_fee_needs_no_payment() {
    on_both(|portal| {
        let mut luca = Browser::new(portal);
        let receipt = apply_for_residence(&mut luca, portal, "emmen", "luca.beispiel");
        assert!(receipt.find_form("/bezahlen").is_none(), "{}", receipt.text());
        wait_for_letter(&mut luca, &case_of(&receipt));
    });
}

#[test]
fn dog_registration_with_a_question_of_the_clerk() {
    on_both(|portal| {
        let mut erika = Browser::new(portal);
        let receipt = register_dog(&mut erika, portal, "heinsberg", "erika.beispiel");
        let (number, case) = (reference(&receipt), case_of(&receipt));

        // The clerk of the group finds it in the worklist and asks for one answer.
        let mut stefan = Browser::new(portal);
        stefan.sign_in_at(portal, "heinsberg", "stefan.satzung", "/arbeit");
        let work = stefan.wait_for(&portal.at("heinsberg", "/arbeit"), |page| page.text().contains(&number));
        let desk = portal.at("heinsberg", &case[case.find("/vorgang/").unwrap()..].replace("/vorgang/", "/arbeit/"));
        assert!(work.links().iter().any(|href| desk.ends_with(href.as_str())), "{:?}", work.links());
        let page = stefan.open(&desk);
        assert!(page.text().contains("Erika Beispiel") && page.text().contains("ausweis.pdf"), "{}", page.text());
        let upload = stefan.get(&page.resolve(&page.link("/dokument/")));
        assert_eq!(upload.status, 200);
        let empty = stefan.submit(&page.form("/aufgabe/").set("do", "ask"));
        assert_eq!(empty.status, 422, "nothing was chosen: {}", empty.text());
        let ask = page.form("/aufgabe/").set("field", "breed").set("reason", "Welche Rassen sind es?").set("do", "ask");
        let asked = stefan.submit(&ask);
        assert_eq!(asked.status, 200, "{}", asked.text());

        // She answers just that.
        let page = erika.wait_for(&case, |page| page.links().iter().any(|href| href.contains("/angabe/")));
        assert!(page.text().contains("Welche Rassen sind es?"), "{}", page.text());
        let question = erika.click(&page, &page.link("/angabe/"));
        assert!(!question.attributes("[name]", "name").contains(&"dog_name".to_owned()), "only the asked field opens");
        let missing = erika.submit(&question.form("/angabe/").set("breed", ""));
        assert_eq!(missing.status, 422);
        let answered = erika.submit(&question.form("/angabe/").set("breed", "Pudel und Dackel").set("do", "send"));
        assert_eq!(answered.status, 200, "{}", answered.text());

        // The clerk sees the new answer and approves.
        let page = stefan.wait_for(&desk, |page| page.find_form("/aufgabe/").is_some());
        assert!(page.text().contains("Pudel und Dackel"), "{}", page.text());
        let done = stefan.submit(&page.form("/aufgabe/").without("field").without("reason").set("do", "approve"));
        assert_eq!(done.status, 200, "{}", done.text());
        let page = wait_for_letter(&mut erika, &case);
        let course = page.texts(".timeline__title").join("\n");
        assert!(page.texts(".timeline__title").len() >= 4, "{course}");
        let letter = erika.get(&page.resolve(&letters(&page)[0]));
        if let Some(text) = text_of(&letter.body) {
            assert!(text.contains("Bello") && text.contains(&number), "{text}");
        }
        // Who looked is told.
        let account = erika.open(&portal.at("heinsberg", "/konto"));
        assert!(account.text().contains("Heinsberg"), "{}", account.text());
        assert!(account.links().iter().any(|href| case.ends_with(href.as_str())), "{}", account.text());
    });
}
